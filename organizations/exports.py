"""How branches, pairings and failed rows leave: workbooks that can come back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.http import FileResponse

from accounts.models import User
from collab_portal.lib import xlsx
from collab_portal.lib.columns import Column
from collab_portal.lib.exports import CHUNK, Choice, Export
from organizations.contacts import tell_branches, tell_pairings
from organizations.forms.branches import BranchFilter
from organizations.forms.pairings import PairingFilter
from organizations.imports.branches import COLUMNS as BRANCH_COLUMNS
from organizations.imports.kinds import Kind
from organizations.imports.pairings import COLUMNS as PAIRING_COLUMNS
from organizations.imports.pairings import facts_of
from organizations.imports.reading import NUMBER, REASON
from organizations.models import Branch, ImportJob, ImportRow, Pairing
from organizations.models.branch import BranchQuerySet
from organizations.models.pairing import PairingQuerySet
from organizations.rules import does_committee_work


def sheet_of(name: str, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> xlsx.Sheet:
    """A table with an import kind's headers and typed cells, so that it can be imported again.

    ``rows`` hold each column's value under its name.
    """
    lines = ([column.cell(row[column.name]) for column in columns] for row in rows)
    return xlsx.Sheet(name, [(column.label, column.width) for column in columns], lines)


def _branch_filter(choice: Choice) -> BranchFilter:
    return BranchFilter(choice.person, choice.query)


def _branches(choice: Choice) -> BranchQuerySet:
    return _branch_filter(choice).apply(Branch.objects.visible_to(choice.person), choice.day)


def _branch_sheets(choice: Choice, rows: BranchQuerySet) -> Iterable[xlsx.Sheet]:
    """The directory as filtered; contacts only for those who may see them."""
    contacts = does_committee_work(choice.person)
    columns = [column for column in BRANCH_COLUMNS if contacts or not column.name.startswith("contact")]
    found = rows.for_list().select_related("committee", "parent").iterator(chunk_size=CHUNK)
    return [sheet_of("党组织", columns, map(_branch, found))]


def _branch(row: Branch) -> dict[str, Any]:
    facts = {column.name: getattr(row, column.name) for column in BRANCH_COLUMNS}
    return facts | {"committee": row.committee.short_name, "parent": row.parent.code if row.parent else ""}


def _pairing_filter(choice: Choice) -> PairingFilter:
    return PairingFilter(choice.person, choice.query)


def _pairings(choice: Choice) -> PairingQuerySet:
    return _pairing_filter(choice).apply(Pairing.objects.visible_to(choice.person), choice.day)


def _pairing_sheets(choice: Choice, rows: PairingQuerySet) -> Iterable[xlsx.Sheet]:
    """The list as filtered, under the headers that an import knows; both names beside the codes."""
    contacts = does_committee_work(choice.person)
    columns = [
        column for column in PAIRING_COLUMNS if contacts or not column.name.endswith(("contact", "phone"))
    ]
    found = rows.for_list().prefetch_related("terms").iterator(chunk_size=CHUNK)
    columns[2:2] = [Column("first_name", "一方名称", width=30)]
    columns[5:5] = [Column("second_name", "另一方名称", width=30)]
    return [sheet_of("结对共建", columns, map(_pairing, found))]


def _pairing(row: Pairing) -> dict[str, Any]:
    facts = facts_of(row)
    for side, branch in (("first", row.first), ("second", row.second)):
        facts[side], facts[f"{side}_name"] = branch.code, branch.name
        facts[f"{side}_committee"] = branch.committee.short_name
    return facts


def _has_no_contacts(person: User) -> bool:
    return not does_committee_work(person)


def _tell_branches(choice: Choice, rows: BranchQuerySet) -> None:
    if does_committee_work(choice.person):
        tell_branches(choice.person, rows)


def _tell_pairings(choice: Choice, rows: PairingQuerySet) -> None:
    if does_committee_work(choice.person):
        tell_pairings(choice.person, rows)


BRANCHES = Export(
    "organizations:branch-export",
    "党组织名录",
    "organizations:branches",
    _branch_filter,
    _branches,
    _branch_sheets,
    is_open=_has_no_contacts,
    told=_tell_branches,
)
PAIRINGS = Export(
    "organizations:pairing-export",
    "结对共建",
    "organizations:pairings",
    _pairing_filter,
    _pairings,
    _pairing_sheets,
    is_open=_has_no_contacts,
    told=_tell_pairings,
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
