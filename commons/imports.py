"""共享资源 as a table: new and changed by code, else by kind and name, under one's own committee."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib.chinese import fold, look
from commons.import_rows import store, take_back
from commons.models import Resource
from commons.tables import RESOURCES
from organizations.imports.committees import Committees
from organizations.imports.kinds import Beat, Kind, Line, Outcome
from organizations.models import Branch, ImportRow

DEFAULTS = {"line": Branch.Line.OTHER}


class Resources(Kind):
    key, place, table = "resources", 6, RESOURCES
    about = (
        "教育基地、师资、课程、场地等。按编码（没有的按类别和名称）更新，没有的新增。介绍和关闭日在页面填写。"
    )
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
            self.compare(line, {name: getattr(resource, name) for name in RESOURCES.plain})
        if line.outcome == Outcome.SAME:
            return
        if resource is not None and resource.is_closed:
            line.refuse("编码", "该资源已停止共享；需要更新的，请先在页面上恢复。")
        for name in RESOURCES.plain:
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
        store(Resource, lines, RESOURCES.plain, actor=actor, beat=beat)

    def undo(self, rows: Sequence[ImportRow], *, actor: User, now: datetime, beat: Beat) -> None:
        take_back(Resource, rows, RESOURCES.plain, what="资源", beat=beat)


def _name(values: dict[str, Any]) -> tuple[str, str]:
    """What tells things without a code apart."""
    return values["kind"], look(values["title"])


def _seen(line: Line) -> Any:
    return fold(line.values["code"]) if line.values.get("code") else _name(line.values)
