"""What the trail learns of every request: files that left, what was refused, whose contacts were seen.

Two middlewares, so that no view can forget it. What people read is not told: a file that every reader may
have, and a page, leave nothing.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from accounts.models import SecurityEvent, User
from accounts.models.event import Kind
from accounts.trail import Outcome, origin_of, record
from collab_portal.lib import dates, leaving

log = structlog.get_logger("portal.security")
UNWRITTEN = "安全日志暂时无法写入，文件没有下载。请稍后再试"
SENT = {200, 206}  # a part of a file is as good as the file


class Files:
    """Middleware: a file that not every reader may have leaves a row, or does not leave."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        name = leaving.file_name(response)
        if name is None or response.status_code not in SENT or request.method == "HEAD":
            return response
        if leaving.is_open(request, response):
            return response
        try:
            with transaction.atomic():
                _trace_file(request, response, name)
        except DatabaseError as error:
            log.error("trail_unwritten", error=str(error))
            if (file := getattr(response, "file_to_stream", None)) is not None:
                file.close()  # not the response: the request is not over
            return TemplateResponse(request, "503.html", {"words": UNWRITTEN}, status=503).render()
        return response


def _trace_file(request: HttpRequest, response: HttpResponse, name: str) -> None:
    about = (leaving.address(request), name)
    if made := leaving.export_of(response):
        page, query = made
        record(Kind.EXPORTED, about=(page, name), file=name, query=query)
    elif leaving.is_kept(response):
        record(Kind.DOWNLOADED, about=about, file=name)
    else:
        record(Kind.EXPORTED, about=about, file=name, query=leaving.asked(request))


class Refusals:
    """Middleware: what a signed-in person may not do (403) or see (404 of an object) leaves a row.

    One a session, page and minute. A form gone stale and an address that leads nowhere are no refusals.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        status = 403 if isinstance(exception, PermissionDenied) else 404
        match = request.resolver_match
        if not isinstance(exception, PermissionDenied | Http404) or match is None:
            return
        if not isinstance(request.user, User) or (status == 404 and not match.kwargs):
            return
        record_once(
            Kind.DENIED,
            request.user,
            timezone.now().replace(second=0, microsecond=0),
            {"session": origin_of(request).session, "facts__page": match.view_name},
            outcome=Outcome.REFUSED,
            about=(leaving.address(request), ""),
            page=match.view_name,
            status=status,
            method=request.method,
        )


def record_once(
    kind: SecurityEvent.Kind, person: User, since: datetime, same: dict[str, Any], **row: Any
) -> None:
    """A row unless the person has one of the kind since then with the ``same`` columns.

    For what goes with a page: if it cannot be written, the log says so and the page goes on.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            key = f"trail:{kind}:{person.pk}:{sorted(same.items())}"
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
            rows = SecurityEvent.objects.filter(person_id=person.pk, kind=kind, at__gte=since, **same)
            if not rows.exists():
                record(kind, person=person, **row)
    except DatabaseError as error:
        log.error("trail_unwritten", kind=kind, error=str(error))


def record_reading(request: HttpRequest, person: User) -> None:
    """The trail itself was read: at most one row a person and hour."""
    since = timezone.now() - timedelta(hours=1)
    record_once(Kind.TRAIL_READ, person, since, {}, query=leaving.asked(request))


def record_contacts(person: User, committees: Iterable[tuple[int, str]], of: str) -> None:
    """Contacts of other committees were shown or exported: one row a day, person and committee.

    ``committees``: (number, name) of each whose contacts were seen. ``of``: where, as 党组织名录.
    """
    others = {f"committee:{pk}": name for pk, name in committees if pk != person.committee_id}
    if not others:
        return
    today = dates.start_of(dates.today())
    rows = SecurityEvent.objects.filter(person_id=person.pk, kind=Kind.CONTACTS_SEEN, at__gte=today)
    try:
        with transaction.atomic():
            seen = set(rows.filter(target__in=others).values_list("target", flat=True))
    except DatabaseError as error:
        log.error("trail_unwritten", kind=Kind.CONTACTS_SEEN, error=str(error))
        return
    for target in sorted(set(others) - seen):
        same = {"target": target}
        record_once(Kind.CONTACTS_SEEN, person, today, same, about=(target, others[target]), of=of)
