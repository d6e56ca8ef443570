"""How a calendar feed answers: unchanged, as a file, or that its link is dead."""

import hashlib
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from collab_portal.lib import ical

GONE = (
    "这条日历订阅链接已经失效：可能已被撤销或重新生成，可能已随密码或账号的变更失效，也可能抄写有误。"
    "请登录平台重新生成链接。\n"
)


def feed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that programs read: public as far as Django goes, and to any other method 405 with Allow.

    Nothing can be changed by reading, so there is no form whose token could be asked for first.
    """

    @csrf_exempt
    @login_not_required
    @require_safe
    @wraps(view)
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return read


def answer(request: HttpRequest, name: str, events: Sequence[ical.Event], filename: str) -> HttpResponseBase:
    """The calendar, or 304 to a reader that has just this; the ETag is made of what is rendered.

    Last-Modified is for people: an event that went away changes the file, not the time of any other, so
    that If-Modified-Since alone is answered with the file.
    """
    content = ical.render(name, events)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(content, content_type=ical.CONTENT_TYPE)
        response["Content-Disposition"] = f'inline; filename="{filename}"'
    if events:
        response["Last-Modified"] = http_date(max(event.updated_at for event in events).timestamp())
    response["ETag"] = etag
    response["Cache-Control"], response["Vary"] = "private, no-cache", "Cookie"
    return response


def gone() -> HttpResponse:
    """To a calendar program: stop asking; to a person: what to do."""
    response = HttpResponse(GONE, status=410, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response
