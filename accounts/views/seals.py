"""封存: what was sealed, how the last comparison ended, and whether a kept signature is in the chain."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import operations
from accounts.forms.seals import HeadForm, RetirementForm
from accounts.models import Retirement, Seal, SecurityEvent
from accounts.models.event import Kind
from accounts.sealing import standing
from accounts.sealing.verifying import label
from collab_portal.lib.attempts import attempt, filled
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate

SIZE = 50
NAMED = 2  # tables of a seal that are named; the others are counted


@dataclass(frozen=True)
class Line:
    """One seal and what it covers, in words."""

    seal: Seal
    covers: str


@require_safe
def seals(request: PortalRequest) -> HttpResponse:
    """The chain, newest first; what the auditor kept elsewhere is looked up in it."""
    require("accounts.see_seals", request.user)
    page = paginate(request, Seal.objects.order_by("-number"), SIZE)
    form = HeadForm(request.GET if "head" in request.GET else None)
    head = form.cleaned_data["head"] if form.is_bound and form.is_valid() else ""
    compared = SecurityEvent.objects.filter(kind__in=[Kind.VERIFIED, Kind.SEAL_BROKEN])
    context = {
        "page": page,
        "lines": [Line(row, "、".join(covers(row.parts))) for row in page.rows],
        "trouble": standing.trouble(),
        "compared": compared.order_by("-pk").first(),
        "newest": page.rows[0] if page.rows and not page.previous_query else None,
        "form": form,
        "head": head,
        "found": Seal.objects.filter(mac=head).first() if head else None,
    }
    return TemplateResponse(request, "accounts/seals.html", context)


def covers(parts: Iterable[dict[str, Any]]) -> Iterable[str]:
    """What a seal covers: the fullest tables by name, the others by their number."""
    found = sorted(parts, key=lambda part: -part["count"])
    for part in found[:NAMED]:
        gone = "移出" if "retired" in part else ""
        yield f"{gone}{label(part['table'])} {part['count']} 条"
    if others := found[NAMED:]:
        yield f"另 {len(others)} 张表 {sum(part['count'] for part in others)} 条"


@require_http_methods(["GET", "POST"])
def retire(request: PortalRequest) -> HttpResponse:
    """归档: months that were agreed on or wait for the other's word, and a form for the next."""
    require("accounts.propose_retirement", request.user)
    if request.method == "POST":
        response: HttpResponse = _proposed(request)
        return response
    return _retire_page(request, RetirementForm(None, now=timezone.now()))


@reauthentication_required  # type: ignore[untyped-decorator]
def _proposed(request: PortalRequest) -> HttpResponse:
    now = timezone.now()
    form = RetirementForm(request.POST, now=now)
    do = partial(operations.propose_retirement, actor=request.user, now=now)
    if filled(form, lambda: do(form.cleaned_data["before"], reason=form.cleaned_data["reason"])):
        messages.success(request, "已提出，等另一方确认。")
        return redirect("accounts:retire")
    return _retire_page(request, form)


def _retire_page(request: PortalRequest, form: RetirementForm) -> HttpResponse:
    rows = Retirement.objects.select_related("proposed_by", "decided_by").order_by("-proposed_at", "-pk")
    return TemplateResponse(request, "accounts/retire.html", {"page": paginate(request, rows), "form": form})


@require_POST
def retire_decide(request: PortalRequest, pk: int) -> HttpResponse:
    """The other's word, or taking it back."""
    require("accounts.propose_retirement", request.user)
    retirement = get_object_or_404(Retirement.objects.select_related("proposed_by"), pk=pk)
    own = request.POST.get("verdict") == Retirement.Verdict.WITHDRAWN
    require("accounts.withdraw_retirement" if own else "accounts.decide_retirement", request.user, retirement)
    response: HttpResponse = _decided(request, retirement)
    return response


SAID = {
    Retirement.Verdict.GRANTED: "已确认：请运维人员以数据库属主执行 audit_retire。",
    Retirement.Verdict.REFUSED: "已记录为不同意。",
    Retirement.Verdict.WITHDRAWN: "已撤回，不会归档。",
}


@reauthentication_required  # type: ignore[untyped-decorator]
def _decided(request: PortalRequest, retirement: Retirement) -> HttpResponse:
    said = request.POST.get("verdict")
    verdict = Retirement.Verdict(said) if said in SAID else Retirement.Verdict.REFUSED
    do = partial(
        operations.decide_retirement, retirement, actor=request.user, verdict=verdict, now=timezone.now()
    )
    attempt(request, SAID[verdict], do)
    return redirect("accounts:retire")
