"""Workbooks that leave: they print well, and hold what was written."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from collab_portal.lib import xlsx
from collab_portal.lib.sheets import read


def written(*rows, columns=(("编号", 8), ("活动名称", 40), ("日期", 12))) -> bytes:
    file = io.BytesIO()
    xlsx.write(file, xlsx.Sheet("联合活动", columns, rows))
    return file.getvalue()


def test_a_sheet_prints_across_fitted_to_width_with_its_header_on_every_page():
    page = load_workbook(io.BytesIO(written(*[[1, "示例", date(2026, 1, 2)]] * 30))).active

    setup = page.page_setup
    assert (setup.orientation, int(setup.paperSize)) == ("landscape", 9)
    assert (page.sheet_properties.pageSetUpPr.fitToPage, setup.fitToWidth, setup.fitToHeight) == (True, 1, 0)
    assert (page.print_title_rows, page.freeze_panes, page.auto_filter.ref) == ("$1:$1", "A2", "A1:C31")


def test_columns_are_as_wide_as_what_they_hold_within_reason():
    page = load_workbook(
        io.BytesIO(written([1, "十个汉字的活动名称呀", date(2026, 1, 2)], [2, "长" * 200, None]))
    ).active

    assert [page.column_dimensions[letter].width for letter in "ABC"] == [8, 60, 11]
    empty = load_workbook(io.BytesIO(written())).active
    assert [empty.column_dimensions[letter].width for letter in "ABC"] == [8, 40, 12]


@pytest.mark.parametrize(
    "text",
    [
        "_x0041_",
        "_x005F_x0041_",
        "a_x000D_b",
        "_x0041_x0042_",
        "=1+1",
        "007",
        "第一行\n第二行",
        "  两端  ",
        "x005F_",
    ],
)
def test_a_text_is_read_as_it_was_written(text):
    rows = list(read(written([1, text, None]), most_rows=5))

    assert rows[1].texts[1] == text.strip()


def test_a_text_stays_a_text_when_it_is_typed_over():
    page = load_workbook(io.BytesIO(written([1, "007", None]))).active

    assert (page["B2"].number_format, page["B2"].data_type) == ("@", "s")


def test_more_than_twenty_six_columns_have_their_widths():
    columns = [(f"列{number}", 10) for number in range(30)]

    page = load_workbook(io.BytesIO(written(["长" * 10] * 30, columns=columns))).active

    assert (page.column_dimensions["AD"].width, page.auto_filter.ref) == (21, "A1:AD2")
