"""Seals everything anew after comparing it: columns may change afterwards without hiding a change of rows."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from accounts.models import Seal
from accounts.sealing import heads
from accounts.sealing.chain import OTHER_KEY, KeyMissing, append, is_signed, keys, named, part, retired
from accounts.sealing.tables import LOWEST, alone, present_columns, settled_top, tables
from accounts.sealing.verifying import compare


class Broken(Exception):  # noqa: N818 - told in words
    """What stands is not what was sealed: sealing it anew would hide that."""


def renew(
    reason: str, *, but: Iterable[tuple[str, str]] = (), lost_key: bool = False, now: datetime | None = None
) -> Seal:
    """One seal over everything that stands, in the columns and with the key it has now.

    Where the newest seal was signed with a key of AUDIT_OLD_KEYS, this is how the new key begins.

    Args:
        but: (table, column) that the next migrations change.
        lost_key: the key of the seals so far is lost; what they say cannot be compared any more.

    Raises:
        Broken: the comparison found something, or a table is being written to.
        KeyMissing: there is no key, or none for the seals so far.
    """
    key = keys()[-1]
    with alone():
        newest = Seal.objects.order_by("-number").first()
        mark = {"rekeyed": True} if newest and not is_signed(newest, key) else {}
        _compare(lost_key=lost_key, rekeying=bool(mark))
        gone, present, parts = retired(), present_columns(), []
        for name, table in tables().items():
            to = settled_top(table) if name in present else 0
            if to is None:
                raise Broken(f"{table.label}正在写入，请稍后再试。")
            if to > 0:
                columns = named(table, present[name], {column for where, column in but if where == name})
                parts.append(part(table, columns, gone.get(name, LOWEST), to, renewed=True, **mark))
        row = append(parts, now=now or timezone.now(), reason=reason[:200])
        heads.keep()
    return row


def _compare(*, lost_key: bool, rekeying: bool) -> None:
    """What stands must be what was sealed, as far as there are keys to say so."""
    found = compare(rekeying=rekeying)
    if lost_key and not rekeying:
        raise Broken("现行密钥就是最近一号封存所用的密钥，没有遗失。")
    if found.unknown and rekeying and not lost_key:
        raise KeyMissing(OTHER_KEY)
    if found.lines:
        raise Broken(
            f"封存与现状不符，不能重新封存：{found.lines[0]}（共 {len(found.lines)} 处，见 audit_verify）"
        )
