"""The notices of twenty years and their kin: each day read as a person reads it, or refused with a word."""

import time

import pytest

from collab_portal.lib import bounds
from rotation.calendar import Override, WorkCalendar
from rotation.holiday_notice import read
from tests.rotation.notice_wordings import REFUSED, VARIANTS
from tests.rotation.notices import NOTICES, VERBATIM, days


def _read(text: str, year: int) -> dict[object, bool]:
    reading = read(text, year)
    assert reading.problems == []
    return {day.day: day.working for day in reading.days}


@pytest.mark.parametrize(("year", "wording", "text", "expected"), NOTICES, ids=lambda value: str(value)[:12])
def test_a_notice_of_the_state_council_is_read_to_the_day(year, wording, text, expected):
    assert _read(text, year) == days(expected, year)


def test_the_notices_of_every_year_since_2008_are_there_word_for_word():
    assert {year for year, wording, *_ in NOTICES if wording == VERBATIM} >= set(range(2008, 2027))


@pytest.mark.parametrize(("text", "expected"), VARIANTS)
def test_other_ways_of_saying_it_are_read_as_well(text, expected):
    assert _read(text, 2027) == days(expected, 2027)


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_what_could_mean_something_else_is_refused(text, said):
    assert any(said in problem for problem in read(text, 2027).problems), read(text, 2027)


@pytest.mark.parametrize("year", range(2008, 2027))
def test_a_notice_does_not_fit_the_year_after_or_before(year):
    text = "\n".join(text for of, _, text, _ in NOTICES if of == year)
    if "星期" in text or "周日" in text:
        assert read(text, year + 1).problems
        assert read(text, year - 1).problems


def test_names_of_two_holidays_stay_whole():
    reading = read(
        "国庆节、中秋节：10月1日至8日放假调休，共8天。9月27日上班。\n“五一”国际劳动节：5月1日放假。", 2027
    )

    assert {day.name for day in reading.days} == {"国庆节、中秋节", "五一国际劳动节"}


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("4月5日不放假。", "未读作放假：4月5日"),
        ("妇女节：3月8日女职工放假半天。", "不是全体全天的安排，未录入：3月8日"),
        ("除夕：2月5日下午放假。", "不是全体全天的安排，未录入：2月5日"),
        ("安排职工在除夕（2月9日）休息，鼓励错峰。", "2月9日"),
        ("新华社北京11月4日电 通知如下。", "不是放假或上班的日期：11月4日"),
    ],
)
def test_what_is_rightly_no_day_off_is_said(text, remark):
    reading = read(f"劳动节：5月1日放假。\n{text}", 2027)

    assert any(remark in said for said in reading.remarks) or "鼓励错峰" in text
    assert [day.day.month for day in reading.days if day.day.month != 2] == [5]


def test_an_extension_begins_after_what_is_known():
    table = WorkCalendar.of(
        (Override(day, working, "春节") for day, working in days("0124-0130 +0119 +0201", 2020).items()),
        official=[2020],
    )
    text = "一、延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。"

    reading = read(text, 2020, table)

    assert {day.day: day.working for day in reading.days} == days("0131-0202 +0203", 2020)
    assert reading.extended == {"春节"}


BLOWN_UP = [
    *(
        "1日",
        "1月1日放假",
        "1月1日放假,",
        "1月1日放假。",
        "1月1日、",
        "(",
        "(周一)",
        "((农历",
        "农历",
        "1-2日",
        "1~",
    ),
    *(
        "一二",
        "2027年",
        "公休日调至",
        "不放假",
        "半天1日放假",
        "《〈",
        "\n一、元旦：",
        "1月1日至20日放假",
        "1月1日\n",
    ),
    *(
        "国庆节、",
        "0.",
        "1.1",
        "⟦一⟧",
        "春节：",
        "延长至2月14日",
        "周一、",
        "1月1日公休日",
        "元旦、春节",
        "二〇二七",
    ),
]


@pytest.mark.bench
def test_reading_takes_no_more_than_its_length(monkeypatch):
    monkeypatch.setattr(bounds, "NOTICE", 10**6)
    for piece in BLOWN_UP:
        once, twice = (_seconds((piece * length)[:length]) for length in (10_000, 20_000))
        assert twice / once < 2.5 or twice < 0.05, piece


def _seconds(text: str) -> float:
    best = 9.0
    for _ in range(5):
        begin = time.process_time()
        read(text, 2027)
        best = min(best, time.process_time() - begin)
    return best


def test_a_text_that_is_no_notice_but_a_book_is_not_read():
    assert read("放" * (bounds.NOTICE + 1), 2027).problems == [
        f"正文超过 {bounds.NOTICE} 字，请只粘贴各条安排。"
    ]
