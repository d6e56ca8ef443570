"""任期, 会商 and 议定事项: each field once, for workbook and API."""

from datetime import date

from collab_portal.lib.columns import Column
from collab_portal.lib.tables import Table
from rotation.models import Consultation, Resolution, Turn


def _helpers(resolution: Resolution) -> str:
    return "、".join(owner.committee.short_name for owner in resolution.owners.all() if not owner.main)


def _is_overdue(resolution: Resolution, day: date) -> bool:
    return resolution.is_overdue(day)


TURNS = Table(
    Turn,
    "轮值任期",
    (
        Column("id", "编号", on={"api"}),
        Column("committee", "工委", source="committee.slug", on={"api"}),
        Column("cycle", "轮次", on={"api"}),
        Column("starts_on", "开始", on={"api"}),
        Column("ends_on", "结束", on={"api"}),
    ),
)
CONSULTATIONS = Table(
    Consultation,
    "会商",
    (
        Column("id", "编号", on={"api"}),
        Column("title", "名称", on={"api"}),
        Column("status", "状态", on={"api"}),
        Column("starts_at", "开始", on={"api"}),
        Column("ends_at", "结束", on={"api"}),
        Column("place", "地点", on={"api"}),
        Column("revision", "版次", on={"api"}),
    ),
)
RESOLUTIONS = Table(
    Resolution,
    "议定事项",
    (
        Column("consultation", "会商", source="consultation.title", width=36, on={"sheet"}),
        Column("number", "序号", width=8, on={"sheet"}),
        Column("title", "事项", width=40, on={"sheet"}),
        Column("body", "内容和要求", width=50, on={"sheet"}),
        Column("main_owner", "牵头办理", source="main_owner.short_name", width=12, on={"sheet"}),
        Column("owners", "配合办理", source=_helpers, width=24, on={"sheet"}),
        Column("due_on", "完成期限", width=12, on={"sheet"}),
        Column("status", "状态", width=10, on={"sheet"}),
        Column("overdue", "是否逾期", kind="flag", of_day=_is_overdue, width=10, on={"sheet"}),
        Column("reason", "说明", width=30, on={"sheet"}),
    ),
)
