"""归档: proposed by auditor or security admin, agreed to by the other; the command of the owner does it."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from accounts import trail
from accounts.listeners import tell
from accounts.models import Retirement, User
from accounts.models.event import Kind
from accounts.sealing.retiring import PAIR, Refused, check_age
from collab_portal.lib.dates import today
from collab_portal.lib.http import require
from collab_portal.lib.verbs import verb

ONE_AT_A_TIME = 0x5EA2  # number of the advisory lock: one proposal is open


@verb
def propose_retirement(before: date, *, actor: User, reason: str, now: datetime) -> Retirement:
    """Ask the other duty to agree that the trail from before the first of a month is taken out.

    Raises:
        ValidationError: the month is too young, or another one is open.
    """
    require("accounts.propose_retirement", actor)
    try:
        check_age(before, today(now))
    except Refused as refused:
        raise ValidationError(str(refused), code="before") from None
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    open_one = Retirement.objects.filter(verdict__in=["", Retirement.Verdict.GRANTED], done_at=None).first()
    if open_one:
        raise ValidationError(f"已有一项“{open_one}”尚未办结，请先确认、撤回或执行。")
    retirement = Retirement(before=before, reason=reason, proposed_by=actor, proposed_at=now)
    retirement.full_clean()
    retirement.save()
    _record(Kind.RETIRE_ASKED, retirement, actor, reason=reason)
    other = next(duty for duty in PAIR if duty != actor.platform_role)
    people = User.objects.active().filter(platform_role=other)
    body = f"{actor}提出归档 {before:%Y-%m} 以前的安全日志：{reason}。请核实后决定。"
    tell(*people, title="请确认归档安全日志", body=body, url=reverse("accounts:retire"))
    return retirement


@verb
def decide_retirement(
    retirement: Retirement, *, actor: User, verdict: Retirement.Verdict, now: datetime
) -> Retirement:
    """Agree or refuse; or take it back, also what was agreed, until it is carried out.

    Raises:
        ValidationError: it was decided before.
    """
    retirement = (
        Retirement.objects.select_for_update(of=("self",)).select_related("proposed_by").get(pk=retirement.pk)
    )
    own = verdict == Retirement.Verdict.WITHDRAWN
    require("accounts.withdraw_retirement" if own else "accounts.decide_retirement", actor, retirement)
    if retirement.done_at or (retirement.verdict and not (own and retirement.verdict == "granted")):
        raise ValidationError(f"{retirement.decided_by}已作出决定：{retirement.get_verdict_display()}。")
    retirement.verdict, retirement.decided_by, retirement.decided_at = verdict, actor, now
    retirement.full_clean()
    retirement.save()
    _record(Kind.RETIRE_DECIDED, retirement, actor, verdict=verdict.label)
    if retirement.proposed_by != actor:
        words = "请运维人员以数据库属主执行 audit_retire。" if verdict == Retirement.Verdict.GRANTED else ""
        title = f"归档安全日志：{verdict.label}"
        tell(retirement.proposed_by, title=title, body=words, url=reverse("accounts:retire"))
    return retirement


def _record(kind: Kind, retirement: Retirement, actor: User, **facts: Any) -> None:
    about = (f"retirement:{retirement.pk}", str(retirement))
    trail.record(kind, person=actor, about=about, before=f"{retirement.before:%Y-%m}", **facts)
