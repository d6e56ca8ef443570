"""Files that leave: whatever is not said to be open to every reader is traced (``accounts.tracing``)."""

from typing import Any, TypeVar

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.http import parse_header_parameters

R = TypeVar("R", bound=HttpResponseBase)
V = TypeVar("V")
HIDDEN = ("token", "key", "secret", "password", "csrf", "after", "before")  # no filters, or nobody's to read


def open_to_readers(view: V) -> V:
    """Mark a view whose files hold only what every reader may see: who fetches them is nobody's business."""
    view.open_to_readers = True  # type: ignore[attr-defined]
    return view


def open_answer(response: R, *, if_: bool = True) -> R:
    """Mark one answer so, where it depends on what the file is of."""
    response.open_to_readers = if_  # type: ignore[attr-defined]
    return response


def kept(response: R) -> R:
    """Mark an answer as a file that was stored, not made for it."""
    response.is_kept_file = True  # type: ignore[attr-defined]
    return response


def exported(response: R, page: str, query: QueryDict) -> R:
    """Mark a file that was made beforehand of the list at URL name ``page``, filtered by ``query``."""
    response.exported = (page, told(query))  # type: ignore[attr-defined]
    return response


def export_of(response: HttpResponseBase) -> tuple[str, str] | None:
    found: tuple[str, str] | None = getattr(response, "exported", None)
    return found


def is_kept(response: HttpResponseBase) -> bool:
    return bool(getattr(response, "is_kept_file", False))


def file_name(response: HttpResponseBase) -> str | None:
    """The name under which a browser keeps this answer; None if it shows it."""
    way, said = parse_header_parameters(response.headers.get("Content-Disposition", ""))
    return str(said.get("filename") or "file") if way == "attachment" else None


def is_open(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether view or answer bears the mark."""
    view = request.resolver_match.func if request.resolver_match else None
    return bool(getattr(response, "open_to_readers", False) or getattr(view, "open_to_readers", False))


def asked(request: HttpRequest) -> str:
    """The filter of a list as its address tells it, without secrets and without the place in it."""
    return told(request.GET)


def told(query: QueryDict) -> str:
    found = (
        f"{name}={value}"
        for name, values in query.lists()
        for value in values
        if value and not any(word in name.lower() for word in HIDDEN)
    )
    return "&".join(found)


def address(request: HttpRequest) -> str:
    """The page with what it is of: ``activities:attachment:12:3``; secrets in an address are left out."""
    match = request.resolver_match
    if match is None:
        return ""
    kwargs: dict[str, Any] = match.kwargs
    parts = [str(value) for name, value in kwargs.items() if isinstance(value, int) or _is_plain(name, value)]
    return ":".join([match.view_name, *parts])


def _is_plain(name: str, value: Any) -> bool:
    """A short word, as of a committee or a format: no key that opens something."""
    return isinstance(value, str) and len(value) <= 20 and not any(word in name for word in HIDDEN)
