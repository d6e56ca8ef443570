"""荣誉 as a table: new and changed by year, level, name and winner, under one's own committee."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib.chinese import look
from collab_portal.lib.dates import today
from commons.import_rows import store, take_back
from commons.models import Honour
from commons.tables import HONOURS
from organizations.imports.committees import Committees
from organizations.imports.kinds import Beat, Kind, Line, Outcome
from organizations.models import ImportRow

DEFAULTS = {"category": Honour.Category.OTHER, "subject": Honour.Subject.ORGANISATION, "quantity": 1}
Key = tuple[int, str, str, str]


class Honours(Kind):
    key, place, table = "honours", 7, HONOURS
    about = "集体荣誉和有公开来源的个人荣誉。按年度、级别、名称和获奖者更新，没有的新增。"
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
            self.compare(line, {name: getattr(honour, name) for name in HONOURS.plain})
        if line.outcome == Outcome.SAME:
            return
        for name in HONOURS.plain:
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
        store(Honour, lines, HONOURS.plain, actor=actor, beat=beat)

    def undo(self, rows: Sequence[ImportRow], *, actor: User, now: datetime, beat: Beat) -> None:
        take_back(Honour, rows, HONOURS.plain, what="荣誉", beat=beat)


def _key(year: int, level: str, title: str, winner: str) -> Key:
    return year, level, look(title), look(winner)


def _key_of(line: Line) -> Key:
    said = line.values
    return _key(said["year"], said["level"], said["title"], said["won_by"])
