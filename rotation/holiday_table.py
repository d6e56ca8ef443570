"""A table of days off and make-up days (xlsx or csv), turned into sentences that ``holiday_notice`` reads.

So a file and a pasted notice are looked at, corrected and stored in the same place.
"""

from collections.abc import Iterator

from collab_portal.lib.columns import Column
from collab_portal.lib.sheets import Row, SheetError, read

MOST_ROWS = 400
VERBS = (("放假", "放假"), ("上班", "上班"))
COLUMNS = (
    Column("day", "日期", kind="date", required=True, example="2027-10-01"),
    Column("verb", "安排", kind="choice", required=True, choices=VERBS, example="放假"),
    Column("name", "名称", longest=12, example="国庆节"),
)


def as_notice(content: bytes) -> str:
    """One sentence a row. Raises SheetError with every faulty cell, in Chinese."""
    rows = read(content, most_rows=MOST_ROWS)
    places = _places(next(rows, None))
    faults: list[str] = []
    sentences = list(_sentences(rows, places, faults))
    if faults:
        raise SheetError("；".join(faults[:10]))
    if not sentences:
        raise SheetError("表中没有日期。")
    return "\n".join(sentences)


def _places(header: Row | None) -> dict[str, int]:
    """Where each column stands."""
    labels = [text.strip() for text in header.texts] if header else []
    missing = [column.label for column in COLUMNS if column.required and column.label not in labels]
    if missing:
        raise SheetError(f"第一行须是表头，缺少：{'、'.join(missing)}。")
    return {column.name: labels.index(column.label) for column in COLUMNS if column.label in labels}


def _sentences(rows: Iterator[Row], places: dict[str, int], faults: list[str]) -> Iterator[str]:
    for row in rows:
        values = {}
        for column in COLUMNS:
            place = places.get(column.name, len(row.texts))
            text = row.texts[place] if place < len(row.texts) else ""
            try:
                if place in row.faults:
                    raise ValueError(row.faults[place])
                values[column.name] = column.parse(text)
            except ValueError as error:
                faults.append(f"第 {row.number} 行“{column.label}”{error}")
        if len(values) == len(COLUMNS):
            day, verb, name = values["day"], values["verb"], values["name"]
            yield f"{name if len(name) > 1 else '假日'}：{day.year}年{day.month}月{day.day}日{verb}"
