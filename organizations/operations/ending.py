"""撤销 and 并入: a branch comes to its end. Its history stays; what hangs on it ends or moves, as chosen.

Order of locks: the committee's tree, all branches concerned by id, then pairings and alliances.
"""

from datetime import date, datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.history import acting
from collab_portal.lib.verbs import verb
from organizations.models import AllianceMember, Branch, BranchChange, LiaisonUnit, Pairing
from organizations.operations import alliances, pairings
from organizations.operations.branches import lock_tree, record
from organizations.operations.hanging import Hanging, hanging, last_day
from organizations.operations.rights import check

Kind = BranchChange.Kind
BY_DATE = "到期自动撤销"
ENDS = (Kind.DISSOLVED, Kind.MERGED)
LIFE = (*ENDS, Kind.RESTORED)


@verb
def close_branch(
    branch: Branch,
    *,
    actor: User,
    now: datetime,
    ends_on: date,
    into: Branch | None = None,
    carry: bool = False,
    reason: str = "",
) -> Branch:
    """撤销, or 并入 ``into``. The branches under it go to ``into``, else to its own superior.

    Its people and its liaison group pass to ``into`` as well; where there is none, people keep their account
    without a branch, and open invitations lapse. It ends on no day before what stands on record.
    With ``carry`` its seats in alliances pass to ``into`` and each partner is asked to go on with it;
    otherwise pairings end and seats are given up. The record stays readable.
    """
    today = dates.today(now)
    lock_tree(branch.committee_id)
    branch, into = _locked(branch, into)
    check("organizations.edit_branch", actor, branch)
    if not branch.is_active(today):
        raise ValidationError("该党组织已撤销。")
    if ends_on > today:
        raise ValidationError({"ends_on": "撤销日期不能晚于今天；临时党组织请填写结束日期，到期自动撤销。"})
    _check_day(branch, ends_on)
    if into is not None:
        _check_successor(branch, into, today)
    elif carry:
        raise ValidationError({"into": "转给接收方须先选择并入哪个党组织。"})
    found = hanging(branch, today)
    branch.ends_on, branch.version = ends_on, branch.version + 1
    branch.full_clean(validate_unique=False)
    branch.save()
    kind = Kind.MERGED if into else Kind.DISSOLVED
    record(branch, kind, actor=actor, on=ends_on, before=branch.parent, after=into, reason=reason)
    _pass_on(found, branch, into, actor, now, carry=carry)
    return branch


def _check_day(branch: Branch, ends_on: date) -> None:
    latest = last_day(branch)
    if latest and ends_on < latest[0]:
        day = dates.chinese_date(latest[0])
        raise ValidationError({"ends_on": f"{day}还有{latest[1]}，撤销日期不能早于这一天。"})


def _locked(branch: Branch, into: Branch | None) -> tuple[Branch, Branch | None]:
    """Both and the partners of its pairings, by id; a pairing made meanwhile sends the person back."""
    partners = _partners(branch.pk)
    pks = partners | {branch.pk} | ({into.pk} if into else set())
    rows = Branch.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    held = {one.pk: one for one in rows.filter(pk__in=pks)}
    if not _partners(branch.pk) <= set(held):
        raise ValidationError("刚有同事发起了新的结对，请刷新页面再办理。")
    return held[branch.pk], held[into.pk] if into else None


def _partners(branch: int) -> set[int]:
    rows = Pairing.objects.open().of_branch(branch).values_list("first", "second")
    return {pk for pair in rows for pk in pair} - {branch}


def _check_successor(branch: Branch, into: Branch, today: date) -> None:
    if into.pk == branch.pk:
        raise ValidationError({"into": "不能并入自己。"})
    if into.committee_id != branch.committee_id:
        raise ValidationError({"into": "只能并入本工委的党组织。"})
    if not into.is_active(today):
        raise ValidationError({"into": "所选党组织已撤销。"})
    if branch.pk in {one.pk for one in into.ancestors()}:
        raise ValidationError({"into": "不能并入自己的下级；请先调整下级的上级。"})


def _pass_on(
    found: Hanging, branch: Branch, into: Branch | None, actor: User | None, now: datetime, *, carry: bool
) -> None:
    """To ``into`` goes what needs no word of others, and with ``carry`` pairings and seats; the rest ends.

    ``actor`` None: it came to its end by date.
    """
    today, heir = dates.today(now), into if carry else None
    words = f"{branch.name}并入{into.name}" if into else f"{branch.name}{'已撤销' if actor else BY_DATE}"
    for child in found.children:
        child.parent, child.version = into or branch.parent, child.version + 1
        child.save(update_fields=["parent", "version"])
        record(child, Kind.MOVED, actor=actor, on=today, before=branch, reason=f"{branch.name}变动"[:200])
    for pairing in found.pairings:
        _pass_pairing(pairing, branch, heir, actor, now, words[:200])
    for member in found.memberships:
        _pass_seat(member, heir, actor, now, words[:200])
    for invitation in found.invitations:
        alliances.lapse(invitation, actor=actor, now=now, reason=words[:200])
    for person in found.people:
        person.branch = into
        person.save(update_fields=["branch"])
    _pass_liaison(found.liaison, into)


def _pass_liaison(unit: LiaisonUnit | None, into: Branch | None) -> None:
    if unit is None:
        return
    if into is None or LiaisonUnit.objects.filter(branch=into).exists():
        unit.delete()
        return
    unit.branch = into
    unit.save(update_fields=["branch"])


def _pass_pairing(
    pairing: Pairing, branch: Branch, heir: Branch | None, actor: User | None, now: datetime, words: str
) -> None:
    """It ends; in force, it is proposed anew for the heir, and the partner agrees or not."""
    running = pairing.status == Pairing.Status.ACTIVE
    term = pairing.terms.agreed().order_by("number").last()
    pairings.conclude(pairing, actor=actor, now=now, reason=words)
    partner = pairing.second if pairing.first_id == branch.pk else pairing.first
    if actor is None or heir is None or not running or partner.pk == heir.pk:
        return
    if not partner.is_active(dates.today(now)):
        return  # its own end has come, though what hangs on it has not been looked at yet
    pair = sorted([heir.pk, partner.pk])
    if Pairing.objects.open().filter(first=pair[0], second=pair[1]).exists():
        return
    pairings.propose(
        actor=actor,
        submission=_heirs_submission(pairing, heir),
        own=heir,
        partner=partner,
        term={
            "agreement_no": term.agreement_no if term else "",
            "signed_on": term.signed_on if term else None,
            "valid_until": pairing.valid_until,
        },
        now=now,
        theme=pairing.theme,
        batch=pairing.batch,
        supporter=pairing.supporter,
    )


def _heirs_submission(pairing: Pairing, heir: Branch) -> UUID:
    return uuid5(pairing.submission, f"heir:{heir.pk}")


def _pass_seat(
    member: AllianceMember, heir: Branch | None, actor: User | None, now: datetime, words: str
) -> None:
    """The heir sits down before the other gets up, so that the alliance never falls short for a moment."""
    alliance = alliances.held(member.alliance_id)
    if heir is not None and actor is not None:
        alliances.seat(alliance, heir, role=member.role, actor=actor, now=now)
    alliances.depart(alliance, member, actor=actor, now=now, reason=words, heir=heir)


def close_by_date(*, now: datetime) -> int:
    """What hangs on branches whose last day is over (temporary ones) ends; how many it was. Repeatable."""
    today, this = dates.today(now), OuterRef("pk")
    open_pairings = Pairing.objects.open().filter(Q(first=this) | Q(second=this))
    seats = AllianceMember.objects.filter(branch=this)
    children = Branch.objects.active(today).filter(parent=this)
    last = BranchChange.objects.filter(branch=this, kind__in=LIFE).order_by("-pk").values("kind")[:1]
    rows = Branch.objects.ended(today).annotate(last_change=Subquery(last))
    unsaid = ~Q(last_change__in=ENDS) | Q(last_change=None)
    hangs = Exists(open_pairings) | Exists(seats.staying() | seats.awaiting_answer()) | Exists(children)
    pks = list(rows.filter(unsaid | hangs).order_by("pk").values_list("pk", flat=True))
    with acting(None, BY_DATE):
        for pk in pks:
            _close_one(pk, now=now)
    return len(pks)


@verb
def _close_one(pk: int, *, now: datetime) -> None:
    lock_tree(Branch.objects.values_list("committee", flat=True).get(pk=pk))
    branch = Branch.objects.select_for_update(of=("self",), no_key=True).select_related("parent").get(pk=pk)
    today = dates.today(now)
    if branch.is_active(today):
        return
    _pass_on(hanging(branch, today), branch, None, None, now, carry=False)
    last = branch.changes.filter(kind__in=LIFE).order_by("pk").last()
    if last is None or last.kind not in ENDS:
        record(branch, Kind.DISSOLVED, actor=None, on=branch.ends_on or today, reason=BY_DATE)


@transaction.atomic
def restore_branch(branch: Branch, *, actor: User, now: datetime, reason: str) -> Branch:
    """恢复: an end that was a mistake is taken back, with a reason; what ended with it is not.

    It stands again under its superior or, where that has ended, the nearest one in being.
    """
    today = dates.today(now)
    lock_tree(branch.committee_id)
    branch = Branch.objects.select_for_update(of=("self",), no_key=True).get(pk=branch.pk)
    check("organizations.edit_branch", actor, branch)
    if branch.is_active(today):
        raise ValidationError("该党组织在册，无须恢复。")
    if not reason.strip():
        raise ValidationError({"reason": "请说明恢复的原因。"})
    before = branch.parent
    standing = [one for one in branch.ancestors() if one.is_active(today)]
    branch.parent = standing[-1] if standing else None
    branch.ends_on, branch.version = None, branch.version + 1
    branch.full_clean(validate_unique=False)
    branch.save()
    record(branch, Kind.RESTORED, actor=actor, on=today, reason=reason.strip())
    if branch.parent != before:
        record(branch, Kind.MOVED, actor=actor, on=today, before=before, reason="原上级已撤销")
    return branch
