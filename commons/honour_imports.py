"""荣誉 as a table: new and changed by year, level, name and winner, under one's own committee."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib.chinese import look
from collab_portal.lib.columns import Column
from collab_portal.lib.dates import today
from commons.import_rows import CHUNK, store
from commons.models import Honour
from commons.models.honour import FIRST_YEAR, LAST_YEAR, MOST
from organizations.imports.committees import Committees
from organizations.imports.kinds import Beat, Kind, Line, Outcome
from organizations.models import ImportRow

COLUMNS = (
    Column("committee", "工委", help="填简称；只能是本工委，可留空。", example="广东", width=10),
    Column("title", "荣誉名称", required=True, width=34, example="示例先进基层党组织", also=("名称",)),
    Column(
        "level", "级别", kind="choice", required=True, choices=tuple(Honour.Level.choices), example="省部级"
    ),
    Column("category", "类别", kind="choice", choices=tuple(Honour.Category.choices), help="留空为“其他”。"),
    Column("subject", "对象", kind="choice", choices=tuple(Honour.Subject.choices), help="留空为“集体”。"),
    Column(
        "won_by",
        "获奖者",
        required=True,
        longest=80,
        width=30,
        help="公布的名称；一批个人写统称并填数量。",
        example="示例厅第一党支部",
        also=("获奖单位",),
    ),
    Column("quantity", "数量", kind="number", low=1, high=MOST, help="留空为 1。", example=1),
    Column("awarder", "授予单位", required=True, longest=80, width=24, example="示例省直机关工委"),
    Column("year", "年度", kind="number", required=True, low=FIRST_YEAR, high=LAST_YEAR, example=2026),
    Column("awarded_on", "授予日期", kind="date"),
    Column("number", "文号", longest=60, width=20),
    Column("source_title", "来源标题", longest=120, width=30, help="个人荣誉须填写公开的来源。"),
    Column("source_site", "来源媒体或网址", longest=300, width=24),
)
PLAIN = ("category", "subject", "quantity", "awarder", "awarded_on", "number", "source_title", "source_site")
DEFAULTS = {"category": Honour.Category.OTHER, "subject": Honour.Subject.ORGANISATION, "quantity": 1}
Key = tuple[int, str, str, str]


class Honours(Kind):
    key, label, place = "honours", "荣誉", 7
    about = "集体荣誉和有公开来源的个人荣誉。按年度、级别、名称和获奖者更新，没有的新增。"
    columns = COLUMNS
    list_url = "commons:honours"

    def judge(self, lines: Sequence[Line], *, actor: User, now: datetime) -> None:
        own = Honour.objects.filter(committee=actor.committee_id).select_related("branch").order_by("pk")
        stored = {_key(one.year, one.level, one.title, one.won_by): one for one in own}
        committees = Committees()
        for line in lines:
            line.title = f"{line.cells.get('荣誉名称', '')}（{line.cells.get('获奖者', '')}）"
            named = line.values.get("committee", "")
            if named and actor.committee and not committees.is_named(actor.committee, named):
                line.refuse("工委", f"只能导入本工委（{actor.committee.short_name}）的荣誉。")
        self.refuse_repeated(lines, _key_of, "荣誉名称")
        for line in lines:
            if not line.failed:
                self._judge_row(line, stored.get(_key_of(line)), today(now))

    def _judge_row(self, line: Line, honour: Honour | None, day: date) -> None:
        for name, value in DEFAULTS.items():
            if name in line.values and line.values[name] in ("", None):
                line.values[name] = value
        if honour is None:
            said = {name: line.values[name] for name in ("year", "level", "title")}
            line.outcome, line.obj = Outcome.NEW, Honour(**said, winner=line.values["won_by"])
        else:
            line.obj, line.target = honour, honour.pk
            self.compare(line, {name: getattr(honour, name) for name in PLAIN})
        if line.outcome == Outcome.SAME:
            return
        for name in PLAIN:
            if name in line.values:
                setattr(line.obj, name, line.values[name])
        self._check(line, day)

    def _check(self, line: Line, day: date) -> None:
        """What the database will check, beside the cell."""
        honour: Honour = line.obj
        if honour.is_personal and honour.branch_id:
            line.refuse("对象", "已登记为党组织的荣誉，不能改为个人。")
        if honour.is_personal and honour.quantity == 1 and not (honour.source_title or honour.document_id):
            line.refuse("来源标题", "个人荣誉须注明公开的来源。")
        if honour.quantity > 1 and honour.branch_id:
            line.refuse("数量", "已选定获奖党组织的，数量是 1。")
        for name, said in honour.misdated(day).items():
            line.refuse(self.column(name).label, said)
        try:
            honour.clean_fields(exclude=["committee", "branch", "document", "submission"])
        except ValidationError as error:
            for name, words in error.message_dict.items():
                line.refuse(self.column("won_by" if name == "winner" else name).label, " ".join(words))

    def write(self, lines: Sequence[Line], *, actor: User, now: datetime, beat: Beat) -> None:
        store(Honour, lines, PLAIN, actor=actor, beat=beat)

    def undo(self, rows: Sequence[ImportRow], *, actor: User, now: datetime, beat: Beat) -> None:
        current = Honour.objects.select_for_update(no_key=True, of=("self",)).in_bulk(
            [row.target for row in rows]
        )
        back, gone = [], []
        for row in rows:
            honour = current.get(row.target)
            if honour is None:
                row.kept = "" if row.outcome == Outcome.NEW else "该荣誉已不在。"
            elif str(honour.version) != row.mark:
                row.kept = "写入之后又被修改过，保持现状。"
            elif row.outcome == Outcome.NEW:
                gone.append(honour.pk)
            else:
                for name, value in row.before.items():
                    setattr(honour, name, _read(name, value))
                back.append(honour)
        Honour.objects.bulk_update(back, PLAIN, batch_size=CHUNK)
        beat(len(back))
        Honour.objects.filter(pk__in=gone).delete()


def _key(year: int, level: str, title: str, winner: str) -> Key:
    return year, level, look(title), look(winner)


def _key_of(line: Line) -> Key:
    said = line.values
    return _key(said["year"], said["level"], said["title"], said["won_by"])


def _read(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name == "awarded_on" and value else value
