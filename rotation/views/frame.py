"""What all pages of one consultation share: how it is found, its stepper and tabs, how a refusal is said."""

from collections.abc import Callable
from typing import Any

import rules
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib.attempts import Said, attempt, outcome
from collab_portal.lib.http import PortalRequest, back
from rotation.models import Consultation
from rotation.progress import next_act, steps


def consultation_of(request: PortalRequest, pk: int) -> Consultation:
    found = Consultation.objects.visible_to(request.user).for_page().with_work()
    return get_object_or_404(found, pk=pk)


def tabs(consultation: Consultation, here: str) -> list[tuple[str, str, bool]]:
    """Words, address and whether it is the one shown; what has not begun is not offered."""
    held = consultation.status == Consultation.Status.HELD
    work: Any = consultation
    found = [
        ("consultation", "概况", True),
        ("items", f"议题 {work.item_count}" if work.item_count else "议题", True),
        ("poll", "定时投票", work.polled or consultation.is_open),
        ("minutes", "纪要会签", held),
        ("decisions", f"议定事项 {work.resolution_count}" if work.resolution_count else "议定事项", held),
        ("report", "进展通报", True),
    ]
    return [
        (label, reverse(f"rotation:{name}", args=[consultation.pk]), name == here)
        for name, label, shown in found
        if shown or name == here
    ]


def page(
    request: PortalRequest, consultation: Consultation, here: str, context: dict[str, Any], template: str = ""
) -> HttpResponse:
    """A page in the frame of its consultation; ``here`` names its tab and its template."""
    now = timezone.now()
    may_convene = rules.test_rule("rotation.convene", request.user, consultation)
    shared = {
        "consultation": consultation,
        "tabs": tabs(consultation, here),
        "steps": steps(consultation, now),
        "may_convene": may_convene,
        "next_act": next_act(consultation, now) if may_convene else None,
    }
    return TemplateResponse(request, template or f"rotation/{here}.html", shared | context)


def closed(
    request: PortalRequest, consultation: Consultation, here: str, check: Callable[[], Any]
) -> HttpResponse | None:
    """Instead of a form that can only be refused: why, and the way back. None where ``check`` passes."""
    if request.method not in {"GET", "HEAD"}:
        return None
    _, why = outcome(check)
    if not why:
        return None
    found = {"why": why, "back": reverse(f"rotation:{here}", args=[consultation.pk])}
    return page(request, consultation, here, found, "rotation/closed.html")


def act(request: PortalRequest, operation: Callable[[], Any], done: Said, otherwise: str) -> HttpResponse:
    """Run ``operation`` and go back; a refusal is said on the page one comes back to."""
    attempt(request, done, operation)
    return back(request, otherwise) if request.POST.get("next") else redirect(otherwise)
