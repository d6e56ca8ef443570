"""Sample alliances, framework agreements and liaison groups: true facts with their source, the rest 示例.

Zhanjiang's four 联合党委 and three agreements are true (``ZHANJIANG``); the source names neither members,
dates nor clauses, so members are 示例 and the rest is left open. The alliance of 沪苏浙皖 follows a proposal
in ``QIZHI``, its branches are 示例.
"""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.models import User
from accounts.sample import by
from collab_portal.lib import dates
from organizations.models import Alliance, Branch, Committee, FrameworkAgreement, LiaisonGroup
from organizations.operations import agreements, alliances, liaison
from organizations.sample_texts import QIZHI, ZHANJIANG, Place

Kind, Line = Branch.Kind, Branch.Line
LED = "四个领域据来源，成员单位、名称和日期系示例。"


class Joint(NamedTuple):
    """One of Zhanjiang's four 联合党委."""

    code: str
    chain: str
    line: str


JOINTS = (
    Joint("ZJ-1", "重大项目", Line.REFORM),
    Joint("ZJ-2", "粮食安全", Line.GRAIN),
    Joint("ZJ-3", "海洋牧场", Line.AGRICULTURE),
    Joint("ZJ-4", "百千万工程", Line.AGRICULTURE),
)
PARTNERS = ("玉林", "广州", "柳州")
ALLIED = ("jiangsu", "shanghai", "zhejiang", "anhui")
WATER = "沪苏浙皖水利部门党建联盟（示例）"


def zhanjiang_branches() -> list[Place]:
    """湛江市直机关工委, and three invented members for each 联合党委."""
    root = Place("ZJ", "湛江市直机关工委", Kind.CITY, Line.PARTY)
    members = [
        Place(f"{joint.code}-{word}", f"湛江{joint.chain}{label}（示例）", kind, joint.line, "ZJ")
        for joint in JOINTS
        for word, label, kind in (
            ("A", "牵头单位党支部", Kind.BRANCH),
            ("B", "服务单位党支部", Kind.BRANCH),
            ("C", "龙头企业党支部", Kind.ENTERPRISE),
        )
    ]
    return [root, *members]


def _submission(key: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"sample-bond:{key}")


def seed_zhanjiang(shelf: dict[str, Branch], staff: User, now: datetime) -> None:
    """Four 联合党委 and three agreements, as far as the source knows them."""
    for joint in JOINTS:
        number = _submission(joint.code)
        if Alliance.objects.filter(submission=number).exists():
            continue
        lead, *others = (shelf[f"{joint.code}-{word}"] for word in "ABC")
        by(
            alliances.propose,
            actor=staff,
            submission=number,
            lead=lead,
            members=others,
            now=now,
            name=f"湛江{joint.chain}产业链联合党委",
            kind=Alliance.Kind.JOINT,
            line=joint.line,
            chain=joint.chain,
            source=f"{ZHANJIANG}。{LED}",
        )
    for city in PARTNERS:
        number = _submission(f"agreement-{city}")
        if not FrameworkAgreement.objects.filter(submission=number).exists():
            by(
                agreements.propose,
                actor=staff,
                submission=number,
                now=now,
                committees=[],
                items=["资源共享", "优势互补", "活动联办"],
                title=f"湛江—{city}机关党建异地联建合作框架协议",
                outside=f"湛江市直机关工委、{city}（来源称“地市工委”）",
                note=f"示例登记；名称系拟写，编号、签订和到期日期来源未载。\n资料来源：{ZHANJIANG}。",
            )


def seed_running_alliance(leads: dict[str, Branch], staff: dict[str, User], now: datetime) -> None:
    """An invented alliance of water departments that all four have agreed to: its chair goes round."""
    number = _submission("alliance-water")
    if Alliance.objects.filter(submission=number).exists():
        return
    lead, *others = (leads[slug] for slug in ALLIED)
    alliance = by(
        alliances.propose,
        actor=staff[ALLIED[0]],
        submission=number,
        lead=lead,
        members=others,
        now=now,
        name=WATER,
        line=Line.WATER,
        charter="<p>四地水利部门轮流担任主席单位，任期一年（示例）。</p>",
        source=f"倡议见{QIZHI}；本联盟系示例。",
    )
    for slug in ALLIED[1:]:
        by(alliances.answer, alliance, actor=staff[slug], now=now + timedelta(days=2), agree=True)


def seed_alliance(leads: dict[str, Branch], staff: dict[str, User], now: datetime) -> None:
    """An invented alliance of tax departments: three have agreed, 安徽 has still to answer."""
    number = _submission("alliance-tax")
    if Alliance.objects.filter(submission=number).exists():
        return
    lead, *others = (leads[slug] for slug in ALLIED)
    alliance = by(
        alliances.propose,
        actor=staff[ALLIED[0]],
        submission=number,
        lead=lead,
        members=others,
        now=now,
        name="沪苏浙皖税务部门党建联盟（示例）",
        line=Line.TAX,
        charter="<p>部门联动、党建联建、业务联办、品牌联创（示例）。</p>",
        work_plan="一季度确定年度联办事项；三季度互访交流；年底交流成效（示例）。",
        source=f"倡议见{QIZHI}；本联盟系示例。",
    )
    for slug in ALLIED[1:3]:
        by(alliances.answer, alliance, actor=staff[slug], now=now + timedelta(days=2), agree=True)


def seed_agreement(staff: dict[str, User], now: datetime) -> None:
    """An invented agreement between two committees that runs out within ninety days."""
    number = _submission("agreement-shared")
    if FrameworkAgreement.objects.filter(submission=number).exists():
        return
    today = dates.today(now)
    agreement = by(
        agreements.propose,
        actor=staff["jiangsu"],
        submission=number,
        now=now - timedelta(days=300),
        committees=[Committee.objects.get(slug="zhejiang")],
        items=["联合培训党务干部（示例）", "共享党员教育基地（示例）", "太湖流域联合主题党日（示例）"],
        title="江苏—浙江机关党建合作框架协议（示例）",
        number="示例〔2026〕1号",
        signed_on=today - timedelta(days=300),
        expires_on=today + timedelta(days=65),
    )
    by(agreements.answer, agreement, actor=staff["zhejiang"], now=now - timedelta(days=298), agree=True)


def seed_mechanism(staff: dict[str, User], now: datetime) -> None:
    """An invented mechanism of four, in force; next year's plan under it waits for 安徽."""
    if FrameworkAgreement.objects.filter(submission=_submission("mechanism")).exists():
        return
    year, committees = dates.today(now).year + 1, list(Committee.objects.filter(slug__in=ALLIED))
    mechanism = by(
        agreements.propose,
        actor=staff["shanghai"],
        submission=_submission("mechanism"),
        now=now - timedelta(days=60),
        committees=committees,
        items=["每季度通报联合活动安排（示例）", "共享党务干部培训课程目录（示例）"],
        title="沪苏浙皖机关党建信息互通机制（示例）",
        kind=FrameworkAgreement.Kind.MECHANISM,
        mechanism=FrameworkAgreement.Mechanism.INFORMATION,
        scope="四家工委及所属机关党组织（示例）",
    )
    for slug in ("jiangsu", "zhejiang", "anhui"):
        by(agreements.answer, mechanism, actor=staff[slug], now=now - timedelta(days=55), agree=True)
    plan = by(
        agreements.propose,
        actor=staff["shanghai"],
        submission=_submission("mechanism-plan"),
        now=now - timedelta(days=5),
        committees=[],
        items=["三月：联合主题党日（示例）", "六月：党务干部联合培训（示例）", "十一月：工作交流（示例）"],
        title=f"沪苏浙皖机关党建信息互通 {year} 年度计划（示例）",
        kind=FrameworkAgreement.Kind.PLAN,
        under=mechanism,
        year=year,
    )
    for slug in ("jiangsu", "zhejiang"):
        by(agreements.answer, plan, actor=staff[slug], now=now - timedelta(days=4), agree=True)


def seed_liaison(units: list[Branch], staff: User, now: datetime) -> None:
    """One group of two for Jiangsu's invented departments (两人一组, 三至四个部门: QIZHI), with one visit."""
    number = _submission("liaison-1")
    if LiaisonGroup.objects.filter(submission=number).exists():
        return
    group = by(
        liaison.save_group,
        None,
        actor=staff,
        submission=number,
        version=1,
        people=[("联络员甲（示例）", ""), ("联络员乙（示例）", "")],
        units=units,
        now=now,
        name="第一联络组（示例）",
        note=f"示例联络组；每 2 人一组、联系 3 至 4 个部门单位的做法见{QIZHI}。",
    )
    by(
        liaison.record_visit,
        group,
        actor=staff,
        submission=_submission("visit-1"),
        now=now,
        branch=units[0],
        visited_on=dates.today(now) - timedelta(days=10),
        problem="新成立的处室支部尚无固定活动场地（示例）",
        reply="",
    )
