"""共享资源 as a table: new and changed by code, else by kind and name, under one's own committee."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib.chinese import fold, look
from collab_portal.lib.columns import Column
from commons.import_rows import CHUNK, store
from commons.kinds import Kind as ResourceKind
from commons.models import Resource
from commons.models.resource import LONGEST_NOTICE, MOST_PEOPLE, MOST_PIECES
from organizations.imports.committees import Committees
from organizations.imports.kinds import Beat, Kind, Line, Outcome
from organizations.imports.references import referenced
from organizations.models import Branch, ImportRow

COLUMNS = (
    Column("committee", "工委", help="填简称；只能是本工委，可留空。", example="湖北", width=10),
    Column(
        "code",
        "编码",
        longest=40,
        help="本工委内唯一，据此判断新增还是更新；没有编码的按类别和名称判断。",
        example="HB-JD-01",
        is_code=True,
    ),
    Column(
        "title", "名称", required=True, longest=80, width=34, example="示例科创教育基地", also=("资源名称",)
    ),
    Column(
        "kind",
        "类别",
        kind="choice",
        required=True,
        choices=tuple(ResourceKind.choices),
        example="科创教育基地",
    ),
    Column("line", "系统", kind="choice", choices=tuple(Branch.Line.choices), help="留空为“其他”。"),
    Column("keeper", "管理单位", longest=80, width=24, example="示例厅机关党委"),
    Column("place", "地点", width=24, example="武汉市"),
    Column("capacity", "同时容纳人数", kind="number", low=1, high=MOST_PEOPLE, example=200),
    Column("quantity", "数量", kind="number", low=1, high=MOST_PIECES),
    Column("exclusive", "同一时间只供一家使用", kind="flag", example="是", also=("独占",)),
    Column(
        "notice_days",
        "须提前天数",
        kind="number",
        low=0,
        high=LONGEST_NOTICE,
        help="不清楚的留空。",
        example=7,
    ),
    Column("how_to", "使用须知", longest=1_000, width=40, is_lines=True),
    Column("contact", "联系人", longest=40, example="张三"),
    Column("phone", "办公电话", longest=40, width=18, example="027-12345678", help="只填办公电话。"),
    Column("link", "网址", longest=300, width=24),
    Column("source_title", "来源标题", longest=120, width=30),
    Column("source_site", "来源媒体或网址", longest=300, width=24),
    Column("source_on", "来源日期", kind="date"),
)
PLAIN = tuple(column.name for column in COLUMNS if column.name not in {"committee", "code"})
DEFAULTS = {"line": Branch.Line.OTHER}


class Resources(Kind):
    key, label, place = "resources", "共享资源", 6
    about = (
        "教育基地、师资、课程、场地等。按编码（没有的按类别和名称）更新，没有的新增。介绍和关闭日在页面填写。"
    )
    columns = COLUMNS
    list_url = "commons:resources"

    def judge(self, lines: Sequence[Line], *, actor: User, now: datetime) -> None:
        own = list(Resource.objects.filter(committee=actor.committee_id).order_by("pk"))
        stored = {one.code: one for one in own if one.code}
        looks = {fold(code): code for code in stored}
        committees = Committees()
        for line in lines:
            line.title = f"{line.cells.get('名称', '')}（{line.cells.get('编码', '')}）"
            self._check_committee(line, actor, committees)
            code = line.values.get("code", "")
            known = looks.get(fold(code), "")
            if code and known and code not in stored:
                line.refuse("编码", f"与已有的“{known}”只差大小写、全半角或符号；请写成“{known}”。")
        self.refuse_repeated(lines, _seen, "名称")
        named = {(one.kind, look(one.title)): one for one in own if not one.is_closed}
        for line in lines:
            if not line.failed:
                code = line.values.get("code", "")
                found = stored.get(code) if code else named.get(_name(line.values))
                self._judge_row(line, found)
        self._refuse_namesakes(lines, own)

    def _check_committee(self, line: Line, actor: User, committees: Committees) -> None:
        named = line.values.get("committee", "")
        if named and actor.committee and not committees.is_named(actor.committee, named):
            line.refuse("工委", f"是“{named[:20]}”的资源；只能导入本工委（{actor.committee.short_name}）的。")

    def _judge_row(self, line: Line, resource: Resource | None) -> None:
        for name, value in DEFAULTS.items():
            if name in line.values and line.values[name] in ("", None):
                line.values[name] = value
        if resource is None:
            line.outcome, line.obj = Outcome.NEW, Resource(code=line.values.get("code", ""))
        else:
            line.obj, line.target = resource, resource.pk
            self.compare(line, {name: getattr(resource, name) for name in PLAIN})
        if line.outcome == Outcome.SAME:
            return
        if resource is not None and resource.is_closed:
            line.refuse("编码", "该资源已停止共享；需要更新的，请先在页面上恢复。")
        for name in PLAIN:
            if name in line.values:
                setattr(line.obj, name, line.values[name])
        if line.obj.branch_id and line.obj.keeper:
            line.refuse("管理单位", "该资源已选定管理党组织，两项只填一项。")
        try:
            line.obj.clean_fields(exclude=["committee", "branch", "submission", "summary"])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                line.refuse(self.column(name).label, " ".join(messages))

    def _refuse_namesakes(self, lines: Sequence[Line], own: Sequence[Resource]) -> None:
        """As they would be afterwards, no two open ones of a kind bear names that read the same."""
        touched = {line.target for line in lines if line.target and not line.failed}
        known = {
            (one.kind, look(one.title)): one.code or one.title
            for one in own
            if not one.is_closed and one.pk not in touched
        }
        for line in lines:
            if line.failed:
                continue
            name = (line.obj.kind, look(line.obj.title))
            if name in known:
                line.refuse("名称", f"与“{known[name][:40]}”同类同名。")
            else:
                known[name] = line.obj.code or line.obj.title

    def write(self, lines: Sequence[Line], *, actor: User, now: datetime, beat: Beat) -> None:
        store(Resource, lines, PLAIN, actor=actor, beat=beat)

    def undo(self, rows: Sequence[ImportRow], *, actor: User, now: datetime, beat: Beat) -> None:
        current = Resource.objects.select_for_update(no_key=True, of=("self",)).in_bulk(
            [row.target for row in rows]
        )
        back, gone = [], {}
        for row in rows:
            resource = current.get(row.target)
            if resource is None:
                row.kept = "" if row.outcome == Outcome.NEW else "该资源已不在。"
            elif str(resource.version) != row.mark:
                row.kept = "写入之后又被修改过，保持现状。"
            elif row.outcome == Outcome.NEW:
                gone[resource.pk] = row
            else:
                for name, value in row.before.items():
                    setattr(resource, name, _read(name, value))
                back.append(resource)
        Resource.objects.bulk_update(back, PLAIN, batch_size=CHUNK)
        beat(len(back))
        held = referenced(Resource, set(gone))
        for pk in held:
            gone[pk].kept = "已有活动申请使用它，保持现状。"
        Resource.objects.filter(pk__in=set(gone) - held).delete()


def _name(values: dict[str, Any]) -> tuple[str, str]:
    """What tells things without a code apart."""
    return values["kind"], look(values["title"])


def _seen(line: Line) -> Any:
    return fold(line.values["code"]) if line.values.get("code") else _name(line.values)


def _read(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name == "source_on" and value else value
