"""工委, 党组织 and 结对共建: each field once, for page, workbook, import and API."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from collab_portal.lib.columns import SHOWN, Column
from collab_portal.lib.tables import Table
from organizations.models import Branch, Committee, Pairing, PairingTerm

CONTACT = "organizations.see_contacts"
_contact = partial(Column, right=CONTACT, unknown="未登记", on=SHOWN)


def own_committee(example: str, help: str = "填简称；只能是本工委，可留空。") -> Column:
    """Whose row of a workbook it is."""
    return Column("committee", "工委", source="committee.short_name", help=help, example=example, width=10)


def _ended(branch: Branch, day: date) -> date | None:
    return None if branch.is_active(day) else branch.ends_on


def _ending(branch: Branch, day: date) -> date | None:
    return branch.ends_on if branch.is_active(day) else None


def _of_term(name: str) -> Callable[[Pairing], Any]:
    """A fact of the running term, else of the proposed one."""

    def value(pairing: Pairing) -> Any:
        terms = sorted(pairing.terms.all(), key=lambda term: term.number)
        agreed = [term for term in terms if term.status == PairingTerm.Status.AGREED]
        return getattr((agreed or terms)[-1], name)

    return value


COMMITTEES = Table(
    Committee,
    "工委",
    (
        Column("slug", "代号", on={"api"}),
        Column("short_name", "简称", on={"api"}),
        Column("name", "倡议署名", on={"facts", "api"}),
        Column("region_code", "行政区划代码", on={"facts", "api"}),
        Column("group", "组别", on={"facts", "api"}),
        Column("reach", "流段（平台设置）", on={"facts", "api"}),
        Column("position", "倡议书所列次序", say=lambda number: f"第 {number} 位", on={"facts", "api"}),
        Column("office_phone", "办公电话", right=CONTACT, unknown="未登记", on={"facts"}),
        Column("office_email", "办公邮箱", right=CONTACT, unknown="未登记", on={"facts"}),
    ),
)
BRANCHES = Table(
    Branch,
    "党组织",
    (
        Column("committee", "所属工委", source="committee.name", on={"facts"}),
        own_committee("江苏", "填简称，如“江苏”；只能是本工委，可留空。"),
        Column(
            "code",
            "编码",
            required=True,
            help="本工委内唯一，据此判断新增还是更新。",
            example="JS-001-02",
            also=("党组织编码", "组织编码", "代码", "党组织代码"),
            is_code=True,
            is_fixed=True,
            on=SHOWN,
        ),
        Column(
            "name",
            "名称",
            required=True,
            width=34,
            example="示例厅第二党支部",
            also=("党组织名称", "组织名称", "党组织全称", "支部名称", "单位名称"),
        ),
        Column(
            "kind", "类别", required=True, example="党支部", also=("组织类别", "党组织类别", "类型"), on=SHOWN
        ),
        Column("line", "系统", example="税务", help="留空为“其他”。", also=("条线", "所属系统"), on=SHOWN),
        Column(
            "parent",
            "上级编码",
            source="parent.code",
            longest=40,
            help="同一工委的党组织编码，可以是本表中的行；直属工委的留空。",
            example="JS-001",
            also=("上级党组织编码", "上级组织编码", "上级代码"),
            is_code=True,
        ),
        _contact("contact_name", "联系人", example="张三", also=("联系人姓名",)),
        _contact(
            "contact_phone",
            "办公电话",
            width=18,
            example="025-12345678",
            help="只填办公电话。",
            also=("联系电话", "电话"),
        ),
        _contact(
            "contact_email",
            "办公邮箱",
            width=24,
            example="dangwei@example.cn",
            also=("电子邮箱", "邮箱", "email"),
        ),
        Column("starts_on", "成立日期", example="2019-03-01", also=("成立时间",), unknown="未登记", on=SHOWN),
        Column(
            "term_ends_on",
            "换届到期",
            example="2027-03-01",
            also=("换届日期", "换届时间", "任期届满"),
            unknown="未登记",
            on=SHOWN,
        ),
        Column("ending", "结束日期", kind="date", of_day=_ending, on={"facts"}),
        Column("ended", "撤销日期", kind="date", of_day=_ended, on={"facts"}),
        Column(
            "ends_on",
            "撤销日期",
            help="只用于导出；撤销请在党组织页面办理。",
            also=("撤销时间",),
            is_fixed=True,
        ),
    ),
    read=lambda rows: rows.for_list().select_related("parent"),
)
PAIRINGS = Table(
    Pairing,
    "结对共建",
    (
        Column(
            "first_committee",
            "一方工委",
            source="first.committee.short_name",
            help="填简称；留空为本工委。",
            example="江苏",
            width=10,
        ),
        Column(
            "first",
            "一方编码",
            source="first.code",
            required=True,
            longest=40,
            help="党组织编码。",
            example="JS-001-02",
            is_code=True,
        ),
        Column("first_name", "一方名称", source="first.name", width=30, on={"sheet"}),
        Column(
            "second_committee",
            "另一方工委",
            source="second.committee.short_name",
            help="填简称；留空为本工委。两方之中至少一方是本工委的。",
            example="浙江",
            width=12,
        ),
        Column(
            "second",
            "另一方编码",
            source="second.code",
            required=True,
            longest=40,
            help="党组织编码。",
            example="ZJ-003-01",
            is_code=True,
        ),
        Column("second_name", "另一方名称", source="second.name", width=30, on={"sheet"}),
        Column(
            "theme",
            "共建主题",
            required=True,
            width=30,
            example="示例：跨省通办党建联建",
            also=("主题", "结对主题"),
        ),
        Column(
            "batch",
            "批次",
            source=lambda one: str(one.batch or ""),
            longest=80,
            help="已有批次的名称，可留空。",
            width=24,
        ),
        Column("supporter", "支持单位", width=20),
        Column(
            "agreement_no", "协议编号", source=_of_term("agreement_no"), longest=60, example="示例〔2026〕1号"
        ),
        Column(
            "signed_on",
            "签订日期",
            kind="date",
            source=_of_term("signed_on"),
            example="2026-03-01",
            also=("签订时间", "签约日期"),
        ),
        Column(
            "valid_until",
            "有效期至",
            kind="date",
            source=_of_term("valid_until"),
            example="2027-02-28",
            also=("有效期", "到期日期"),
        ),
        Column("first_contact", "一方联系人", right=CONTACT),
        Column("first_phone", "一方办公电话", right=CONTACT),
        Column(
            "second_contact",
            "另一方联系人",
            help="新增时对方的联系人由对方答复时填写，请留空。",
            right=CONTACT,
        ),
        Column("second_phone", "另一方办公电话", right=CONTACT),
        Column("started_on", "生效日期", help="双方确认之日，由平台登记；新增请留空。"),
        Column("status", "状态", help="只用于导出；新增请留空。"),
    ),
    read=lambda rows: rows.for_list().prefetch_related("terms"),
)
