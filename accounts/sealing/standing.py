"""What people are told of the seals: the last comparison, and what waits too long to be sealed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from accounts import trail
from accounts.models import Seal, SecurityEvent
from accounts.models.event import Kind
from accounts.sealing.chain import LATE
from accounts.sealing.verifying import Found

CACHED = 60  # seconds
KEPT = "seals-standing"
BROKEN = "安全日志或历史记录与封存不符，请审计员与运维人员立即核查（见安全日志“封存不符”）。"
WAITING = "安全日志已超过 6 小时未封存，请运维人员检查封存服务。"
BLIND = "封存已两天以上没有核验成功，请运维人员检查夜间核验（audit_verify）的结果和密钥。"
UNCOMPARED = timedelta(days=2)  # so long without the nightly comparison is told
# How the newest comparison ended and when, when the first seal was made, and since when the oldest row
# of the trail waits to be sealed.
STANDING = """
SELECT (
    SELECT kind FROM accounts_securityevent WHERE kind IN ('verified', 'seal_broken')
    ORDER BY id DESC LIMIT 1
), (
    SELECT max(at) FROM accounts_securityevent WHERE kind IN ('verified', 'seal_broken')
), (
    SELECT min(made_at) FROM accounts_seal
), (
    SELECT at FROM accounts_securityevent WHERE id > coalesce((
        SELECT (part->>'to')::bigint FROM accounts_seal, jsonb_array_elements(parts) AS part
        WHERE part->>'table' = 'accounts_securityevent' AND part ? 'to' ORDER BY number DESC LIMIT 1
    ), 0) ORDER BY id LIMIT 1
)
"""


def tell(found: Found) -> SecurityEvent:
    """Record the outcome of a comparison of everything."""
    newest = Seal.objects.order_by("-number").values_list("number", flat=True).first() or 0
    about = (f"seal:{newest}", found.head)
    if found.lines:
        row = trail.record(
            Kind.SEAL_BROKEN, outcome=SecurityEvent.Outcome.FAILED, about=about, lines=found.lines[:10]
        )
    else:
        row = trail.record(Kind.VERIFIED, about=about, seals=found.seals, rows=found.rows)
    cache.delete(KEPT)
    return row


def trouble(now: datetime | None = None) -> str:
    """What is wrong with the seals, in words, or nothing. At most once a minute it asks the database."""
    words: str | None = cache.get(KEPT)
    if words is None:
        words = _trouble(now or timezone.now())
        cache.set(KEPT, words, CACHED)
    return words


def _trouble(now: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute(STANDING)
        ended, compared, first, waits = cursor.fetchone()
    if ended == Kind.SEAL_BROKEN:
        return BROKEN
    since = compared or first
    if since and now - since > UNCOMPARED and not settings.DEMO_MODE:  # a desk sleeps at night
        return BLIND
    return WAITING if waits and now - waits > LATE else ""
