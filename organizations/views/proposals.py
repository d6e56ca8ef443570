"""What the sides of a pairing do: propose, answer, withdraw, renew, end."""

from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from collab_portal.lib import dates
from collab_portal.lib.attempts import attempt, by, perform
from collab_portal.lib.http import PortalRequest, require
from organizations.forms.pairings import AnswerForm, EndForm, ProposeForm, RenewForm
from organizations.models import Branch, PairingTerm
from organizations.notices.ahead import announced_under
from organizations.operations import pairings as operations
from organizations.views.branches import SUGGESTIONS, find_branches
from organizations.views.pairings import pairing_page, visible_pairing

PICKERS = {"own": True, "partner": False}


@require_http_methods(["GET", "POST"])
def pairing_propose(request: PortalRequest) -> HttpResponse:
    """发起结对, perhaps from ``?own=`` and ``?partner=``."""
    require("organizations.propose_pairing", request.user)
    form = _propose_form(request)
    return perform(
        request,
        form,
        lambda: operations.propose(**by(request), term=form.term(), **form.facts()),
        done=lambda made: "已发起，等待对方确认。" if made.status == "proposed" else "结对已登记并生效。",
        also=lambda _: _warn_of_the_past(request, form),
        page=lambda: TemplateResponse(request, "organizations/propose.html", {"form": form}),
    )


def _warn_of_the_past(request: PortalRequest, form: ProposeForm) -> None:
    until = form.term()["valid_until"]
    if until and until < dates.today():
        messages.warning(request, "有效期已过，请核对；如年份有误，请撤回或结束后重新发起。")


def _propose_form(request: PortalRequest) -> ProposeForm:
    """Bound once it is sent; while 查找 looks for a branch, what was typed stands and nothing is saved."""
    today = dates.today()
    if request.method == "POST" and "find" not in request.POST:
        return ProposeForm(request.user, request.POST, today=today)
    given: dict[str, Any] = {"submission": uuid4(), **request.GET.dict(), **request.POST.dict()}
    found = {
        name: find_branches(request.user, given.get(f"find_{name}", ""), own=own)
        for name, own in PICKERS.items()
        if request.POST.get("find") == name
    }
    if given.get("own") and given.get("partner"):  # from a suggestion: one click more proposes it
        given.setdefault("theme", _theme(request, given["own"]))
    if not found and not given.get("partner"):
        found["partner"] = _suggested(request, given.get("own", ""))
    return ProposeForm(request.user, initial=given, today=today, found=found)


def _own_branch(request: PortalRequest, own: str) -> Branch | None:
    if not own.isdecimal() or len(own) > 18:
        return None
    return Branch.objects.filter(committee=request.user.committee_id, pk=int(own)).first()


def _theme(request: PortalRequest, own: str) -> str:
    branch = _own_branch(request, own)
    return f"{branch.get_line_display()}系统党建结对共建" if branch else ""


def _suggested(request: PortalRequest, own: str) -> list[Branch]:
    """Counterparts of the chosen branch stand in the partner's options from the start."""
    branch = _own_branch(request, own)
    rows = Branch.objects.counterparts_of(branch, dates.today()) if branch else Branch.objects.none()
    return list(rows.for_list()[:SUGGESTIONS])


def _open_term(request: PortalRequest, pk: int) -> PairingTerm:
    """The latest proposal of a pairing this person may see (the operation says if it is no longer open)."""
    pairing = visible_pairing(request, pk)
    term = pairing.terms.select_related("proposer").order_by("number").last()
    assert term is not None  # noqa: S101  a pairing is stored with its first term
    term.pairing = pairing
    return term


@require_POST
def pairing_answer(request: PortalRequest, pk: int) -> HttpResponse:
    """同意 or 谢绝, by the other side."""
    term = _open_term(request, pk)
    require("organizations.answer_pairing", request.user, term)
    form = AnswerForm(request.POST)

    def page() -> HttpResponse:
        return pairing_page(request, visible_pairing(request, pk), answer=form)

    if request.POST.get("answer") != "agree":
        return perform(
            request,
            form,
            lambda: operations.decline(
                term, **by(request), reason=form.cleaned_data["reason"], read=form.opened_version
            ),
            done="已谢绝，理由已告知对方。",
            to=term.pairing,
            page=page,
            aside=True,
        )
    return perform(
        request,
        form,
        lambda: operations.agree(term, **by(request), **form.contact_facts(), read=form.opened_version),
        done="已同意，结对生效。" if term.number == 1 else "已同意续签。",
        to=term.pairing,
        page=page,
        aside=True,
    )


@require_POST
def pairing_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """撤回 a proposal nobody has answered."""
    term = _open_term(request, pk)
    require("organizations.withdraw_pairing", request.user, term)
    attempt(request, "提议已撤回。", partial(operations.withdraw, term, **by(request)))
    return redirect(term.pairing)


@require_POST
def pairing_renew(request: PortalRequest, pk: int) -> HttpResponse:
    """续签: propose the next term."""
    pairing = visible_pairing(request, pk)
    require("organizations.renew_pairing", request.user, pairing)
    form = RenewForm(request.POST)
    if pairing.terms.filter(status=PairingTerm.Status.PROPOSED).exists():  # the page shows no form for it
        messages.error(request, "已有一份待答复的提议，答复或撤回后再续签。")
        return redirect(pairing)
    return perform(
        request,
        form,
        lambda: operations.renew(pairing, **by(request), **form.cleaned_data),
        done="续签已提交。",
        to=pairing,
        page=lambda: pairing_page(request, pairing, renew=form),
        aside=True,
    )


@require_POST
def pairing_end(request: PortalRequest, pk: int) -> HttpResponse:
    """结束, with a reason."""
    pairing = visible_pairing(request, pk)
    require("organizations.end_pairing", request.user, pairing)
    form = EndForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.end(pairing, **by(request), **form.cleaned_data),
        done=lambda ended: f"结对已结束，记录仍可查阅。{announced_under(ended)}",
        to=pairing,
        page=lambda: pairing_page(request, pairing, end=form),
        aside=True,
    )


@require_POST
def pairing_nudge(request: PortalRequest, pk: int) -> HttpResponse:
    """提醒对方, once."""
    pairing = visible_pairing(request, pk)
    require("organizations.end_pairing", request.user, pairing)
    attempt(request, "已提醒对方。", partial(operations.nudge, pairing, **by(request)))
    return redirect(pairing)
