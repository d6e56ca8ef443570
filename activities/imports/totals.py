"""历年汇总数: by year, kind and unit, of one's own committee."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from activities.models import YearlyTotal
from activities.tables import TOTALS
from collab_portal.lib.dates import today
from organizations.imports.committees import Committees
from organizations.imports.kinds import Beat, Kind, Line
from organizations.imports.kinds import Outcome as Verdict
from organizations.models import ImportRow

Key = tuple[int, str, str]


class Totals(Kind):
    key, place, table = "totals", 4, TOTALS
    about = "平台启用之前各年度的合计数。标明为汇总数，单独展示，不并入逐项登记的统计。"
    most_rows = 5_000
    list_url = "activities:totals"

    def judge(self, lines: Sequence[Line], *, actor: User, now: datetime) -> None:
        stored = {_key(row): row for row in YearlyTotal.objects.filter(committee=actor.committee_id)}
        this_year, committees = today(now).year, Committees()
        for line in lines:
            line.title = " ".join(line.cells.get(label, "") for label in ("年度", "活动形式", "单位")).strip()
            named = line.values.get("committee", "")
            if named and not committees.is_named(actor.committee, named):
                line.refuse("工委", f"是“{named[:20]}”的数据；只能导入本工委的。")
            if line.values.get("year", 0) >= this_year:
                line.refuse("年度", "只录入往年的汇总数；今年的活动请逐项登记。")
        self.refuse_repeated(lines, self._key_of, "单位")
        for line in lines:
            if not line.failed:
                self._judge_row(line, stored.get(self._key_of(line)))

    def _key_of(self, line: Line) -> Key:
        return line.values["year"], line.values.get("kind", ""), line.values["unit"]

    def _judge_row(self, line: Line, row: YearlyTotal | None) -> None:
        line.obj = row
        if row is None:
            line.outcome = Verdict.NEW
        else:
            line.target = row.pk
            self.compare(line, {"value": row.value.normalize(), "note": row.note})

    def write(self, lines: Sequence[Line], *, actor: User, now: datetime, beat: Beat) -> None:
        new = [line for line in lines if line.outcome == Verdict.NEW]
        for line in new:
            year, kind, unit = self._key_of(line)
            line.obj = YearlyTotal(committee=actor.committee, year=year, kind=kind, unit=unit)
        changed = [line for line in lines if line.outcome == Verdict.CHANGED]
        for line in changed:
            line.before = {"value": str(line.obj.value), "note": line.obj.note}
        for line in [*new, *changed]:
            line.obj.value, line.obj.note = line.values["value"], line.values.get("note", line.obj.note)
            line.mark = _mark(line.obj)
        YearlyTotal.objects.bulk_create([line.obj for line in new])
        YearlyTotal.objects.bulk_update([line.obj for line in changed], ["value", "note"])
        for line in new:
            line.target = line.obj.pk

    def undo(self, rows: Sequence[ImportRow], *, actor: User, now: datetime, beat: Beat) -> None:
        current = YearlyTotal.objects.select_for_update().in_bulk([row.target for row in rows])
        gone: list[int] = []
        back: list[YearlyTotal] = []
        for row in rows:
            total = current.get(row.target or 0)
            if total is None or _mark(total) != row.mark:
                row.kept = "写入之后又被修改过，保持现状。"
            elif row.outcome == Verdict.NEW:
                gone.append(total.pk)
            else:
                total.value, total.note = Decimal(row.before["value"]), row.before["note"]
                back.append(total)
        YearlyTotal.objects.bulk_update(back, ["value", "note"])
        YearlyTotal.objects.filter(pk__in=gone).delete()


def _key(row: YearlyTotal) -> Key:
    return row.year, row.kind, row.unit


def _mark(row: Any) -> str:
    return f"{Decimal(row.value):.2f} {row.note}"[:64]
