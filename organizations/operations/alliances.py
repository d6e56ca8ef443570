"""联盟: propose, answer, ask in, leave, edit, end. Every committee agrees for its own branches alone.

Order of locks: branches by id, then the alliance; members change only under their alliance's lock.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.chinese import look
from collab_portal.lib.verbs import put, verb
from collab_portal.lib.versions import check_read, check_version
from organizations import chairs
from organizations.models import Alliance, AllianceCharter, AllianceMember, Branch
from organizations.models.alliance import FEWEST
from organizations.notices import alliances as notices
from organizations.notices.ahead import announced_under
from organizations.operations.rights import check

Status, Role = Alliance.Status, AllianceMember.Role
TOO_FEW = "成员不足三个"


def _locked(alliance: int, rule: str, actor: User) -> Alliance:
    rows = Alliance.objects.select_for_update(of=("self",)).select_related("committee")
    found = rows.get(pk=alliance)
    check(rule, actor, found)
    return found


def _locked_branches(branches: Sequence[Branch], now: datetime) -> list[Branch]:
    """Fresh and held, so that none is closed while it is asked in."""
    pks = sorted({branch.pk for branch in branches})
    rows = Branch.objects.select_for_update(of=("self",), no_key=True).select_related("committee")
    found = list(rows.filter(pk__in=pks).order_by("pk"))
    closed = [branch.name for branch in found if not branch.is_active(dates.today(now))]
    if closed:
        raise ValidationError(f"已撤销的党组织不能加入：{'、'.join(closed)}。")
    return found


@verb
def propose(
    *,
    actor: User,
    submission: UUID,
    lead: Branch,
    members: Sequence[Branch],
    now: datetime,
    **facts: Any,
) -> Alliance:
    """发起: the actor's committee organises it and agrees for its own branches; the others are asked.

    ``lead`` is one of the actor's committee. The same submission again gives the same alliance.
    """
    check("organizations.propose_alliance", actor, None)
    branches = _locked_branches([lead, *members], now)
    before = Alliance.objects.filter(committee=actor.committee_id, submission=submission).first()
    if before is not None:
        return before
    if lead.committee_id != actor.committee_id:
        raise ValidationError({"lead": "牵头单位须是本工委的党组织。"})
    if len(branches) < FEWEST:
        raise ValidationError({"members": "联盟至少三个党组织；两个党组织请用结对共建。"})
    alliance = Alliance(
        committee_id=actor.committee_id, submission=submission, proposed_by=actor, proposed_at=now, **facts
    )
    _check_name(alliance)
    put(alliance)
    _keep_charter(alliance, actor, now)
    _ask(alliance, branches, actor, now, lead=lead)
    _settle(alliance, actor, now)
    return alliance


def _check_name(alliance: Alliance) -> None:
    """Two colleagues may name the same at once: the committee's row is not locked, the index decides."""
    others = Alliance.objects.filter(
        committee=alliance.committee_id, status__in=[Status.PROPOSED, Status.ACTIVE]
    ).exclude(pk=alliance.pk)
    if any(look(name) == look(alliance.name) for name in others.values_list("name", flat=True)):
        raise ValidationError({"name": "本工委已有同名的联盟。"})


def _ask(
    alliance: Alliance,
    branches: Sequence[Branch],
    actor: User,
    now: datetime,
    *,
    lead: Branch | None = None,
) -> None:
    """One row for each branch; the actor's own committee has agreed by asking."""
    asked = []
    for branch in branches:
        member = AllianceMember(
            alliance=alliance,
            branch=branch,
            committee_id=branch.committee_id,
            role=Role.LEAD if lead is not None and branch.pk == lead.pk else Role.MEMBER,
            proposed_at=now,
        )
        if branch.committee_id == actor.committee_id:
            _agree(alliance, member, actor, now)
        else:
            put(member)
            asked.append(member)
    notices.asked(alliance, asked)


def _keep_charter(alliance: Alliance, actor: User, now: datetime) -> AllianceCharter | None:
    """A new version where the text is another; None where it is not."""
    latest, text = alliance.charters.last(), str(alliance.charter)
    if text == (str(latest.text) if latest else ""):
        return None
    number, today = (latest.number if latest else 0) + 1, dates.today(now)
    return AllianceCharter.objects.create(
        alliance=alliance, number=number, text=text, since=today, written_by=actor
    )


def _agree(alliance: Alliance, member: AllianceMember, actor: User, now: datetime) -> None:
    """To the charter as it stands; a later one does not change what was agreed to."""
    joined_on = dates.today(now) if alliance.status == Status.ACTIVE else None
    charter = alliance.charters.last()
    member.answer(agree=True, actor=actor, now=now, charter=charter, joined_on=joined_on)


def _settle(alliance: Alliance, actor: User | None, now: datetime) -> None:
    """Once nobody is left to answer and enough have agreed, it begins for all of them on one day."""
    if alliance.status != Status.PROPOSED or alliance.members.awaiting_answer().exists():
        return
    agreed = list(alliance.members.staying())
    if len(agreed) < FEWEST:
        return
    alliance.move("start", started_on=dates.today(now))
    put(alliance)
    for member in agreed:
        member.joined_on = alliance.started_on
        put(member)
    but = actor.committee_id if actor else None
    notices.told(alliance, "started", f"{alliance.get_kind_display()}成立", "", but=but)


@verb
def answer(
    alliance: Alliance,
    *,
    actor: User,
    now: datetime,
    agree: bool,
    reason: str = "",
    version: int | None = None,
) -> list[AllianceMember]:
    """同意 or 谢绝, for all branches of the actor's committee that are asked, the charter of ``version``."""
    waiting = AllianceMember.objects.awaiting_answer().filter(alliance=alliance, committee=actor.committee_id)
    pks = list(waiting.values_list("branch", flat=True))
    if agree:
        _locked_branches([Branch(pk=pk) for pk in pks], now)
    alliance = _locked(alliance.pk, "organizations.answer_alliance", actor)
    check_read(alliance, version)
    alliance.move("answer")
    members = list(waiting.filter(branch__in=pks).select_related("branch").order_by("pk"))
    if not members:
        raise ValidationError("没有等待本工委答复的邀请。")
    for member in members:
        if agree:
            _agree(alliance, member, actor, now)
        else:
            member.answer(agree=False, actor=actor, now=now, reason=reason)
    notices.answered(alliance, members)
    _settle(alliance, actor, now)
    return members


@verb
def invite(alliance: Alliance, *, actor: User, now: datetime, members: Sequence[Branch]) -> Alliance:
    """邀请 further branches; one that is a member or asked already is named and refused."""
    branches = _locked_branches(members, now)
    alliance = _locked(alliance.pk, "organizations.keep_alliance", actor)
    alliance.move("invite")
    there = {
        *alliance.members.staying().values_list("branch", flat=True),
        *alliance.members.awaiting_answer().values_list("branch", flat=True),
    }
    twice = [branch.name for branch in branches if branch.pk in there]
    if twice:
        raise ValidationError({"members": f"已是成员或已在受邀之列：{'、'.join(twice)}。"})
    _ask(alliance, branches, actor, now)
    _settle(alliance, actor, now)
    return alliance


@verb
def uninvite(member: AllianceMember, *, actor: User, now: datetime) -> Alliance:
    """撤回邀请 that nobody has answered; perhaps it was the last one waited for."""
    alliance = _locked(member.alliance_id, "organizations.keep_alliance", actor)
    member = AllianceMember.objects.select_related("branch").get(pk=member.pk)
    member.withdraw(actor=actor, now=now)
    _settle(alliance, actor, now)
    return alliance


@verb
def leave(member: AllianceMember, *, actor: User, now: datetime, reason: str) -> Alliance:
    """退出, by the branch's own committee. An alliance left with fewer than three ends with it."""
    alliance = Alliance.objects.select_for_update(of=("self",)).get(pk=member.alliance_id)
    member = AllianceMember.objects.select_related("branch").get(pk=member.pk)
    check("organizations.leave_alliance", actor, member)
    if not alliance.is_open or member.status != AllianceMember.Status.AGREED or member.left_on is not None:
        raise ValidationError("该党组织已不是成员。")
    depart(alliance, member, actor=actor, now=now, reason=reason)
    return alliance


def held(alliance: int) -> Alliance:
    """Under its lock, for a branch that comes to its end; rights were asked of the branch."""
    return Alliance.objects.select_for_update(of=("self",)).select_related("committee").get(pk=alliance)


@verb
def seat(alliance: Alliance, branch: Branch, *, role: str, actor: User, now: datetime) -> None:
    """Let ``branch`` sit in the locked alliance in place of one of the same committee, in its role.

    Seated already, it takes over the lead where that is free; asked already, its committee agrees by this.
    """
    if not alliance.is_open:
        return
    sitting = alliance.members.filter(branch=branch)
    if there := (sitting.staying() | sitting.awaiting_answer()).first():  # type: ignore[attr-defined]
        there.role = Role.LEAD if role == Role.LEAD else there.role
        if there.is_asked:
            _agree(alliance, there, actor, now)
        else:
            put(there)
        return
    member = AllianceMember(
        alliance=alliance, branch=branch, committee_id=branch.committee_id, role=role, proposed_at=now
    )
    _agree(alliance, member, actor, now)


@verb
def lapse(member: AllianceMember, *, actor: User | None, now: datetime, reason: str) -> None:
    """An invitation whose branch came to its end; perhaps it was the last one waited for."""
    alliance = held(member.alliance_id)
    member = AllianceMember.objects.select_related("branch").get(pk=member.pk)
    if not member.is_asked:
        return
    member.lapse(actor=actor, now=now, reason=reason)
    notices.lapsed(alliance, member)
    if alliance.is_open:
        _settle(alliance, actor, now)


@verb
def depart(
    alliance: Alliance,
    member: AllianceMember,
    *,
    actor: User | None,
    now: datetime,
    reason: str,
    heir: Branch | None = None,
) -> None:
    """Take a member out of the locked alliance; ``actor`` None: its branch came to its end by date.

    The chair passes to ``heir`` with the seat; whose committee has no seat left takes no turn in it.
    """
    if member.joined_on is None:
        member.close("leave" if actor else "lapse", actor=actor, now=now, reason=reason)
        return
    member.left_on, member.reason = dates.today(now), reason
    put(member)
    if alliance.chair_id == member.branch_id:
        alliance.chair = heir if heir and alliance.members.staying().filter(branch=heir).exists() else None
        put(alliance)
    but = actor.committee_id if actor else None
    notices.told(alliance, f"left-{member.pk}", f"{member.branch.name}退出", f"原因：{reason}", but=but)
    if alliance.members.staying().count() < FEWEST:
        _end(alliance, actor, now, TOO_FEW)
        return
    if not alliance.members.staying().filter(role=Role.LEAD).exists():
        notices.leaderless(alliance, member)
    chairs.follow(alliance.pk, now)


def _end(alliance: Alliance, actor: User | None, now: datetime, reason: str) -> None:
    facts = {"ended_on": dates.today(now), "ended_by": actor, "end_reason": reason}
    alliance.move("end", **facts, chair=None)
    put(alliance)
    for member in alliance.members.awaiting_answer():
        member.lapse(actor=actor, now=now, reason="联盟已结束")
    but, body = actor.committee_id if actor else None, f"原因：{reason}\n{announced_under(alliance)}".strip()
    notices.told(alliance, "ended", f"{alliance.get_kind_display()}已结束", body, but=but)
    for member in alliance.members.staying():
        member.left_on, member.reason = alliance.ended_on, "联盟已结束"
        put(member)
    chairs.follow(alliance.pk, now)


@verb
def end(alliance: Alliance, *, actor: User, now: datetime, reason: str) -> Alliance:
    """结束 by the organiser, with a reason; its members and papers stay readable."""
    alliance = _locked(alliance.pk, "organizations.keep_alliance", actor)
    _end(alliance, actor, now, reason)
    return alliance


@verb
def withdraw(alliance: Alliance, *, actor: User, now: datetime) -> Alliance:
    """撤回 a proposal that is not yet in force."""
    alliance = _locked(alliance.pk, "organizations.keep_alliance", actor)
    alliance.move("withdraw")
    put(alliance)
    for member in alliance.members.awaiting_answer():
        member.withdraw(actor=actor, now=now)
    body = "发起方已撤回，此前的同意随之失效。"
    notices.told(alliance, "withdrawn", "联盟提议已撤回", body, but=alliance.committee_id)
    return alliance


@verb
def edit(alliance: Alliance, *, actor: User, version: int, now: datetime, **facts: Any) -> Alliance:
    """Charter, plan, chair, lead and names; whoever comes second is told and loses nothing.

    Another charter is a new version, of which the members hear; what they agreed to stays readable.
    """
    alliance = _locked(alliance.pk, "organizations.keep_alliance", actor)
    alliance.move("edit")
    check_version(alliance, version)
    chair = facts.get("chair")
    if chair is not None and not alliance.members.on(dates.today(now)).filter(branch=chair).exists():
        raise ValidationError({"chair": "主席单位须是现任成员。"})
    if "lead" in facts:
        _set_lead(alliance, facts.pop("lead"))
    for name, value in facts.items():
        setattr(alliance, name, value)
    alliance.version = version + 1
    _check_name(alliance)
    put(alliance)
    charter = _keep_charter(alliance, actor, now)
    if charter is not None and charter.number > 1:
        body = f"章程第{charter.number}版自{dates.chinese_date(charter.since)}起；此前各版仍可查阅。"
        notices.told(alliance, f"charter-{charter.number}", "章程有修改", body, but=actor.committee_id)
    return alliance


def _set_lead(alliance: Alliance, branch: Branch | None) -> None:
    """牵头单位: one of the members, or none where it is left open."""
    members = {member.branch_id: member for member in alliance.members.staying()}
    if branch is not None and branch.pk not in members:
        raise ValidationError({"lead": "牵头单位须是现任成员。"})
    for pk, member in members.items():
        role = Role.LEAD if branch is not None and pk == branch.pk else Role.MEMBER
        if member.role != role:
            member.role = role
            put(member)
