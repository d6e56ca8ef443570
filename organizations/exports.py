"""How branches, pairings and failed rows leave: workbooks that can come back."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import FileResponse

from collab_portal.lib import xlsx
from collab_portal.lib.exports import CHUNK
from organizations import tables
from organizations.contacts import tell_branches, tell_pairings
from organizations.forms.branches import BranchFilter
from organizations.forms.pairings import PairingFilter
from organizations.imports.kinds import Kind
from organizations.imports.reading import NUMBER, REASON
from organizations.models import ImportJob, ImportRow

BRANCHES = tables.BRANCHES.export(
    "organizations:branch-export",
    "organizations:branches",
    lambda choice: BranchFilter(choice.person, choice.query),
    name="党组织名录",
    is_dated=True,
    is_open=True,
    tell=tell_branches,
)
PAIRINGS = tables.PAIRINGS.export(
    "organizations:pairing-export",
    "organizations:pairings",
    lambda choice: PairingFilter(choice.person, choice.query),
    is_dated=True,
    is_open=True,
    tell=tell_pairings,
)


def failed_rows(job: ImportJob, kind: Kind) -> FileResponse:
    """The rows to correct, each with its number and what is wrong with it."""
    rows = job.rows.filter(outcome=ImportRow.Outcome.FAILED).order_by("number")  # type: ignore[attr-defined]
    labels = [column.label for column in kind.columns]
    columns = [(NUMBER, 8), (REASON, 60), *((column.label, column.width) for column in kind.columns)]
    first = rows.first()
    if first is not None:  # a column the file did not have stays away: it would empty what is stored
        columns = [column for column in columns if column[0] in {NUMBER, REASON, *first.cells}]
        labels = [label for label in labels if label in first.cells]
    lines = _failed(rows.iterator(chunk_size=CHUNK), labels)
    return xlsx.download(f"待改正-{job.pk}.xlsx", xlsx.Sheet(kind.label, columns, lines))


def _failed(rows: Iterable[ImportRow], labels: list[str]) -> Iterator[list[Any]]:
    for row in rows:
        reason = "；".join(f"{label}：{why}" for label, why in row.problems)
        yield [row.number, reason, *(row.cells.get(label, "") for label in labels)]
