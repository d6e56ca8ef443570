"""One box over all with words, of whatever app (``SearchKind``). Only what one may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.http import urlencode

from accounts.models import User
from collab_portal.lib import portal
from collab_portal.lib.dates import start_of
from collab_portal.lib.search import hinting, paging
from collab_portal.lib.search.asking import parse
from collab_portal.lib.search.engine import Engine, Rows
from collab_portal.lib.search.kinds import SearchKind
from collab_portal.lib.search.paging import Results
from organizations.models import Committee

SHOWN, SIZE = 5, 20


@dataclass(frozen=True)
class Asked:
    """A search as the URL says it. An unknown kind means all of them; strangers search the column alone."""

    query: str
    kind: str = ""
    committee: Committee | None = None
    year: int | None = None
    page: int = 1

    def link(self, **changes: str | int) -> str:
        """The URL's query with these changes, the page left out unless named."""
        committee = self.committee.slug if self.committee else ""
        wanted: dict[str, str | int | None] = {
            "q": self.query,
            "kind": self.kind,
            "committee": committee,
            "year": self.year,
        }
        wanted |= changes
        return urlencode({key: value for key, value in wanted.items() if value})

    @property
    def next_link(self) -> str:
        return self.link(page=self.page + 1)

    @property
    def previous_link(self) -> str:
        return self.link(page=self.page - 1)

    def rows(self, kind: SearchKind, user: User | AnonymousUser, now: datetime) -> Rows:
        """What may be searched: rights and filters are conditions of the query itself."""
        rows = kind.readable(user, now)
        if self.committee:
            rows = rows.filter(kind.committee(self.committee.pk))
        if self.year:
            first, last = start_of(date(self.year, 1, 1)), start_of(date(self.year + 1, 1, 1))
            rows = rows.filter(at__gte=first, at__lt=last)
        return rows


@dataclass(frozen=True)
class Group:
    """The hits of one kind; ``link`` leads to all of them."""

    kind: SearchKind
    results: Results
    link: str


@dataclass(frozen=True)
class Answer:
    """``groups``: the kinds with hits; ``tabs``: how many of each; ``hints``: help when there are none."""

    groups: Sequence[Group] = ()
    tabs: Sequence[tuple[str, str, str, bool]] = ()
    problem: str = ""
    hints: Sequence[tuple[str, str]] = ()

    @property
    def total(self) -> int:
        return sum(group.results.total for group in self.groups)


def kinds_for(user: User | AnonymousUser) -> list[SearchKind]:
    """In the order of their places; strangers search what is public."""
    kinds = sorted(portal.every(SearchKind), key=lambda kind: kind.place)
    return [kind for kind in kinds if kind.is_public or user.is_authenticated]


def search(
    asked: Asked, user: User | AnonymousUser, now: datetime, *, engine: Engine | None = None
) -> Answer:
    """Five hits of each kind, or one page of the kind asked for; how many there are of each."""
    query = parse(asked.query)
    if not query.terms:
        return Answer(problem=query.problem)
    kinds = kinds_for(user)
    several = [asked.rows(kind, user, now) for kind in kinds]
    matching = paging.matches(several, query.terms, engine)
    found = dict(zip((kind.slug for kind in kinds), matching, strict=True))
    groups = [
        Group(
            kind, _hits(asked, kind, rows, found[kind.slug], query.terms, engine), asked.link(kind=kind.slug)
        )
        for kind, rows in zip(kinds, several, strict=True)
        if found[kind.slug] and asked.kind in {"", kind.slug}
    ]
    hints = () if any(found.values()) else _hints(asked, query.terms, several, engine)
    return Answer(groups, _tabs(asked, kinds, {slug: len(keys) for slug, keys in found.items()}), hints=hints)


def _hits(
    asked: Asked,
    kind: SearchKind,
    rows: Rows,
    keys: Sequence[int],
    terms: Sequence[str],
    engine: Engine | None,
) -> Results:
    size = SIZE if asked.kind else SHOWN
    offset = (asked.page - 1) * SIZE if asked.kind else 0
    return paging.results(rows, terms, keys, url=kind.url, limit=size, offset=offset, engine=engine)


def _tabs(
    asked: Asked, kinds: Sequence[SearchKind], totals: Mapping[str, int]
) -> list[tuple[str, str, str, bool]]:
    """Words, count, link and whether it is the one shown."""
    tabs = [("全部", "", asked.link(kind=""), not asked.kind)]
    for kind in kinds:
        count = Results(total=totals[kind.slug]).total_label
        tabs.append((kind.label, count, asked.link(kind=kind.slug), asked.kind == kind.slug))
    return tabs


def _hints(
    asked: Asked, terms: Sequence[str], several: Sequence[Rows], engine: Engine | None
) -> list[tuple[str, str]]:
    """Shorter questions that do find something, with their links."""
    return [
        (part, Asked(part, asked.kind, asked.committee, asked.year).link())
        for part in hinting.shorter(terms, several, engine)
    ]
