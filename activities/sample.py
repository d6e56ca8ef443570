"""Sample records: what Guangdong's report of 2021 names, as facts; everything invented is marked 示例."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from accounts.models import User
from activities import operations, tallies
from activities.kinds import AREA_OF, Kind
from activities.models import Activity, Outcome, Participation, PartyBranch
from activities.operations import Party
from activities.operations.content import stored_parties, stored_results
from collab_portal.lib.dates import today
from organizations.models import Branch, Committee

Role, Status, Mode = Participation.Role, Activity.Status, Activity.Mode
NAMESPACE = uuid.UUID("6f0c7d0e-8c0d-5e0a-9a53-0b1f2f4f2004")
SOURCE = {
    "source_title": "广东省发展和改革委员会联学共建的生动实践取得积极成效",
    "source_site": "中国经济导报、中国发展网",
}


class Fact(NamedTuple):
    """An activity the report names. It gives the year only; numbers of people it does not give."""

    title: str
    kind: str
    host: str
    partners: tuple[str, ...]
    place: str
    summary: str
    mode: str = Mode.ONSITE
    series: str = ""
    number: int | None = None


REFORM = "广东省发展和改革委员会"
FIRST, SECOND = f"{REFORM}对口支援合作一处党支部", f"{REFORM}对口支援合作二处党支部"
OFFICE = f"{REFORM}机关党委党支部"
YOUTH = f"{REFORM}机关党委"
FACTS = (
    Fact(
        "对口支援党史专题联合党课",
        Kind.STUDY,
        FIRST,
        (SECOND, f"{REFORM}投资信用中心党支部"),
        "",
        "三个支部同上一堂党课，主题是广东对口支援和扶贫协作中的党史。",
    ),
    Fact(
        "农民运动讲习所旧址联合主题党日",
        Kind.PARTY_DAY,
        f"{REFORM}产业发展处党支部",
        ("广东省粮食和物资储备局物资储备处党支部",),
        "广州农民运动讲习所旧址",
        "两个不同行业的支部一起参观旧址、交流工作。",
    ),
    Fact(
        "“我为群众办实事”联合主题党日（江门）",
        Kind.PARTY_DAY,
        OFFICE,
        ("江门市发展和改革局党组织",),
        "周恩来纪念馆",
        "省、市两级发展改革部门的党组织一同参观纪念馆，接受革命传统教育。",
    ),
    Fact(
        "以铁路高质量建设推动粤澳深度合作联合主题党日",
        Kind.PARTY_DAY,
        f"{REFORM}铁路项目建设协调处党支部",
        ("珠肇铁路公司党支部",),
        "",
        "围绕珠肇高铁、广州至珠海（澳门）高铁等项目的前期工作，主管处室与建设单位面对面协调。",
    ),
    Fact(
        "“我为群众办实事”联合主题党日（顺德）",
        Kind.PARTY_DAY,
        f"{REFORM}重点项目和评估督导党支部",
        ("佛山市顺德区发展和改革局党组织",),
        "",
        "到基层指导业务，帮项目单位解决实际问题。",
    ),
    Fact(
        "人工智能与党建工作观摩调研",
        Kind.FIELD,
        FIRST,
        (SECOND, OFFICE),
        "科大讯飞华南有限公司",
        "了解企业把人工智能用于党建工作的做法。",
    ),
    Fact(
        "青年励志讲堂：青春力量与乡村振兴",
        Kind.YOUTH_TALK,
        YOUTH,
        ("广东省人民政府办公厅党组织",),
        "",
        "与省直机关工委、省政府办公厅合办，青年干部讲述参加对口支援和驻镇驻村帮扶的经历。",
        Mode.BOTH,
        "青年励志讲堂",
    ),
    Fact(
        "书香机关·悦读会",
        Kind.READING,
        YOUTH,
        ("广东省统计局党组织",),
        "",
        "与省直机关工委、省统计局合办的读书交流。",
        Mode.ONSITE,
        "悦读会",
        11,
    ),
)
KINDS_OF_UNIT = {
    "公司党支部": Branch.Kind.ENTERPRISE,
    "市发展和改革局党组织": Branch.Kind.CITY,
    "区发展和改革局党组织": Branch.Kind.CITY,
    "机关党委": Branch.Kind.COMMITTEE,
    "厅党组织": Branch.Kind.UNIT,
    "统计局党组织": Branch.Kind.UNIT,
}
# title, kind, place, mode, brand: invented, and saying so
EXAMPLES: tuple[tuple[str, str, str, str, bool], ...] = (
    ("示例：长江大保护联合主题党日", Kind.PARTY_DAY, "示例湿地公园", Mode.ONSITE, True),
    ("示例：守护长江母亲河青年志愿服务", Kind.VOLUNTEER, "示例江滩", Mode.ONSITE, True),
    ("示例：沿江产业链供需对接会", Kind.MATCHING, "示例会展中心", Mode.BOTH, False),
    ("示例：机关党务干部联合培训班", Kind.TRAINING, "示例党校", Mode.ONSITE, False),
    ("示例：流域生态补偿理论研讨", Kind.SEMINAR, "示例报告厅", Mode.BOTH, False),
    ("示例：政务服务技能比武", Kind.SKILLS, "示例政务大厅", Mode.ONSITE, False),
    ("示例：青年理论宣讲云课堂", Kind.YOUTH_TALK, "", Mode.ONLINE, False),
    ("示例：跨省通办联合解题", Kind.PROBLEM, "示例办事中心", Mode.ONSITE, True),
    ("示例：红色场馆参观学习", Kind.FIELD, "示例纪念馆", Mode.ONSITE, False),
    ("示例：税务系统支部结对帮带", Kind.MENTORING, "示例税务局", Mode.ONSITE, False),
    ("示例：党员先锋岗示范创建交流", Kind.SHOWCASE, "示例机关", Mode.ONSITE, True),
    ("示例：长江文化读书交流", Kind.READING, "示例图书馆", Mode.BOTH, False),
)
OUTCOMES: dict[str, tuple[str, int, str]] = {
    Kind.MATCHING: (Outcome.Unit.ITEMS, 6, "示例：达成对接意向"),
    Kind.TRAINING: (Outcome.Unit.ATTENDANCES, 120, "示例：参训"),
    Kind.SEMINAR: (Outcome.Unit.ARTICLES, 9, "示例：交流论文"),
    Kind.PROBLEM: (Outcome.Unit.CASES, 4, "示例：联合解决问题"),
}
STORY = "<p>示例内容：各方共同学习、交流做法，商定了下一步合作。</p>"


def seed(now: datetime) -> None:
    """A second run changes nothing: each record is known by its submission number."""
    committees = list(Committee.objects.order_by("position"))
    staff = {
        committee.pk: person
        for committee in committees
        if (person := User.objects.staff_of(committee.pk).order_by("pk").first())
    }
    if len(staff) < len(committees):
        return
    known = set(Activity.objects.values_list("submission", flat=True))
    _seed_facts(known, staff, now)
    _seed_confirmed(known, committees, staff, now)
    _seed_open(known, committees, staff, now)
    tallies.rebuild()
    _seed_correction(staff, now)
    _seed_void(staff, now)


def _key(name: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, name)


def _unit(committee: Committee, name: str) -> Branch:
    """The branch of that name, made if the directory does not have it yet."""
    found = Branch.objects.filter(committee=committee, name=name).first()
    if found:
        return found
    kind = next((kind for end, kind in KINDS_OF_UNIT.items() if name.endswith(end)), Branch.Kind.BRANCH)
    code = f"GD-2021-{uuid.uuid5(NAMESPACE, name).hex[:6].upper()}"
    return Branch.objects.create(
        committee=committee, code=code, name=name, kind=kind, line=Branch.Line.REFORM
    )


def _seed_facts(known: set[uuid.UUID], staff: dict[int, User], now: datetime) -> None:
    guangdong = Committee.objects.get(slug="guangdong")
    for fact in FACTS:
        if _key(fact.title) in known:
            continue
        host = _unit(guangdong, fact.host)
        partners = frozenset(_unit(guangdong, name).pk for name in fact.partners)
        facts = {
            "title": fact.title,
            "kind": fact.kind,
            "host_branch": host,
            "held_on": date(2021, 1, 1),
            "ended_on": date(2021, 12, 31),
            "mode": fact.mode,
            "place": fact.place,
            "summary": f"<p>{fact.summary}</p>",
            "series": fact.series,
            "series_number": fact.number,
            **SOURCE,
        }
        parties = [Party(guangdong.pk, Role.HOST, partners)]
        operations.log(
            actor=staff[guangdong.pk], submission=_key(fact.title), facts=facts, parties=parties, now=now
        )


def _seed_confirmed(
    known: set[uuid.UUID], committees: list[Committee], staff: dict[int, User], now: datetime
) -> None:
    """Two years of finished records, written as they ended: nobody is asked about them any more."""
    for index in range(38):
        key = _key(f"confirmed-{index}")
        if key in known:
            continue
        host = committees[index % 19]
        others = [committees[(index + step) % 19] for step in (3, 8, 13)[: 1 + index % 3]]
        day = today(now) - timedelta(days=20 + index * 18)
        activity = _write(key, index, host, others, staff, day, now - timedelta(days=10 + index * 18))
        _link_branch(activity, index)
        if activity.kind in OUTCOMES:
            unit, value, text = OUTCOMES[activity.kind]
            activity.outcomes.create(unit=unit, value=value + index % 5, text=text)


def _write(
    key: uuid.UUID,
    index: int,
    host: Committee,
    others: list[Committee],
    staff: dict[int, User],
    day: date,
    signed_at: datetime,
) -> Activity:
    title, kind, place, mode, brand = EXAMPLES[index % len(EXAMPLES)]
    activity = Activity(
        submission=key,
        title=title,
        kind=kind,
        area=AREA_OF[kind],
        place=place,
        mode=mode,
        brand=brand,
        summary=STORY,
        host=host,
        held_on=day,
        ended_on=day,
        status=Status.CONFIRMED,
        confirmed_at=signed_at,
        committee_ids=sorted(committee.pk for committee in (host, *others)),
        created_by=staff[host.pk],
        updated_by=staff[host.pk],
    )
    if kind == Kind.READING:
        activity.series, activity.series_number = "示例：长江读书会", 1 + index // len(EXAMPLES)
    activity.full_clean()
    activity.save()
    Activity.objects.filter(pk=activity.pk).update(created_at=signed_at - timedelta(days=5))
    for place_in_row, committee in enumerate((host, *others)):
        Participation.objects.create(
            activity=activity,
            committee=committee,
            role=Role.PARTICIPANT if place_in_row else Role.HOST,
            headcount=24 + (index * 7 + place_in_row * 11) % 60,
            confirmed_by=staff[committee.pk],
            confirmed_at=signed_at - timedelta(days=5 - place_in_row),
            confirmed_version=1,
        )
    return activity


def _link_branch(activity: Activity, index: int) -> None:
    """Some of the sample branches, where the directory has any."""
    for party in activity.participations.exclude(role=Role.HOST):
        branch = Branch.objects.filter(committee=party.committee_id).order_by("pk").first()
        if branch and index % 2 == 0:
            PartyBranch.objects.create(participation=party, branch=branch)


def _seed_open(
    known: set[uuid.UUID], committees: list[Committee], staff: dict[int, User], now: datetime
) -> None:
    """For each committee one record to confirm; a few announced, disputed, cancelled, drafted."""
    for index, host in enumerate(committees):
        key = _key(f"open-{index}")
        if key in known:
            continue
        partner, further = committees[(index + 1) % 19], committees[(index + 9) % 19]
        announced = index % 5 == 4
        day = today(now) + timedelta(days=4 + index if announced else -1 - index)
        title, kind, place, mode, brand = EXAMPLES[(index + 5) % len(EXAMPLES)]
        facts: dict[str, Any] = {
            "title": f"{title}（{host.short_name}·{partner.short_name}）",
            "kind": kind,
            "held_on": day,
            "ended_on": day,
            "place": place,
            "mode": mode,
            "brand": brand,
            "summary": "" if announced else STORY,
        }
        parties = [Party(host.pk, Role.HOST, headcount=30 + index), Party(partner.pk)]
        if index % 2:
            parties.append(Party(further.pk, Role.CO_ORGANISER))
        activity, _ = operations.log(
            actor=staff[host.pk],
            submission=key,
            facts=facts,
            parties=parties,
            publish=index != 17,
            now=now,
        )
        if announced:
            note = "示例：由机关党委带队。"
            operations.reply(
                activity, actor=staff[partner.pk], reply="attend", expected=12, note=note, now=now
            )
        if index == 6:
            operations.dispute(activity, actor=staff[partner.pk], reason="示例：本工委未派人参加。", now=now)
        if index == 11:
            operations.cancel(activity, actor=staff[host.pk], reason="示例：与汛期值守冲突。", now=now)


def _seed_correction(staff: dict[int, User], now: datetime) -> None:
    """One confirmed record whose host has found a mistake; its partners are still to agree."""
    record = Activity.objects.filter(submission=_key("confirmed-0")).select_related("host").first()
    if record is None or record.corrections.exists():
        return
    operations.corrections.propose(
        record,
        actor=staff[record.host_id],
        version=record.version,
        reason="示例：地点登记有误。",
        facts={"place": f"{record.place}（示例：更正后的地点）"},
        parties=stored_parties(record),
        outcomes=stored_results(record),
        now=now,
    )


def _seed_void(staff: dict[int, User], now: datetime) -> None:
    """A record that a partner logged a second time: all agreed that the first one stands."""
    first, key = Activity.objects.filter(submission=_key("confirmed-1")).first(), _key("twice")
    if first is None or Activity.objects.filter(submission=key).exists():
        return
    host, *others = (pk for pk in first.committee_ids if pk != first.host_id)
    facts = {name: getattr(first, name) for name in ("kind", "held_on", "ended_on", "place", "mode")}
    others.append(first.host_id)
    second, _ = operations.log(
        actor=staff[host],
        submission=key,
        facts={**facts, "title": f"{first.title}（重复登记）"},
        parties=[Party(host, Role.HOST, headcount=20), *(Party(pk) for pk in others)],
        now=now,
    )
    for pk in others:
        operations.confirm(second, actor=staff[pk], now=now)
    proposal = operations.corrections.propose_void(
        second,
        actor=staff[host],
        version=second.version,
        reason="示例：两家工委各登记了一次。",
        duplicate_of=first,
        now=now,
    )
    for pk in others:
        operations.corrections.agree(proposal, actor=staff[pk], now=now)
