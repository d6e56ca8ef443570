"""The year as a wheel: one sector for each turn, as SVG paths. Pure geometry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

from rotation.models import Turn

CENTRE, OUTER, INNER, LABEL, MONTHS = 200.0, 172.0, 112.0, 142.0, 188.0


@dataclass(frozen=True)
class Sector:
    turn: Turn
    state: str
    path: str
    x: float
    y: float
    wide: bool


@dataclass(frozen=True)
class Wheel:
    """``months`` are (number, x, y); ``hand`` is the end of today's line, from the hub outwards."""

    year: int
    sectors: Sequence[Sector]
    months: Sequence[tuple[int, float, float]]
    hand: tuple[float, float, float, float]


def wheel(year: int, turns: Sequence[Turn], today: date) -> Wheel:
    """The parts of ``turns`` that lie in ``year``; a full turn around is a year."""
    sectors = [_sector(turn, year, today) for turn in turns]
    months = [(month, *_point(_part(date(year, month, 15), year), MONTHS)) for month in range(1, 13)]
    now = _part(today, year)
    return Wheel(year, sectors, months, (*_point(now, INNER - 14), *_point(now, OUTER + 6)))


def _sector(turn: Turn, year: int, today: date) -> Sector:
    start = _part(max(turn.starts_on, date(year, 1, 1)), year)
    end = _part(min(turn.ends_on, date(year, 12, 31)), year) + 1 / _days(year)
    end = min(end, start + 0.9999)  # an arc of exactly one turn around draws nothing
    large = 1 if end - start > 0.5 else 0
    (ax, ay), (bx, by) = _point(start, OUTER), _point(end, OUTER)
    (cx, cy), (dx, dy) = _point(end, INNER), _point(start, INNER)
    path = (
        f"M{ax} {ay}A{OUTER:g} {OUTER:g} 0 {large} 1 {bx} {by}"
        f"L{cx} {cy}A{INNER:g} {INNER:g} 0 {large} 0 {dx} {dy}Z"
    )
    x, y = _point((start + end) / 2, LABEL)
    return Sector(turn, turn.state(today), path, x, y, wide=end - start > 0.05)


def _days(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def _part(day: date, year: int) -> float:
    return (day - date(year, 1, 1)).days / _days(year)


def _point(part: float, radius: float) -> tuple[float, float]:
    angle = 2 * pi * part - pi / 2
    return round(CENTRE + radius * cos(angle), 1), round(CENTRE + radius * sin(angle), 1)
