"""品牌与专项: add, edit, end, merge; its picture. Order of locks: committee, labels by key."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.http import require
from collab_portal.lib.uploads import Upload
from collab_portal.lib.verbs import creates, put, verb
from collab_portal.lib.versions import check_version
from commons.bearers import bearers
from commons.models import Label
from organizations.operations import files


def _must_stand(label: Label) -> None:
    if label.merged_into_id is not None:
        raise ValidationError("它已并入别的名称，请到那里修改。")


def add_label(*, actor: User, submission: UUID, now: datetime, common: bool = False, **facts: Any) -> Label:
    """Add one of the actor's committee, or (``common``) of all nineteen; of one submission one."""
    add = _add_common if common else _add_own
    return add(actor=actor, submission=submission, now=now, **facts)


@creates(Label, "commons.add_own_label")
def _add_own(*, actor: User, submission: UUID, now: datetime, **facts: Any) -> Label:
    return _store(Label(committee_id=actor.committee_id or 0, submission=submission), facts)


@verb("commons.add_common_label")
def _add_common(*, actor: User, submission: UUID, now: datetime, **facts: Any) -> Label:
    before = Label.objects.filter(submission=submission, committee=None).first()
    return before or _store(Label(submission=submission), facts)


@verb("commons.keep_label")
def edit_label(label: Label, *, actor: User, version: int, now: datetime, **facts: Any) -> Label:
    """Change what the form showed as ``version``; whoever comes second is told and loses nothing."""
    _must_stand(label)
    check_version(label, version)
    kind = facts.get("kind", label.kind)
    if kind != label.kind and any(one.count(label) for one in bearers()):
        raise ValidationError({"kind": "已有内容使用，类别不能再改；请另建一个，再合并。"})
    name, label.known = label.name, True
    label = _store(label, facts)
    for one in bearers() if label.name != name else ():
        one.renamed(label)
    return label


def _store(label: Label, facts: dict[str, Any]) -> Label:
    for name, value in facts.items():
        setattr(label, name, value)
    label.full_clean()
    label.save()
    return label


@verb("commons.keep_label")
def end_label(label: Label, *, actor: User, now: datetime) -> Label:
    """停用: nothing of a later day bears it; what bears it stays. A second click does nothing."""
    _must_stand(label)
    if label.ended_on is None:
        label.ended_on = dates.today(now)
        put(label)
    return label


@verb("commons.keep_label")
def resume_label(label: Label, *, actor: User) -> Label:
    """恢复使用."""
    _must_stand(label)
    label.ended_on = None
    put(label)
    return label


@verb
def merge_label(label: Label, *, actor: User, now: datetime, into: Label) -> Label:
    """All that bears ``label`` bears ``into`` from now on; its address leads there.

    Only of one kind, and into one that all may use who used it: its own committee's, or of all nineteen.
    """
    if into.pk == label.pk:
        raise ValidationError({"into": "请选另一个。"})
    held = Label.objects.select_for_update().filter(pk__in=[label.pk, into.pk]).order_by("pk")
    list(held)  # whoever says it of something waits for the end, then finds it merged
    into = Label.objects.select_related("committee").get(pk=into.pk)
    return _merge(label, actor=actor, now=now, into=into)


@verb("commons.merge_label")
def _merge(label: Label, *, actor: User, now: datetime, into: Label) -> Label:
    _must_stand(label)
    if into.kind != label.kind or into.merged_into_id is not None:
        raise ValidationError({"into": "只能并入同类、没有并入别处的。"})
    if into.committee_id not in {None, label.committee_id}:
        raise ValidationError({"into": "只能并入同一工委的，或十九家共有的。"})
    for one in bearers():
        one.move(label, into)
    Label.objects.filter(merged_into=label).update(merged_into=into)
    label.merged_into = into
    label.ended_on = label.ended_on or dates.today(now)
    put(label)
    return into


def set_picture(label: Label, upload: Upload, *, actor: User) -> Label:
    """Keep a picture and show it; the one before is swept a day later. A refused one leaves nothing."""
    require("commons.keep_label", actor, label)
    if not actor.committee_id:
        raise PermissionDenied
    file = files.store(upload, actor=actor)
    if not file.is_picture:
        raise ValidationError("请上传图片（JPG 或 PNG）。")
    return _show(label, actor=actor, file=file)


@verb("commons.keep_label")
def _show(label: Label, *, actor: User, file: Any) -> Label:
    _must_stand(label)
    label.picture = file
    put(label)
    return label
