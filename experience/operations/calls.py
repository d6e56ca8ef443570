"""约稿: asking committees for pieces, nudging once, closing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib.dates import today
from collab_portal.lib.verbs import verb
from experience import notices, rules
from experience.models import Call, CallAsk
from organizations.models import Committee


@verb
def call_for_pieces(
    *,
    actor: User,
    now: datetime,
    submission: UUID,
    fields: Mapping[str, Any],
    committees: Iterable[Committee],
) -> Call:
    """``fields``: topic, brief, kind, area, due_on, bulletin. The committees' staff are told.

    The same ``submission`` again is the same call.
    """
    if not rules.may_plan_issues(actor):
        raise ValidationError("只有专栏编辑可以约稿。")
    facts = {"created_by": actor, "created_at": now, **fields}
    if facts["due_on"] < today(now):
        raise ValidationError({"due_on": "交稿期限不能早于今天。"})
    Call(**facts).full_clean()
    call, new = Call.objects.get_or_create(submission=submission, defaults=facts)
    if not new:
        return call
    asks = [CallAsk(call=call, committee=committee) for committee in committees]
    if not asks:
        raise ValidationError({"committees": "请选择约稿的工委。"})
    CallAsk.objects.bulk_create(asks)
    notices.tell_called(call, [ask.committee_id for ask in asks])
    return call


@verb
def close_call(call: Call, *, actor: User, now: datetime) -> Call:
    """Nobody owes anything any more."""
    call = _locked(call, actor)
    call.closed_at = now
    call.save(update_fields=["closed_at"])
    return call


def _locked(call: Call, actor: User) -> Call:
    current = Call.objects.select_for_update().get(pk=call.pk)
    if not rules.may_change_call(actor, current):
        raise ValidationError("这次约稿已结束，或您不是专栏编辑。")
    return current
