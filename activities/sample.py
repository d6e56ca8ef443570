"""Sample records: what Guangdong's report of 2021 names, as facts; everything invented is marked 示例."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from accounts.models import User
from accounts.sample import as_person, by
from activities import operations, sample_uses, tallies
from activities.kinds import AREA_OF, Kind
from activities.models import Activity, ActivityLabel, Outcome, Participation, PartyBranch
from activities.operations import Party, Tags
from activities.operations.content import stored_parties, stored_results
from activities.sample_labels import labels_of
from collab_portal.lib.dates import today
from organizations.models import Branch, Committee, Pairing
from organizations.sample import guangdong_branches

Role, Status, Mode = Participation.Role, Activity.Status, Activity.Mode
NAMESPACE = uuid.UUID("6f0c7d0e-8c0d-5e0a-9a53-0b1f2f4f2004")
SOURCE = {
    "source_title": "广东省发展和改革委员会联学共建的生动实践取得积极成效",
    "source_site": "中国经济导报、中国发展网",
}


class Fact(NamedTuple):
    """An activity the report names, in the year it gives; numbers of people it does not give.

    ``host`` and ``partners`` are codes of ``sample_texts.GUANGDONG_BRANCHES`` in organizations, ``pair`` the
    partner in the host's sample pairing. Without a host it is the committee itself (省直机关工委).
    """

    title: str
    kind: str
    host: str
    partners: tuple[str, ...]
    place: str
    summary: str
    pair: str = ""
    mode: str = Mode.ONSITE
    series: str = ""
    number: int | None = None


FACTS = (
    Fact(
        "“支援路上学党史、百年辉煌忆初心”党课",
        Kind.STUDY,
        "FGW-1",
        ("FGW-2", "FGW-7"),
        "",
        "对口支援合作一处、二处联合投资信用中心党支部集体学习，内容是广东省对口支援与扶贫协作地区的重大党史事件。",
        pair="FGW-7",
    ),
    Fact(
        "广州农民运动讲习所旧址联合主题党日",
        Kind.PARTY_DAY,
        "FGW-3",
        ("LCJ-1",),
        "广州农民运动讲习所旧址",
        "产业发展处党支部与省粮食和物资储备局物资储备处党支部同赴旧址，探索跨行业、跨领域、跨专业的交流学习。",
        pair="LCJ-1",
    ),
    Fact(
        "“我为群众办实事”主题党日（江门市发展改革局）",
        Kind.PARTY_DAY,
        "FGW-6",
        ("JM-FGJ",),
        "周恩来纪念馆",
        "机关党委党支部联合江门市发展改革局基层党组织参观纪念馆，接受革命传统教育。",
        pair="JM-FGJ",
    ),
    Fact(
        "“加强协调联动 以铁路高质量建设推动粤澳深度合作”主题党日",
        Kind.PARTY_DAY,
        "FGW-4",
        ("ZZTL",),
        "",
        "铁路项目建设协调处党支部与珠肇铁路公司党支部联合开展，"
        "要加快推进珠肇高铁、广州至珠海（澳门）高铁等铁路项目的前期工作。",
        pair="ZZTL",
    ),
    Fact(
        "“我为群众办实事”主题党日（佛山市顺德区发改局）",
        Kind.PARTY_DAY,
        "FGW-5",
        ("SD-FGJ",),
        "",
        "重点项目和评估督导党支部联合佛山市顺德区发改局开展，加强业务指导，帮助项目单位协调解决实际问题。",
        pair="SD-FGJ",
    ),
    Fact(
        "观摩调研“人工智能赋能党建引领”新模式",
        Kind.FIELD,
        "FGW-1",
        ("FGW-2", "FGW-6"),
        "科大讯飞华南有限公司",
        "对口支援合作一处、二处和机关党委党支部前往企业，学习人工智能与党建工作结合方面的探索。",
    ),
    Fact(
        "青年励志讲堂：青春力量贡献精准帮扶和乡村振兴",
        Kind.YOUTH_TALK,
        "FGW",
        ("BGT",),
        "",
        "省发展改革委联合省直机关工委、省政府办公厅主办，青年嘉宾分享参加对口支援、驻镇驻村帮扶的心得体会。",
        mode=Mode.BOTH,
        series="青年励志讲堂",
    ),
    Fact(
        "“书香机关·悦读会”暨委读书交流活动",
        Kind.READING,
        "FGW",
        ("TJJ",),
        "",
        "省发展改革委联合省直机关工委、省统计局举办。",
        series="委读书交流活动",
        number=11,
    ),
    Fact(
        "参观中共三大会址纪念馆和潘鹤艺术雕塑园",
        Kind.FIELD,
        "",
        ("FGW",),
        "中共三大会址纪念馆、潘鹤艺术雕塑园",
        "省发展改革委领导班子联合省直机关工委班子成员，前往两处开展革命传统教育。",
    ),
    Fact(
        "“学党史·我为群众办实事”青年理论学习小组联学",
        Kind.STUDY,
        "",
        ("FGW",),
        "",
        "省发展改革委与省直机关工委联合开展，青年干部代表围绕“模范机关创建”等主题分享学党史心得体会。",
    ),
)
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
    sample_uses.seed(staff, now)


def _key(name: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, name)


def _seed_facts(known: set[uuid.UUID], staff: dict[int, User], now: datetime) -> None:
    guangdong, branches = Committee.objects.get(slug="guangdong"), guangdong_branches()
    for fact in FACTS:
        if _key(fact.title) in known:
            continue
        partners = frozenset(branches[code].pk for code in fact.partners)
        sides = [branches[code] for code in (fact.host, fact.pair) if code]
        facts = {
            "title": fact.title,
            "kind": fact.kind,
            "host_branch": branches.get(fact.host),
            "pairing": Pairing.objects.filter(first__in=sides, second__in=sides).first(),
            "held_on": date(2021, 1, 1),
            "ended_on": date(2021, 12, 31),
            "mode": fact.mode,
            "place": fact.place,
            "summary": f"<p>{fact.summary}</p>",
            "series_number": fact.number,
            **SOURCE,
        }
        parties = [Party(guangdong.pk, Role.HOST, partners)]
        by(
            operations.log,
            actor=staff[guangdong.pk],
            submission=_key(fact.title),
            facts=facts,
            parties=parties,
            tags=Tags(series=fact.series),
            now=now,
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
        activity.series_number = 1 + index // len(EXAMPLES)
    activity.full_clean()
    with as_person(staff[host.pk]):
        activity.save()
        Activity.objects.filter(pk=activity.pk).update(created_at=signed_at - timedelta(days=5))
        for label in labels_of(kind, brand):
            ActivityLabel.objects.create(activity=activity, label=label)
    for place_in_row, committee in enumerate((host, *others)):
        with as_person(staff[committee.pk]):
            Participation.objects.create(
                activity=activity,
                committee=committee,
                role=Role.PARTICIPANT if place_in_row else Role.HOST,
                headcount=24 + (index * 7 + place_in_row * 11) % 60,
                signed_by=staff[committee.pk],
                signed_at=signed_at - timedelta(days=5 - place_in_row),
                signed_version=1,
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
            "summary": "" if announced else STORY,
        }
        parties = [Party(host.pk, Role.HOST, headcount=30 + index), Party(partner.pk)]
        if index % 2:
            parties.append(Party(further.pk, Role.CO_ORGANISER))
        activity, _ = by(
            operations.log,
            actor=staff[host.pk],
            submission=key,
            facts=facts,
            parties=parties,
            tags=Tags(labels_of(kind, brand)),
            publish=index != 17,
            now=now,
        )
        if announced:
            note = "示例：由机关党委带队。"
            by(
                operations.reply,
                activity,
                actor=staff[partner.pk],
                reply="attend",
                expected=12,
                note=note,
                now=now,
            )
        if index == 6:
            by(
                operations.dispute,
                activity,
                actor=staff[partner.pk],
                reason="示例：本工委未派人参加。",
                now=now,
            )
        if index == 11:
            by(operations.cancel, activity, actor=staff[host.pk], reason="示例：与汛期值守冲突。", now=now)


def _seed_correction(staff: dict[int, User], now: datetime) -> None:
    """One confirmed record whose host has found a mistake; its partners are still to agree."""
    record = Activity.objects.filter(submission=_key("confirmed-0")).select_related("host").first()
    if record is None or record.corrections.exists():
        return
    by(
        operations.corrections.propose,
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
    second, _ = by(
        operations.log,
        actor=staff[host],
        submission=key,
        facts={**facts, "title": f"{first.title}（重复登记）"},
        parties=[Party(host, Role.HOST, headcount=20), *(Party(pk) for pk in others)],
        now=now,
    )
    for pk in others:
        by(operations.confirm, second, actor=staff[pk], now=now)
    proposal = by(
        operations.corrections.propose_void,
        second,
        actor=staff[host],
        version=second.version,
        reason="示例：两家工委各登记了一次。",
        duplicate_of=first,
        now=now,
    )
    for pk in others:
        by(operations.corrections.agree, proposal, actor=staff[pk], now=now)
