"""The year as a wheel: geometry that an eye would find right."""

from datetime import date

import pytest

from organizations.models import Committee
from rotation.models import Turn
from rotation.wheel import wheel


def _turn(first: date, last: date) -> Turn:
    return Turn(committee=Committee(short_name="湖北"), cycle=1, starts_on=first, ends_on=last)


def _quarters(year: int) -> list[Turn]:
    ends = [(3, 31), (6, 30), (9, 30), (12, 31)]
    return [_turn(date(year, month - 2, 1), date(year, month, day)) for month, day in ends]


def test_four_quarters_make_four_sectors_of_which_one_runs():
    drawn = wheel(2026, _quarters(2026), date(2026, 11, 23))

    assert [sector.state for sector in drawn.sectors] == ["past", "past", "past", "now"]
    assert drawn.sectors[0].path.startswith("M200.0 28.0A172 172 0 0 1 ")  # from twelve o'clock, clockwise
    assert [(sector.x > 200, sector.y > 200) for sector in drawn.sectors] == [
        (True, False),
        (True, True),
        (False, True),
        (False, False),
    ]


@pytest.mark.parametrize("year", [2027, 2028])
def test_a_turn_longer_than_the_year_is_a_whole_ring(year):
    drawn = wheel(year, [_turn(date(year - 1, 5, 1), date(year + 1, 4, 30))], date(year, 7, 1))

    [sector] = drawn.sectors
    assert " 0 1 1 " in sector.path  # the large arc
    assert sector.wide


def test_there_are_twelve_months_around_and_a_hand_for_today():
    drawn = wheel(2026, [], date(2026, 1, 1))

    assert [number for number, _, _ in drawn.months] == list(range(1, 13))
    assert drawn.hand[0] == drawn.hand[2] == 200.0


@pytest.mark.parametrize("turns", [0, 1, 4])
def test_neighbouring_sectors_touch(turns):
    drawn = wheel(2026, _quarters(2026)[:turns], date(2026, 6, 1))

    for one, other in zip(drawn.sectors, drawn.sectors[1:], strict=False):
        end = one.path.split(" 0 0 1 ")[1].split("L")[0]
        assert other.path.startswith(f"M{end}A")
