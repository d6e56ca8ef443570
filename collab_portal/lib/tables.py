"""A model's fields as others read them: each is written once, as a ``Column`` of the model's ``Table``.

The facts beside a page, the workbook of a list, the columns an import knows and the answer of the API are
made of it (``tables.py`` of each app). What is private has a ``right``, asked of the object where there is
one; the API gives no such column.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from types import new_class
from typing import TYPE_CHECKING, Any, get_type_hints

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from ninja import Schema
from rules import test_rule

from collab_portal.lib.api import Listing
from collab_portal.lib.columns import EVERYWHERE, Column, Kind, Place
from collab_portal.lib.dates import today
from collab_portal.lib.exports import CHUNK, Choice, Export
from collab_portal.lib.xlsx import Sheet

if TYPE_CHECKING:
    from accounts.models import User

# The first that a field is decides; all others are texts.
KINDS: tuple[tuple[type["models.Field[Any, Any]"], Kind], ...] = (
    (models.DateTimeField, "text"),
    (models.DateField, "date"),
    (models.BooleanField, "flag"),
    (models.IntegerField, "number"),
    (models.DecimalField, "number"),
)
TYPES: tuple[tuple[type["models.Field[Any, Any]"], type], ...] = (
    (models.DateTimeField, datetime),
    (models.DateField, date),
    (models.BooleanField, bool),
    (models.IntegerField, int),
    (models.ForeignKey, int),
    (models.DecimalField, Decimal),
)


def _for_list(rows: Any) -> Any:
    return rows.for_list()


@dataclass(frozen=True)
class Table:
    """``name``: of its sheet. ``read``: a QuerySet with all that the sheet says of a row.

    What the model's field says (kind, choices, longest text) no column repeats. ValueError: two columns of
    one place share a name, or the API would tell what is private.
    """

    model: type[models.Model]
    name: str
    columns: Sequence[Column]
    read: Callable[[Any], Any] = _for_list

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(map(self._settled, self.columns)))
        for place in EVERYWHERE:
            names = [column.name for column in self.on(place)]
            if twice := {name for name in names if names.count(name) > 1}:
                raise ValueError(f"{self.name}: twice in {place}: {', '.join(sorted(twice))}")
        if told := [column.name for column in self.on("api") if column.right]:
            raise ValueError(f"{self.name}: private, yet in the API: {', '.join(told)}")

    def _settled(self, column: Column) -> Column:
        """With what the model's field of its name says already: kind, choices, longest text."""
        try:
            field: Any = None if column.source else self.model._meta.get_field(column.name)
        except FieldDoesNotExist:
            field = None
        kind = next((said for sort, said in KINDS if isinstance(field, sort)), column.kind)
        kind = "choice" if getattr(field, "choices", None) else kind
        if field is None or column.kind not in {"text", kind}:
            return column
        choices = column.choices or tuple(field.flatchoices)
        longest = column.longest or getattr(field, "max_length", None) or 0
        return replace(column, kind=kind, choices=choices, longest=longest)

    def on(self, place: Place, user: "User | None" = None, obj: models.Model | None = None) -> list[Column]:
        """The columns of a place; for a ``user`` those that the person may see, of ``obj`` where given."""
        return [
            column
            for column in self.columns
            if place in column.on and (user is None or not column.right or test_rule(column.right, user, obj))
        ]

    @cached_property
    def importable(self) -> tuple[Column, ...]:
        return tuple(self.on("import"))

    @cached_property
    def derived(self) -> tuple[str, ...]:
        """Headers of the workbook that an import passes over: the portal works them out itself."""
        known = {column.label for column in self.importable}
        return tuple(column.label for column in self.on("sheet") if column.label not in known)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """What an import writes into the model's own columns as it stands."""
        own = {field.name for field in self.model._meta.concrete_fields if not field.primary_key}
        return tuple(
            one.name for one in self.importable if one.name in own and not one.source and not one.is_fixed
        )

    def stored(self, obj: models.Model, *, but: Collection[str] = ()) -> dict[str, Any]:
        """What an import compares its cells with."""
        return {one.name: one.value(obj, today()) for one in self.importable if one.name not in but}

    def facts(self, obj: models.Model, user: "User") -> list[tuple[str, Any]]:
        """The definition list of a page: (label, words) of what is known, what not everybody sees last."""
        columns = sorted(self.on("facts", user, obj), key=lambda one: bool(one.right))
        said = [(one.label, one.said(one.value(obj, today()))) for one in columns]
        return [(label, words) for label, words in said if words]

    def sheets(self, choice: Choice, rows: Any) -> list[Sheet]:
        """The list as filtered, its cells typed, with what its reader may see."""
        columns = self.on("sheet", choice.person)
        found = self.read(rows).iterator(chunk_size=CHUNK)
        lines = ([one.cell(one.value(row, choice.day)) for one in columns] for row in found)
        return [Sheet(self.name, [(one.label, one.width) for one in columns], lines)]

    def export(
        self,
        key: str,
        list_url: str,
        form: Callable[[Choice], Any],
        *,
        name: str = "",
        is_dated: bool = False,
        is_open: bool = False,
        tell: Callable[["User", Any], None] | None = None,
    ) -> Export:
        """The list as a file: what its ``form`` leaves of what the person may see.

        ``is_dated``: the form asks for the day, too. ``is_open``: every reader may have it but for what is
        private; ``tell`` notes in the trail who gets that.
        """
        private = {column.right for column in self.on("sheet") if column.right}

        def sees_private(person: "User") -> bool:
            return any(test_rule(right, person) for right in private)

        def rows(choice: Choice) -> Any:
            visible = self.model._default_manager.visible_to(choice.person)  # type: ignore[attr-defined]
            return form(choice).apply(visible, *([choice.day] if is_dated else []))

        def told(choice: Choice, found: Any) -> None:
            if tell and sees_private(choice.person):
                tell(choice.person, found)

        return Export(
            key,
            name or self.name,
            list_url,
            form,
            rows,
            self.sheets,
            is_open=lambda person: is_open and not sees_private(person),
            told=told,
        )

    def schema(self) -> type[Schema]:
        """What the API tells of one object."""
        return self._schema

    @cached_property
    def _schema(self) -> type[Schema]:
        columns = self.on("api")
        body: dict[str, Any] = {"__annotations__": {one.name: self._type(one) for one in columns}}
        for column in columns:
            if column.source:
                body[f"resolve_{column.name}"] = staticmethod(_resolver(column))
        return new_class(f"{self.model.__name__}Out", (Schema,), exec_body=lambda space: space.update(body))

    def page(self) -> type[Listing]:
        """What the API tells of a list of them."""
        body = {"__annotations__": {"items": list[self._schema]}}  # type: ignore[name-defined]
        return new_class(f"{self.model.__name__}Page", (Listing,), exec_body=lambda space: space.update(body))

    def _type(self, column: Column) -> Any:
        """The type of its source: a function's or a property's answer, or a field's value."""
        if column.shape:
            return column.shape
        if callable(column.source):
            return get_type_hints(column.source)["return"]
        model: Any = self.model
        *steps, last = (column.source or column.name).split(".")
        for step in steps:
            model = model._meta.get_field(step).related_model
        if isinstance(made := getattr(model, last, None), property):
            return get_type_hints(made.fget)["return"]
        field = model._meta.get_field(last)
        found = next((kind for sort, kind in TYPES if isinstance(field, sort)), str)
        return found | None if field.null else found


def _resolver(column: Column) -> Any:
    def resolve(obj: Any) -> Any:
        return column.value(obj, today())

    return resolve


def frozen(obj: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """Columns of ``obj`` as JSON holds them."""
    values = {name: getattr(obj, name) for name in names}
    return {name: one.isoformat() if isinstance(one, date) else one for name, one in values.items()}


def thawed(model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """What ``frozen`` kept, as the model's fields take it; without what is no column any more."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in values.items() if name in fields}
