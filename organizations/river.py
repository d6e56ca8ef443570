"""The river: the nineteen along one drawn ribbon, from the source to the sea. Pure drawing, no query.

A schematic, not a map: the main stream rises at 青海 and ends at 上海, the other provinces stand where
their rivers begin and flow into it. Points are in the units of ``VIEW``; curves are Catmull-Rom splines,
widened downstream and given as one filled outline each.
"""

from collections.abc import Sequence
from math import hypot
from typing import Literal, NamedTuple

Point = tuple[float, float]
Side = Literal["n", "s", "w"]

WIDTH, HEIGHT = 1200, 372
STEPS = 14  # samples between two points of a course


class Station(NamedTuple):
    """Where a committee stands, and on which side of it its name is written."""

    slug: str
    at: Point
    side: Side


class Tributary(NamedTuple):
    station: Station
    joins: str  # slug of the main-stream station at whose place in the list it is named
    course: tuple[Point, ...]  # from the station to the main stream


MAIN = (
    Station("qinghai", (76, 84), "n"),
    Station("xizang", (160, 176), "w"),
    Station("yunnan", (264, 272), "s"),
    Station("sichuan", (352, 184), "n"),
    Station("chongqing", (466, 210), "s"),
    Station("hubei", (598, 138), "s"),
    Station("hunan", (702, 202), "n"),
    Station("jiangxi", (806, 214), "n"),
    Station("anhui", (904, 152), "n"),
    Station("jiangsu", (1010, 104), "n"),
    Station("shanghai", (1112, 128), "n"),
)
SPRING: Point = (28, 58)
SEA: tuple[Point, ...] = ((1160, 146), (1204, 150))
TRIBUTARIES = (
    Tributary(Station("gansu", (404, 58), "n"), "chongqing", ((412, 116), (446, 164), (466, 210))),
    Tributary(Station("guizhou", (440, 318), "s"), "chongqing", ((484, 296), (512, 248), (520, 190))),
    Tributary(Station("shaanxi", (508, 62), "n"), "hubei", ((548, 74), (578, 104), (598, 138))),
    Tributary(Station("henan", (652, 50), "n"), "hubei", ((640, 88), (616, 110), (598, 138))),
    Tributary(Station("guangxi", (636, 322), "s"), "hunan", ((668, 290), (694, 250), (702, 202))),
    Tributary(Station("guangdong", (756, 326), "s"), "hunan", ((744, 286), (714, 252), (702, 202))),
    Tributary(Station("fujian", (886, 312), "s"), "jiangxi", ((866, 272), (826, 254), (806, 214))),
    Tributary(Station("zhejiang", (1026, 252), "s"), "shanghai", ((1062, 226), (1094, 184), (1112, 128))),
)


def curve(points: Sequence[Point], steps: int = STEPS) -> list[Point]:
    """A smooth line through ``points`` (Catmull-Rom)."""
    padded = [points[0], *points, points[-1]]
    line: list[Point] = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            line.append(_between(before, start, end, after, step / steps))
    return [*line, points[-1]]


def _between(before: Point, start: Point, end: Point, after: Point, t: float) -> Point:
    def axis(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (
            2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
        )

    return (
        axis(before[0], start[0], end[0], after[0]),
        axis(before[1], start[1], end[1], after[1]),
    )


def offset(line: Sequence[Point], first: float, last: float) -> list[Point]:
    """``line`` moved sideways, by ``first`` at its beginning, growing evenly to ``last`` at its end."""
    moved: list[Point] = []
    for index, (x, y) in enumerate(line):
        left, right = line[max(index - 1, 0)], line[min(index + 1, len(line) - 1)]
        dx, dy = right[0] - left[0], right[1] - left[1]
        length = hypot(dx, dy) or 1.0
        aside = first + (last - first) * index / (len(line) - 1)
        moved.append((x - dy / length * aside, y + dx / length * aside))
    return moved


def path(points: Sequence[Point], *, closed: bool = False) -> str:
    """The ``d`` of an SVG path through ``points``."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("Z" if closed else "")


def ribbon(points: Sequence[Point], first: float, last: float) -> str:
    """The outline of a stream along ``points``, ``first`` wide where it rises and ``last`` where it ends."""
    line = curve(points)
    left, right = offset(line, first / 2, last / 2), offset(line, -first / 2, -last / 2)
    return path([*left, *reversed(right)], closed=True)


def thread(points: Sequence[Point], first: float, last: float) -> str:
    """One line of the current within a ribbon, ``first`` … ``last`` beside its middle."""
    return path(offset(curve(points), first, last))


MAIN_COURSE = (SPRING, *(station.at for station in MAIN), *SEA)
MAIN_RIBBON = ribbon(MAIN_COURSE, 3, 24)
MAIN_THREADS = (thread(MAIN_COURSE, 0.4, 5), thread(MAIN_COURSE, -0.4, -5))
TRIBUTARY_RIBBONS = tuple(ribbon((each.station.at, *each.course), 2, 7) for each in TRIBUTARIES)
STATIONS = (*MAIN, *(tributary.station for tributary in TRIBUTARIES))
