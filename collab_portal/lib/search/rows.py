"""The rows of an index: derived from objects, written with them in one transaction, never edited."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar, NamedTuple, Self, TypeVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models, transaction
from django.db.models import Q

from collab_portal.lib.chinese import bigrams, fold, pinyin_keys

MAX_POSITION, MAX_POSITIONS = 16_383, 255  # of a tsvector; one more and a phrase could be missed
PINYIN = "\x02"  # begins a lexeme of pinyin; folded text never contains it
TITLE_LENGTH = 300
BATCH = 500


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

    ``heading`` and ``text`` are the title and the words below it as written; ``vector`` holds the folded
    bigrams of both with their positions (title weight A, the rest B). A row too long for positions is
    ``oversize``: its vector is a mere set, and ``folded`` decides.
    """

    heading = models.CharField("标题", max_length=TITLE_LENGTH)
    note = models.CharField("说明", max_length=120, blank=True)
    at = models.DateTimeField("时间", null=True)
    title = models.CharField("归一标题", max_length=TITLE_LENGTH)
    text = models.TextField("原文", blank=True)
    folded = models.TextField("归一文字", blank=True)
    oversize = models.BooleanField("超长", default=False)
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
        models.Index(fields=[key], name=f"{name}_oversize", condition=Q(oversize=True)),
    )


def columns(words: Words) -> dict[str, Any]:
    """The columns of the row for ``words``."""
    title = fold(words.title).replace("\n", " ")
    folded = f"{title}\n{fold(words.text)}"
    keys = pinyin_keys(title)
    places: dict[str, list[int]] = defaultdict(list)
    for position, pair in bigrams(folded):
        places[pair].append(position)
    oversize = len(folded) > MAX_POSITION or max(map(len, places.values()), default=0) > MAX_POSITIONS
    if oversize:
        lexemes = [quoted(pair) for pair in places]
    else:
        lexemes = [
            f"{quoted(pair)}:{','.join(f'{at}A' if at <= len(title) else f'{at}B' for at in found)}"
            for pair, found in places.items()
        ]
    lexemes += [quoted(PINYIN + key) for key in keys]
    return {
        "heading": words.title[:TITLE_LENGTH],
        "note": words.note[:120],
        "at": words.at,
        "title": title[:TITLE_LENGTH],
        "text": words.text,
        "folded": "\n".join([folded, *(PINYIN + key for key in keys)]) if oversize else "",
        "oversize": oversize,
        "vector": " ".join(lexemes),
    }


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


class Indexed(models.Model):
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
