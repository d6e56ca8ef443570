"""The workbook to fill in: a header, one example, drop-downs, and a sheet that explains each column."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from collab_portal.lib.columns import Column
from collab_portal.lib.xlsx import say_sample
from organizations.imports.kinds import Kind

EXAMPLE = "示例"
KINDS = {
    "text": "文字",
    "date": "日期（2024-05-06）",
    "number": "数字",
    "choice": "从下拉中选",
    "flag": "“是”或留空",
}


def template(kind: Kind) -> bytes:
    """The empty table of a kind. Its second row is an example; left as it is, it is not imported."""
    book = Workbook()
    page = book.active
    page.title = kind.label
    page.freeze_panes = "A2"
    options = book.create_sheet("选项")
    options.sheet_state = "hidden"
    for number, column in enumerate(kind.columns, start=1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = column.width
        head = page.cell(1, number, column.label + ("*" if column.required else ""))
        head.font, head.alignment = Font(bold=True), Alignment(vertical="center")
        head.fill = PatternFill("solid", fgColor="FBEEED" if column.required else "F6F4F1")
        if column.help:
            head.comment = Comment(column.help, "")
        page.cell(2, number, column.example or None).font = Font(italic=True, color="57606A")
        _format(page, options, column, letter, kind.most_rows + 1)
    _explain(book.create_sheet("填写说明", 1), kind)
    say_sample(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _format(page: Any, options: Any, column: Column, letter: str, last: int) -> None:
    cells = f"{letter}2:{letter}{last}"
    page.column_dimensions[letter].number_format = {"date": "yyyy-mm-dd", "text": "@"}.get(
        column.kind, "General"
    )
    if column.kind in {"choice", "flag"}:
        labels = [label for _, label in column.choices] if column.choices else ["是"]
        place = options.max_column + (options.cell(1, 1).value is not None)
        for row, label in enumerate(labels, start=1):
            options.cell(row, place, label)
        source = get_column_letter(place)
        rule = DataValidation("list", formula1=f"选项!${source}$1:${source}${len(labels)}", allow_blank=True)
    elif column.kind == "date":
        rule = DataValidation("date", operator="between", formula1="1", formula2="73415", allow_blank=True)
    elif column.kind == "number":
        bounds = {"formula1": str(column.low), "formula2": str(column.high)}
        what = "decimal" if column.places else "whole"
        rule = DataValidation(what, operator="between", allow_blank=True, **bounds)
    else:
        return
    rule.errorTitle, rule.error = column.label, f"请填：{KINDS[column.kind]}"
    rule.showErrorMessage = True
    page.add_data_validation(rule)
    rule.add(cells)


def _explain(page: Any, kind: Kind) -> None:
    rows = [
        (f"{kind.label}导入：填写说明",),
        (kind.about,),
        ("在第一张表中自第二行起填写，一行一条；第二行是示例，原样留着也不会导入。带 * 的列必填。",),
        ("不用的列可以整列删去：表中没有的列不作改动，有列而留空的即清空。",),
        ("不要合并单元格。公式按表中显示的结果读入。编码、电话等以 0 开头的，请保持单元格为“文本”格式。",),
        (f"一次最多 {kind.most_rows:,} 行，文件不超过 10 MB；也可上传 UTF-8 或 GB18030 编码的 CSV。",),
        (),
        ("列", "必填", "填什么", "说明", EXAMPLE),
        *(
            (
                column.label,
                "必填" if column.required else "",
                KINDS[column.kind],
                column.help,
                str(column.example),
            )
            for column in kind.columns
        ),
    ]
    for row in rows:
        page.append(row)
    page["A1"].font = Font(bold=True, size=14)
    for cell in page[8]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDE", (16, 8, 22, 60, 26), strict=True):
        page.column_dimensions[letter].width = width
