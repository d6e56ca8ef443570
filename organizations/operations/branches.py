"""党组织: add, edit, close. A branch keeps its committee for ever; its tree never closes into a ring."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from organizations.models import Branch, Committee, Pairing


class EditedMeanwhileError(ValidationError):
    """Somebody else saved the same branch first. Nothing is overwritten unseen."""

    def __init__(self, current: Branch) -> None:
        super().__init__("您填写期间，其他同事已保存过这条记录。请对照下面的现有内容，确认后再次保存。")
        self.current = current


def _lock_tree(committee: int) -> None:
    """One change of a committee's tree at a time: two crossing moves can't make a ring together."""
    Committee.objects.select_for_update(no_key=True).get(pk=committee)


def _check_parent(branch: Branch, parent: Branch | None) -> None:
    """Read anew under the tree's lock: the parent may just have moved or closed."""
    if parent is None:
        return
    parent = Branch.objects.get(pk=parent.pk)
    if parent.committee_id != branch.committee_id:
        raise ValidationError({"parent": "上级须是本工委的党组织。"})
    if branch.pk and branch.pk in {parent.pk, *(row.pk for row in parent.ancestors())}:
        raise ValidationError({"parent": "上级不能是自己或自己的下级。"})
    if parent.ends_on is not None:
        raise ValidationError({"parent": "上级已撤销。"})


def _store(branch: Branch, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(branch, name, value)
    branch.full_clean(validate_unique=False)
    branch.save()


@transaction.atomic
def add_branch(*, actor: User, submission: UUID, **facts: Any) -> Branch:
    """Add a branch to the actor's committee. The same submission again gives the same branch."""
    if actor.committee_id is None:
        raise ValidationError("只能为本工委添加党组织。")
    _lock_tree(actor.committee_id)
    before = Branch.objects.filter(submission=submission, committee=actor.committee_id).first()
    if before is not None:
        return before
    branch = Branch(committee_id=actor.committee_id, submission=submission)
    _check_parent(branch, facts.get("parent"))
    _store(branch, facts)
    return branch


@transaction.atomic
def edit_branch(branch: Branch, *, actor: User, version: int, **facts: Any) -> Branch:
    """Change what the form showed as ``version``; whoever comes second is told and loses nothing."""
    _lock_tree(branch.committee_id)
    branch = Branch.objects.select_for_update(no_key=True).get(pk=branch.pk)
    if branch.version != version:
        raise EditedMeanwhileError(branch)
    if "parent" in facts and facts["parent"] != branch.parent:
        _check_parent(branch, facts["parent"])
    _store(branch, {**facts, "version": version + 1})
    return branch


@transaction.atomic
def close_branch(branch: Branch, *, actor: User, ends_on: date) -> Branch:
    """撤销: the branch stays readable. First its own branches and its pairings must have ended."""
    _lock_tree(branch.committee_id)
    branch = Branch.objects.select_for_update(no_key=True).get(pk=branch.pk)
    if branch.ends_on is not None:
        raise ValidationError("该党组织已撤销。")
    if branch.children.filter(ends_on__isnull=True).exists():
        raise ValidationError("尚有未撤销的下级党组织，请先撤销或调整其上级。")
    if Pairing.objects.open().of_branch(branch.pk).exists():
        raise ValidationError("尚有待确认或进行中的结对，请先结束结对。")
    _store(branch, {"ends_on": ends_on, "version": branch.version + 1})
    return branch


@transaction.atomic
def edit_committee(committee: Committee, *, actor: User, **facts: Any) -> Committee:
    """简介 and the office's phone and e-mail."""
    committee = Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
    for name, value in facts.items():
        setattr(committee, name, value)
    committee.full_clean()
    committee.save(update_fields=list(facts))
    return committee
