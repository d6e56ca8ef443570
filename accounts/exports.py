"""How the security trail leaves: what the filter shows, as a workbook, as CSV or as lines of JSON."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse

from accounts.models.event import SecurityEventQuerySet
from accounts.reading import Line, lines
from accounts.trail import line
from collab_portal.lib import dates, xlsx
from collab_portal.lib.patience import export_time

LIMIT = 20_000
CHUNK = 2_000
# What a spreadsheet would run, were it to open the file; wide signs too, as Excel does in East Asia
# (https://owasp.org/www-community/attacks/CSV_Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - the wide ones
COLUMNS = (
    ("编号", 10),
    ("时间", 20),
    ("类别", 16),
    ("结果", 8),
    ("人员", 14),
    ("工委", 12),
    ("对象", 24),
    ("对象编号", 30),
    ("网络地址", 18),
    ("设备", 20),
    ("会话", 10),
    ("请求编号", 38),
    ("详情", 60),
)


def too_many(rows: SecurityEventQuerySet) -> bool:
    """More rows than one file takes."""
    return rows.order_by()[: LIMIT + 1].count() > LIMIT


def _cells(told: Line) -> Iterator[Any]:
    row = told.row
    yield row.pk
    yield f"{row.at.astimezone(dates.BEIJING):%Y-%m-%d %H:%M:%S}"
    yield row.get_kind_display()
    yield row.get_outcome_display()
    yield row.person_name
    yield told.committee
    yield row.target_name
    yield row.target
    yield row.network or ""
    yield row.device
    yield row.session
    yield row.request_id
    yield told.words


def _table(rows: SecurityEventQuerySet) -> Iterator[list[Any]]:
    return (list(_cells(told)) for told in lines(rows.iterator(chunk_size=CHUNK)))


def workbook(rows: SecurityEventQuerySet, day: date) -> FileResponse:
    return xlsx.download(f"安全日志-{day:%Y%m%d}.xlsx", xlsx.Sheet("安全日志", COLUMNS, _table(rows)))


def comma_separated(rows: SecurityEventQuerySet, day: date) -> FileResponse:
    """With a mark of its encoding, as spreadsheets expect it; text that looks like a formula stays text."""

    def write(file: IO[bytes]) -> None:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        out = csv.writer(text)
        out.writerow([label for label, _ in COLUMNS])
        out.writerows([_harmless(cell) for cell in cells] for cells in _table(rows))
        text.detach()

    return _file(write, f"安全日志-{day:%Y%m%d}.csv", "text/csv; charset=utf-8")


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def json_lines(rows: SecurityEventQuerySet, day: date) -> FileResponse:
    """Each row as the log tells it."""

    def write(file: IO[bytes]) -> None:
        for row in rows.iterator(chunk_size=CHUNK):
            file.write(json.dumps(line(row), ensure_ascii=False).encode() + b"\n")

    return _file(write, f"安全日志-{day:%Y%m%d}.jsonl", "application/x-ndjson")


def _file(write: Callable[[IO[bytes]], None], name: str, content_type: str) -> FileResponse:
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    with export_time():
        write(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)


FORMATS = {"xlsx": workbook, "csv": comma_separated, "jsonl": json_lines}
