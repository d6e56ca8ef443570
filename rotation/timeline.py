"""A cycle as a timeline: a bar for each turn, ticks for years, a dot for each consultation. Pure geometry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from collab_portal.lib import dates
from rotation.models import Consultation, Turn
from rotation.planning import ONE_DAY

LEFT, WIDTH, ROW, TOP = 56.0, 730.0, 20.0, 26.0


@dataclass(frozen=True)
class Bar:
    turn: Turn
    state: str
    x: float
    y: float
    width: float
    dots: Sequence[float]


@dataclass(frozen=True)
class Timeline:
    """``ticks`` are (year or month, x); ``now`` is today's line, None outside the cycle."""

    bars: Sequence[Bar]
    ticks: Sequence[tuple[str, float]]
    now: float | None
    height: float

    @property
    def bottom(self) -> float:
        return self.height - 4

    @property
    def right(self) -> float:
        return LEFT + WIDTH


def timeline(turns: Sequence[Turn], consultations: Sequence[Consultation], today: date) -> Timeline | None:
    """``turns`` of one cycle in order; consultations with a date become dots on their turn's bar."""
    if not turns:
        return None
    first, end = turns[0].starts_on, turns[-1].ends_on + ONE_DAY
    scale = WIDTH / (end - first).days

    def place(day: date) -> float:
        return round(LEFT + (day - first).days * scale, 1)

    held: dict[int, list[float]] = {}
    for row in consultations:
        if row.starts_at is not None:
            held.setdefault(row.turn_id, []).append(place(dates.today(row.starts_at)))
    bars = [
        Bar(
            turn,
            turn.state(today),
            place(turn.starts_on),
            TOP + number * ROW,
            round(place(turn.ends_on + ONE_DAY) - place(turn.starts_on), 1),
            held.get(turn.pk, []),
        )
        for number, turn in enumerate(turns)
    ]
    ticks = [(label, place(day)) for label, day in _ticks(first, end)]
    now = place(today) if first <= today < end else None
    return Timeline(bars, ticks, now, TOP + len(turns) * ROW + 8)


def _ticks(first: date, end: date) -> list[tuple[str, date]]:
    """The beginnings of years; of months where the cycle is no longer than two years."""
    if (end - first).days > 731:
        step = max(1, -(-(end.year - first.year) // 12))
        years = [year for year in range(first.year, end.year + 1) if date(year, 1, 1) >= first]
        return [(str(year), date(year, 1, 1)) for year in years[::step] if date(year, 1, 1) < end]
    months = [(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1) for n in range(26)]
    days = [date(year, month, 1) for year, month in months]
    step = 1 if (end - first).days <= 370 else 2
    return [(f"{day.year % 100}.{day.month}", day) for day in days[::step] if first <= day < end]
