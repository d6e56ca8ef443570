"""Compares what stands in the database with what was sealed, and the chain with heads kept elsewhere."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import connection

from accounts.models import Seal
from accounts.models.seal import FIRST
from accounts.sealing.chain import KeyMissing, sign
from accounts.sealing.heads import Head
from accounts.sealing.tables import LOWEST, Table, alone, leaves, present_columns, tables

Part = dict[str, Any]


@dataclass(frozen=True)
class Promise:
    """One part of one seal, that is to be kept."""

    number: int
    algorithm: str
    part: Part

    @property
    def columns(self) -> list[str]:
        return list(self.part["columns"])


@dataclass
class Found:
    """What a comparison found: lines in words (none: all is as sealed), how many seals and rows it read."""

    lines: list[str] = field(default_factory=list)
    seals: int = 0
    rows: int = 0
    head: str = FIRST
    promises: dict[str, list[Promise]] = field(default_factory=dict)


def verify(*, since: int = 1, head: str = "", heads: Iterable[Head] = ()) -> Found:
    """Read the whole chain, and the rows of every seal from number ``since`` on.

    Args:
        head: a signature kept elsewhere that must be in the chain.
        heads: numbers and signatures kept elsewhere.

    Raises:
        KeyMissing: there is no key.
    """
    if not settings.AUDIT_KEY:
        raise KeyMissing
    with alone():
        return compare(since=since, head=head, heads=heads)


def compare(*, since: int = 1, head: str = "", heads: Iterable[Head] = ()) -> Found:
    """``verify`` for whoever is ``alone`` already."""
    found, chain = Found(), _Chain()
    wanted = {kept.number: kept.mac for kept in heads}
    known, head_seen = {}, not head
    for row in Seal.objects.order_by("number").iterator(chunk_size=1_000):
        found.lines += chain.add(row)
        found.seals += 1
        head_seen = head_seen or row.mac == head
        if row.number in wanted:
            known[row.number] = row.mac
    found.head, found.promises = chain.previous, chain.live
    if not head_seen:
        found.lines.append("库中没有所给签名的封存：可能删去了最近的封存，或恢复到了较早的备份")
    for number, mac in sorted(wanted.items()):
        if number not in known:
            found.lines.append(f"第 {number} 号封存：库外保存有签名，库中已没有")
        elif known[number] != mac:
            found.lines.append(f"第 {number} 号封存：与库外保存的签名不同")
    present = present_columns()
    for name, promises in chain.live.items():
        found.lines += _rows(name, [one for one in promises if one.number >= since], present, found)
    for name, (number, to) in chain.retired.items():
        if again := _count(tables()[name], to):
            label = tables()[name].label
            found.lines.append(f"第 {number} 号封存：{label} {to} 号以前已归档移出，现又有 {again} 条")
    return found


class _Chain:
    """The seals read so far: whether each follows from the one before, and which parts are to be kept."""

    def __init__(self) -> None:
        self.number, self.previous = 0, FIRST
        self.reached: dict[str, int] = defaultdict(lambda: LOWEST)
        self.live: dict[str, list[Promise]] = defaultdict(list)
        self.retired: dict[str, tuple[int, int]] = {}

    def add(self, row: Seal) -> Iterator[str]:
        if row.number != self.number + 1 or row.previous != self.previous:
            yield f"第 {row.number} 号封存：没有接上前一号（应为第 {self.number + 1} 号）"
        if row.algorithm not in Seal.Digest.values or sign(row) != row.mac:
            yield f"第 {row.number} 号封存：签名不符（封存被改动，或 AUDIT_KEY 不是封存时的密钥）"
        else:
            if any(part.get("renewed") for part in row.parts):
                self.live.clear()
            for part in row.parts:
                yield from self._take(row, part)
        self.number, self.previous = row.number, row.mac

    def _take(self, row: Seal, part: Part) -> Iterator[str]:
        name = part["table"]
        if "retired" in part:
            self.retired[name] = (row.number, part["retired"])
            self.live[name] = [one for one in self.live[name] if one.part["to"] > part["retired"]]
            return
        begin = self.retired[name][1] if name in self.retired else LOWEST
        if part["from"] != (begin if part.get("renewed") else self.reached[name]):
            yield f"第 {row.number} 号封存：{label(name)}没有接上前一段"
        self.reached[name] = part["to"]
        self.live[name].append(Promise(row.number, row.algorithm, part))


def label(name: str) -> str:
    return tables()[name].label if name in tables() else name


def _rows(name: str, promises: list[Promise], present: dict[str, set[str]], found: Found) -> Iterator[str]:
    """One walk over a table for all parts of one set of columns."""
    for columns, group in groupby(promises, key=lambda one: one.columns):
        together = list(group)
        if gone := [column for column in columns if column not in present.get(name, ())]:
            yield f"第 {together[0].number} 号封存：{label(name)}的列 {'、'.join(gone)} 已不存在，无法核对"
            continue
        begin, end = together[0].part["from"], together[-1].part["to"]
        rows = leaves(tables()[name], columns, begin, end)
        ahead = next(rows, None)
        for promise in together:
            whole, count = hashlib.new(promise.algorithm), 0
            while ahead is not None and ahead[0] <= promise.part["to"]:
                whole.update(ahead[1])
                count += 1
                ahead = next(rows, None)
            found.rows += count
            yield from _compared(promise, count, whole.hexdigest())


def _compared(promise: Promise, count: int, digest: str) -> Iterator[str]:
    part = promise.part
    where = f"第 {promise.number} 号封存：{label(part['table'])} {max(part['from'], 0) + 1}–{part['to']} "
    if count != part["count"]:
        yield f"{where}应有 {part['count']} 条，现有 {count} 条"
    elif digest != part["digest"]:
        yield f"{where}共 {count} 条，内容与封存时不同"


def _count(table: Table, to: int) -> int:
    name = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {name(table.name)} WHERE {name(table.key)} <= %s", [to])  # noqa: S608
        return int(cursor.fetchone()[0])
