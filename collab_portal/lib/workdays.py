"""The working-day calendar, for apps below the one that keeps it: it registers when Django starts."""

from collections.abc import Callable
from datetime import date
from typing import Protocol


class WorkingDays(Protocol):
    """What the apps below ask of a calendar."""

    def on_or_before(self, day: date) -> date:
        """``day`` if people work then, else the last working day before it."""

    def shifted(self, day: date, working_days: int) -> date:
        """So many working days after ``day``."""


_provider: list[Callable[[], WorkingDays]] = []


def register(provider: Callable[[], WorkingDays]) -> None:
    """Called in ``AppConfig.ready()``; the last one counts."""
    _provider[:] = [provider]


def calendar() -> WorkingDays:
    """The calendar as it stands now, official changes included; one query."""
    return _provider[0]()
