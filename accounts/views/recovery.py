"""找回: asked by one administrator, decided by another."""

from functools import partial

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import operations
from accounts.forms.recovery import RecoveryForm
from accounts.models import Recovery
from accounts.views.people import visible_person
from collab_portal.lib.attempts import attempt, filled
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate


@require_safe
def recoveries(request: PortalRequest) -> HttpResponse:
    """What waits for a decision, then what was decided, newest first."""
    require("accounts.see_recoveries", request.user)
    rows = Recovery.objects.select_related("person__committee", "asked_by", "decided_by")
    page = paginate(request, rows.order_by("-asked_at", "-pk"))
    return TemplateResponse(request, "accounts/recoveries.html", {"page": page})


@require_http_methods(["GET", "POST"])
def ask(request: PortalRequest, pk: int) -> HttpResponse:
    someone = visible_person(request, pk)
    require("accounts.ask_recovery", request.user, someone)
    form = RecoveryForm(request.POST or None)
    if filled(
        form,
        lambda: operations.ask_recovery(someone, actor=request.user, now=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, "申请已提交，由安全管理员决定。")
        return redirect("accounts:person", pk=pk)
    return TemplateResponse(request, "accounts/recovery_form.html", {"form": form, "person": someone})


@require_POST
def decide(request: PortalRequest, pk: int) -> HttpResponse:
    require("accounts.see_recoveries", request.user)
    recovery = get_object_or_404(Recovery, pk=pk)
    require("accounts.decide_recovery", request.user, recovery)
    response: HttpResponse = _decided(request, recovery)
    return response


@reauthentication_required  # type: ignore[untyped-decorator]
def _decided(request: PortalRequest, recovery: Recovery) -> HttpResponse:
    granted = request.POST.get("verdict") == "granted"
    said = "已同意：两步验证已解除，本人下次登录须重新启用。" if granted else "已记录为不同意。"
    do = partial(
        operations.decide_recovery, recovery, actor=request.user, granted=granted, now=timezone.now()
    )
    attempt(request, said, do)
    return redirect("accounts:recoveries")
