"""Search of the column, and the only module that knows how it is done.

A hit is a substring: of the title or of one paragraph, of any length from one character, whatever the
script, width or case. White space between terms means *and*; ``"…"`` keeps a phrase together. Latin letters
also match the pinyin of a title. ``Engine`` is the seam: another backend answers the same two questions.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from collab_portal.lib.chinese import bigrams, fold, pinyin_keys
from collab_portal.lib.html import plain_text
from experience.models import Article, SearchDocument

CAP = 1000  # hits beyond this are neither counted nor ranked: newest first
LONGEST = 1000
MAX_POSITION, MAX_POSITIONS = 16_383, 255  # of a tsvector; one more and a phrase could be missed
PINYIN = "\x02"  # begins a lexeme of pinyin; folded text never contains it
TERMS = re.compile(r'"([^"]*)"|(\S+)')
LETTERS = re.compile(r"[a-z]{2,}")
EXCERPT, BEFORE = 120, 30

Rows = QuerySet[SearchDocument]


@dataclass(frozen=True)
class Query:
    """What was asked, folded; ``problem`` says why nothing can be looked for."""

    terms: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Hit:
    title_html: SafeString
    excerpt_html: SafeString
    url: str
    kind: str
    committee: str
    date: datetime


@dataclass(frozen=True)
class Results:
    """One page of hits. ``total`` stops at ``CAP``; ``problem`` is a sentence for the reader."""

    hits: Sequence[Hit] = ()
    total: int = 0
    problem: str = ""
    more: bool = False
    terms: Sequence[str] = field(default=())

    @property
    def total_label(self) -> str:
        return f"{CAP}+" if self.total > CAP else str(self.total)


class Engine(Protocol):
    """Which rows contain all terms. Nothing else about a backend is visible outside."""

    def keys(self, rows: Rows, terms: Sequence[str], limit: int) -> list[int]:
        """Up to ``limit`` matching rows, in any order."""

    def newest(self, rows: Rows, terms: Sequence[str], start: int, stop: int) -> list[int]:
        """Matching rows ``start`` to ``stop``, newest first."""


def parse(asked: str) -> Query:
    """The terms of a query; marks alone are no term unless quoted."""
    if len(asked) > LONGEST:
        return Query(problem=f"检索词太长，请缩短到{LONGEST}字以内。")
    text = fold(asked).replace("\n", " ")
    found = [(quoted.strip(), True) if quoted else (plain, False) for quoted, plain in TERMS.findall(text)]
    terms = [term for term, kept in found if term and (kept or any(char.isalnum() for char in term))]
    if text.strip() and not any(char.isalnum() for term in terms for char in term):
        return Query(problem="请输入文字：标点符号不能单独检索。")
    return Query(tuple(dict.fromkeys(terms)))


# The index


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def words_of(article: Article) -> str:
    """Everything below the title that a reader may look for, one line a paragraph."""
    parts = (article.summary, plain_text(article.body), article.author_name, article.author_post)
    source = (article.source_title, article.source_site)
    return "\n".join(part.strip() for part in (*parts, *source) if part.strip())


def document(article: Article) -> SearchDocument:
    """The index row of an issued article."""
    if article.published_at is None:
        raise ValueError("Only issued articles are indexed.")
    title, text = fold(article.title).replace("\n", " "), words_of(article)
    folded = f"{title}\n{fold(text)}"
    keys = pinyin_keys(title)
    places: dict[str, list[int]] = defaultdict(list)
    for position, pair in bigrams(folded):
        places[pair].append(position)
    oversize = len(folded) > MAX_POSITION or max(map(len, places.values()), default=0) > MAX_POSITIONS
    if oversize:
        lexemes = [_quoted(pair) for pair in places]
    else:
        lexemes = [
            f"{_quoted(pair)}:{','.join(f'{at}A' if at <= len(title) else f'{at}B' for at in found)}"
            for pair, found in places.items()
        ]
    lexemes += [_quoted(PINYIN + key) for key in keys]
    return SearchDocument(
        article=article,
        committee_id=article.committee_id,
        kind=article.kind,
        area=article.area,
        published_at=article.published_at,
        title=title,
        text=text,
        folded="\n".join([folded, *(PINYIN + key for key in keys)]) if oversize else "",
        oversize=oversize,
        vector=" ".join(lexemes),
    )


def index(articles: Iterable[Article]) -> None:
    """Bring the index up to date with ``articles``, in the caller's transaction."""
    articles = list(articles)
    issued = [article for article in articles if article.status == Article.Status.ISSUED]
    gone = [article.pk for article in articles if article.status != Article.Status.ISSUED]
    if gone:
        SearchDocument.objects.filter(pk__in=gone).delete()
    columns = [item.name for item in SearchDocument._meta.concrete_fields if item.name != "article"]
    SearchDocument.objects.bulk_create(
        [document(article) for article in issued],
        batch_size=200,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=columns,
    )


# The PostgreSQL engine


class RawQuery(SearchQuery):
    """A tsquery written lexeme by lexeme: no parser and no dictionary come between."""

    def __init__(self, text: str) -> None:
        super().__init__(text, search_type="raw")
        self.text = text

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **kwargs: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        return "%s::tsquery", [self.text]


def _pairs(term: str) -> list[str]:
    """The lexemes of a term; a single character is the beginning of any bigram."""
    if len(term) == 1:
        return [_quoted(term) + ":*"]
    return [_quoted(term[start : start + 2]) for start in range(len(term) - 1)]


def _all_of(terms: Sequence[str], operator: str) -> str:
    """``terms`` as a tsquery, the bigrams of each joined by ``operator``, or its letters as pinyin."""
    parts = []
    for term in terms:
        joined = f" {operator} ".join(_pairs(term))
        pinyin = f" | {_quoted(PINYIN + term)}:*" if LETTERS.fullmatch(term) else ""
        parts.append(f"(({joined}){pinyin})")
    return " & ".join(parts)


class PostgresEngine:
    """Phrases of bigrams in a GIN index. Rank and count look at a capped set only."""

    def matching(self, rows: Rows, terms: Sequence[str]) -> Rows:
        spelled = Q()
        for term in terms:
            either = Q(folded__contains=term)
            if LETTERS.fullmatch(term):
                either |= Q(folded__contains=PINYIN + term)
            spelled &= either
        phrase, together = RawQuery(_all_of(terms, "<->")), RawQuery(_all_of(terms, "&"))
        return rows.filter(Q(vector=phrase) | Q(oversize=True, vector=together) & spelled)

    def keys(self, rows: Rows, terms: Sequence[str], limit: int) -> list[int]:
        return list(self.matching(rows, terms).order_by().values_list("pk", flat=True)[:limit])

    def newest(self, rows: Rows, terms: Sequence[str], start: int, stop: int) -> list[int]:
        found = self.matching(rows, terms).order_by("-published_at", "-pk")
        return list(found.values_list("pk", flat=True)[start:stop])


# What a reader sees


def _spans(text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Where any term stands in ``text``, merged: folding keeps every offset."""
    folded, spans = fold(text), []
    for term in terms:
        start = folded.find(term)
        while start >= 0:
            spans.append((start, start + len(term)))
            start = folded.find(term, start + 1)
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def highlight(text: str, terms: Sequence[str]) -> SafeString:
    """``text`` escaped, every hit in ``<mark>``."""
    parts, end = [], 0
    for start, stop in _spans(text, terms):
        parts += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        end = stop
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308


def excerpt(text: str, terms: Sequence[str]) -> SafeString:
    """A window of ``text`` around the first hit."""
    folded = fold(text)
    first = min((at for term in terms if (at := folded.find(term)) >= 0), default=0)
    start = max(0, first - BEFORE)
    window = text[start : start + EXCERPT].replace("\n", " ")
    opening, ending = "…" if start else "", "…" if start + EXCERPT < len(text) else ""
    return mark_safe(f"{opening}{highlight(window, terms)}{ending}")  # noqa: S308


def readable(user: User | AnonymousUser, now: datetime) -> Rows:
    """Rows this person may find: published ones, and none to strangers where the column is not public."""
    if not settings.COLUMN_PUBLIC and not user.is_authenticated:
        return SearchDocument.objects.none()
    return SearchDocument.objects.filter(published_at__lte=now)


def _ranked(rows: Rows, engine: Engine, terms: Sequence[str], start: int, stop: int) -> tuple[list[int], int]:
    """Keys of one page and how many there are: titles first, then the newest; beyond the cap the newest."""
    keys = engine.keys(rows, terms, CAP + 1)
    if len(keys) > CAP:
        return engine.newest(rows, terms, start, stop), len(keys)
    if not keys:
        return [], 0
    in_title = Q()
    for term in terms:
        in_title &= Q(title__contains=term)
    ranked = SearchDocument.objects.filter(pk__in=keys).order_by(
        Case(When(in_title, then=Value(0)), default=Value(1)), "-published_at", "-pk"
    )
    return list(ranked.values_list("pk", flat=True)[start:stop]), len(keys)


def find(
    query: str,
    user: User | AnonymousUser,
    now: datetime,
    limit: int = 20,
    *,
    offset: int = 0,
    narrow: Q | None = None,
    engine: Engine | None = None,
) -> Results:
    """The published pieces that contain all of ``query``. ``narrow``: conditions on ``SearchDocument``."""
    asked = parse(query)
    if not asked.terms:
        return Results(problem=asked.problem)
    offset = min(max(offset, 0), CAP)
    rows = readable(user, now)
    rows = rows.filter(narrow) if narrow else rows
    page, total = _ranked(rows, engine or PostgresEngine(), asked.terms, offset, offset + limit + 1)
    found = SearchDocument.objects.select_related("article", "committee").defer(
        "vector", "folded", "article__body"
    )
    by_key = found.in_bulk(page[:limit])
    hits = [
        Hit(
            title_html=highlight(row.article.title, asked.terms),
            excerpt_html=excerpt(row.text, asked.terms),
            url=row.article.get_absolute_url(),
            kind=row.article.get_kind_display(),
            committee=row.committee.short_name,
            date=row.published_at,
        )
        for key in page[:limit]
        if (row := by_key.get(key))
    ]
    return Results(hits, total, more=len(page) > limit and offset + limit < CAP, terms=asked.terms)
