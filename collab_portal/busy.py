"""What a person sees while the database is busy, and what the log says of slow requests."""

import errno
import time
from collections.abc import Callable

import structlog
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

from collab_portal.lib import bounds
from collab_portal.lib.typed import typed

WORDS = {  # PostgreSQL's codes query_canceled and lock_not_available
    "57014": "系统繁忙，请稍后再试",
    "40P01": "别人正在办理同一件事，请稍后再试",
    "55P03": "别人正在办理同一件事，请稍后再试",
}
RETRY_SECONDS = 10
log = structlog.get_logger("portal.requests")


def is_disk_full(error: BaseException | None) -> bool:
    """Whether a file, or PostgreSQL (53100, disk_full), found no room."""
    no_room = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
    return no_room or getattr(getattr(error, "__cause__", None), "pgcode", None) == "53100"


class BusyPages:
    """A statement that took too long, or waited too long for somebody else, is a 503: nothing was done.

    A request over ``bounds.SLOW_SECONDS`` is one line in the log.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.monotonic()
        response = self.get_response(request)
        seconds = time.monotonic() - begun
        if seconds > bounds.SLOW_SECONDS:
            facts = {"page": page_name(request), "method": request.method}
            log.warning("slow_request", **facts, milliseconds=round(seconds * 1000))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        code = (
            getattr(exception.__cause__, "pgcode", None) if isinstance(exception, OperationalError) else None
        )
        if code not in WORDS:
            return None
        log.warning("database_busy", page=page_name(request), method=request.method, code=code)
        page = loader.get_template("503.html").render({"words": WORDS[code], "typed": typed(request)})
        return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_SECONDS)})


def page_name(request: HttpRequest) -> str:
    """The name of the URL that answers, without what it names: no keys, no secrets."""
    match = request.resolver_match
    return match.view_name if match is not None else ""
