"""Working days: what the library knows, what the table overrules, what nobody knows yet."""

from datetime import date

import pytest

from rotation.calendar import Override, WorkCalendar

LIBRARY = WorkCalendar()


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 2, 14), True),  # a Saturday made up for the Spring Festival
        (date(2026, 10, 10), True),  # a Saturday made up for the National Day
        (date(2026, 9, 20), True),  # a Sunday
        (date(2026, 10, 7), False),  # a Wednesday off
        (date(2026, 10, 11), False),  # a plain Sunday
        (date(2026, 11, 23), True),
        (date(2026, 1, 1), False),
        (date(2027, 2, 8), False),  # predicted
        (date(2028, 2, 29), True),
    ],
)
def test_working_days_follow_the_notice(day, working):
    assert LIBRARY.is_working_day(day) is working


def test_make_up_days_are_weekends_on_which_people_work():
    assert LIBRARY.is_make_up(date(2026, 10, 10)) is True
    assert LIBRARY.is_make_up(date(2026, 10, 9)) is False


def test_days_off_have_names():
    assert LIBRARY.holiday(date(2026, 10, 1)) == "国庆节"
    assert LIBRARY.holiday(date(2026, 10, 10)) == ""
    assert LIBRARY.holiday(date(2026, 10, 17)) == ""  # a plain Saturday


def test_the_working_day_before_the_national_holiday_is_its_eve():
    assert LIBRARY.previous_working_day(date(2026, 10, 8)) == date(2026, 9, 30)
    assert LIBRARY.on_or_before(date(2026, 10, 4)) == date(2026, 9, 30)
    assert LIBRARY.on_or_before(date(2026, 10, 10)) == date(2026, 10, 10)


def test_the_table_overrules_the_library():
    table = WorkCalendar.of(
        [Override(date(2027, 2, 6), True, ""), Override(date(2027, 2, 12), False, "春节")]
    )

    assert table.is_working_day(date(2027, 2, 6)) is True
    assert table.is_make_up(date(2027, 2, 6)) is True
    assert table.holiday(date(2027, 2, 12)) == "春节"
    assert LIBRARY.is_working_day(date(2027, 2, 12)) is True


def test_a_year_without_make_up_days_is_predicted_until_the_table_has_it():
    table = WorkCalendar.of([Override(date(2027, 2, 12), False, "春节")], official=[2027])
    own = WorkCalendar.of([Override(date(2027, 9, 1), False, "本单位活动日")])

    assert own.is_predicted(2027) is True
    assert (LIBRARY.is_predicted(2026), LIBRARY.is_predicted(2027)) == (False, True)
    assert table.is_predicted(2027) is False
    assert (LIBRARY.official_until(2026), table.official_until(2026), table.official_until(2028)) == (
        2026,
        2027,
        2027,
    )
