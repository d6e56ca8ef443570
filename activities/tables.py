"""联合活动 and 历年汇总数: each field once, for page, workbook, import and API."""

from typing import Any

from django.utils.html import format_html, format_html_join
from ninja import Schema

from activities.models import Activity, YearlyTotal
from activities.models.total import FIRST_YEAR
from collab_portal.lib.columns import EVERYWHERE, TOLD, Column
from collab_portal.lib.html import plain_text
from collab_portal.lib.tables import Table
from commons.models import Label
from commons.models.label import RED_FLAG
from commons.tables import source_of
from organizations.tables import own_committee

SERIES = Label.Kind.SERIES


class PartyOut(Schema):
    committee: str
    role: str
    headcount: int | None
    confirmed: bool

    @staticmethod
    def resolve_committee(party: Any) -> str:
        return str(party.committee.slug)

    @staticmethod
    def resolve_confirmed(party: Any) -> bool:
        return bool(party.is_signed)


class LabelOut(Schema):
    id: int
    kind: str
    name: str

    @staticmethod
    def resolve_id(tag: Any) -> int:
        return int(tag.pk)


def named(activity: Activity) -> str:
    """Brands and campaigns as a cell holds them."""
    return "、".join(tag.name for tag in activity.tags if tag.kind != SERIES)


def _links(activity: Activity, kind: str, number: int | None = None) -> str:
    """The labels of a kind, each that all may read a link to its page; behind a series its number."""
    tags = [tag for tag in activity.tags if tag.kind == kind]
    if not tags:
        return ""
    links = [format_html('<a href="{}">{}</a>', tag.url, tag.name) if tag.known else tag.name for tag in tags]
    behind = f" 第{number}期" if number else ""
    return format_html("{}{}", format_html_join("、", "{}", ((link,) for link in links)), behind)


def _partners(activity: Activity) -> str:
    """By the weight of their roles."""
    return "、".join(party.committee.short_name for party in activity.partners)


def _same_partners(activity: Activity) -> str:
    """In the fixed order of committees, so that the same set reads the same."""
    known = sorted(activity.partners, key=lambda party: party.committee.position)
    return "、".join(party.committee.short_name for party in known)


def _heads(activity: Activity) -> int:
    return sum(party.headcount or 0 for party in activity.parties)


def _summary(activity: Activity) -> str:
    return plain_text(activity.summary) if "summary" not in activity.get_deferred_fields() else ""


ACTIVITIES = Table(
    Activity,
    "联合活动",
    (
        Column("id", "编号", on={"api"}),
        Column(
            "pk", "编号", kind="number", low=1, high=2**53, width=8, help="导出时带出，据此更新；新增请留空。"
        ),
        Column(
            "title",
            "活动名称",
            required=True,
            width=40,
            example="示例：跨省通办联合主题党日",
            also=("名称", "活动主题", "活动标题"),
            on=TOLD,
        ),
        Column("series", "系列", longest=60, width=16),
        Column("series_number", "期号", low=1, high=9999, width=8),
        Column("when", "时间", on={"facts"}),
        Column(
            "reply_by",
            "回执截止",
            kind="date",
            source=lambda one: one.reply_by if one.status in {"draft", "announced"} else None,
            on={"facts"},
        ),
        Column("area", "领域", on={"facts", "sheet", "api"}),
        Column("kind", "形式", required=True, example="联合主题党日", also=("活动形式",), on=EVERYWHERE),
        Column(
            "held_on",
            "举行日期",
            required=True,
            width=12,
            example="2026-05-06",
            also=("活动日期", "举办日期", "活动时间", "举办时间", "日期", "时间"),
            on=TOLD,
        ),
        Column("ended_on", "结束日期", width=12, help="只有一天的可留空。", on=TOLD),
        Column("mode", "方式", width=12, example="线下", help="留空为线下。", on=EVERYWHERE),
        Column("place", "地点", width=24, example="南京", also=("活动地点", "举办地点"), on=EVERYWHERE),
        Column("link", "线上链接", on={"facts"}),
        Column("host", "牵头", source=lambda one: one.host_branch or one.host.name, on={"facts"}),
        Column(
            "host",
            "牵头工委",
            source="host.short_name",
            width=12,
            help="填简称；只能是本工委，可留空。",
            example="江苏",
            also=("牵头单位", "主办工委"),
        ),
        Column("partners", "参与工委", source=_partners, width=30, on={"sheet"}),
        Column(
            "partners",
            "参与工委",
            source=_same_partners,
            width=30,
            longest=200,
            help="填简称，以顿号隔开。",
            example="浙江、安徽",
            also=("参加工委", "参与单位"),
            on={"import"},
        ),
        Column("parties", "各方", shape=list[PartyOut], on={"api"}),
        Column("labels", "品牌、专项和系列", source="tags", shape=list[LabelOut], on={"api"}),
        Column("series", "系列", source=lambda one: _links(one, SERIES, one.series_number), on={"facts"}),
        Column("pairing", "结对共建", on={"facts"}),
        Column("alliance", "党建联盟", on={"facts"}),
        Column("brand", "品牌", source=lambda one: _links(one, Label.Kind.BRAND), on={"facts"}),
        Column("campaign", "专项行动", source=lambda one: _links(one, Label.Kind.CAMPAIGN), on={"facts"}),
        Column(
            "headcount",
            "牵头人次",
            kind="number",
            source=lambda one: host.headcount if (host := one.party_of(one.host_id)) else None,
            high=1_000_000,
            width=10,
            example=30,
            help="本工委参加的人次。",
        ),
        Column("heads", "人次合计", source=_heads, width=10, on={"sheet"}),
        Column("heads", "参加人次", source=_heads, on={"facts"}),
        Column(
            "labels",
            "品牌和专项",
            source=named,
            longest=400,
            width=20,
            help="填已有的名称，以顿号隔开。",
            example="万里长江党旗红",
            also=("品牌", "专项行动"),
        ),
        Column(
            "brand",
            RED_FLAG,
            kind="flag",
            source=lambda one: RED_FLAG in named(one),
            help="旧表的列；等于在“品牌和专项”中填写它。",
            on={"import"},
        ),
        Column(
            "summary",
            "活动纪要",
            source=_summary,
            longest=5_000,
            width=40,
            help="几句话即可。",
            also=("纪要", "活动内容", "活动简介"),
            is_lines=True,
            on={"import"},
        ),
        Column("status", "状态", width=12, on={"sheet", "api"}),
        Column("source_title", "来源标题", width=30, help="转录公开报道时填写。"),
        Column("source_site", "来源媒体", width=20),
        Column("source_on", "来源日期", width=12),
        Column(
            "source",
            "来源",
            source=lambda one: source_of(one.source_title, one.source_site, one.source_on),
            on={"facts"},
        ),
        Column("updated_at", "更新时间", on={"api"}),
    ),
)
TOTALS = Table(
    YearlyTotal,
    "历年汇总数",
    (
        own_committee("江苏"),
        Column("year", "年度", required=True, low=FIRST_YEAR, high=2100, example=2023, width=8),
        Column("kind", "活动形式", example="联合主题党日", help="留空表示各种形式合计。"),
        Column("unit", "单位", required=True, example="场次", width=10),
        Column("value", "数值", required=True, places=2, example=22),
        Column("note", "说明", width=40, example="示例：据年度总结"),
    ),
)
