"""The arithmetic of turns, over random histories."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.network import MEMBERS
from rotation.planning import Cadence, Grid, Member, PlanError, Slot, plan

NINETEEN = [Member(member.slug) for member in MEMBERS]
ONE_DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
cadences = st.sampled_from(list(Cadence))


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Member], Cadence, date, int]:
    """Members who come and go (one always stays), a cadence, a start and a number of cycles."""
    members = [Member("anchor")]
    for number in range(draw(st.integers(0, 7))):
        joined = draw(st.none() | days)
        left = draw(st.none() | st.dates((joined or date(2020, 1, 1)) + ONE_DAY, date(2034, 1, 1)))
        members.append(Member(f"m{number}", joined, left))
        if left and draw(st.booleans()):
            members.append(Member(f"m{number}", left + timedelta(days=draw(st.integers(0, 500)))))
    members = draw(st.permutations(members))
    return members, draw(cadences), draw(days), draw(st.integers(1, 6))


def _by_cycle(slots: list[Slot]) -> dict[int, list[Slot]]:
    cycles: dict[int, list[Slot]] = {}
    for slot in slots:
        cycles.setdefault(slot.cycle, []).append(slot)
    return cycles


def _present(member: Member, first: date, last: date) -> bool:
    return (member.joined is None or member.joined <= first) and (member.left is None or member.left > last)


@given(histories())
def test_turns_follow_each_other_without_gap_or_overlap(history):
    members, cadence, start, cycles = history

    slots = plan(members, cadence, start, cycles)

    assert slots[0].start == start
    assert all(slot.start <= slot.end for slot in slots)
    assert [later.start for later in slots[1:]] == [slot.end + ONE_DAY for slot in slots[:-1]]


@given(histories())
def test_nobody_leads_twice_in_a_cycle_and_who_is_there_throughout_leads_once(history):
    members, cadence, start, cycles = history

    by_cycle = _by_cycle(plan(members, cadence, start, cycles))

    assert list(by_cycle) == list(range(1, cycles + 1))
    for slots in by_cycle.values():
        leads = [slot.member for slot in slots]
        throughout = {m.key for m in members if _present(m, slots[0].start, slots[-1].end + ONE_DAY)}
        assert len(leads) == len(set(leads))
        assert throughout <= set(leads)
        assert [slot.position for slot in slots] == list(range(1, len(slots) + 1))


@given(histories())
def test_only_members_lead(history):
    members, cadence, start, cycles = history

    slots = plan(members, cadence, start, cycles)

    for slot in slots:
        assert any(m.key == slot.member and _present(m, slot.start, slot.start) for m in members)


@given(histories(), days)
def test_a_change_from_a_day_on_leaves_everything_before_it_as_it_was(history, day):
    members, cadence, start, cycles = history
    leaving = [
        m._replace(left=day)
        if m.key != "anchor" and _present(m, day, day) and (m.joined is None or m.joined < day)
        else m
        for m in members
    ]
    changed = [*leaving, Member("newcomer", joined=day)]

    before = [slot for slot in plan(members, cadence, start, cycles) if slot.start < day]
    after = [slot for slot in plan(changed, cadence, start, cycles) if slot.start < day]

    assert after == before


@given(histories(), st.data())
def test_going_on_from_any_turn_gives_the_rest_of_the_same_plan(history, data):
    members, cadence, start, cycles = history
    slots = plan(members, cadence, start, cycles)
    cut = data.draw(st.integers(1, len(slots) - 1)) if len(slots) > 1 else 0
    at, left = slots[cut], cycles - slots[cut].cycle + 1

    rest = plan(members, cadence, at.start, left, history=slots[:cut], anchor=start)

    assert rest == slots[cut:]


@given(histories())
def test_more_cycles_only_add_to_the_end(history):
    members, cadence, start, cycles = history

    assert plan(members, cadence, start, cycles + 1)[: len(plan(members, cadence, start, cycles))] == plan(
        members, cadence, start, cycles
    )


def test_a_cycle_of_the_nineteen_by_the_year():
    slots = plan(NINETEEN, Cadence.YEAR, date(2027, 1, 1), 1)

    assert [slot.member for slot in slots] == [member.slug for member in MEMBERS]
    assert slots[0] == Slot(1, 1, "shanghai", date(2027, 1, 1), date(2027, 12, 31))
    assert slots[-1] == Slot(1, 19, "fujian", date(2045, 1, 1), date(2045, 12, 31))


def test_a_start_at_the_end_of_a_month_keeps_its_day():
    slots = plan([Member("a"), Member("b")], Cadence.MONTH, date(2028, 1, 31), 2)

    assert [slot.start for slot in slots] == [
        date(2028, 1, 31),
        date(2028, 2, 29),
        date(2028, 3, 31),
        date(2028, 4, 30),
    ]


def test_a_start_on_a_leap_day_comes_back_to_it():
    starts = [Grid(date(2028, 2, 29), Cadence.YEAR).day(index) for index in range(5)]

    assert [start.day for start in starts] == [29, 28, 28, 28, 29]


def test_a_joiner_leads_last_in_the_running_cycle_and_in_its_place_in_the_next():
    members = [Member("a"), Member("new", joined=date(2027, 2, 10)), Member("b"), Member("c")]

    slots = plan(members, Cadence.MONTH, date(2027, 1, 1), 2)

    assert "".join(slot.member[0] for slot in slots) == "abcn" + "anbc"


def test_a_joiner_after_the_last_turn_has_begun_waits_for_the_next_cycle():
    members = [Member("new", joined=date(2027, 2, 10)), Member("a"), Member("b")]

    slots = plan(members, Cadence.MONTH, date(2027, 1, 1), 2)

    assert "".join(slot.member[0] for slot in slots) == "ab" + "nab"


def test_after_a_leaver_the_others_close_up():
    members = [Member("a"), Member("b", left=date(2027, 1, 20)), Member("c")]

    slots = plan(members, Cadence.MONTH, date(2027, 1, 1), 2)

    assert [(slot.member, slot.start.month) for slot in slots] == [("a", 1), ("c", 2), ("a", 3), ("c", 4)]


@pytest.mark.parametrize(
    ("members", "start", "cycles", "field"),
    [
        ([], date(2027, 1, 1), 1, "order"),
        ([Member("a"), Member("a")], date(2027, 1, 1), 1, "order"),
        ([Member("a", date(2027, 1, 1), date(2027, 1, 1))], date(2027, 1, 1), 1, "order"),
        ([Member("a", left=date(2027, 6, 1))], date(2027, 1, 1), 2, "order"),
        ([Member("a", joined=date(2028, 1, 1))], date(2027, 1, 1), 1, "order"),
        ([Member("a")], date(2027, 1, 1), 0, "cycles"),
        ([Member("a")], date(2101, 1, 1), 1, "cycles"),
        ([Member("a")], date(2027, 1, 1), 75, "cycles"),
        ([Member("a")], date(2027, 1, 1), 10**9, "cycles"),
    ],
)
def test_the_impossible_is_refused_in_words(members, start, cycles, field):
    with pytest.raises(PlanError) as refusal:
        plan(members, Cadence.YEAR, start, cycles)

    assert refusal.value.field == field
    assert refusal.value.message.endswith("。")


def test_the_last_possible_day_is_the_last_of_the_century():
    slots = plan([Member("a")], Cadence.YEAR, date(2027, 1, 1), 74)

    assert slots[-1].end == date(2100, 12, 31)


def test_a_plan_cannot_begin_inside_its_own_history():
    history = plan([Member("a")], Cadence.YEAR, date(2027, 1, 1), 1)

    with pytest.raises(PlanError, match="最早从 2028-01-01 起"):
        plan([Member("a")], Cadence.YEAR, date(2027, 7, 1), 1, history=history)


@pytest.mark.bench
def test_ten_cycles_of_nineteen_take_far_less_than_fifty_milliseconds():
    best = min(_seconds() for _ in range(5))

    assert best < 0.005  # measured: 0.0003


def _seconds() -> float:
    start = time.perf_counter()
    plan(NINETEEN, Cadence.QUARTER, date(2027, 1, 1), 3)
    plan(NINETEEN, Cadence.MONTH, date(2027, 1, 1), 10)
    return time.perf_counter() - start
