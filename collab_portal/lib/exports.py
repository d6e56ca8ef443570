"""Lists that leave as a file: each app says once what of a list, in which columns; one place writes it.

An ``Export`` is contributed for each list. Its view answers by ``accounts.views.exports.answer``: a short
list at once, a long one as a file that the worker makes (``accounts.operations.exports``).
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import QueryDict

from collab_portal.lib import dates, portal, xlsx
from collab_portal.lib.api import problems
from collab_portal.lib.forms import FilterForm
from collab_portal.lib.xlsx import Sheet

if TYPE_CHECKING:
    from accounts.models import User

AT_ONCE = 20_000  # rows that a person waits for; more are made in the background
CHUNK = 2_000  # rows fetched at a time
# What a spreadsheet would run, were it to open the file; wide signs too, as Excel does in East Asia
# (https://owasp.org/www-community/attacks/CSV_Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - the wide ones
MEDIA = {"xlsx": xlsx.CONTENT_TYPE, "csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}


@dataclass(frozen=True)
class Choice:
    """Which part of a list leaves for whom: ``query`` is the filter as the list's address has it."""

    person: "User"
    query: QueryDict
    now: datetime
    file_format: str = "xlsx"

    @property
    def day(self) -> date:
        return dates.today(self.now)


def _nothing(*args: object) -> None:
    """Neither open, nor to be told."""


@dataclass(frozen=True)
class Export:
    """One list as a file.

    ``key``: the URL name of its address. ``form``: its list's filter, which knows what may be asked for.
    ``rows``: what the person may see of it under the filter; raises ``ValidationError`` for a filter that
    says nothing. ``sheets``: the tables made of those rows.
    ``records``: what a line of JSON tells, for a list that leaves so, too. ``right``: what one must have
    beside seeing rows. ``is_open``: whether every reader may have this file, so that it leaves no trace.
    ``told``: says in the trail what else is seen with the rows. ``named``: what the file's name adds.
    """

    key: str
    name: str
    list_url: str
    form: Callable[[Choice], FilterForm]
    rows: Callable[[Choice], Any]
    sheets: Callable[[Choice, Any], Iterable[Sheet]]
    records: Callable[[Any], Iterator[dict[str, Any]]] | None = None
    right: str = ""
    is_open: Callable[["User"], bool | None] = field(default=_nothing)
    told: Callable[[Choice, Any], None] = field(default=_nothing)
    named: Callable[[Choice], str] = field(default=lambda choice: f"{choice.day:%Y%m%d}")

    @property
    def formats(self) -> tuple[str, ...]:
        return ("xlsx", "csv", "jsonl") if self.records else ("xlsx",)

    def problems(self, choice: Choice) -> list[tuple[str, str]]:
        """What its list's filter does not know or does not understand: the field, and what is wrong."""
        form = self.form(choice)
        labels = {name: str(field.label) for name, field in form.fields.items()}
        return [(labels.get(name, ""), said) for name, said in problems(choice.query, form).items()]

    def page(self, file_format: str) -> str:
        """Its address as the trail names it."""
        return f"{self.key}:{file_format}" if len(self.formats) > 1 else self.key

    def file_name(self, choice: Choice) -> str:
        return f"{self.name}-{self.named(choice)}.{choice.file_format}"

    def write(
        self,
        file: IO[bytes],
        choice: Choice,
        rows: "QuerySet[Any]",
        beat: Callable[[int], None] = _nothing,
    ) -> None:
        """The whole file; memory stays flat however many rows. ``beat`` is told how many are written."""
        if choice.file_format == "jsonl" and self.records:
            lines = (json.dumps(record, ensure_ascii=False) for record in self.records(rows))
            file.writelines(line.encode() + b"\n" for line in _counted(lines, beat))
            return
        sheets = [sheet._replace(rows=_counted(sheet.rows, beat)) for sheet in self.sheets(choice, rows)]
        if choice.file_format == "csv":
            _write_csv(file, sheets[0])
        else:
            xlsx.write(file, *sheets)


def export_of(key: str) -> Export | None:
    return next((export for export in portal.every(Export) if export.key == key), None)


def too_many(rows: "QuerySet[Any]") -> bool:
    """More rows than a person waits for."""
    return rows.order_by()[: AT_ONCE + 1].count() > AT_ONCE


def _counted(rows: Iterable[Any], beat: Callable[[int], None]) -> Iterator[Any]:
    for number, row in enumerate(rows, start=1):
        yield row
        if number % CHUNK == 0:
            beat(number)


def _write_csv(file: IO[bytes], sheet: Sheet) -> None:
    """With a mark of its encoding, as spreadsheets expect it; text that looks like a formula stays text."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    out = csv.writer(text)
    out.writerow([label for label, _ in sheet.columns])
    out.writerows([_harmless(cell) for cell in cells] for cells in sheet.rows)
    text.detach()


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
