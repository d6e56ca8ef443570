"""Takes old months out of the security trail: exported with what their seals say, compared, then removed."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from accounts import trail
from accounts.models import Retirement, Seal, SecurityEvent, User
from accounts.models.event import Kind
from accounts.sealing import heads
from accounts.sealing.chain import append, keys
from accounts.sealing.tables import alone, tables, words
from accounts.sealing.verifying import Found, Promise, compare
from collab_portal.lib.dates import start_of, today

TRAIL = SecurityEvent._meta.db_table
PAIR = (User.Platform.AUDITOR, User.Platform.SECURITY)  # one of each agrees


class Refused(Exception):  # noqa: N818 - told in words
    """Why nothing was removed."""


@dataclass(frozen=True)
class Retired:
    rows: int
    file: Path
    digest: str
    seal: Seal


def agreed(before: date) -> Retirement:
    """What auditor and security admin have agreed on for this month, on their page.

    Raises:
        Refused: nothing.
    """
    rows = Retirement.objects.select_related("proposed_by", "decided_by")
    found = rows.filter(before=before, verdict=Retirement.Verdict.GRANTED, done_at=None).first()
    if found is None:
        raise Refused(
            f"没有已确认的 {before:%Y-%m} 归档：先由安全管理员或审计员在“封存”页提出，另一方确认后再执行。"
        )
    return found


def retire(agreement: Retirement, *, now: datetime | None = None) -> Retired:
    """Export and remove the rows of the trail from before the first of a month, as far as they are sealed.

    Raises:
        Refused: too young, not two people who may, not as sealed, nothing to remove, or not the owner's role.
        KeyMissing: there is no key.
    """
    keys()
    now, before = now or timezone.now(), agreement.before
    check_age(before, today(now))
    _check_people(agreement)
    with alone():
        found = compare()
        if found.lines:
            raise Refused(f"封存与现状不符，不能归档：{found.lines[0]}")
        promises = list(_whole(found, before))
        if not promises:
            raise Refused("这一日期以前没有已封存的安全日志可归档。")
        file, digest, rows = _export(promises, before, now)
        row = _remove(promises[-1].part["to"], rows, file, digest, agreement, now)
        heads.keep()
    return Retired(rows, file, digest, row)


def check_age(before: date, now: date) -> None:
    if before.day != 1:
        raise Refused("只能按整月归档。")
    if before > now - timedelta(days=settings.AUDIT_KEEP_DAYS):
        raise Refused(f"安全日志至少保留 {settings.AUDIT_KEEP_DAYS} 天：{before:%Y-%m} 以前的还不到时候。")


def _check_people(agreement: Retirement) -> None:
    """Both still hold what they agreed as, and it is one of each."""
    people = {agreement.proposed_by, agreement.decided_by}
    duties = {person.platform_role for person in people if person and person.is_active}
    if agreement.verdict != Retirement.Verdict.GRANTED or agreement.done_at or duties != set(PAIR):
        raise Refused("归档须由在用的审计员和安全管理员共同确认：请在“封存”页重新提出。")


def _whole(found: Found, before: date) -> Iterator[Promise]:
    """The oldest parts that hold no row of ``before`` or later."""
    first = SecurityEvent.objects.filter(at__gte=start_of(before)).order_by("pk").values_list("pk", flat=True)
    end = first.first()
    for promise in found.promises.get(TRAIL, ()):
        if end is not None and promise.part["to"] >= end:
            return
        yield promise


def _export(promises: list[Promise], before: date, now: datetime) -> tuple[Path, str, int]:
    """A file of lines: what each seal says, then each row in the words that were sealed."""
    path: Path = settings.VAR_DIR / "retired" / f"{TRAIL}-{before:%Y-%m}-{now:%Y%m%d%H%M%S}.jsonl"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    whole, rows = hashlib.sha256(), 0
    place = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(place, "wb") as file:

        def put(text: str) -> None:
            data = f"{text}\n".encode()
            whole.update(data)
            file.write(data)

        for promise in promises:
            told = {"seal": promise.number, "algorithm": promise.algorithm, **promise.part}
            put(json.dumps(told, ensure_ascii=False, sort_keys=True))
        for promise in promises:
            rows += _rows(promise, put)
        file.flush()
        os.fsync(file.fileno())
    return path, whole.hexdigest(), rows


def _rows(promise: Promise, put: Any) -> int:
    """Write the rows of one part; what is written must be what was sealed."""
    part, digest, count = promise.part, hashlib.new(promise.algorithm), 0
    for text in words(tables()[TRAIL], promise.columns, part["from"], part["to"]):
        digest.update(hashlib.sha256(text.encode()).digest())
        put(text)
        count += 1
    if (count, digest.hexdigest()) != (part["count"], part["digest"]):
        raise Refused(f"第 {promise.number} 号封存：导出内容与封存不同，未作归档。")
    return count


def _remove(to: int, rows: int, file: Path, digest: str, agreement: Retirement, now: datetime) -> Seal:
    people = [person for person in (agreement.proposed_by, agreement.decided_by) if person]
    by = [person.username for duty in PAIR for person in people if person.platform_role == duty]
    month = f"{agreement.before:%Y-%m}"
    part = {"table": TRAIL, "retired": to, "count": rows, "file": digest, "by": by}
    try:
        with transaction.atomic(), pgtrigger.ignore("accounts.SecurityEvent:append_only"):
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {TRAIL} WHERE id <= %s", [to])  # noqa: S608
                if cursor.rowcount != rows:
                    raise Refused("归档期间内容有变，未作归档。")
            row = append([part], now=now, reason=f"归档 {month} 以前")
            agreement.done_at, agreement.seal = now, row.number
            agreement.save(update_fields=["done_at", "seal"])
            about = (f"seal:{row.number}", "、".join(by))
            trail.record(Kind.RETIRED, about=about, before=month, rows=rows, file=digest)
    except ProgrammingError:
        raise Refused("当前数据库角色不能删除安全日志：请以数据库属主运行。") from None
    return row
