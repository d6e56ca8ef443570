"""Sample rows of the security trail, of three ordinary days, and a recovery that was decided."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import Recovery, Seal, SecurityEvent, User
from accounts.models.event import Kind
from accounts.sealing import standing, verify
from accounts.sealing.chain import append, part
from accounts.sealing.tables import LOWEST, alone, tables
from accounts.trail import account_digest
from collab_portal.lib.dates import start_of, today

Outcome = SecurityEvent.Outcome
DAYS, SEALS = 3, 12
# Who, at which minute of the day, what, and what the row tells beside it. All of it is invented.
DAY: tuple[tuple[str, int, Kind, Outcome, dict[str, Any]], ...] = (
    ("jiangsu-staff", 505, Kind.SIGNED_IN, Outcome.DONE, {}),
    ("hubei-staff", 512, Kind.SIGNED_IN, Outcome.DONE, {}),
    ("secretary", 520, Kind.SIGN_IN_FAILED, Outcome.FAILED, {"path": "account_login"}),
    ("secretary", 521, Kind.SIGNED_IN, Outcome.DONE, {}),
    ("jiangsu-staff", 545, Kind.EXPORTED, Outcome.DONE, {"file": "联合活动.xlsx"}),
    ("editor", 560, Kind.SIGNED_IN, Outcome.DONE, {}),
    ("hubei-staff", 600, Kind.DOWNLOADED, Outcome.DONE, {"file": "会商通知.docx"}),
    ("anhui-staff", 640, Kind.SIGNED_IN, Outcome.DONE, {}),
    (
        "anhui-staff",
        655,
        Kind.DENIED,
        Outcome.REFUSED,
        {"page": "rotation:plan", "status": 403, "method": "GET"},
    ),
    ("jiangsu-staff", 690, Kind.SESSION_ENDED, Outcome.DONE, {"why": "您已超过 30 分钟没有操作"}),
    ("editor", 1010, Kind.SIGNED_OUT, Outcome.DONE, {}),
    ("secretary", 1050, Kind.SIGNED_OUT, Outcome.DONE, {}),
    ("auditor", 1060, Kind.SIGNED_IN, Outcome.DONE, {}),
)


def seed(now: datetime) -> None:
    """Write them once: rows of the trail can't be changed or taken back."""
    people = {user.username: user for user in User.objects.filter(username__in={row[0] for row in DAY})}
    marked = SecurityEvent.objects.filter(request_id="示例")
    if not marked.exists():
        midnight = start_of(today(now))
        rows = [
            _row(
                people[name], midnight - timedelta(days=day) + timedelta(minutes=minute), kind, outcome, facts
            )
            for day in range(DAYS, 0, -1)
            for name, minute, kind, outcome, facts in DAY
            if name in people
        ]
        SecurityEvent.objects.bulk_create(rows)
    _recovery(now)


def seal_days() -> None:
    """Twelve seals of those days, as the service would have made them, and a comparison that agreed.

    After the sample data's transaction: signatures leave the database at once and cannot be taken back.
    """
    if Seal.objects.exists():
        return
    rows = list(SecurityEvent.objects.filter(request_id="示例").order_by("pk").values_list("pk", "at"))
    table = tables()[SecurityEvent._meta.db_table]
    columns, after = list(table.columns), LOWEST
    with alone():
        for number in range(1, SEALS + 1):
            to, at = rows[len(rows) * number // SEALS - 1]
            append([part(table, columns, after, to)], now=at + timedelta(minutes=5))
            after = to
    standing.tell(verify())


def _row(person: User, at: datetime, kind: Kind, outcome: Outcome, facts: dict[str, Any]) -> SecurityEvent:
    return SecurityEvent(
        at=at,
        kind=kind,
        outcome=outcome,
        person_id=person.pk,
        person_name=str(person),
        account_digest=account_digest(person),
        committee_id=person.committee_id,
        network="10.0.0.1",
        device="Windows · Chrome",
        request_id="示例",
        facts=facts,
    )


def _recovery(now: datetime) -> None:
    """A lost phone, asked for by the committee's admin and granted by the security admin."""
    names = ("hunan-staff", "hunan-admin", "secadmin")
    people = {user.username: user for user in User.objects.filter(username__in=names)}
    if len(people) < len(names) or Recovery.objects.filter(person=people["hunan-staff"]).exists():
        return
    Recovery.objects.create(
        person=people["hunan-staff"],
        reason="更换手机，旧手机已注销（示例）",
        checked_how=Recovery.Check.IN_PERSON,
        asked_by=people["hunan-admin"],
        asked_at=now - timedelta(days=2),
        decided_by=people["secadmin"],
        decided_at=now - timedelta(days=1),
        verdict=Recovery.Verdict.GRANTED,
    )
