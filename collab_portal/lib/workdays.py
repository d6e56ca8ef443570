"""The working-day calendar, for apps below the one that keeps it, which contributes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from collab_portal.lib import portal


class WorkingDays(Protocol):
    """What the apps below ask of a calendar."""

    def on_or_before(self, day: date) -> date:
        """``day`` if people work then, else the last working day before it."""

    def shifted(self, day: date, working_days: int) -> date:
        """So many working days after ``day``."""


@dataclass(frozen=True)
class WorkingDaysSource:
    """Contributed by the app that keeps the working days: the calendar as it stands now, in one query."""

    calendar: Callable[[], WorkingDays]


def calendar() -> WorkingDays:
    """The calendar as it stands now, official changes included; one query."""
    return portal.every(WorkingDaysSource)[0].calendar()
