"""联盟 and 联合党委: the list, one of them, and what its organiser and its members' committees do."""

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
from rules import test_rule

from collab_portal.lib import dates
from collab_portal.lib.attempts import attempt, by, perform, posted
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, large_body, require
from collab_portal.lib.pages import paginate
from organizations.chairs import Chairs, chairs_of
from organizations.forms.alliances import (
    AllianceFilter,
    AllianceForm,
    InvitationAnswerForm,
    InviteForm,
    ProposeAllianceForm,
)
from organizations.forms.pairings import EndForm
from organizations.life import alliances as life
from organizations.models import Alliance, AllianceMember, Branch
from organizations.models.alliance import FEWEST
from organizations.notices.ahead import announced_under
from organizations.operations import alliances as operations
from organizations.panels import panels
from organizations.views.branches import find_branches

SHOWN = 5  # members named in a row of the list


@require_safe
def alliance_list(request: PortalRequest) -> HttpResponse:
    """Those in force and ended; the proposals one's own committee has a part in too."""
    chosen = AllianceFilter(request.user, request.GET)
    page = paginate(request, chosen.apply(Alliance.objects.visible_to(request.user).for_list()))
    _with_members(page.rows)
    template = "organizations/_alliances.html" if request.htmx else "organizations/alliances.html"
    return TemplateResponse(request, template, {"page": page, "filter": chosen})


def _with_members(rows: Any) -> None:
    """Each row's present members and its chair; the same queries for all."""
    members: dict[int, list[AllianceMember]] = {row.pk: [] for row in rows}
    for member in AllianceMember.objects.staying().filter(alliance__in=list(members)).for_list():
        members[member.alliance_id].append(member)
    chairs = chairs_of([row.pk for row in rows if row.status == Alliance.Status.ACTIVE], dates.today())
    for row in rows:
        row.present, row.chairs = members[row.pk], chairs.get(row.pk)
        row.named, row.further = row.present[:SHOWN], max(len(row.present) - SHOWN, 0)


def visible_alliance(request: PortalRequest, pk: int) -> Alliance:
    rows = Alliance.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows.select_related("proposed_by", "ended_by"), pk=pk)


@require_safe
def alliance_detail(request: PortalRequest, pk: int) -> HttpResponse:
    return alliance_page(request, visible_alliance(request, pk))


def alliance_page(
    request: PortalRequest,
    alliance: Alliance,
    *,
    answer: InvitationAnswerForm | None = None,
    invite: InviteForm | None = None,
    end: EndForm | None = None,
) -> HttpResponse:
    """The page with its forms, as new or as refused."""
    prefetch_related_objects([alliance], Prefetch("members", AllianceMember.objects.for_list()))
    members, may = list(alliance.members.all()), alliance.LIFE.offered(alliance, request.user)
    ours = request.user.committee_id
    keeper = test_rule("organizations.keep_alliance", request.user, alliance)
    party = keeper or (
        ours is not None and request.user.is_staff_member and any(one.committee_id == ours for one in members)
    )
    if not party:  # who was asked and declined is between those concerned
        members = [one for one in members if one.joined_on is not None]
    asked = [one for one in members if one.is_asked]
    chairs = _chairs(alliance)
    present = [_marked(one, request, alliance, chairs) for one in members if _is_present(one)]
    context = {
        "alliance": alliance,
        "charters": list(alliance.charters.select_related("written_by").order_by("-number")),
        "steps": life.steps(alliance, members),
        "present": present,
        "chairs": chairs,
        "in_chair": [one for one in present if one.is_chair],
        "asked": asked,
        "gone": [one for one in members if not _is_present(one) and one not in asked],
        "short_of": alliance.is_open and not asked and sum(map(_is_present, members)) < FEWEST,
        "to_answer": [one for one in asked if one.committee_id == ours] if may["answer"] else [],
        "keeper": keeper,
        "may": may,
        "answer_form": answer or InvitationAnswerForm(initial={"version": alliance.version}),
        "invite_form": (invite or InviteForm(request.user, today=dates.today())) if may["invite"] else None,
        "end_form": end or EndForm(),
        "panels": panels("alliance", alliance, request.user, timezone.now()),
        "changes": changes_of(alliance) if party else [],
    }
    return TemplateResponse(request, "organizations/alliance.html", context)


def _is_present(member: AllianceMember) -> bool:
    return member.status == AllianceMember.Status.AGREED and member.left_on is None


def _chairs(alliance: Alliance) -> Chairs | None:
    """Its chair by turns, while it runs and a rotation is linked."""
    if alliance.status != Alliance.Status.ACTIVE:
        return None
    return chairs_of([alliance.pk], dates.today()).get(alliance.pk)


def _marked(member: AllianceMember, request: PortalRequest, alliance: Alliance, chairs: Chairs | None) -> Any:
    """Is it in the chair; may this person take it out?"""
    marked: Any = member
    marked.is_chair = chairs.sits(member.committee_id) if chairs else alliance.chair_id == member.branch_id
    marked.may_leave = alliance.is_open and test_rule("organizations.leave_alliance", request.user, member)
    return marked


@large_body
@require_http_methods(["GET", "POST"])
def alliance_propose(request: PortalRequest) -> HttpResponse:
    """发起联盟."""
    require("organizations.propose_alliance", request.user)
    form = _propose_form(request)
    return perform(
        request,
        form,
        lambda: operations.propose(**by(request), **form.facts()),
        done=lambda made: "已发起，等待各方工委答复。" if made.status == "proposed" else "联盟已成立。",
        page=lambda: TemplateResponse(request, "organizations/alliance_propose.html", {"form": form}),
    )


def _propose_form(request: PortalRequest) -> ProposeAllianceForm:
    """Bound once it is sent; while 查找 looks for a branch, what was typed stands and nothing is saved."""
    today, chosen = dates.today(), request.POST.getlist("members")
    if request.method == "POST" and "find" not in request.POST:
        return ProposeAllianceForm(request.user, request.POST, today=today, chosen=chosen)
    given: dict[str, Any] = {"submission": uuid4(), **request.POST.dict(), "members": chosen}
    found = {
        name: find_branches(request.user, request.POST.get(f"find_{name}", ""), own=own)
        for name, own in (("lead", True), ("members", False))
        if request.POST.get("find") == name
    }
    return ProposeAllianceForm(request.user, initial=given, today=today, found=found, chosen=chosen)


@large_body
@require_http_methods(["GET", "POST"])
def alliance_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """章程、计划、轮值主席: the form carries the version it was opened with."""
    alliance = visible_alliance(request, pk)
    require("organizations.keep_alliance", request.user, alliance)
    present = Branch.objects.filter(pk__in=alliance.members.on(dates.today()).values("branch"))
    chairs, initial = _chairs(alliance), {"version": alliance.version}
    sheet = partial(AllianceForm, members=present, by_turns=chairs is not None)
    form = sheet(posted(request), instance=alliance, initial=initial)
    context = {"form": form, "alliance": alliance, "chairs": chairs}
    return perform(
        request,
        form,
        lambda: operations.edit(alliance, **by(request), version=form.opened_version, **form.facts()),
        done="修改已保存。",
        page=lambda: TemplateResponse(request, "organizations/alliance_form.html", context),
        stored=lambda current: sheet(instance=current),
    )


@require_POST
def alliance_answer(request: PortalRequest, pk: int) -> HttpResponse:
    """同意 or 谢绝 for one's own committee's branches."""
    alliance = visible_alliance(request, pk)
    require("organizations.answer_alliance", request.user, alliance)
    form = InvitationAnswerForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.answer(alliance, **by(request), **form.facts(), version=form.opened_version),
        done=lambda _: "已同意加入。" if form.agrees else "已谢绝，理由已告知发起方。",
        to=alliance,
        page=lambda: alliance_page(request, visible_alliance(request, pk), answer=form),
        aside=True,
    )


@require_POST
def alliance_invite(request: PortalRequest, pk: int) -> HttpResponse:
    """邀请成员."""
    alliance = visible_alliance(request, pk)
    require("organizations.keep_alliance", request.user, alliance)
    today, chosen = dates.today(), request.POST.getlist("members")
    if "find" in request.POST:
        found = find_branches(request.user, request.POST.get("find_members", ""), own=False)
        form = InviteForm(
            request.user, initial={"members": chosen}, today=today, chosen=chosen, offered=found
        )
        return alliance_page(request, alliance, invite=form)
    form = InviteForm(request.user, request.POST, today=today, chosen=chosen)
    return perform(
        request,
        form,
        lambda: operations.invite(alliance, **by(request), members=list(form.cleaned_data["members"])),
        done="已邀请；其他工委的党组织由其工委答复后加入。",
        to=alliance,
        page=lambda: alliance_page(request, alliance, invite=form),
        aside=True,
    )


def _member(request: PortalRequest, pk: int) -> AllianceMember:
    rows = AllianceMember.objects.filter(alliance__in=Alliance.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("alliance", "branch"), pk=pk)


@require_POST
def alliance_leave(request: PortalRequest, pk: int) -> HttpResponse:
    """退出, one branch of one's own committee."""
    member = _member(request, pk)
    require("organizations.leave_alliance", request.user, member)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, "退出请写明原因。")
        return redirect(member.alliance)
    do = partial(operations.leave, member, **by(request), reason=form.cleaned_data["reason"])
    attempt(request, "已退出，记录仍可查阅。", do)
    return redirect(member.alliance)


@require_POST
def alliance_uninvite(request: PortalRequest, pk: int) -> HttpResponse:
    """撤回邀请 that nobody has answered."""
    member = _member(request, pk)
    require("organizations.keep_alliance", request.user, member.alliance)
    attempt(request, "邀请已撤回。", partial(operations.uninvite, member, **by(request)))
    return redirect(member.alliance)


@require_POST
def alliance_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """撤回 a proposal not yet in force."""
    alliance = visible_alliance(request, pk)
    require("organizations.keep_alliance", request.user, alliance)
    attempt(request, "提议已撤回。", partial(operations.withdraw, alliance, **by(request)))
    return redirect("organizations:alliance", pk=pk)


@require_POST
def alliance_end(request: PortalRequest, pk: int) -> HttpResponse:
    """结束, with a reason."""
    alliance = visible_alliance(request, pk)
    require("organizations.keep_alliance", request.user, alliance)
    form = EndForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.end(alliance, **by(request), **form.cleaned_data),
        done=lambda ended: f"联盟已结束，记录仍可查阅。{announced_under(ended)}",
        to=alliance,
        page=lambda: alliance_page(request, alliance, end=form),
        aside=True,
    )
