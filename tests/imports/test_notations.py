"""Tables in whatever notation a program writes them, and where cells are merged without harm."""

import pytest

from organizations.models import ImportJob
from tests.factories import make_user
from tests.imports.helpers import check, counts
from tests.imports.spreadsheets import row, sheet, workbook

pytestmark = pytest.mark.django_db
HEAD, ROW = ("编码", "名称", "类别"), ("A1", "甲支部", "党支部")
TEXT = "编码,名称,类别\r\nA1,甲支部,党支部\r\n"


def read(content: bytes) -> ImportJob:
    return check(content, make_user(), filename="表.csv")


@pytest.mark.parametrize("sign", [",", "\t", ";", "|", "，"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_of_text_is_read_in_every_notation(encoding, sign):
    job = read(TEXT.replace(",", sign).encode(encoding))

    assert counts(job) == (1, 0, 0, 0), job.note
    assert job.rows.get().cells == {"编码": "A1", "名称": "甲支部", "类别": "党支部"}


@pytest.mark.parametrize("start", ["<html><body>", "<!DOCTYPE html>", "\ufeff<HTML xmlns:x='x'>", "<table>"])
def test_a_page_that_calls_itself_a_table_is_told(start):
    job = read(f"{start}<table><tr><td>编码</td></tr></table>".encode())

    assert job.note == "这是网页格式的表格，请用 Excel 或 WPS 打开后另存为 xlsx 再上传。"


@pytest.mark.parametrize(
    ("place", "is_read"),
    [
        ("E2:F3", True),  # beside the columns of the table
        ("A9:C9", True),  # below its rows
        ("A2:A3", False),
        ("C2:D2", False),
        ("XFD9", False),  # no range at all
    ],
)
def test_only_cells_that_are_merged_within_the_table_are_refused(place, is_read):
    book = workbook(
        sheet(row(*HEAD), row(*ROW), after=f'<mergeCells><mergeCell ref="{place}"/></mergeCells>')
    )

    job = read(book)

    assert (counts(job)[0] == 1) is is_read
    assert is_read or job.note.startswith(f"表中有合并单元格（{place}）")
