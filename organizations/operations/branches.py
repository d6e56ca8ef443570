"""党组织: add and edit. A branch keeps its committee for ever; its tree never closes into a ring."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from collab_portal.lib import codes, dates
from collab_portal.lib.verbs import touch, verb
from collab_portal.lib.versions import check_version
from organizations.models import AllianceMember, Branch, BranchChange, Committee, Pairing
from organizations.operations.rights import check


def lock_tree(committee: int) -> None:
    """One change of a committee's tree at a time: two crossing moves can't make a ring together."""
    Committee.objects.select_for_update(no_key=True).get(pk=committee)


def _check_parent(branch: Branch, parent: Branch | None, today: date) -> None:
    """Read anew under the tree's lock: the parent may just have moved or closed."""
    if parent is None:
        return
    parent = Branch.objects.get(pk=parent.pk)
    if parent.committee_id != branch.committee_id:
        raise ValidationError({"parent": "上级须是本工委的党组织。"})
    if branch.pk and branch.pk in {parent.pk, *(row.pk for row in parent.ancestors())}:
        raise ValidationError({"parent": "上级不能是自己或自己的下级。"})
    if not parent.is_active(today):
        raise ValidationError({"parent": "上级已撤销。"})


def _store(branch: Branch, facts: dict[str, Any]) -> None:
    if facts.get("code", branch.code) != branch.code:
        facts["code"] = codes.code(facts["code"])
        if codes.fault(facts["code"]):
            raise ValidationError({"code": codes.BY_HAND})
    for name, value in facts.items():
        setattr(branch, name, value)
    if branch.starts_on and branch.term_ends_on and branch.term_ends_on < branch.starts_on:
        raise ValidationError({"term_ends_on": "换届到期不能早于成立日期。"})
    branch.full_clean(validate_unique=False)
    branch.save()


@transaction.atomic
def add_branch(*, actor: User, submission: UUID, now: datetime, **facts: Any) -> Branch:
    """Add a branch to the actor's committee. The same submission again gives the same branch."""
    if actor.committee_id is None:
        raise ValidationError("只能为本工委添加党组织。")
    lock_tree(actor.committee_id)
    before = Branch.objects.filter(submission=submission, committee=actor.committee_id).first()
    if before is not None:
        return before
    branch = Branch(committee_id=actor.committee_id, submission=submission)
    _check_parent(branch, facts.get("parent"), dates.today(now))
    _store(branch, facts)
    return branch


@verb("organizations.edit_branch")
def edit_branch(branch: Branch, *, actor: User, version: int, now: datetime, **facts: Any) -> Branch:
    """Change what the form showed as ``version``; whoever comes second is told and loses nothing.

    A new superior is kept as a change of the branch's life. Its end is none of these facts: an ended branch
    comes back by ``restore_branch`` alone, and only a temporary one has a day to come on which it ends.
    """
    check_version(branch, version)
    _check_end(branch, facts, dates.today(now))
    moved = "parent" in facts and facts["parent"] != branch.parent
    before, named = branch.parent, branch.name
    if moved:
        _check_parent(branch, facts["parent"], dates.today(now))
    _store(branch, {**facts, "version": version + 1})
    if moved:
        record(branch, BranchChange.Kind.MOVED, actor=actor, on=dates.today(now), before=before)
    if branch.name != named:
        renamed([branch.pk])
    return branch


def renamed(branches: Iterable[int]) -> None:
    """What is owed about their pairings and invitations names them: it is said anew."""
    pks = set(branches)
    pairings = Pairing.objects.open().filter(Q(first__in=pks) | Q(second__in=pks))
    touch(*pairings, *AllianceMember.objects.awaiting_answer().filter(branch__in=pks))


def _check_end(branch: Branch, facts: dict[str, Any], today: date) -> None:
    """Raises ValidationError where the form would undo or antedate an end; a kind that has none loses it."""
    wanted, kind = facts.get("ends_on", branch.ends_on), facts.get("kind", branch.kind)
    if not branch.is_active(today):
        if wanted != branch.ends_on or kind != branch.kind:
            raise ValidationError({"ends_on": "已撤销的党组织不能改类别和结束日期；撤销有误的，请用“恢复”。"})
    elif kind != Branch.Kind.TEMPORARY:
        facts["ends_on"] = None
    elif wanted is not None and wanted <= today and wanted != branch.ends_on:
        raise ValidationError({"ends_on": "结束日期须晚于今天；现在就结束的，请用“撤销或并入”。"})


def record(
    branch: Branch,
    kind: str,
    *,
    actor: User | None,
    on: date,
    before: Branch | None = None,
    after: Branch | None = None,
    reason: str = "",
) -> BranchChange:
    """Put a change into words that stay on the branch's page; a move says where from and where to."""
    if kind == BranchChange.Kind.MOVED:
        after = branch.parent
    change = BranchChange(
        branch=branch, kind=kind, happened_on=on, before=before, after=after, reason=reason, actor=actor
    )
    change.full_clean(validate_unique=False)
    change.save()
    return change


@transaction.atomic
def edit_committee(committee: Committee, *, actor: User, version: int, **facts: Any) -> Committee:
    """简介 and the office's phone and e-mail."""
    committee = Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
    check("organizations.edit_committee", actor, committee)
    return _edit(committee, version, facts)


@transaction.atomic
def edit_mail_domains(committee: Committee, *, actor: User, version: int, mail_domains: str) -> Committee:
    """邮箱域名, for the security admin alone: granting points out addresses that lie elsewhere."""
    committee = Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
    check("organizations.edit_mail_domains", actor, committee)
    return _edit(committee, version, {"mail_domains": mail_domains})


def _edit(committee: Committee, version: int, facts: dict[str, Any]) -> Committee:
    check_version(committee, version)
    for name, value in facts.items():
        setattr(committee, name, value)
    committee.full_clean()
    committee.save(update_fields=list(facts))
    return committee
