"""The rows of an index: derived from objects, written with them in one transaction, never edited."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar, NamedTuple, Self, TypeVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models, transaction

from collab_portal.lib.checks import Checked
from collab_portal.lib.chinese import fold, pieces, pinyin_keys

PINYIN = "\x02"  # begins a key of pinyin; no folded text contains it
RICH = "\x03"  # marks a row whose text has more pieces of three than a vector holds
PAIR, TRIPLE = 2, 3
ROOM = 1_000_000  # bytes; a tsvector of PostgreSQL holds 1,048,575
BYTES_OF_A_PAIR = 8  # at most, in UTF-8
TITLE_LENGTH = 300
BATCH = 500
DERIVED = ("title", "folded", "vector")


class Words(NamedTuple):
    """What is looked for in one object: its title, and below it one line a paragraph.

    ``note`` is shown beside a hit, not looked for; ``at`` ranks equals.
    """

    title: str
    text: str
    note: str = ""
    at: datetime | None = None


class IndexRow(models.Model):
    """One object as search sees it; a model of this kind adds its object as primary key.

    ``heading`` and ``text`` are the title and the words below it as written, ``folded`` both as they are
    compared, then the keys of the title's pinyin in capitals, which no folded word has. ``vector`` is the
    set of its pieces of up to three characters: it finds the rows that may contain a term, ``folded`` says
    which do. (Positions in the vector would find phrases alone, but are far longer to read than the text,
    for every candidate.)
    """

    heading = models.CharField("标题", max_length=TITLE_LENGTH)
    note = models.CharField("说明", max_length=120, blank=True)
    at = models.DateTimeField("时间", null=True)
    title = models.CharField("归一标题", max_length=TITLE_LENGTH)
    text = models.TextField("原文", blank=True)
    folded = models.TextField("归一文字", blank=True)
    vector = SearchVectorField("索引")

    class Meta:
        abstract = True
        verbose_name = verbose_name_plural = "检索索引"

    def __str__(self) -> str:
        return self.heading

    @classmethod
    def write(cls, found: Mapping[int, Words]) -> None:
        """Bring the rows of these objects (by primary key) up to date."""
        key = cls._meta.pk
        assert key is not None  # noqa: S101 - every model has one
        rows = [cls(**{key.attname: pk}, **columns(words)) for pk, words in found.items()]
        names = [column.name for column in cls._meta.concrete_fields if column is not key]
        cls._default_manager.bulk_create(
            rows, batch_size=BATCH, update_conflicts=True, unique_fields=[key.name], update_fields=names
        )


def indexes(name: str, key: str) -> tuple[models.Index, ...]:
    """The indexes of an index-row model called ``name`` whose primary key is the field ``key``."""
    newest = (models.F("at").desc(nulls_last=True), models.F(key).desc())
    return (
        GinIndex(fields=["vector"], name=f"{name}_vector", fastupdate=False),
        models.Index(*newest, name=f"{name}_newest"),
    )


def columns(words: Words) -> dict[str, Any]:
    """The columns of the row for ``words``."""
    title = fold(words.title.replace("\n", " "))
    folded = f"{title}\n{fold(words.text)}"
    keys = [PINYIN + key for key in pinyin_keys(title)]
    return {
        "heading": words.title[:TITLE_LENGTH],
        "note": words.note[:120],
        "at": words.at,
        "title": title[:TITLE_LENGTH],
        "text": words.text,
        "folded": "\n".join([folded, *map(str.upper, keys)]),
        "vector": " ".join(map(quoted, [*_lexemes(folded), *keys])),
    }


def _lexemes(folded: str) -> set[str]:
    """All pieces; of a text too rich for that (some 100,000 characters) those of two, and the mark.

    Only tens of thousands of different rare characters have more pairs than are kept then.
    """
    found = pieces(folded, TRIPLE)
    if sum(len(piece.encode()) for piece in found) <= ROOM:
        return found
    return {RICH, *sorted(pieces(folded, PAIR), key=len)[: ROOM // BYTES_OF_A_PAIR]}


def refold_some(model: type[models.Model], after: int) -> list[int]:
    """Write what is derived of a batch of rows with keys above ``after`` anew; the keys, in order.

    Waits for their writers.
    """
    with transaction.atomic():
        rows = model._default_manager.filter(pk__gt=after).order_by("pk").select_for_update()
        found = list(rows.only("heading", "text")[:BATCH])
        for row in found:
            derived = columns(Words(row.heading, row.text))  # type: ignore[attr-defined]
            for name in DERIVED:
                setattr(row, name, derived[name])
        model._default_manager.bulk_update(found, DERIVED, batch_size=100)
    return [row.pk for row in found]


def quoted(lexeme: str) -> str:
    """A lexeme as tsvector and tsquery are written."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


Found = TypeVar("Found", bound="Indexed")


class IndexedQuerySet(models.QuerySet[Found]):
    """Writing many rows at once keeps the index as true as saving one."""

    def bulk_create(self, objs: Iterable[Found], *args: Any, **kwargs: Any) -> list[Found]:
        with transaction.atomic():
            made = super().bulk_create(objs, *args, **kwargs)
            self.model.index(row for row in made if row.pk)  # those left out as conflicts have no key
        return made

    def bulk_update(self, objs: Iterable[Found], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        objs, fields = list(objs), list(fields)
        with transaction.atomic():
            count = super().bulk_update(objs, fields, *args, **kwargs)
            if self.model.is_searched(fields):
                self.model.index(objs)
        return count

    def update(self, **kwargs: Any) -> int:
        if not self.model.is_searched(kwargs):
            return super().update(**kwargs)
        with transaction.atomic():
            keys = list(self.values_list("pk", flat=True))
            count = super().update(**kwargs)
            self.model.index(self.model._default_manager.filter(pk__in=keys))
        return count

    update.alters_data = True  # type: ignore[attr-defined]


class Indexed(Checked):
    """An object that search finds: whoever writes it writes its index row, in the same transaction."""

    SEARCHED: ClassVar[frozenset[str]]  # the fields whose words are looked for

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        named = kwargs.get("update_fields")
        with transaction.atomic():
            super().save(*args, **kwargs)
            if named is None or self.is_searched(named):
                self.index([self])

    @classmethod
    def is_searched(cls, fields: Collection[str]) -> bool:
        """Whether a change of ``fields`` changes what is found."""
        return not cls.SEARCHED.isdisjoint(fields)

    @classmethod
    def index(cls, objects: Iterable[Self]) -> None:
        """Bring the index rows of ``objects`` up to date."""
        raise NotImplementedError
