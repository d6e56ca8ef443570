"""Cells that are no date or number, however long, are told as that."""

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
