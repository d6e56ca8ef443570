"""结对共建: new rows become proposals that the other side answers; what both signed is never rewritten."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import uuid4

from django.urls import reverse

from accounts.models import User
from collab_portal.lib.chinese import fold
from collab_portal.lib.verbs import touch
from organizations.imports.committees import Committees
from organizations.imports.kinds import Beat, Kind, Line, Outcome
from organizations.imports.references import referenced
from organizations.imports.telling import tell_once
from organizations.models import Branch, ImportRow, Pairing, PairingBatch, PairingTerm
from organizations.operations.pairings import propose, withdraw
from organizations.tables import PAIRINGS

Status = Pairing.Status
ONE_SIDED = {"batch", "supporter", "first_contact", "first_phone", "second_contact", "second_phone"}
SIDES = {"first", "second", "first_committee", "second_committee", "started_on", "status"}
TERM = ("agreement_no", "signed_on", "valid_until")


class Known(NamedTuple):
    """What the rows are held against."""

    committees: Committees
    branches: dict[tuple[int, str], Branch]
    pairings: dict[tuple[int, int], list[Pairing]]
    batches: dict[str, PairingBatch]


class Pairings(Kind):
    key, place, table = "pairings", 2, PAIRINGS
    about = "与其他工委的党组织结对的，写入后即发起，由对方答复；双方已确认的内容不能经导入修改。"
    list_url = "organizations:pairings"
    undo_word = "撤销后，尚未答复的提议撤回，更新的恢复原值；对方已答复或此后又被修改的保持现状，并逐条列出。"

    def judge(self, lines: Sequence[Line], *, actor: User, now: datetime) -> None:
        own = actor.committee_id or 0
        known = _known(lines, own)
        for line in lines:
            line.title = " × ".join(line.cells.get(label, "") for label in ("一方编码", "另一方编码"))
            if not line.failed:
                self._find_sides(line, known, own)
        for line in lines:
            if not line.failed:
                self._judge_row(line, known, own)
        self.refuse_repeated(
            [line for line in lines if line.target is None and line.outcome == Outcome.NEW],
            lambda line: line.values["pair"],
            "另一方编码",
        )

    def _find_sides(self, line: Line, known: Known, own: int) -> None:
        sides = []
        for name in ("first", "second"):
            committee = self._committee(line, name, known, own)
            branch = known.branches.get((committee or 0, line.values[name]))
            if committee is not None and branch is None:
                line.refuse(self.column(name).label, f"“{line.values[name]}”不在该工委的名录中。")
            sides.append(branch)
        if line.failed:
            return
        if sides[0] == sides[1]:
            line.refuse("另一方编码", "党组织不能与自身结对。")
        elif own not in {side.committee_id for side in sides if side}:
            line.refuse("一方工委", "两方都不是本工委的党组织，只能导入本工委参加的结对。")
        line.obj = sides
        line.values["pair"] = tuple(sorted(side.pk for side in sides if side))
        line.title = " × ".join(side.name for side in sides if side)

    def _committee(self, line: Line, name: str, known: Known, own: int) -> int | None:
        named = line.values.get(f"{name}_committee", "")
        if not named:
            return own
        found = known.committees.find(named)
        if found is None:
            line.refuse(
                self.column(f"{name}_committee").label, f"没有“{named[:20]}”这家工委，请填简称，如“江苏”。"
            )
        return found.pk if found else None

    def _judge_row(self, line: Line, known: Known, own: int) -> None:
        values, candidates = line.values, known.pairings.get(line.values["pair"], [])
        batch = values.get("batch", "")
        if batch and fold(batch) not in known.batches:
            line.refuse("批次", f"没有名为“{batch[:40]}”的批次，请先新建批次。")
        started = values.get("started_on")
        closed = values.get("status") in {Status.DECLINED, Status.WITHDRAWN}
        if started:
            found = next((pairing for pairing in candidates if pairing.started_on == started), None)
            if found is None:
                line.refuse("生效日期", "没有这一天生效的结对。新增的请将生效日期留空，由双方确认时登记。")
                return
        elif closed:
            line.outcome = Outcome.SAME
            return
        else:
            found = next((p for p in candidates if p.status in {Status.PROPOSED, Status.ACTIVE}), None)
        if found is None:
            self._check_new(line, own)
        else:
            self._check_known(line, found, own)

    def _check_new(self, line: Line, own: int) -> None:
        values, sides = line.values, line.obj
        if any(side.ends_on for side in sides):
            line.refuse("另一方编码", "已撤销的党组织不能结对。")
        signed, until = values.get("signed_on"), values.get("valid_until")
        if signed and until and until < signed:
            line.refuse("有效期至", "不能早于签订日期。")
        partner = "second" if sides[0].committee_id == own else "first"
        for name in (f"{partner}_contact", f"{partner}_phone"):
            if values.get(name):
                line.refuse(self.column(name).label, "由对方答复时填写，请留空。")

    def _check_known(self, line: Line, pairing: Pairing, own: int) -> None:
        line.target = pairing.pk
        turned = pairing.first_id != line.obj[0].pk
        stored = _facts(pairing, turned)
        self.compare(line, stored)
        ours = {"first_contact", "first_phone"} if line.obj[0].committee_id == own else set()
        ours |= {"second_contact", "second_phone"} if line.obj[1].committee_id == own else set()
        for column in self.columns:
            differs = column.name in line.values and column.name in stored
            if not differs or column.same(stored[column.name], line.values[column.name]):
                continue
            if column.name not in ONE_SIDED:
                line.refuse(column.label, "双方已有约定，不能单方修改；请在结对页面续签，或撤回后重新发起。")
            elif column.name.endswith(("contact", "phone")) and column.name not in ours:
                line.refuse(column.label, "是对方的联系方式，由对方填写。")
            elif pairing.status not in {Status.PROPOSED, Status.ACTIVE}:
                line.refuse(column.label, f"该结对{pairing.get_status_display()}，不再修改。")

    def write(self, lines: Sequence[Line], *, actor: User, now: datetime, beat: Beat) -> None:
        """Branches are locked by id before any pairing, as everywhere."""
        touched = [line for line in lines if line.outcome in {Outcome.NEW, Outcome.CHANGED}]
        keys = {side.pk for line in touched for side in line.obj}
        list(Branch.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
        batches = _batches(actor.committee_id or 0)
        for number, line in enumerate(touched, start=1):
            if line.outcome == Outcome.NEW:
                self._propose(line, batches, actor, now)
            else:
                self._change(line, batches)
            beat(number)
        self._tell([line.target or 0 for line in touched if line.outcome == Outcome.NEW], actor)

    def _tell(self, keys: list[int], actor: User) -> None:
        own, told = actor.committee_id or 0, Counter[int]()
        for pairing in Pairing.objects.filter(pk__in=keys, status=Status.PROPOSED):
            told[pairing.other_committee(own)] += 1
        if told and actor.committee:
            tell_once(
                [f"pairing:{pk}" for pk in keys],
                told,
                key=f"pairings:{keys[0]}",
                title="请答复{number}份结对共建提议",
                body=f"{actor.committee.short_name}批量发起。请逐份同意，或说明理由后谢绝。",
                url=f"{reverse('organizations:pairings')}?committee={actor.committee.slug}&status=proposed",
            )

    def _propose(self, line: Line, batches: dict[str, PairingBatch], actor: User, now: datetime) -> None:
        values, sides = line.values, line.obj
        ours = 0 if sides[0].committee_id == actor.committee_id else 1
        side = ("first", "second")[ours]
        pairing = propose(
            actor=actor,
            submission=uuid4(),
            own=sides[ours],
            partner=sides[1 - ours],
            term={name: values.get(name, self.column(name).nothing) for name in TERM},
            contact=values.get(f"{side}_contact", ""),
            phone=values.get(f"{side}_phone", ""),
            now=now,
            theme=values["theme"],
            batch=batches.get(fold(values.get("batch", ""))),
            supporter=values.get("supporter", ""),
        )
        line.target, line.mark = pairing.pk, _mark(pairing)

    def _change(self, line: Line, batches: dict[str, PairingBatch]) -> None:
        pairing = (
            Pairing.objects.select_for_update(of=("self",)).select_related("batch").get(pk=line.target or 0)
        )
        turned = pairing.first_id != line.obj[0].pk
        line.before = {name: getattr(pairing, name) for name in ONE_SIDED - {"batch"}}
        line.before["batch_id"] = pairing.batch_id
        for name in ONE_SIDED & line.values.keys():
            value = batches.get(fold(line.values[name])) if name == "batch" else line.values[name]
            setattr(pairing, _turned(name) if turned else name, value)
        pairing.save()
        line.mark = _mark(pairing)

    def undo(self, rows: Sequence[ImportRow], *, actor: User, now: datetime, beat: Beat) -> None:
        found = Pairing.objects.select_related("first", "second").in_bulk([row.target for row in rows])
        held = referenced(Pairing, set(found), parts=(PairingTerm,))
        for number, row in enumerate(rows, start=1):
            pairing = found.get(row.target)
            if pairing is None or _mark(pairing) != row.mark:
                row.kept = "对方已答复，或此后又被修改过，保持现状。"
            elif row.outcome == Outcome.CHANGED:
                for name, value in row.before.items():
                    setattr(pairing, name, value)
                pairing.save()
            elif pairing.status == Status.PROPOSED:
                withdraw(pairing.terms.get(), actor=actor, now=now)
            elif pairing.pk in held:
                row.kept = "已有活动或文章关联到它，保持现状。"
            else:
                touch(Pairing(pk=pairing.pk))
                pairing.delete()
            beat(number)


def _known(lines: Sequence[Line], own: int) -> Known:
    codes = {line.values.get(name, "") for line in lines for name in ("first", "second")}
    branches = {(row.committee_id, row.code): row for row in Branch.objects.filter(code__in=codes)}
    pairings = defaultdict(list)
    rows = Pairing.objects.of_committee(own).select_related("batch").prefetch_related("terms")
    for pairing in rows.order_by("-pk"):
        pairings[pairing.first_id, pairing.second_id].append(pairing)
    return Known(Committees(), branches, dict(pairings), _batches(own))


def _batches(own: int) -> dict[str, PairingBatch]:
    """By the look of their names; one's own before another committee's of the same name."""
    rows = PairingBatch.objects.order_by("pk")
    return {fold(row.name): row for row in sorted(rows, key=lambda row: row.committee_id == own)}


def _turned(name: str) -> str:
    """The same column seen from the other side."""
    if name.startswith("first"):
        return name.replace("first", "second", 1)
    return name.replace("second", "first", 1) if name.startswith("second") else name


def _facts(pairing: Pairing, turned: bool) -> dict[str, Any]:
    """What a row is compared with; the running or proposed term's facts."""
    facts = PAIRINGS.stored(pairing, but=SIDES)
    return {_turned(name): value for name, value in facts.items()} if turned else facts


def _mark(pairing: Pairing) -> str:
    """A print of everything either side may have changed since."""
    names = (
        *sorted(ONE_SIDED - {"batch"}),
        "batch_id",
        "theme",
        "status",
        "valid_until",
        "started_on",
        "ended_on",
    )
    text = "\0".join(str(getattr(pairing, name)) for name in names)
    return sha256(f"{text}\0{pairing.terms.count()}".encode()).hexdigest()
