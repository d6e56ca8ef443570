"""Cells that are no date or number, however long, are told as that."""
# ruff: noqa: RUF001 - full widths are what is tested

from datetime import date
from decimal import Decimal

import pytest

from collab_portal.lib.columns import Column

MARKS = "1" + "\u0301" * 2_500 + "\u0327" * 2_499


@pytest.mark.parametrize("text", ["9" * 29, "9" * 27, "1" * 4_000, MARKS, "-1"])
@pytest.mark.parametrize("places", [0, 2])
def test_a_number_beyond_its_column_is_refused_in_words(text, places):
    with pytest.raises(ValueError, match=r"须在|不是数字"):
        Column("value", "数值", "number", places=places).parse(text)


@pytest.mark.parametrize("text", [MARKS, "2024-05-06" + "0" * 4_000])
def test_a_long_date_is_none(text):
    with pytest.raises(ValueError, match="不是日期"):
        Column("day", "日期", "date").parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-03-05", "2026/3/5", "2026.03.05", "2026.03.05.", "20260305", "2026年3月5日", "2026年3月5号"),
        *("2026年03月05日（周四）", "2026年3月5日(星期四)", "二〇二六年三月五日", "二○二六年三月五日"),
        *("2026/3/5 0:00", "2026/3/5 00:00", "2026-03-05 0:00:00", "２０２６年３月５日", "2026 年 3 月 5 日"),
        *(
            "2026-03-05T00:00:00.000Z",
            "2026-03-05T00:00:00.000",
            "2026-03-05 00:00:00.0",
            "2026-03-05T00:00Z",
        ),
        *("2026/3/5 12:00:00 AM", "2026/3/5 上午12:00", "2026年3月5日0时", "2026/3/5 0:0:0"),
        *("2026年3月5日。", "2026年3月5日，", "2026年3月5日（周四）。"),
        *("2026-03-05T00:00:00+08:00", "2026年3月5日 0:00", "2026/3/5 0:00 星期四", "2026年3月5日 周四 0:00"),
        *(
            "2026年3月5日 星期四",
            "2026年3月5日，星期四",
            "2026年3月5日礼拜四",
            "2026年3月5日 週四",
            "2026/3/5 周四",
        ),
        *("星期四，2026年3月5日", "2026-03-05（四）", "2026年3月5日【周四】", "2026.3.5 星期4"),
        *("二〇二六年三月五日（星期四）", "二O二六年三月五日", "二o二六年三月五日", "二0二六年三月五日"),
        *(
            "二零二六年三月五日",
            "贰零贰陆年叁月伍日",
            "2026年三月五日",
            "二〇二六年3月5日",
            "二〇二六年〇三月〇五日",
        ),
    ],
)
def test_a_day_is_read_in_every_usual_notation(text):
    assert Column("day", "日期", "date").parse(text) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二五年十二月三十一日", date(2025, 12, 31)),
        ("二〇二五年十月二十日", date(2025, 10, 20)),
        ("二〇二五年十月廿一日", date(2025, 10, 21)),
        ("二〇二五年元月三〇日", date(2025, 1, 30)),
        ("二O一O年十月十日", date(2010, 10, 10)),
        ("二〇OO年元月一日", date(2000, 1, 1)),
    ],
)
def test_a_day_in_han_numerals(text, day):
    assert Column("day", "日期", "date").parse(text) == day


@pytest.mark.parametrize(
    "text",
    ["2026/3/5 8:30", "2026年2月30日", "二〇二六年十三月五日", "3月5日", "46086", "二〇二六年十十月五日"],
)
def test_what_is_no_day_is_told(text):
    with pytest.raises(ValueError, match="不是日期"):
        Column("day", "日期", "date").parse(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        *(
            (text, "只写日期，不写时刻，")
            for text in ("2026/3/5 8:30", "2026年3月5日 上午9时", "2026-03-05T14:00")
        ),
        *((text, "只写日期，不写时刻，") for text in ("2026年3月5日下午2点", "2026年3月5日（周四）14:30")),
        *((text, "一格只写一天，") for text in ("2026年3月5日至6日", "2026.3.5-3.6", "2026年3月5日、6日")),
        *((text, "缺年份，") for text in ("3月5日", "3-5", "5.6", "3月5日至7日")),
        *((text, "缺日子，") for text in ("2026年3月", "2026-03", "2026年3月上旬", "2026.3")),
        *((text, "年份要写四位，") for text in ("26-3-5", "26年3月5日")),
        *((text, "日历上没有这一天，") for text in ("2026年2月30日", "2025-02-29", "2026/13/1", "20260431")),
        ("46086", "像是表格软件存日期用的数字，请把单元格设为日期格式，或"),
        *((text, "") for text in ("待定", "2026", "每月5日", "2026-064")),
    ],
)
def test_what_is_no_day_is_told_with_the_reason(text, why):
    with pytest.raises(ValueError, match=f"^不是日期：{why}请写成 2024-05-06 的样子。$"):
        Column("day", "日期", "date").parse(text)


@pytest.mark.parametrize(
    "text",
    ["2026年3月5日 星期五", "2026-03-05（五）", "二〇二六年三月五日（周五）", "星期五，2026年3月5日（周四）"],
)
def test_a_weekday_that_is_another_than_the_days_is_told(text):
    with pytest.raises(ValueError, match="2026年3月5日（周四），所写的却是周五，请核对日期。"):
        Column("day", "日期", "date").parse(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(
            ("30人", 30),
            ("1,234 人次", 1234),
            ("第3期", 3),
            ("2023年", 2023),
            ("¥1,234", 1234),
            ("\uff13\uff10", 30),
        ),
        *(("22场次", 22), ("-0", 0)),
    ],
)
def test_a_number_may_have_its_unit(text, number):
    assert Column("value", "数值", "number", high=10_000).parse(text) == number


@pytest.mark.parametrize("text", ["30万", "50%", "3千人", "约30人", "30-40", "1e3", "3.20105E+18"])
def test_what_is_another_number_than_it_begins_with_is_none(text):
    with pytest.raises(ValueError, match="不是数字"):
        Column("value", "数值", "number").parse(text)


@pytest.mark.parametrize("text", ["TRUE", "是", "√"])
def test_yes_as_a_spreadsheet_shows_it(text):
    assert Column("brand", "品牌", "flag").parse(text) is True


@pytest.mark.parametrize("text", ["黨支部", "党支部\u200b", "⽀部"])
def test_a_choice_is_known_by_its_look(text):
    choices = (("branch", "党支部"), ("part", "支部"))

    assert Column("kind", "类别", "choice", choices=choices).parse(text) in {"branch", "part"}


@pytest.mark.parametrize(
    "text",
    ["12 15", "1 234", "1, 234", "10²", "1₀", "①", "⑴", "⒈", "½", "1_2", "٣", "㏠", "1\n2", "1.2.3", "."],
)
@pytest.mark.parametrize("places", [0, 2])
def test_several_numbers_or_one_raised_are_not_one(text, places):
    with pytest.raises(ValueError, match=r"^不是数字。$"):
        Column("value", "数值", "number", places=places).parse(text)


@pytest.mark.parametrize(
    "text",
    ["1,2", "3,5", "3，5", "1,2,3", "1,23", "12,34,567", "1234,567", "0,123", ",5", "1,234,5人", "1.5,000"],
)
@pytest.mark.parametrize("places", [0, 2])
def test_a_comma_elsewhere_than_before_three_figures_is_refused_in_words(text, places):
    with pytest.raises(ValueError, match=r"逗号只能每三位一个（如 1,234），小数请用点（如 3\.5）"):
        Column("value", "数值", "number", places=places).parse(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234,567", "1234567"),
        ("１，２３４．５", "1234.5"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("第 3 期", "3"),
    ],
)
def test_groups_of_three_and_a_point_are_one_number(text, number):
    assert Column("value", "数值", "number", places=2).parse(text) == Decimal(number)


@pytest.mark.parametrize("text", ["2026-03-0⁵", "2026年③月5日", "202603⁰5"])
def test_a_day_has_no_raised_or_circled_figures(text):
    with pytest.raises(ValueError, match="不是日期"):
        Column("day", "日期", "date").parse(text)
