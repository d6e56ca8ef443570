"""Compares what stands in the database with what was sealed, and the chain with heads kept elsewhere."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import connection

from accounts.models import Seal
from accounts.models.seal import FIRST
from accounts.sealing.chain import KeyMissing, is_signed, keys
from accounts.sealing.heads import Head
from accounts.sealing.tables import LOWEST, Table, alone, leaves, present_columns, tables

Part = dict[str, Any]
NOT_SIGNED = "签名不符（封存被改动，或密钥不是封存时的密钥）"


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
    """What a comparison found: lines in words (none: all is as sealed), how many seals and rows it read.

    ``unknown``: up to this number seals were signed with a key that is not at hand; they say nothing.
    """

    unknown: int = 0
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
        KeyMissing: there is no key, or the keys at hand signed none of the seals.
    """
    keys()
    with alone():
        found = compare(since=since, head=head, heads=heads)
    if found.seals and found.unknown == found.seals:
        raise KeyMissing(
            "没有一号封存能用所给的密钥核对：AUDIT_KEY 不是封存时的密钥，或全部封存都被改动。这不等于一致。"
        )
    return found


def compare(*, since: int = 1, head: str = "", heads: Iterable[Head] = (), rekeying: bool = False) -> Found:
    """``verify`` for whoever is ``alone`` already; ``rekeying``: the key of now has signed nothing yet."""
    found, chain = Found(), _Chain(keys())
    wanted = {kept.number: kept.mac for kept in heads}
    known, head_seen = {}, not head
    for row in Seal.objects.order_by("number").iterator(chunk_size=1_000):
        found.lines += chain.add(row)
        found.seals += 1
        head_seen = head_seen or row.mac == head
        if row.number in wanted:
            known[row.number] = row.mac
    found.lines += chain.end(rekeying=rekeying)
    found.head, found.promises, found.unknown = chain.previous, chain.live, len(chain.unknown)
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

    def __init__(self, keys: list[str]) -> None:
        self.keys, self.key = keys, 0  # none before this one is accepted any more
        self.unknown: list[int] = []  # seals before the first that one of the keys has signed
        self.trusted = False
        self.number, self.previous = 0, FIRST
        self.reached: dict[str, int] = defaultdict(lambda: LOWEST)
        self.live: dict[str, list[Promise]] = defaultdict(list)
        self.retired: dict[str, tuple[int, int]] = {}

    def add(self, row: Seal) -> Iterator[str]:
        if row.number != self.number + 1 or row.previous != self.previous:
            yield f"第 {row.number} 号封存：没有接上前一号（应为第 {self.number + 1} 号）"
        signer = next((n for n in range(self.key, len(self.keys)) if is_signed(row, self.keys[n])), None)
        if signer is not None:
            yield from self._accept(row, signer)
        elif self.trusted:
            yield f"第 {row.number} 号封存：{NOT_SIGNED}"
        else:
            self.unknown.append(row.number)
            self._note_retired(row)
        self.number, self.previous = row.number, row.mac

    def _accept(self, row: Seal, signer: int) -> Iterator[str]:
        rekeyed = any(part.get("rekeyed") for part in row.parts)
        if self.unknown and not self.trusted and not rekeyed:  # the same key signs on: these were changed
            yield from (f"第 {number} 号封存：{NOT_SIGNED}" for number in self.unknown)
            self.unknown = []
        if self.trusted and signer > self.key and not rekeyed:
            yield f"第 {row.number} 号封存：换了密钥，却不是更换密钥的一号"
        self.key, self.trusted = signer, True
        if any(part.get("renewed") for part in row.parts):
            self.live.clear()
        for part in row.parts:
            yield from self._take(row, part)

    def _note_retired(self, row: Seal) -> None:
        """What cannot be compared may still say what is gone: what comes after begins there."""
        for part in row.parts:
            if "retired" in part:
                self.retired[part["table"]] = (row.number, part["retired"])

    def end(self, *, rekeying: bool) -> Iterator[str]:
        """Whoever has only a former key cannot end the chain with it."""
        if self.trusted and self.key < len(self.keys) - 1 and not rekeying:
            yield "没有一号封存是用现行 AUDIT_KEY 签的：尚未 audit_seal --renew，或其后的封存已删去"

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
