"""荣誉: enter, edit, delete. Order of locks: committee, honour."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.chinese import look
from collab_portal.lib.verbs import creates, put, verb
from collab_portal.lib.versions import check_version
from commons.models import Honour


@creates(Honour, "commons.enter_honour")
def enter_honour(*, actor: User, submission: UUID, now: datetime, **facts: Any) -> Honour:
    """Enter one for the actor's committee. The same submission again gives the same one."""
    return _store(Honour(committee_id=actor.committee_id or 0, submission=submission), facts, now)


@verb("commons.edit_honour")
def edit_honour(honour: Honour, *, actor: User, version: int, now: datetime, **facts: Any) -> Honour:
    """Change what the form showed as ``version``; whoever comes second is told and loses nothing."""
    check_version(honour, version)
    return _store(honour, facts, now)


def _store(honour: Honour, facts: dict[str, Any], now: datetime) -> Honour:
    for name, value in facts.items():
        setattr(honour, name, value)
    if wrong := honour.misdated(dates.today(now)):
        raise ValidationError(wrong)  # type: ignore[arg-type]
    if honour.branch is not None and honour.branch.committee_id != honour.committee_id:
        raise ValidationError({"branch": "获奖党组织须是本工委的。"})
    if honour.document is not None and not _may_cite(honour):
        raise ValidationError({"document": "只能依据十九家可见的或本工委的文件。"})
    if honour.label is not None and not honour.label.is_usable_by(honour.committee_id):
        raise ValidationError({"label": "只能选本工委的，或各工委都可使用的。"})
    _check_once(honour)
    put(honour)
    return honour


def _may_cite(honour: Honour) -> bool:
    """A committee's own paper is cited by that committee alone."""
    document = honour.document
    return document is not None and (
        document.scope == "basin" or document.committee_id == honour.committee_id
    )


def _check_once(honour: Honour) -> None:
    """Raises ValidationError where the same was entered in words that read the same."""
    rows = Honour.objects.filter(committee=honour.committee_id, year=honour.year, level=honour.level)
    for one in rows.exclude(pk=honour.pk).select_related("branch"):
        if (look(one.title), look(one.won_by)) == (look(honour.title), look(honour.won_by)):
            raise ValidationError({"title": f"{honour.year} 年已登记“{one.title}”，获奖者相同。"})


@verb("commons.edit_honour")
def delete_honour(honour: Honour, *, actor: User) -> None:
    """Take back a line entered by mistake; the history keeps it. A second click does nothing."""
    Honour.objects.filter(pk=honour.pk).delete()
