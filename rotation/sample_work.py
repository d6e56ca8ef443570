"""Sample consultations at work: topics and a poll, minutes going round, decisions with progress; all 示例."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from accounts.models import User
from accounts.sample import as_person, by
from collab_portal.lib import dates
from organizations.models import Committee
from rotation import operations
from rotation.audience import attending
from rotation.documents import frozen
from rotation.models import (
    Attendance,
    Consultation,
    Minutes,
    Resolution,
    ResolutionOwner,
    ResolutionProgress,
    Turn,
)

People = dict[str, User]
TOPICS = (
    ("jiangsu", "plan", "示例：长江岸线联合巡护机制", "示例：沿江各地巡护时间不一，线索难以衔接。"),
    ("sichuan", "solve", "示例：跨省流动党员教育管理", "示例：流动党员两头难管，需要流入流出地共同办理。"),
    ("anhui", "join", "示例：机关党支部书记联合培训", ""),
)
BODY = (
    "<p>示例：会议听取了上次会商以来议定事项的进展，围绕流域生态环境协同治理作了交流。</p>"
    "<p>示例：会议认为，机关党建协作要服务中心、减轻基层负担，重点抓好已经商定的几件实事。</p>"
)
DECISIONS = (  # title, owners (the first is the main one), days from the meeting, what became of it
    ("示例：建立联络员制度", ("jiangsu", "anhui"), 30, "示例：各工委联络员名单已收齐，工作群已建立。", 60),
    ("示例：共享党性教育基地名录", ("zhejiang",), 45, "示例：首批基地名录已汇总，正在核对开放时间。", 80),
    ("示例：开展岸线联合巡护", ("sichuan", "yunnan"), 120, "", None),
)
SENT, LATER = timedelta(days=3), timedelta(days=6)


def seed(now: datetime) -> None:
    """Beside the two consultations of ``rotation.sample``: their work, one being prepared, one concluded."""
    staff = User.objects.filter(role="staff").select_related("committee").order_by("-pk")
    people = {user.committee.slug: user for user in staff if user.committee}
    secretary = User.objects.with_duty("rotation_admin").order_by("pk").first()
    past = list(Turn.objects.past(dates.today(now)).for_list())[-2:]
    if not {"jiangsu", "anhui", "zhejiang", "sichuan", "yunnan"} <= people.keys() or secretary is None:
        return
    _announced(people, secretary, now)
    _prepared(people, secretary, now)
    if len(past) == 2:
        _concluded(past[0], people)
    if past:
        _going_round(past[-1], people)


def _announced(people: People, secretary: User, now: datetime) -> None:
    """The dated one: its topics are fixed and its notice is out."""
    consultation = Consultation.objects.filter(status="scheduled").for_page().order_by("pk").first()
    if consultation is None:
        return
    until = dates.today(now) + timedelta(days=7)
    by(operations.call_topics, consultation, actor=secretary, topics_by=until, now=now)
    for title in ("示例：流域生态环境协同治理的党建联动", "示例：下一阶段重点合作事项"):
        facts = {"kind": "plan", "title": title, "background": "", "wanted": ""}
        item = by(
            operations.propose_item,
            consultation,
            actor=people["jiangsu"],
            submission=uuid4(),
            now=now,
            **facts,
        )
        by(operations.screen_item, item, actor=secretary, decision="accepted", now=now)
    by(operations.fix_topics, consultation, actor=secretary, now=now)
    by(operations.send_notice, consultation, actor=secretary, now=now)


def _prepared(people: People, secretary: User, now: datetime) -> None:
    """The next turn without a date: topics are called for, a poll runs."""
    taken = Consultation.objects.open().values("turn")
    turn = Turn.objects.future(dates.today(now)).exclude(pk__in=taken).for_list().first()
    if turn is None:
        return
    today = dates.today(now)
    with as_person(secretary):
        consultation = operations.convene(turn, now=now)
        consultation.title = f"示例：{turn.committee.short_name}牵头的机关党建协作会商"
        consultation.save()
    until = today + timedelta(days=14)
    by(operations.call_topics, consultation, actor=secretary, topics_by=until, now=now)
    for slug, kind, title, background in TOPICS:
        facts = {"kind": kind, "title": title, "background": background, "wanted": ""}
        item = by(
            operations.propose_item, consultation, actor=people[slug], submission=uuid4(), now=now, **facts
        )
        if slug == "jiangsu":
            by(operations.screen_item, item, actor=secretary, decision="accepted", now=now)
    first = max(turn.starts_on, until) + timedelta(days=20)
    moments = [(first + timedelta(days=day), time(9, 30), time(11, 30)) for day in (0, 1, 5)]
    poll = by(operations.open_poll, consultation, actor=secretary, moments=moments, closes_on=until, now=now)
    options = list(poll.options.all())
    for place, slug in enumerate(("zhejiang", "anhui", "sichuan", "yunnan")):
        values = ("yes", "maybe" if place % 2 else "yes", "no" if place == 3 else "yes")
        by(
            operations.answer_poll,
            poll,
            actor=people[slug],
            committee=_home(people[slug]),
            votes={option.pk: value for option, value in zip(options, values, strict=True)},
            now=now,
        )


def _going_round(turn: Turn, people: People) -> None:
    """The last held one, written down as it stands: half have signed, an objection waits for its answer."""
    held = turn.consultations.filter(status="held").first()
    author = people.get(turn.committee.slug)
    if held is None or held.starts_at is None or author is None:
        return
    with as_person(author):
        came = _attended(held, ("jiangsu", "zhejiang", "anhui", "sichuan", "yunnan"))
        _decide(held, author, people, held.starts_at)
        minutes = _minutes(held, author, held.starts_at)
    for slug in ("zhejiang", "anhui"):
        _sign(minutes, people[slug], held.starts_at + LATER)
    with as_person(people["jiangsu"]):
        minutes.parties.get(committee=came["jiangsu"]).object_to(
            actor=people["jiangsu"],
            reason="示例：第二段建议写明牵头办理的工委。",
            now=held.starts_at + LATER,
        )
    _report(held, people, held.starts_at)


def _concluded(turn: Turn, people: People) -> None:
    """The one before: signed by all, closed; one of its decisions is done, one was put off afterwards."""
    author = people.get(turn.committee.slug)
    if author is None:
        return
    start = dates.at(turn.ends_on - timedelta(days=25), time(14, 30))
    with as_person(author):
        held = Consultation.objects.create(
            turn=turn,
            title=f"示例：{turn.committee.short_name}牵头的机关党建协作会商",
            agenda="示例议程：\n一、交流机关党建协作情况\n二、商定共享事项",
            status=Consultation.Status.HELD,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            place="示例会议室",
            revision=1,
            planned_at=start - timedelta(days=30),
            held_on=dates.today(start),
            notified_at=start - timedelta(days=20),
            notified_by=author,
            closed_at=start + LATER + SENT,
        )
        came = _attended(held, ("jiangsu", "zhejiang", "anhui"))
        done = _decision(held, author, 1, "示例：互派干部跟班学习", 60)
        ResolutionOwner.objects.create(resolution=done, committee=came["zhejiang"], main=True)
        shared = _decision(held, author, 2, "示例：编印协作案例选编", 90)
        ResolutionOwner.objects.create(resolution=shared, committee=came["zhejiang"], main=True)
        minutes = _minutes(held, author, start)
    for slug in (turn.committee.slug, *came):
        _sign(minutes, people[slug], start + LATER)
    with as_person(author):
        minutes.signed_at, minutes.finished_on = start + LATER, dates.today(start + LATER)
        minutes.countersigned = frozen.Countersigned.of(minutes).stored()
        minutes.save()
        done.status, done.settled_on = Resolution.Status.DONE, dates.today(start) + timedelta(days=50)
        done.save()
        shared.due_on += timedelta(days=120)
        shared.reason = "示例：稿件征集延长，期限顺延。"
        shared.adjusted_on = dates.today(start) + timedelta(days=60)
        shared.save()


def _decision(held: Consultation, author: User, number: int, title: str, days: int) -> Resolution:
    start = held.starts_at
    assert start is not None  # noqa: S101 - it was held
    return Resolution.objects.create(
        consultation=held,
        number=number,
        title=title,
        due_on=dates.today(start) + timedelta(days=days),
        created_by=author,
        created_at=start,
    )


def _attended(held: Consultation, slugs: tuple[str, ...]) -> dict[str, Committee]:
    """The lead and these, put on record; the guests are returned."""
    guests = {
        row.slug: row for row in Committee.objects.filter(slug__in=slugs).exclude(pk=held.turn.committee_id)
    }
    for committee in (held.turn.committee, *guests.values()):
        Attendance.objects.create(consultation=held, committee=committee)
    return guests


def _minutes(held: Consultation, author: User, start: datetime) -> Minutes:
    """Sent round with the decisions there are."""
    sent = Minutes.objects.create(
        consultation=held,
        version=1,
        body=BODY,
        written_by=author,
        written_at=start + SENT,
        submitted_at=start + SENT,
        sign_by=dates.today(start) + timedelta(days=14),
        facts=frozen.Facts.of(held).stored(),
    )
    for decision in frozen.decisions_of(None, held):
        decision.minutes = sent
        decision.save()
    sent.ask(attending(held))
    return sent


def _home(person: User) -> Committee:
    """``people`` are known by their committee, so each has one."""
    assert person.committee is not None  # noqa: S101
    return person.committee


def _sign(minutes: Minutes, person: User, moment: datetime) -> None:
    with as_person(person):
        minutes.parties.get(committee=_home(person)).sign(actor=person, now=moment)


def _decide(held: Consultation, author: User, people: People, start: datetime) -> None:
    for number, (title, owners, days, _, _) in enumerate(DECISIONS, start=1):
        made = _decision(held, author, number, title, days)
        for slug in owners:
            ResolutionOwner.objects.create(
                resolution=made, committee=_home(people[slug]), main=slug == owners[0]
            )


def _report(held: Consultation, people: People, start: datetime) -> None:
    """Who has begun says so."""
    for title, owners, _, word, percent in DECISIONS:
        with as_person(people[owners[0]]):
            if word:
                ResolutionProgress.objects.create(
                    resolution=held.resolutions.get(title=title),
                    committee=_home(people[owners[0]]),
                    text=word,
                    percent=percent,
                    reported_by=people[owners[0]],
                    reported_at=start + LATER,
                )
