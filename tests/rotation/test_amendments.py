"""Skips and swaps laid over the order of a cycle, over random histories."""

import os
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.planning import Cadence, Member, Skipped, Slot, Swapped, plan

ONE_DAY = timedelta(days=1)
START = date(2027, 1, 1)
HISTORIES = int(os.environ.get("HISTORIES", "200"))
KEYS = [f"m{number}" for number in range(6)]
steps = st.lists(
    st.tuples(
        st.sampled_from(["join", "leave", "skip", "swap", "cadence", "wait"]),
        st.integers(0, 5),
        st.integers(0, 5),
        st.integers(1, 7),
        st.sampled_from(list(Cadence)),
    ),
    min_size=1,
    max_size=12,
)


class Years:
    """A rotation lived through: turns begin one after another, and in between somebody changes something."""

    def __init__(self) -> None:
        self.members = [Member(key) for key in KEYS[:4]]
        self.cadence, self.anchor = Cadence.QUARTER, START
        self.decided: list[tuple[Swapped | Skipped, date]] = []  # with the first day of the turn it is about
        self.history: list[Slot] = []

    @property
    def next_day(self) -> date:
        return self.history[-1].end + ONE_DAY if self.history else START

    def here(self) -> set[str]:
        return {member.key for member in self.members if member.left is None}

    def ahead(self) -> list[Slot]:
        return plan(
            self.members,
            self.cadence,
            self.next_day,
            2,
            history=self.history,
            anchor=self.anchor,
            amendments=[fact for fact, _ in self.decided],
        )

    def step(self, verb: str, one: int, other: int, begun: int, cadence: Cadence) -> None:
        ahead, key = self.ahead(), KEYS[one]
        match verb:
            case "join" if key not in self.here():
                self.members.append(Member(key, self.next_day))
            case "leave" if key in self.here() and len(self.here()) > 1:
                self.members = [
                    m._replace(left=self.next_day) if m.key == key and m.left is None else m
                    for m in self.members
                    if m.joined != self.next_day or m.key != key
                ]
            case "cadence":
                self.cadence, self.anchor = cadence, self.next_day
            case "skip":
                self._skip(ahead, key)
            case "swap":
                self._swap(ahead, key, KEYS[other])
            case "wait":
                self.history.extend(ahead[:begun])
        if verb in {"join", "leave", "cadence"}:
            self._let_idle_skips_lapse()
        self.check(ahead[begun:] if verb == "wait" else [])

    def _let_idle_skips_lapse(self) -> None:
        """As storing a new plan does: a skip that changes nothing any more is not kept for later."""
        for row in list(self.decided):
            if isinstance(row[0], Skipped) and row[1] >= self.next_day:
                before, kept = self.ahead(), self.decided
                self.decided = [other for other in kept if other is not row]
                if self.ahead() != before:
                    self.decided = kept

    def _skip(self, ahead: list[Slot], key: str) -> None:
        running = [slot for slot in ahead if slot.cycle == ahead[0].cycle]
        place = next((i for i, slot in enumerate(running) if slot.member == key), None)
        if place is None or place + 1 == len(running):
            return
        self.decided.append((Skipped(running[place].cycle, key), running[place].start))
        after = self.ahead()

        assert [slot.member for slot in after[place : place + 2]] == [running[place + 1].member, key]
        self._only_these_two_moved(ahead, after, {key, running[place + 1].member})

    def _swap(self, ahead: list[Slot], one: str, other: str) -> None:
        running = {slot.member: slot for slot in ahead if slot.cycle == ahead[0].cycle}
        if one == other or one not in running or other not in running:
            return
        self.decided.append((Swapped(running[one].cycle, one, other), running[one].start))
        after = {slot.start: slot.member for slot in self.ahead()}

        assert (after[running[one].start], after[running[other].start]) == (other, one)
        self._only_these_two_moved(ahead, self.ahead(), {one, other})

    def _only_these_two_moved(self, before: list[Slot], after: list[Slot], two: set[str]) -> None:
        moved = {b.member for b, a in zip(before, after, strict=True) if b != a}
        assert moved <= two
        assert [(s.cycle, s.start, s.end) for s in after] == [(s.cycle, s.start, s.end) for s in before]

    def check(self, rest: list[Slot]) -> None:
        """``rest`` is what was to come when turns began: waiting changes nothing of it."""
        ahead = self.ahead()
        slots = [*self.history, *ahead]
        assert [later.start for later in slots[1:]] == [slot.end + ONE_DAY for slot in slots[:-1]]
        assert all(now == before for now, before in zip(ahead, rest, strict=False))
        cycles: dict[int, list[str]] = {}
        for slot in slots:
            cycles.setdefault(slot.cycle, []).append(slot.member)
        for leads in cycles.values():
            assert len(leads) == len(set(leads))
        last = max(cycles)
        assert set(cycles[last]) == self.here()  # a whole cycle to come: everybody once


@settings(max_examples=HISTORIES, deadline=None)
@given(steps)
def test_through_joins_leaves_skips_swaps_and_cadences_the_promises_hold(history):
    """No gap, no overlap, once a cycle, only the two concerned move, who is skipped is next in line."""
    years = Years()
    for step in history:
        years.step(*step)


@settings(max_examples=HISTORIES, deadline=None)
@given(steps)
def test_in_any_whole_cycle_the_numbers_of_turns_led_differ_by_at_most_one(history):
    years = Years()
    for verb, one, other, begun, cadence in history:
        if verb not in {"join", "leave"}:
            years.step(verb, one, other, begun, cadence)

        led = [slot.member for slot in [*years.history, *years.ahead()]]
        for upto in range(len(led) + 1):
            counts = [led[:upto].count(key) for key in KEYS[:4]]
            assert max(counts) - min(counts) <= 1


def _letters(members: str, **facts: object) -> str:
    slots = plan([Member(key) for key in members], Cadence.MONTH, START, 1, **facts)
    return "".join(slot.member for slot in slots)


def test_who_is_skipped_is_next_in_line():
    assert _letters("abcd", amendments=[Skipped(1, "b")]) == "acbd"


def test_two_skipped_in_a_row_follow_in_their_order():
    skips = [Skipped(1, "a"), Skipped(1, "c")]

    assert _letters("abcd", amendments=skips) == "badc"


def test_nobody_waits_behind_the_last_so_the_last_cannot_be_skipped():
    assert _letters("abc", amendments=[Skipped(1, "c")]) == "abc"


def test_swaps_and_skips_count_in_the_sequence_they_were_decided():
    swap, skip = Swapped(1, "a", "c"), Skipped(1, "c")

    assert _letters("abc", amendments=[swap, skip]) == "bca"
    assert _letters("abc", amendments=[Skipped(1, "a"), swap]) == "bca"


def test_a_swap_with_somebody_who_is_not_there_has_no_effect():
    assert _letters("abc", amendments=[Swapped(1, "a", "z")]) == "abc"


def test_a_swap_half_led_leaves_the_other_half_in_its_place():
    swapped = plan(
        [Member(key) for key in "abcd"], Cadence.MONTH, START, 1, amendments=[Swapped(1, "a", "c")]
    )

    rest = plan(
        [Member(key) for key in "abcd"],
        Cadence.MONTH,
        swapped[1].start,
        1,
        history=swapped[:1],
        anchor=START,
        amendments=[Swapped(1, "a", "c")],
    )

    assert "".join(slot.member for slot in rest) == "bad"
