"""Middleware of our own."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    QueryDict,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.datastructures import MultiValueDict
from django.utils.http import content_disposition_header, parse_header_parameters
from structlog.contextvars import bind_contextvars, clear_contextvars

from collab_portal.lib import bounds, demo, urlencoded
from collab_portal.lib.addresses import client_address
from collab_portal.lib.http import body_length, largest_body
from collab_portal.lib.visible import visible

log = structlog.get_logger("portal.requests")


class RequestLog:
    """Who asked what, and what came of it. ``request_id`` goes along into every other line and every task.

    Refusals are ordinary: they have this line and no traceback. ``logs`` masks what an address keeps secret.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.monotonic()
        clear_contextvars()
        bind_contextvars(request_id=str(uuid.uuid4()), ip=client_address(request))
        try:
            response = self.get_response(request)
            log.info(
                "request",
                method=request.method,
                path=request.get_full_path(),
                status=response.status_code,
                milliseconds=round((time.monotonic() - begun) * 1000),
                person=_person(request),
            )
        finally:
            clear_contextvars()
        return response


def _person(request: HttpRequest) -> int | None:
    """The key of the person who asked, if the request needed to know: looking now would cost a query."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)


class CompressedText(GZipMiddleware):
    """Pages and other text go out as gzip, whatever stands in front of the portal; files as they are.

    Django adds up to a hundred random bytes to each answer, so that its length tells nothing of what is in it
    (BREACH, https://docs.djangoproject.com/en/5.2/ref/middleware/#django.middleware.gzip.GZipMiddleware).
    """

    KINDS = ("text/", "application/json", "application/atom+xml", "application/xml", "image/svg+xml")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.headers.get("Content-Type", "").startswith(self.KINDS):
            return response
        return super().process_response(request, response)


class HeadWithoutBody:
    """HEAD is answered with the headers of GET and nothing else, whatever a view returns."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method != "HEAD":
            return response
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = ()  # files are closed with the response
        elif isinstance(response, HttpResponse) and response.content:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response


class SampleData:
    """Where the data are sample data, each answer says so in a header and each file in its name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if demo.mark():
            response.headers[demo.HEADER] = "true"
            way, said = parse_header_parameters(response.headers.get("Content-Disposition", ""))
            if name := said.get("filename"):
                named = content_disposition_header(way == "attachment", demo.file_name(str(name)))
                response.headers["Content-Disposition"] = named or way
        return response


class HeadLimits:
    """A header of cookies that is no browser's way to send ours counts as none.

    Ours are short and have no backslash; Python before 3.11.10 takes the square of their number to read them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.META.get("HTTP_COOKIE", "")
        if len(sent) > bounds.COOKIES or "\\" in sent:
            request.META["HTTP_COOKIE"] = ""
        request.encoding = "utf-8"  # whatever a header says: some codecs are no text, some take the square
        return self.get_response(request)


class BodyLimits:
    """A body is judged by the length it declares, before a byte of it is read.

    Strangers send little, forms send more, and views marked ``@large_body`` or ``@takes_files`` say how much.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            return _refused(request, 411)
        length = body_length(request)
        if length <= bounds.STRANGER_BODY:
            return None
        most = largest_body(view) if request.user.is_authenticated else bounds.STRANGER_BODY
        if length > most:
            return _refused(request, 413, most=most)
        if request.method == "POST" and request.content_type == "application/x-www-form-urlencoded":
            request.POST = urlencoded.form(request.body)  # type: ignore[assignment]
            request._files = MultiValueDict()  # type: ignore[attr-defined]  # else Django reads it once more
        return None


def _refused(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """A page that asks for nothing of the body; the connection ends with it: nobody reads the rest."""
    response = TemplateResponse(request, f"{status}.html", context, status=status)
    response.headers["Connection"] = "close"
    return response


class VisibleText:
    """What is typed or asked comes without characters nobody sees, whichever form it is for.

    Passwords are taken as they are. Stands behind ``BodyLimits``: here the body is read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        request.GET = _visible(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = _visible(request.POST)  # type: ignore[assignment]


def _visible(sent: QueryDict) -> QueryDict:
    """``sent`` itself where nothing is to be taken out."""
    texts = {name: [visible(text) for text in sent.getlist(name)] for name in sent if "password" not in name}
    if all(texts[name] == sent.getlist(name) for name in texts):
        return sent
    cleaned = sent.copy()
    for name, values in texts.items():
        cleaned.setlist(name, values)
    cleaned._mutable = False
    return cleaned


class PrivateResponses:
    """What a signed-in person sees is never stored by a shared cache or a later user's browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response


class MethodNotAllowedPages:
    """Django has no handler for 405: whoever opens a form's address sees our page, ``Allow`` kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        bare = isinstance(response, HttpResponseNotAllowed) and not response.content
        if not bare or not request.accepts("text/html"):
            return response
        page = TemplateResponse(request, "405.html", status=405).render()
        page.headers["Allow"] = response.headers["Allow"]
        return page
