"""How a calendar feed answers: unchanged, as a file, or that its link is dead."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from collab_portal.lib import demo, ical

GONE = "这条日历订阅链接已经失效：可能已被撤销或重新生成，也可能抄写有误。请登录平台重新生成链接。\n"


def answer(request: HttpRequest, etag: str, build: Callable[[], bytes], filename: str) -> HttpResponseBase:
    """304 without building anything, if the reader has it as it is."""
    etag = f'"sample-{etag.strip(chr(34))}"' if demo.mark() else etag
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(build(), content_type=ical.CONTENT_TYPE)
        response["Content-Disposition"] = f'inline; filename="{filename}"'
    response["ETag"] = etag
    response["Cache-Control"], response["Vary"] = "private, no-cache", "Cookie"
    return response


def gone() -> HttpResponse:
    """To a calendar program: stop asking; to a person: what to do."""
    response = HttpResponse(GONE, status=410, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response
