"""What the apps' read APIs share: one shape of page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from ninja import Router, Schema

from collab_portal.lib.pages import paginate

M = TypeVar("M", bound=Model)
CURSORS = ("after", "before")


@dataclass(frozen=True)
class ApiRouter:
    """What an app adds to the API, in the order of the places."""

    place: int
    router: Router


class Problem(Schema):
    """What every refusal says."""

    detail: str


class Listing(Schema):
    """``total`` stops counting at 1,000; ``next`` and ``previous`` are addresses, empty at the ends."""

    total: str
    next: str
    previous: str


class Refused(Exception):  # noqa: N818  an answer, not a fault
    """A question that cannot be answered as asked: by parameter, what is wrong with it. Answers 422."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("；".join(errors.values()))
        self.errors = [{"field": name, "message": message} for name, message in errors.items()]


def asked(request: HttpRequest, form: forms.BaseForm | None = None, *, pages: bool = True) -> None:
    """Raises Refused where ``problems`` finds any in the request's query."""
    if errors := problems(request.GET, form, pages=pages):
        raise Refused(errors)


def problems(query: QueryDict, form: forms.BaseForm | None, *, pages: bool = True) -> dict[str, str]:
    """By parameter, what of ``query`` is unknown to ``form`` (the page's filter), repeated or damaged.

    ``pages``: the answer is one page of several, which the cursors name.
    Nothing is ever left out in silence.
    """
    known = {*(form.fields if form else ()), *(CURSORS if pages else ())}
    errors = {name: f"没有“{name[:60]}”这个参数。" for name in query if name not in known}
    repeated = [name for name, values in query.lists() if len(values) > 1]
    errors |= {name: f"“{name[:60]}”只能给一次。" for name in repeated if name in known}
    if form is not None and not form.is_valid():
        errors |= {name: " ".join(map(str, said)) for name, said in form.errors.items()}
    return errors


def parameters(form: type[forms.BaseForm] | None = None) -> dict[str, Any]:
    """What the documentation says of a list's parameters: its page's filter, and the cursors."""
    fields = form.base_fields if form else {}  # type: ignore[attr-defined]
    said = [(name, str(field.label or name)) for name, field in fields.items()]
    said += [("after", "下一页的 next 所给"), ("before", "上一页的 previous 所给")]
    return {
        "parameters": [
            {
                "in": "query",
                "name": name,
                "required": False,
                "description": label,
                "schema": {"type": "string"},
            }
            for name, label in said
        ]
    }


def listing(request: HttpRequest, rows: QuerySet[M]) -> dict[str, Any]:
    """One page of ``rows`` (keyset), as ``Listing`` plus ``items``."""
    page = paginate(request, rows, size=50)
    if page.is_damaged:
        raise Refused({name: "这个页码不是本接口给出的。" for name in CURSORS if name in request.GET})

    def address(query: str) -> str:
        return f"{request.path}?{query}" if query else ""

    return {
        "items": page.rows,
        "total": page.total_label,
        "next": address(page.next_query),
        "previous": address(page.previous_query),
    }
