"""协议: the list, one of them, and what its parties do."""

from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from collab_portal.lib import dates, workdays
from collab_portal.lib.attempts import attempt, by, perform, posted
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate
from organizations.forms.agreements import AgreementFilter, ProposeAgreementForm
from organizations.forms.alliances import InvitationAnswerForm
from organizations.forms.pairings import EndForm
from organizations.life import agreements as life
from organizations.models import AgreementParty, FrameworkAgreement
from organizations.operations import agreements as operations
from organizations.panels import panels

Kind = FrameworkAgreement.Kind
OFFERED = (Kind.FRAMEWORK, Kind.MECHANISM)
LONGEST_TITLE = 120


@require_safe
def agreement_list(request: PortalRequest) -> HttpResponse:
    """Those in force and past; those one's own committee is to sign too."""
    chosen, today = AgreementFilter(request.user, request.GET), dates.today()
    rows = FrameworkAgreement.objects.visible_to(request.user).for_list()
    page = paginate(request, chosen.apply(rows.prefetch_related("parties__committee"), today))
    for row in page.rows:
        row.left = row.days_left(today)  # type: ignore[attr-defined]
    template = "organizations/_agreements.html" if request.htmx else "organizations/agreements.html"
    return TemplateResponse(request, template, {"page": page, "filter": chosen})


def visible_agreement(request: PortalRequest, pk: int) -> FrameworkAgreement:
    rows = FrameworkAgreement.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows.select_related("proposed_by", "ended_by", "renews", "under"), pk=pk)


@require_safe
def agreement_detail(request: PortalRequest, pk: int) -> HttpResponse:
    return agreement_page(request, visible_agreement(request, pk))


def agreement_page(
    request: PortalRequest,
    agreement: FrameworkAgreement,
    *,
    answer: InvitationAnswerForm | None = None,
    end: EndForm | None = None,
) -> HttpResponse:
    """The page with its forms, as new or as refused."""
    prefetch_related_objects([agreement], Prefetch("parties", AgreementParty.objects.for_board()))
    parties, may = list(agreement.parties.all()), agreement.LIFE.offered(agreement, request.user)
    ours = next((one for one in parties if one.committee_id == request.user.committee_id), None)
    renewals = agreement.renewals.filter(status__in=operations.OPEN_RENEWAL)
    renewal = FrameworkAgreement.objects.visible_to(request.user).filter(pk__in=renewals).first()
    left = agreement.days_left(dates.today())
    context = {
        "agreement": agreement,
        "steps": life.steps(agreement, parties),
        "parties": parties,
        "items": agreement.items.all(),
        "left": left,
        "overdue": -left if left is not None else None,
        "last_working_day": _moved(agreement) if left is not None else None,
        "renewal": renewal,
        "may": may,
        "can_answer": may["decline"] and ours is not None and ours.is_owing,
        "can_renew": may["renew"] and renewal is None and agreement.kind != Kind.NAMING,
        "can_plan": may["renew"] and agreement.kind in FrameworkAgreement.PLANNED,
        "plans": _plans(agreement, request.user),
        "answer_form": answer or InvitationAnswerForm(),
        "end_form": end or EndForm(),
        "panels": panels("agreement", agreement, request.user, timezone.now()),
        "changes": changes_of(agreement) if ours and request.user.is_staff_member else [],
    }
    return TemplateResponse(request, "organizations/agreement.html", context)


def _moved(agreement: FrameworkAgreement) -> Any:
    """The working day before, where it ends on a day off."""
    if agreement.expires_on is None:
        return None
    day = workdays.calendar().on_or_before(agreement.expires_on)
    return day if day != agreement.expires_on else None


def _plans(agreement: FrameworkAgreement, user: User) -> list[FrameworkAgreement]:
    """Its yearly plans, the latest first."""
    if agreement.kind not in FrameworkAgreement.PLANNED:
        return []
    return list(agreement.plans.visible_to(user).order_by("-year", "-pk"))


@require_http_methods(["GET", "POST"])
def agreement_propose(request: PortalRequest) -> HttpResponse:
    """发起 one of ``?kind=``; with ``?renews=`` the next one of a chain, with ``?under=`` a year's plan."""
    require("organizations.propose_agreement", request.user)
    renews = _own(request, "renews")
    under = renews.under if renews is not None else _own(request, "under")
    kind = renews.kind if renews is not None else _kind(request, under)
    form = ProposeAgreementForm(request.user, posted(request), kind=kind, initial=_from(renews, under))
    context = {"form": form, "renews": renews, "under": under, "kind": Kind(kind), "kinds": OFFERED}
    return perform(
        request,
        form,
        lambda: operations.propose(**by(request), kind=kind, under=under, renews=renews, **form.facts()),
        done=lambda made: "已发起，等待各方会签。" if made.status == "proposed" else "协议已登记并生效。",
        also=lambda made: _warn(request, renews, made),
        page=lambda: TemplateResponse(request, "organizations/agreement_form.html", context),
    )


def _warn(request: PortalRequest, renews: FrameworkAgreement | None, made: FrameworkAgreement) -> None:
    if made.expires_on and made.expires_on < dates.today():
        messages.warning(request, "到期日期已过，请核对；如年份有误，请结束后重新登记。")
    if renews is not None and made.renews_id is None:
        _say_it_stands_beside(request, renews, made)


def _kind(request: PortalRequest, under: FrameworkAgreement | None) -> str:
    """The kind that is asked for; a framework where nobody offers it."""
    if under is not None:
        return Kind.PLAN
    asked = request.GET.get("kind", "")
    return asked if asked in OFFERED else Kind.FRAMEWORK


def _own(request: PortalRequest, name: str) -> FrameworkAgreement | None:
    """The agreement to renew or to plan for, which this person's committee is a party of."""
    number = request.GET.get(name, "")
    if not number:
        return None
    pk = int(number) if number.isdecimal() and len(number) < 19 else 0
    agreement = visible_agreement(request, pk)
    require("organizations.end_agreement", request.user, agreement)
    return agreement


def _say_it_stands_beside(request: PortalRequest, old: FrameworkAgreement, new: FrameworkAgreement) -> None:
    parties = set(new.parties.values_list("committee", flat=True))
    names = "、".join(one.short_name for one in operations.left_behind(old, parties))
    messages.warning(
        request, f"原协议的{names}不在其中，本协议单独成立，原协议继续执行；如不再执行，请在原协议中结束。"
    )


def _from(renews: FrameworkAgreement | None, under: FrameworkAgreement | None) -> dict[str, Any]:
    """A renewal starts from what was agreed before, a plan with its year."""
    if renews is None:
        if under is None:
            return {"submission": uuid4()}
        year = dates.today().year
        title = f"{under.title}{year}年度合作计划"[:LONGEST_TITLE]
        return {"submission": uuid4(), "year": year, "title": title}
    year = (renews.year or 0) + 1
    return {
        "submission": uuid4(),
        "year": year,
        "mechanism": renews.mechanism,
        "level": renews.level,
        "scope": renews.scope,
        "title": renews.title.replace(str(year - 1), str(year)) if renews.year else renews.title,
        "outside": renews.outside,
        "committees": [party.committee_id for party in renews.parties.all()],
        "items": "\n".join(item.text for item in renews.items.all()),
    }


@require_POST
def agreement_answer(request: PortalRequest, pk: int) -> HttpResponse:
    """会签 or 谢绝."""
    agreement = visible_agreement(request, pk)
    require("organizations.sign_agreement", request.user, agreement)
    form = InvitationAnswerForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.answer(agreement, **by(request), **form.facts()),
        done=lambda _: "已会签。" if form.agrees else "已谢绝，理由已告知发起方。",
        to=agreement,
        page=lambda: agreement_page(request, agreement, answer=form),
        aside=True,
    )


@require_POST
def agreement_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """撤回 while not everybody has signed."""
    agreement = visible_agreement(request, pk)
    require("organizations.keep_agreement", request.user, agreement)
    attempt(request, "提议已撤回。", partial(operations.withdraw, agreement, **by(request)))
    return redirect(agreement)


@require_POST
def agreement_end(request: PortalRequest, pk: int) -> HttpResponse:
    """结束, with a reason."""
    agreement = visible_agreement(request, pk)
    require("organizations.end_agreement", request.user, agreement)
    form = EndForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.end(agreement, **by(request), **form.cleaned_data),
        done="协议已结束，记录仍可查阅。",
        to=agreement,
        page=lambda: agreement_page(request, agreement, end=form),
        aside=True,
    )
