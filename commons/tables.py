"""共享资源, 文件, 荣誉 and 品牌与专项: each field once, for page, workbook, import and API."""

from datetime import date
from functools import partial

from collab_portal.lib.columns import EVERYWHERE, SHOWN, TOLD, Column
from collab_portal.lib.dates import chinese_date, plain_date
from collab_portal.lib.tables import Table
from commons.models import Document, Honour, Label, Resource
from commons.models.honour import FIRST_YEAR, LAST_YEAR, MOST
from commons.models.resource import LONGEST_NOTICE, MOST_PEOPLE, MOST_PIECES
from organizations.tables import own_committee

CONTACT = "commons.see_contact"
_contact = partial(Column, right=CONTACT, unknown="未登记", on=SHOWN)


def source_of(title: str, site: str, day: date | None = None) -> str:
    """《标题》，媒体，日期, as far as known."""
    parts = (f"《{title}》" if title else "", site, chinese_date(day) if day else "")
    return "，".join(part for part in parts if part)


def notice_of(resource: Resource) -> str:
    """How long before it is to be asked for; nothing where that is not known."""
    if resource.notice_days is None:
        return ""
    return f"提前 {resource.notice_days} 天" if resource.notice_days else "随时可申请"


def _state(document: Document, day: date) -> str:
    state, _ = document.state(day, replaced=document.is_replaced)  # type: ignore[attr-defined]
    return state


def _use(label: Label) -> str:
    return "各工委都可使用" if label.committee is None or label.open else f"{label.owner}使用"


def _span(label: Label) -> str:
    return " 至 ".join(plain_date(day) for day in (label.starts_on, label.ends_on) if day)


RESOURCES = Table(
    Resource,
    "共享资源",
    (
        Column("id", "编号", on={"api"}),
        Column("committee", "所属工委", source="committee.name", on={"facts"}),
        Column("committee", "所属工委", source="committee.slug", on={"api"}),
        own_committee("湖北"),
        Column(
            "code",
            "编码",
            help="本工委内唯一，据此判断新增还是更新；没有编码的按类别和名称判断。",
            example="HB-JD-01",
            is_code=True,
            is_fixed=True,
            on=TOLD,
        ),
        Column(
            "title", "名称", required=True, width=34, example="示例科创教育基地", also=("资源名称",), on=TOLD
        ),
        Column("kind", "类别", required=True, example="科创教育基地", on=EVERYWHERE),
        Column("kept_by", "管理单位", on={"facts", "api"}),
        Column("line", "系统", help="留空为“其他”。", on=EVERYWHERE),
        Column("keeper", "管理单位", width=24, example="示例厅机关党委"),
        Column("place", "地点", width=24, example="武汉市", on=EVERYWHERE),
        Column("room", "同时容纳", source="capacity", say=lambda number: f"{number:,} 人", on={"facts"}),
        Column("capacity", "同时容纳人数", low=1, high=MOST_PEOPLE, example=200, on=TOLD),
        Column("quantity", "数量", low=1, high=MOST_PIECES, on=EVERYWHERE),
        Column("use", "使用方式", source="exclusive", say=lambda _: "同一时间只供一家", on={"facts"}),
        Column("exclusive", "同一时间只供一家使用", example="是", also=("独占",), on=TOLD),
        Column("notice", "申请", source=notice_of, on={"facts"}),
        Column(
            "notice_days", "须提前天数", low=0, high=LONGEST_NOTICE, help="不清楚的留空。", example=7, on=TOLD
        ),
        Column("how_to", "使用须知", width=40, is_lines=True),
        Column("code", "编码", on={"facts"}),
        _contact("contact", "联系人", example="张三"),
        _contact("phone", "办公电话", width=18, example="027-12345678", help="只填办公电话。"),
        Column("link", "网址", width=24, on=SHOWN),
        Column("source_title", "来源标题", width=30),
        Column("source_site", "来源媒体或网址", width=24),
        Column("source_on", "来源日期"),
        Column(
            "source",
            "来源",
            source=lambda one: source_of(one.source_title, one.source_site, one.source_on),
            on={"facts"},
        ),
        Column("paused_until", "暂停至", on={"api"}),
        Column("closed_on", "停止共享", on={"api"}),
    ),
)
DOCUMENTS = Table(
    Document,
    "文件",
    (
        Column("id", "编号", on={"api"}),
        Column("title", "名称", width=40, on={"sheet", "api"}),
        Column("number", "文号", width=20, on={"facts", "sheet", "api"}),
        Column("issuer", "发文机关", width=24, on={"facts", "sheet", "api"}),
        Column("kind", "类别", width=8, on={"facts", "sheet", "api"}),
        Column("issued_on", "成文日期", width=12, say=plain_date, on={"facts", "sheet", "api"}),
        Column("effective_on", "施行日期", width=12, say=plain_date, on={"facts", "sheet", "api"}),
        Column("expires_on", "有效期至", width=12, say=plain_date, on={"facts", "sheet", "api"}),
        Column("abolished_on", "废止日期", on={"api"}),
        Column("supersedes", "代替", source="supersedes_id", shape=int | None, on={"api"}),
        Column("state", "状态", of_day=_state, width=10, on={"sheet"}),
        Column("committee", "登记工委", source="committee.name", on={"facts"}),
        Column("committee", "登记工委", source="committee.slug", on={"api"}),
        Column("committee", "登记工委", source="committee.short_name", width=10, on={"sheet"}),
        Column("scope", "范围", on={"facts"}),
        Column(
            "source", "来源", source=lambda one: source_of(one.source_title, one.source_site), on={"facts"}
        ),
        Column("summary", "内容提要", width=60, on={"sheet", "api"}),
    ),
)
HONOURS = Table(
    Honour,
    "荣誉",
    (
        own_committee("广东"),
        Column(
            "title",
            "荣誉名称",
            required=True,
            width=34,
            example="示例先进基层党组织",
            also=("名称",),
            is_fixed=True,
        ),
        Column("level", "级别", required=True, example="省部级", is_fixed=True),
        Column("category", "类别", help="留空为“其他”。"),
        Column("subject", "对象", help="留空为“集体”。"),
        Column(
            "won_by",
            "获奖者",
            longest=80,
            required=True,
            width=30,
            help="公布的名称；一批个人写统称并填数量。",
            example="示例厅第一党支部",
            also=("获奖单位",),
        ),
        Column("quantity", "数量", low=1, high=MOST, help="留空为 1。", example=1),
        Column("awarder", "授予单位", required=True, width=24, example="示例省直机关工委"),
        Column("year", "年度", required=True, low=FIRST_YEAR, high=LAST_YEAR, example=2026, is_fixed=True),
        Column("awarded_on", "授予日期"),
        Column("number", "文号", width=20),
        Column("source_title", "来源标题", width=30, help="个人荣誉须填写公开的来源。"),
        Column("source_site", "来源媒体或网址", width=24),
    ),
)
LABELS = Table(
    Label,
    "品牌与专项",
    (
        Column("kind", "类别", on={"facts"}),
        Column(
            "committee",
            "所属",
            source=lambda one: one.committee.name if one.committee else "十九家共有，秘书处维护",
            on={"facts"},
        ),
        Column("use", "使用范围", source=_use, on={"facts"}),
        Column("span", "起止", source=_span, on={"facts"}),
        Column("goal", "目标", source=lambda one: "" if one.goal_value else one.goal, on={"facts"}),
        Column("ended_on", "停用", say=plain_date, on={"facts"}),
    ),
)
