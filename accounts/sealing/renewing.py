"""Seals everything anew after comparing it: columns may change afterwards without hiding a change of rows."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from accounts.models import Seal
from accounts.sealing import heads
from accounts.sealing.chain import KeyMissing, append, named, part, retired
from accounts.sealing.tables import LOWEST, alone, present_columns, settled_top, tables
from accounts.sealing.verifying import compare


class Broken(Exception):  # noqa: N818 - told in words
    """What stands is not what was sealed: sealing it anew would hide that."""


def renew(reason: str, *, but: Iterable[tuple[str, str]] = (), now: datetime | None = None) -> Seal:
    """One seal over everything that stands, in the columns it has now.

    Args:
        but: (table, column) that the next migrations change.

    Raises:
        Broken: the comparison found something, or a table is being written to.
        KeyMissing: there is no key.
    """
    if not settings.AUDIT_KEY:
        raise KeyMissing
    with alone():
        if lines := compare().lines:
            raise Broken(f"封存与现状不符，不能重新封存：{lines[0]}（共 {len(lines)} 处，见 audit_verify）")
        gone, present, parts = retired(), present_columns(), []
        for name, table in tables().items():
            to = settled_top(table) if name in present else 0
            if to is None:
                raise Broken(f"{table.label}正在写入，请稍后再试。")
            if to > 0:
                columns = named(table, present[name], {column for where, column in but if where == name})
                parts.append(part(table, columns, gone.get(name, LOWEST), to, renewed=True))
        row = append(parts, now=now or timezone.now(), reason=reason[:200])
        heads.keep()
    return row
