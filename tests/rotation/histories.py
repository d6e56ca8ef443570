"""A rotation lived through in memory: what may be done in years, and what must hold after each deed."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from rotation.planning import Amendment, Cadence, Member, PlanError, Skipped, Slot, Swapped, plan

ONE = timedelta(days=1)
KEYS = "abcdefgh"
CADENCES = list(Cadence)


class History:
    """The stored turns and the facts behind them. Every deed plans anew from the next boundary on."""

    def __init__(self, members: int, cadence: int, cycles: int) -> None:
        self.today = self.anchor = date(2026, 1, 1)
        self.members = [Member(key, self.today) for key in KEYS[:members]]
        self.cadence, self.cycles = CADENCES[cadence % 4], cycles
        self.amendments: list[Amendment] = []
        self.slots = plan(self.members, self.cadence, self.today, cycles)
        self.cycle_facts()

    @property
    def begun(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.start <= self.today]

    @property
    def ahead(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.start > self.today]

    def replan(self) -> None:
        """As the portal does: turns that have begun are history, the rest follows from the facts."""
        before = self.begun
        start = before[-1].end + ONE
        planned = plan(
            self.members,
            self.cadence,
            start,
            self.cycles,
            history=before,
            anchor=self.anchor,
            amendments=self.amendments,
        )
        self.slots = [*before, *planned]
        assert self.begun == before, "the past is unchanged"
        self.cycle_facts()

    def do(self, deed: str, one: int, other: int) -> None:
        """A deed with two numbers that choose whom and when; one that is impossible is refused whole."""
        kept = self.today, self.anchor, list(self.members), self.cadence, list(self.amendments), self.slots
        try:
            getattr(self, deed)(one, other)
        except PlanError:
            self.today, self.anchor, self.members, self.cadence, self.amendments, self.slots = kept

    def wait(self, one: int, other: int) -> None:
        self.today = min(self.today + timedelta(days=one * 7 + other), self.slots[-1].end)
        self.replan()

    def join(self, one: int, other: int) -> None:
        key, day = KEYS[one % len(KEYS)], self.today + timedelta(days=other * 20)
        if any(
            member.key == key and (member.left is None or member.left > self.today) for member in self.members
        ):
            return
        before = [slot for slot in self.slots if slot.start < day]
        self.members.append(Member(key, day))
        self.replan()
        self.same_before(before, day)

    def leave(self, one: int, other: int) -> None:
        staying = [member for member in self.members if member.left is None]
        if len(staying) < 2:
            return
        member, day = staying[one % len(staying)], self.today + timedelta(days=1 + other * 20)
        if member.joined and member.joined >= day:
            return
        before = [slot for slot in self.slots if slot.start < day]
        self.members[self.members.index(member)] = member._replace(left=day)
        self.replan()
        self.same_before(before, day)

    def swap(self, one: int, other: int) -> None:
        pair = self.two_ahead(one, other)
        if pair is None:
            return
        first, second = pair
        old = self.slots
        self.amendments.append(Swapped(first.cycle, first.member, second.member))
        self.replan()
        exchanged = {first: second.member, second: first.member}
        assert self.slots == [slot._replace(member=exchanged.get(slot, slot.member)) for slot in old]

    def skip(self, one: int, _: int) -> None:
        future = self.ahead
        if len(future) < 2:
            return
        first, second = sorted(future)[one % (len(future) - 1) :][:2]
        if (
            first.cycle != second.cycle
            or not self.may_lead(second.member, first)
            or not self.may_lead(first.member, second)
        ):
            return
        self.amendments.append(Skipped(first.cycle, first.member, second.member, self.today))
        self.replan()
        after = {slot.start: slot.member for slot in self.slots}
        assert after[second.start] == first.member, "who is skipped is next in line"
        assert after[first.start] == second.member

    def reorder(self, one: int, other: int) -> None:
        self.members.insert(other % len(self.members), self.members.pop(one % len(self.members)))
        self.replan()

    def pace(self, one: int, _: int) -> None:
        """Another cadence in mid-cycle: the cycle goes on, on a new grid."""
        self.cadence, self.anchor = CADENCES[one % 4], self.begun[-1].end + ONE
        self.replan()

    def two_ahead(self, one: int, other: int) -> tuple[Slot, Slot] | None:
        future = self.ahead
        if not future:
            return None
        first = future[one % len(future)]
        others = [slot for slot in future if slot.cycle == first.cycle and slot != first]
        if not others:
            return None
        second = others[other % len(others)]
        fits = self.may_lead(first.member, second) and self.may_lead(second.member, first)
        return (first, second) if fits else None

    def may_lead(self, key: str, slot: Slot) -> bool:
        return any(
            member.key == key
            and (member.joined or date.min) <= slot.start
            and (member.left is None or member.left > slot.start)
            for member in self.members
        )

    def same_before(self, before: list[Slot], day: date) -> None:
        now = [slot for slot in self.slots if slot.start < day]
        common = min(len(now), len(before))
        assert now[:common] == before[:common], "what begins before the day stays as it was"

    def cycle_facts(self) -> None:
        """No gap, no overlap, once a cycle, only members, an even count."""
        for slot, following in pairwise(self.slots):
            assert following.start == slot.end + ONE
            assert (following.cycle, following.position) in {
                (slot.cycle, slot.position + 1),
                (slot.cycle + 1, 1),
            }
        cycles: dict[int, list[Slot]] = {}
        for slot in self.slots:
            assert slot.start <= slot.end
            assert self.may_lead(slot.member, slot)
            cycles.setdefault(slot.cycle, []).append(slot)
        for slots in cycles.values():
            led = Counter(slot.member for slot in slots)
            assert max(led.values()) == 1, "nobody twice in a cycle"
            first, last = slots[0], slots[-1]
            for member in self.members:
                stays = member.left is None or member.left > last.end + ONE
                if (member.joined or date.min) <= first.start and stays:
                    assert led[member.key] == 1, "whoever is a member throughout leads once"
        self.even()

    def even(self) -> None:
        """At no moment has one of those who were always members led more than once oftener than another."""
        always = {
            member.key
            for member in self.members
            if (member.joined or date.min) <= self.slots[0].start
            and (member.left is None or member.left > self.slots[-1].end + ONE)
        }
        led = Counter(dict.fromkeys(always, 0))
        for slot in self.slots:
            if slot.member in always:
                led[slot.member] += 1
                assert max(led.values()) - min(led.values()) <= 1, "spread of at most one"
