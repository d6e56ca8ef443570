"""Who leads when: pure arithmetic over facts (members with dates, cadence, anchor). Nothing is stored here.

Turns lie on a grid counted from one anchor day, so they can neither overlap nor leave a gap. Who gets the
next turn comes from a queue: at the start of a cycle everybody who is a member then, in order; who joins
during the cycle goes to the end of the queue; who leaves drops out. So each member leads once a cycle, and
a change that takes effect on a day cannot alter a turn that began before it. Skips and swaps are facts of
a cycle, laid over its order in the sequence they were decided: they never touch the grid, so they stay
right when dates move.
"""

from calendar import monthrange
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

LAST_YEAR = 2100
ONE_DAY = timedelta(days=1)


class Cadence(Enum):
    """How long one turn lasts. ``value`` is what is stored and typed on the command line."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"

    @property
    def months(self) -> int:
        return {"year": 12, "half_year": 6, "quarter": 3, "month": 1}[self.value]


class PlanError(ValueError):
    """The plan is impossible; the message is for people, ``field`` says which input is meant."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


class Member(NamedTuple):
    """A member for the days ``joined <= day < left`` (None: since ever, for ever)."""

    key: str
    joined: date | None = None
    left: date | None = None


class Slot(NamedTuple):
    """One turn: ``end`` is its last day, ``position`` its place in the cycle (from 1)."""

    cycle: int
    position: int
    member: str
    start: date
    end: date


class Swapped(NamedTuple):
    """Two members exchange their places in a cycle."""

    cycle: int
    one: str
    other: str


class Skipped(NamedTuple):
    """In a cycle the next in line goes before the member, who follows at once.

    ``other`` was next in line when it was decided on ``day``. Should it leave, whoever is next then takes
    its place; those who had begun to lead by that day are no longer in line.
    """

    cycle: int
    member: str
    other: str = ""
    day: date = date.min


Amendment = Swapped | Skipped


class Grid:
    """The days on which turns begin: every n months from ``anchor``, at month ends its last day."""

    def __init__(self, anchor: date, cadence: Cadence) -> None:
        self.anchor, self.months = anchor, cadence.months

    def day(self, index: int) -> date:
        """First day of the turn number ``index`` (from 0). 31 January, monthly: 28 February, 31 March …"""
        year, month = divmod(self.anchor.month - 1 + index * self.months, 12)
        year, month, day = self.anchor.year + year, month + 1, self.anchor.day
        if year > LAST_YEAR + 1:
            raise _too_far()
        return date(year, month, day if day < 29 else min(day, monthrange(year, month)[1]))

    def index(self, day: date) -> int | None:
        """Which turn begins on ``day``; None when none does."""
        months = (day.year - self.anchor.year) * 12 + day.month - self.anchor.month
        index = months // self.months
        return index if index >= 0 and self.day(index) == day else None


def plan(
    members: Sequence[Member],
    cadence: Cadence,
    start: date,
    cycles: int,
    *,
    history: Sequence[Slot] = (),
    anchor: date | None = None,
    amendments: Sequence[Amendment] = (),
) -> list[Slot]:
    """The turns from ``start`` on, for ``cycles`` whole cycles.

    ``history`` holds the turns already fixed, in order; they are never touched. If its last cycle is not
    through, that one is finished first and counts as one of ``cycles``. ``anchor`` keeps the day of the
    month of a longer series (31 January) when the plan goes on from a shorter month. ``amendments`` are
    the skips and swaps in the sequence they were decided; one that no longer fits has no effect.
    """
    _check(members, start, cycles, history)
    grid = Grid(start, cadence)
    offset = 0
    if anchor is not None and anchor != start:
        index = Grid(anchor, cadence).index(start) if anchor < start else None
        if index is not None:
            grid, offset = Grid(anchor, cadence), index
    queue = _Queue(members, start, history, amendments)
    return list(_deal(queue, grid, offset, cycles))


def _deal(queue: "_Queue", grid: Grid, index: int, cycles: int) -> Iterator[Slot]:
    start, first = grid.day(index), None
    while True:
        cycle, position, member = queue.next(start)
        first = cycle if first is None else first
        if cycle - first >= cycles:
            return
        following = grid.day(index + 1)
        end = following - ONE_DAY
        if end.year > LAST_YEAR:
            raise _too_far()
        yield Slot(cycle, position, member, start, end)
        index, start = index + 1, following


class _Queue:
    """Those still to lead in the running cycle: its roster in order, amended, without those who have led."""

    def __init__(
        self,
        members: Sequence[Member],
        start: date,
        history: Sequence[Slot],
        amendments: Sequence[Amendment],
    ) -> None:
        self.members = members
        self.amendments: dict[int, list[Amendment]] = {}
        for amendment in amendments:
            self.amendments.setdefault(amendment.cycle, []).append(amendment)
        self.cycle = history[-1].cycle if history else 0
        running = [slot for slot in history if slot.cycle == self.cycle]
        self.led = {slot.member for slot in running}
        self.begun = {slot.member: slot.start for slot in running}
        self.position = len(running)
        self.gone: set[str] = (
            set()
        )  # who left while waiting keeps a place in the roster, for swaps made before
        self.roster = self._running_roster(running, start) if running else []
        joins = [(m.joined, True, i) for i, m in enumerate(members) if m.joined and m.joined > start]
        leaves = [(m.left, False, i) for i, m in enumerate(members) if m.left and m.left > start]
        self.changes = deque(sorted([*joins, *leaves]))

    def _running_roster(self, running: Sequence[Slot], start: date) -> list[str]:
        """The cycle's members in order, late joiners last; who has led keeps a place, for swaps."""
        here = [member for member in self.members if _present(member, start) or member.key in self.led]
        late = [m for m in here if m.joined and m.joined > running[0].start]
        roster = list(dict.fromkeys(m.key for m in here if m not in late))
        for member in _by_joining(late):
            # Whoever came when somebody else was still to lead belongs to this cycle, at its end.
            came_in_time = (member.joined or date.min) <= running[-1].start
            if member.key not in roster and (
                member.key in self.led or came_in_time or set(roster) - self.led
            ):
                roster.append(member.key)
        return roster

    def next(self, day: date) -> tuple[int, int, str]:
        """Cycle, place in it and member of the turn that begins on ``day``."""
        while self.changes and self.changes[0][0] <= day:
            _, joining, index = self.changes.popleft()
            self._change(self.members[index], joining=joining, day=day)
        if not self._waiting():
            self._begin_cycle(day)
        waiting = self._waiting()
        member = next(key for key in self._line() if key in waiting)
        self.led.add(member)
        self.position += 1
        return self.cycle, self.position, member

    def _waiting(self) -> set[str]:
        return set(self.roster) - self.led - self.gone

    def _line(self) -> list[str]:
        """The roster as amended. Who has led is still in it, so that places keep their neighbours."""
        amendments = self.amendments.get(self.cycle)
        if not amendments:
            return self.roster
        line = list(self.roster)
        for amendment in amendments:
            if isinstance(amendment, Swapped):
                _exchange(line, amendment.one, amendment.other)
            elif amendment.member in line:
                self._pass_over(line, amendment)
        return line

    def _pass_over(self, line: list[str], skip: Skipped) -> None:
        behind = [key for key in line[line.index(skip.member) + 1 :] if key not in self.gone]
        if skip.other in line and skip.other not in self.gone:
            waiting = [skip.other] if skip.other in behind else []
        else:
            waiting = [key for key in behind if self.begun.get(key, date.max) > skip.day]
        _exchange(line, skip.member, waiting[0] if waiting else skip.member)

    def _change(self, member: Member, *, joining: bool, day: date) -> None:
        if not joining:
            if member.key in self.roster and member.key not in self.led:
                self.gone.add(member.key)
        elif self._waiting() and member.key not in self.led and _present(member, day):
            # With nobody left to wait for, the next cycle is about to begin.
            self.roster = [*(key for key in self.roster if key != member.key), member.key]
            self.gone.discard(member.key)

    def _begin_cycle(self, day: date) -> None:
        self.cycle, self.position, self.led, self.begun = self.cycle + 1, 0, set(), {}
        self.gone = set()
        self.roster = [member.key for member in self.members if _present(member, day)]
        if not self.roster:
            raise PlanError("order", f"自{day.year}年{day.month}月{day.day}日起没有成员，无法继续排期。")


def _exchange(line: list[str], one: str, other: str) -> None:
    """The two change places; nothing happens when one of them is not in line."""
    if one in line and other in line:
        i, j = line.index(one), line.index(other)
        line[i], line[j] = other, one


def _present(member: Member, day: date) -> bool:
    return (member.joined is None or member.joined <= day) and (member.left is None or member.left > day)


def _by_joining(members: Iterable[Member]) -> list[Member]:
    return sorted(members, key=lambda member: member.joined or date.min)


def _check(members: Sequence[Member], start: date, cycles: int, history: Sequence[Slot]) -> None:
    if not members:
        raise PlanError("order", "请至少选择一个成员。")
    spells: dict[str, list[Member]] = {}
    for member in members:
        if member.joined and member.left and member.left <= member.joined:
            raise PlanError("order", "成员的退出日期须晚于加入日期。")
        others = spells.setdefault(member.key, [])
        if any(_meet(member, other) for other in others):
            raise PlanError("order", "同一成员在一个轮次中只能出现一次。")
        others.append(member)
    if cycles < 1:
        raise PlanError("cycles", "轮数至少为 1。")
    if start.year > LAST_YEAR:
        raise _too_far()
    if history and start <= history[-1].end:
        raise PlanError("start", f"与已有任期重叠，最早从 {history[-1].end + ONE_DAY:%Y-%m-%d} 起。")


def _meet(one: Member, other: Member) -> bool:
    """Whether two spells of one member share a day."""
    return (one.left is None or other.joined is None or other.joined < one.left) and (
        other.left is None or one.joined is None or one.joined < other.left
    )


def _too_far() -> PlanError:
    return PlanError("cycles", f"排期最远到 {LAST_YEAR} 年 12 月 31 日，请减少轮数或缩短周期。")
