"""What a person sees when the database itself refuses: its rule in words, never a server error."""

from collections.abc import Callable
from functools import cache

import structlog
from django.apps import apps
from django.db import IntegrityError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.template import loader

from collab_portal.busy import page_name
from collab_portal.lib.typed import typed

IN_USE = "还有其他记录用到它，不能删除"
CHANGED = "内容刚刚有变化，或与已有记录重复"
log = structlog.get_logger("portal.requests")


class ConflictPages:
    """The forms and verbs say beside a field what is impossible. What they did not foresee ends here: a 409.

    Nothing was done; the log has the constraint and the traceback, so that the sentence gets its place.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, ProtectedError | RestrictedError):
            words, name = IN_USE, ""
        elif isinstance(exception, IntegrityError):
            diagnosis = getattr(exception.__cause__, "diag", None)
            name = getattr(diagnosis, "constraint_name", None) or ""
            words = _messages().get(name, CHANGED).rstrip("。")
        else:
            return None
        facts = {"page": page_name(request), "method": request.method, "constraint": name}
        log.error("database_refused", exc_info=exception, **facts)
        page = loader.get_template("conflict.html").render({"words": words, "typed": typed(request)})
        return HttpResponse(page, status=409)


@cache
def _messages() -> dict[str, str]:
    """What each constraint of ours says, by its name."""
    return {
        constraint.name: str(constraint.violation_error_message)
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message != constraint.default_violation_error_message
    }
