"""What can be imported: each app registers its kinds of tables here when Django starts.

A kind knows its columns, judges rows without writing anything, writes them, and takes back what was
written. The machine around it (``machine.py``) knows nothing of branches or activities.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import portal
from collab_portal.lib.columns import Column
from collab_portal.lib.markings import refuse_markings
from collab_portal.lib.tables import Table
from organizations.models import Committee, ImportRow

Outcome = ImportRow.Outcome
Beat = Callable[[int], None]


@dataclass
class Line:
    """A row while it is judged and written. ``values`` holds only the columns that the file has."""

    number: int
    cells: dict[str, str]
    faults: list[list[str]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    outcome: str = Outcome.NEW
    title: str = ""
    problems: list[list[str]] = field(default_factory=list)
    changes: list[list[str]] = field(default_factory=list)
    target: int | None = None
    before: dict[str, Any] = field(default_factory=dict)
    mark: str = ""
    obj: Any = None

    def refuse(self, label: str, reason: str) -> None:
        self.problems.append([label, reason])
        self.outcome = Outcome.FAILED

    @property
    def failed(self) -> bool:
        return self.outcome == Outcome.FAILED

    @property
    def verdict(self) -> tuple[Any, ...]:
        """What a person agreed to by pressing 写入: it must still be so at that moment."""
        return self.number, self.outcome, self.target, self.changes


class Kind(ABC):
    """A kind of table."""

    key: ClassVar[str]
    about: ClassVar[str]
    place: ClassVar[int]  # among the kinds on the page
    table: ClassVar[Table]
    former: ClassVar[tuple[str, ...]] = ()  # headers of earlier exports that are passed over
    most_rows: ClassVar[int] = 2_000
    list_url: ClassVar[str]
    undo_word: ClassVar[str] = (
        "撤销后，新增的删除，更新的恢复原值；此后又被修改或已被引用的保持现状，并逐条列出。"
    )

    @property
    def label(self) -> str:
        return self.table.name

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.table.importable

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headers of an export that say what the portal works out itself."""
        return self.table.derived + self.former

    @abstractmethod
    def judge(self, lines: Sequence[Line], *, actor: User, now: datetime) -> None:
        """Set each line's outcome, title, changes or problems. Writes nothing."""

    @abstractmethod
    def write(self, lines: Sequence[Line], *, actor: User, now: datetime, beat: Beat) -> None:
        """Write the new and the changed, inside the caller's transaction; note object, before and mark."""

    @abstractmethod
    def undo(self, rows: Sequence[ImportRow], *, actor: User, now: datetime, beat: Beat) -> None:
        """Take back what each row did, inside the caller's transaction; ``row.kept`` says why one stays."""

    def lock(self, committee: int) -> None:
        """One import and one change of the directory at a time."""
        Committee.objects.select_for_update(no_key=True).get(pk=committee)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def parse(self, line: Line) -> None:
        """Texts to values; what a cell cannot stand for is a problem of the line."""
        _drop_marked(line)
        line.problems = [list(fault) for fault in line.faults]
        line.outcome = Outcome.FAILED if line.problems else Outcome.NEW
        line.values, line.changes, line.target, line.obj = {}, [], None, None
        faulty = {label for label, _ in line.faults}
        for column in self.columns:
            if column.label not in line.cells or column.label in faulty:
                continue
            try:
                line.values[column.name] = column.parse(line.cells[column.label])
            except ValueError as error:
                line.refuse(column.label, str(error))

    def compare(self, line: Line, stored: dict[str, Any]) -> None:
        """Changed or the same, with the words for each difference."""
        for column in self.columns:
            if column.name in line.values and column.name in stored:
                value, old = line.values[column.name], stored[column.name]
                if not column.same(old, value):
                    line.changes.append([column.label, column.words(old), column.words(value)])
        line.outcome = Outcome.CHANGED if line.changes else Outcome.SAME

    def refuse_repeated(self, lines: Iterable[Line], key: Callable[[Line], Any], label: str) -> None:
        """The same object twice in one file: every such row is told about the others."""
        fine = [line for line in lines if not line.failed]
        counts = Counter(key(line) for line in fine)
        rows: dict[Any, list[int]] = {}
        for line in fine:
            if counts[key(line)] > 1:
                rows.setdefault(key(line), []).append(line.number)
        for line in fine:
            if same := rows.get(key(line)):
                others = "、".join(str(number) for number in same[:11] if number != line.number)
                line.refuse(label, f"与第 {others[:60]} 行重复。")


def _drop_marked(line: Line) -> None:
    """A cell with a 密级标志, in whatever column: its fault stays with the row, its text is kept nowhere."""
    for label, text in line.cells.items():
        try:
            refuse_markings(text)
        except ValidationError as error:
            line.cells[label] = ""
            line.faults.append([label, " ".join(error.messages)])


def kinds() -> list[Kind]:
    """All that can be imported, in the order of their places."""
    return sorted(portal.every(Kind), key=lambda kind: kind.place)  # type: ignore[type-abstract]


def kind_of(key: str) -> Kind | None:
    return next((kind for kind in kinds() if kind.key == key), None)
