"""Makes seals: each signs what stands in the sealed tables and the signature before."""

import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.models import Seal
from accounts.models.seal import FIRST
from accounts.sealing import heads
from accounts.sealing.tables import (
    LOWEST,
    Table,
    alone,
    digest,
    present_columns,
    settled_top,
    tables,
    tops,
    waiting_since,
)

log = structlog.get_logger("portal.sealing")
LATE = timedelta(hours=6)  # a table that could not be sealed for so long is told
NO_KEY = "没有 AUDIT_KEY：封存与核验只在持有密钥的进程中进行（见《审计与封存》）。"
OTHER_KEY = (
    "AUDIT_KEY 不是库中封存所用的密钥。更换密钥：把原密钥写入 AUDIT_OLD_KEYS，"
    "再执行 audit_seal --renew 原因；原密钥已遗失的，再加 --lost-key（见《审计与封存》）。"
)
Part = dict[str, Any]


class KeyMissing(Exception):  # noqa: N818 - a state, told in words
    """A key that is needed is not at hand; without words: AUDIT_KEY, which only the sealing process has."""

    def __str__(self) -> str:
        return super().__str__() or NO_KEY


def keys() -> list[str]:
    """The keys that may have signed seals, oldest first; the last is the one that signs now.

    Raises:
        KeyMissing: there is none.
    """
    if not settings.AUDIT_KEY:
        raise KeyMissing
    return [*settings.AUDIT_OLD_KEYS, settings.AUDIT_KEY]


def sign(row: Seal, key: str) -> str:
    """The signature of a seal over its number, time, algorithm, reason, parts and the signature before."""
    made_at = row.made_at.astimezone(UTC).isoformat(timespec="microseconds")
    told = [row.number, made_at, row.algorithm, row.reason, row.parts, row.previous]
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(key.encode(), text.encode(), row.algorithm).hexdigest()


def is_signed(row: Seal, key: str) -> bool:
    return row.algorithm in Seal.Digest.values and hmac.compare_digest(sign(row, key), row.mac)


def seal(now: datetime | None = None) -> Seal | None:
    """Seal what came since the last seal; None when nothing did. A table somebody is writing to waits.

    Raises:
        KeyMissing: there is no key, or it is not the key of the seals that are there.
    """
    key, now = keys()[-1], now or timezone.now()
    with alone():
        _check_key(key)
        reached, columns, parts = sealed_up_to(), present_columns(), []
        for name, highest in tops().items():
            table, after = tables()[name], reached.get(name, LOWEST)
            if highest <= max(after, 0):
                continue
            to = settled_top(table)
            if to is None:
                _put_off(table, after, now)
            elif to > max(after, 0):
                parts.append(part(table, named(table, columns[name]), after, to))
        row = append(parts, now=now) if parts else None
        heads.keep()
    return row


def _check_key(key: str) -> None:
    """Another key begins with a seal over everything (``renewing``), never by the way."""
    newest = Seal.objects.order_by("-number").first()
    if newest is None or is_signed(newest, key):
        return
    if not any(is_signed(row, key) for row in Seal.objects.iterator(chunk_size=1_000)):
        raise KeyMissing(OTHER_KEY)
    log.error("seal_not_ours", number=newest.number)  # somebody added it: the comparison will say so


def append(parts: list[Part], *, now: datetime, reason: str = "") -> Seal:
    """The next link of the chain; call it ``alone``."""
    last = Seal.objects.order_by("-number").first()
    row = Seal(
        number=last.number + 1 if last else 1,
        made_at=now,
        algorithm=settings.AUDIT_DIGEST,
        reason=reason,
        parts=parts,
        previous=last.mac if last else FIRST,
    )
    row.mac = sign(row, keys()[-1])
    row.save(force_insert=True)
    log.info("sealed", number=row.number, mac=row.mac, tables=len(parts), reason=reason)
    return row


def part(table: Table, columns: list[str], after: int, to: int, **more: Any) -> Part:
    count, found = digest(table, columns, after, to, settings.AUDIT_DIGEST)
    where = {"table": table.name, "from": after, "to": to}
    return {**where, "count": count, "columns": columns, "digest": found, **more}


def named(table: Table, present: Iterable[str], but: Iterable[str] = ()) -> list[str]:
    """The columns a seal covers: those that model and database both have."""
    return [column for column in table.columns if column in set(present) - set(but)]


def sealed_up_to() -> dict[str, int]:
    """For each table the key its newest part reaches."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (part->>'table') part->>'table', (part->>'to')::bigint"
            " FROM accounts_seal, jsonb_array_elements(parts) AS part WHERE part ? 'to'"
            " ORDER BY part->>'table', number DESC"
        )
        return dict(cursor.fetchall())


def retired() -> dict[str, int]:
    """For each table up to where its rows were exported and removed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT part->>'table', max((part->>'retired')::bigint)"
            " FROM accounts_seal, jsonb_array_elements(parts) AS part WHERE part ? 'retired' GROUP BY 1"
        )
        return dict(cursor.fetchall())


def _put_off(table: Table, after: int, now: datetime) -> None:
    since = waiting_since(table, after)
    tell = log.warning if since and now - since > LATE else log.info
    tell("seal_put_off", table=table.name, since=since and since.isoformat())
