"""What the page is about: a period, perhaps one committee; and where the records behind it are listed."""

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.urls import reverse

from activities.counting import Scope
from insights.periods import Period
from organizations.models import Committee


@cache
def _list() -> str:
    """A page has four hundred links to it."""
    return reverse("activities:list")


@dataclass(frozen=True)
class Chosen:
    """``committees`` are the nineteen in their fixed order."""

    period: Period
    committees: tuple[Committee, ...]
    committee: Committee | None = None

    @property
    def scope(self) -> Scope:
        return Scope(since=self.period.first, until=self.period.last)

    @property
    def query(self) -> dict[str, str]:
        """The page's own state."""
        state = {"year": str(self.period.year), "quarter": str(self.period.quarter or "")}
        return {**state, "committee": self.committee.slug if self.committee else ""}

    @property
    def export_url(self) -> str:
        return f"{reverse('insights-export')}?{urlencode(self.query)}"

    @property
    def basin_url(self) -> str:
        """The same period, all committees."""
        return f"{reverse('insights')}?{urlencode({**self.query, 'committee': ''})}"

    def records(self, month: int = 0, **narrower: str) -> str:
        """The list of just those activities that a figure counts."""
        wanted = {"status": "confirmed", **self.period.query(month)}
        if self.committee:
            wanted["committee"] = self.committee.slug
        return f"{_list()}?{urlencode({**wanted, **narrower})}"

    def records_of(self, row: Committee) -> str:
        """Those of one of the nineteen: its own, or its joint ones with the chosen committee."""
        return self.records(partner=row.slug) if self.committee else self.records(committee=row.slug)

    def __str__(self) -> str:
        return f"{self.period} · {self.committee.short_name if self.committee else '十九家工委'}"
