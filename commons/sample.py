"""Sample resources. Four memorial places and a troupe are true, as far as their source names them: that they
are shared is invented and says so. All others are 示例.
"""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.models import User
from accounts.sample import by
from collab_portal.lib import dates
from commons import sample_labels, sample_namings, sample_papers
from commons.kinds import Kind
from commons.models import Closure, Resource
from commons.operations import resources as operations
from organizations.models import Branch

Line = Branch.Line
GDDRC = {
    "source_title": "广东省发展和改革委员会联学共建的生动实践取得积极成效",
    "source_site": "中国经济导报、中国发展网（未载日期）",
}
RENMIN = {
    "source_title": "推动机关党建迈向更高水平（治理者说）",
    "source_site": "中国西藏网（来源：人民日报）",
    "source_on": date(2023, 2, 17),
}
NAMED = "<p>名称见所注来源；由谁管理、何时开放来源未载，登记为共享资源系示例。</p>"


class Thing(NamedTuple):
    """Whose, what kind, its name, and whatever else is known."""

    slug: str
    kind: Kind
    title: str
    facts: dict[str, Any] = {}


TRUE = (
    *(
        Thing("guangdong", Kind.RED, title, {"summary": NAMED, "notice_days": None, **GDDRC})
        for title in ("中共三大会址纪念馆", "潘鹤艺术雕塑园", "广州农民运动讲习所旧址", "周恩来纪念馆")
    ),
    Thing("zhejiang", Kind.TROUPE, "8090新时代理论宣讲团", {"summary": NAMED, "notice_days": None, **RENMIN}),
)
INVENTED = (
    Thing(
        "hubei",
        Kind.SCIENCE,
        "示例科创教育基地",
        {
            "line": Line.SCIENCE,
            "keeper": "示例研究院机关党委",
            "place": "武汉市（示例）",
            "capacity": 200,
            "exclusive": True,
            "summary": "<p>示例：参观实验室，听一堂讲解，约两小时。</p>",
            "how_to": "示例：请提前一周确认人数。\n示例：自带证件入馆。",
            "contact": "联系人（示例）",
            "phone": "027-00000000（示例）",
        },
    ),
    Thing("shanghai", Kind.VENUE, "示例滨江会场", {"capacity": 120, "exclusive": True, "notice_days": 3}),
    Thing("jiangsu", Kind.COURSE, "示例课程：跨省通办怎么办", {"line": Line.TAX, "capacity": 80}),
    Thing("jiangsu", Kind.LECTURER, "示例师资：长江生态保护", {"line": Line.ECOLOGY, "notice_days": 15}),
    Thing("chongqing", Kind.SCHOOL, "示例机关党校", {"capacity": 300, "notice_days": 30}),
    Thing("sichuan", Kind.ECOLOGY, "示例江源生态教育基地", {"line": Line.ECOLOGY, "capacity": 60}),
    Thing("anhui", Kind.SITE, "示例支部规范化示范点", {"line": Line.TRANSPORT, "capacity": 40}),
    Thing("guizhou", Kind.ADVISER, "示例党建指导员", {"quantity": 12, "notice_days": 10}),
)


def seed(now: datetime) -> None:
    """Resources, closing days of one, namings, papers, honours and labels. A second run changes nothing."""
    for thing in (*TRUE, *INVENTED):
        _add(thing, now)
    _shut(Resource.objects.get(submission=_submission(INVENTED[0])), now)
    sample_namings.seed(_staff, now)
    sample_papers.seed(_staff, now)
    keeper = User.objects.filter(is_rotation_admin=True).order_by("pk").first()
    sample_labels.seed(_staff, keeper, now)


def _submission(thing: Thing) -> UUID:
    return uuid5(NAMESPACE_URL, f"sample-resource:{thing.slug}:{thing.title}")


def _add(thing: Thing, now: datetime) -> None:
    number = _submission(thing)
    if not Resource.objects.filter(submission=number).exists():
        facts = {"title": thing.title, "kind": thing.kind, **thing.facts}
        by(operations.add_resource, actor=_staff(thing.slug), submission=number, now=now, **facts)


def _shut(resource: Resource, now: datetime) -> None:
    if Closure.objects.filter(resource=resource).exists():
        return
    first = dates.today(now) + timedelta(days=17)
    facts = {"first": first, "last": first + timedelta(days=2), "reason": "示例：设备检修"}
    by(operations.add_closure, resource, actor=_staff(resource.committee.slug), now=now, **facts)


def _staff(slug: str) -> User:
    person: User = User.objects.filter(committee__slug=slug, role=User.Role.STAFF).order_by("pk")[0]
    return person
