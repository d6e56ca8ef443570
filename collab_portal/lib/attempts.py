"""Doing what a page asks, and saying on the page why the domain refuses."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.utils import ErrorDict
from django.http import HttpResponse, QueryDict
from django.utils import timezone

from collab_portal.lib.http import PortalRequest, back
from collab_portal.lib.versions import StaleError

T = TypeVar("T")
Said = str | Callable[[Any], str]


class Asked(Protocol):
    """A form, or several judged together."""

    @property
    def is_bound(self) -> bool: ...

    @property
    def errors(self) -> ErrorDict: ...

    def is_valid(self) -> bool: ...

    def refuse(self, error: ValidationError) -> None: ...

    def compare(self, stored: Any, error: StaleError) -> None: ...


def posted(request: PortalRequest) -> QueryDict | None:
    """What a form is bound to: nothing until it is sent, an empty sending included."""
    return request.POST if request.method == "POST" else None


def by(request: PortalRequest) -> dict[str, Any]:
    """Who acts and when: what every operation is told by name."""
    return {"actor": request.user, "now": timezone.now()}


def outcome(do: Callable[[], T]) -> tuple[T | None, str]:
    """What ``do`` gives; or None and why the domain refused it, in words."""
    try:
        return do(), ""
    except ValidationError as error:
        return None, " ".join(error.messages)


def attempt(request: PortalRequest, said: Said, do: Callable[[], Any]) -> bool:
    """Run ``do`` and say ``said`` (words, or what makes them of the result); where it refuses, say why."""
    result, problem = outcome(do)
    if problem:
        messages.error(request, problem)
        return False
    _praise(request, said, result)
    return True


def filled(form: Asked, do: Callable[[], T], *, stored: Callable[[Any], Any] | None = None) -> T | None:
    """What ``do`` gives for a valid form; None where form or domain refuses, said beside the fields.

    ``stored``: as for ``perform``; without it a preview leaves it to the saving to compare.
    """
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return do()
    except ValidationError as error:
        form.refuse(error)
        if stored and isinstance(error, StaleError):
            form.compare(stored(error.current), error)
        return None


def perform(
    request: PortalRequest,
    form: Asked,
    do: Callable[[], Any],
    *,
    page: Callable[[], HttpResponse],
    done: Said = "",
    to: Any = None,
    go: Callable[[Any], HttpResponse] | None = None,
    stored: Callable[[Any], Any] | None = None,
    aside: bool = False,
    also: Callable[[Any], object] | None = None,
) -> HttpResponse:
    """Answer a page with a form: run ``do`` when it is sent and valid, then go on; else show ``page``.

    A refusal of the domain stands beside the field it names, with everything typed. ``done``: words as for
    ``attempt``. ``to``: where to go on (what ``redirect`` takes, or what makes it of the result; else the
    result itself), unless the form's hidden ``next`` says otherwise. ``stored``: makes the unbound form of a
    row, to lay beside what was typed where somebody else saved the row first. ``aside``: the form stands on
    an object's page, which may not show it any more; what is about no field is then a message of that page.
    ``also``: told the result after ``done`` was said, for what is to be said beside it.
    """
    if not form.is_bound or not form.is_valid():
        return page()
    try:
        result = do()
    except ValidationError as error:
        form.refuse(error)
        if isinstance(error, StaleError):
            form.compare(stored(error.current) if stored else None, error)
        if aside:
            _say_aloud(request, form)
        return page()
    if go is not None:
        return go(result)
    _praise(request, done, result)
    if also is not None:
        also(result)
    return back(request, to(result) if callable(to) else to or result)


def _say_aloud(request: PortalRequest, form: Asked) -> None:
    for message in form.errors.pop(NON_FIELD_ERRORS, []):
        messages.error(request, str(message))


def _praise(request: PortalRequest, said: Said, result: Any) -> None:
    words = said if isinstance(said, str) else said(result)
    if words:
        messages.success(request, words)
