"""A second book of the same records, in plain Python and the domain's own words: the code is not asked.

It knows who has signed what; from that alone it counts, one record at a time.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from activities.kinds import AREA_OF


@dataclass
class Content:
    """What a record says: parties with what each gave as its headcount, outcomes as (unit, value)."""

    day: date
    kind: str
    parties: dict[str, int | None]
    outcomes: list[tuple[str, int]] = field(default_factory=list)


@dataclass
class Record:
    host: str
    content: Content
    signed: set[str]
    cancelled: bool = False
    void: bool = False
    proposal: Content | None = None
    by: str = ""
    to_be_void: bool = False
    agreed: dict[str, int | None] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """In force: every party has signed, once and for all versions since."""
        return not (self.cancelled or self.void) and self.signed == set(self.content.parties)

    def confirm(self, slug: str, heads: int | None) -> None:
        if slug not in self.signed:
            self.signed.add(slug)
            if heads is not None:
                self.content.parties[slug] = heads

    def edit(self, content: Content) -> None:
        known = self.content.parties
        content.parties = {slug: known.get(slug, heads) for slug, heads in content.parties.items()}
        self.content, self.signed = content, {self.host}

    def propose(self, content: Content, by: str) -> None:
        """``by`` says how many people it had itself; of the others what they said before."""
        known = self.content.parties
        heads = {
            slug: number for slug, number in content.parties.items() if slug == by and number is not None
        }
        content.parties = {slug: known.get(slug) for slug in content.parties} | heads
        self.proposal, self.by, self.to_be_void, self.agreed = content, by, False, {by: None}
        self._conclude()

    def propose_void(self, by: str) -> None:
        self.proposal, self.by, self.to_be_void, self.agreed = self.content, by, True, {by: None}
        self._conclude()

    def agree(self, slug: str, heads: int | None) -> None:
        self.agreed.setdefault(slug, heads)
        self._conclude()

    def object_to(self, slug: str) -> None:
        self.agreed.pop(slug, None)

    def withdraw(self) -> None:
        self.proposal = None

    def _conclude(self) -> None:
        assert self.proposal
        if set(self.agreed) < set(self.content.parties) | set(self.proposal.parties):
            return
        if self.to_be_void:
            self.void, self.proposal = True, None
            return
        for slug in set(self.proposal.parties) - {self.by}:
            given = self.agreed[slug]
            if given is not None:
                self.proposal.parties[slug] = given
        self.content, self.signed = self.proposal, set(self.proposal.parties)
        self.proposal = None


@dataclass
class Sums:
    """What a page about one year, and perhaps one committee, has to show."""

    records: int = 0
    heads: int = 0
    areas: Counter[str] = field(default_factory=Counter)
    months: Counter[int] = field(default_factory=Counter)
    committees: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    pairs: Counter[frozenset[str]] = field(default_factory=Counter)


def add_up(records: list[Record], year: int, slug: str = "") -> Sums:
    """Of all that count in ``year``, or of those ``slug`` takes part in; then its own people alone."""
    sums = Sums()
    for record in records:
        said = record.content
        if not record.counts or said.day.year != year or (slug and slug not in said.parties):
            continue
        sums.records += 1
        sums.heads += (
            (said.parties[slug] or 0) if slug else sum(heads or 0 for heads in said.parties.values())
        )
        sums.areas[AREA_OF[said.kind]] += 1
        sums.months[said.day.month] += 1
        for party, heads in said.parties.items():
            sums.committees[party] += 1
            sums.people[party] += heads or 0
            sums.pairs.update(frozenset((party, other)) for other in said.parties if other < party)
        for unit, value in said.outcomes:
            sums.units[unit] += value
    return sums
