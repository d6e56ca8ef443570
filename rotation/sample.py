"""Sample data. Who really led in which year is not known, so every part of it is marked 示例."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime, time, timedelta

from accounts.models import User
from accounts.sample import as_person, by
from collab_portal.lib import dates
from collab_portal.lib.verbs import touch, verb
from organizations.models import Alliance
from organizations.network import BELT, MEMBERS
from organizations.sample_bonds import WATER
from rotation import operations, sample_work
from rotation.models import (
    Consultation,
    ConsultationReply,
    Handover,
    Resolution,
    Rotation,
    Turn,
    WorkdayOverride,
)
from rotation.models.rotation import BASIN
from rotation.models.turn import PREPARE
from rotation.operations import Arrangement, Wish
from rotation.planning import Cadence
from rotation.sheet import compile_sheet

NAME = "长江流域机关党建协作轮值（示例）"
PAST_TURNS = 5  # 湖北, the sixth of the initiative's order, leads at the time of seeding
AGENDA = (
    "示例议程：\n一、听取上次会商以来的进展\n二、流域生态环境协同治理的党建联动\n三、下一阶段重点合作事项"
)
ANSWERS = {
    "jiangsu": ("attend", "示例：办公室负责同志"),
    "zhejiang": ("attend", ""),
    "anhui": ("attend", "示例：组织处负责同志"),
    "hunan": ("decline", ""),
    "sichuan": ("attend", ""),
    "yunnan": ("attend", ""),
}


@verb
def seed(now: datetime) -> None:
    """A quarter a turn, the sixth running now; a second run changes nothing."""
    if Rotation.objects.filter(slug=BASIN).exists():
        return
    today = dates.today(now)
    first = date(today.year, today.month - (today.month - 1) % 3, 1)
    months = first.year * 12 + first.month - 1 - 3 * PAST_TURNS
    start = date(months // 12, months % 12 + 1, 1)
    wish = Wish(tuple(member.slug for member in MEMBERS), Cadence.QUARTER, start)
    operations.store(wish, actor=None, seen=0, now=now, backdated=True)
    Rotation.objects.filter(slug=BASIN).update(name=NAME)
    _prepare(now)
    for consultation in Consultation.objects.for_page():
        consultation.title = f"示例：{consultation.turn.committee.short_name}牵头的机关党建协作会商"
        consultation.save()
    _ahead(now)
    _held(now)
    sample_work.seed(now)
    _handed_over(now)
    _further(now)
    _prepare(now)
    touch(*Consultation.objects.unfinished(), *Resolution.objects.open(), *Turn.objects.all())


def _prepare(now: datetime) -> None:
    """As the hourly job would: a term that begins soon has its consultation, which its lead prepares."""
    today = dates.today(now)
    coming = Turn.objects.within(today, today + PREPARE).filter(rotation__convenes=True)
    for turn in coming.filter(consultations=None):
        operations.convene(turn, now=now)


def _further(now: datetime) -> None:
    """Beside the basin's: the eleven by the half-year, the chair of an alliance of 沪苏浙皖 by the year."""
    allied = Alliance.objects.active().filter(name=WATER).values_list("pk", flat=True).first()
    today = dates.today(now)
    belt = tuple(member.slug for member in MEMBERS if member.group == BELT)
    half = date(today.year, 1 if today.month < 7 else 7, 1)
    for slug, name, wish in (
        ("belt", "长江经济带十一家轮值（示例）", Wish(belt, Cadence.HALF_YEAR, half)),
        (
            "alliance-chair",
            "沪苏浙皖联盟轮值主席（示例）",
            Wish(belt[:4], Cadence.YEAR, date(today.year, 1, 1), alliance=allied),
        ),
    ):
        operations.store(wish, actor=None, seen=0, now=now, backdated=True, slug=slug, name=name)


def by_secretary() -> AbstractContextManager[None]:
    """In the name of the secretariat; of nobody where there is none."""
    secretary = User.objects.with_duty("rotation_admin").order_by("pk").first()
    return as_person(secretary) if secretary else nullcontext()


def _meeting(day: date, place: str, mode: str = "onsite") -> Arrangement:
    return Arrangement(dates.at(day, time(14, 30)), dates.at(day, time(17, 0)), mode, place)


def _ahead(now: datetime) -> None:
    """About five weeks ahead: in the running turn, or in the next when that ends sooner."""
    day = WorkdayOverride.objects.calendar().on_or_before(dates.today(now) + timedelta(days=35))
    turn = Turn.objects.current(day).get()
    with by_secretary():
        consultation = operations.convene(turn, now=now)
        operations.schedule(
            consultation,
            title=f"示例：{turn.committee.short_name}牵头的机关党建协作会商",
            agenda=AGENDA,
            arrangement=_meeting(day, "示例会议室（线上同步）", "hybrid"),
            now=now,
        )
    consultation.refresh_from_db()
    people = {
        user.committee.slug: user
        for user in User.objects.filter(role="staff").select_related("committee")
        if user.committee
    }
    for slug, (answer, delegates) in ANSWERS.items():
        if slug in people and slug != turn.committee.slug:
            by(
                operations.reply,
                consultation,
                actor=people[slug],
                answer=answer,
                delegates=delegates,
                revision=consultation.revision,
                now=now,
            )


def _held(now: datetime) -> None:
    """One in the turn before, written down as it would stand today: no notices go out for it."""
    turn = Turn.objects.past(dates.today(now)).for_list().last()
    if turn is None:
        return
    day = WorkdayOverride.objects.calendar().on_or_before(turn.ends_on - timedelta(days=20))
    meeting = _meeting(day, "示例会议室")
    author = User.objects.filter(role="staff", committee=turn.committee_id, is_rotation_admin=False).first()
    if author is None:
        return
    with as_person(author):
        _hold(turn, meeting, day, author)


def _hold(turn: Turn, meeting: Arrangement, day: date, author: User) -> None:
    """As the lead wrote it down: the meeting and who of its own came."""
    consultation = Consultation.objects.create(
        turn=turn,
        title=f"示例：{turn.committee.short_name}牵头的机关党建协作会商",
        agenda=AGENDA,
        status=Consultation.Status.HELD,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        revision=1,
        planned_at=meeting.starts_at - timedelta(days=30),
        reply_by=day - timedelta(days=7),
        held_on=day,
    )
    ConsultationReply.objects.create(
        consultation=consultation,
        committee_id=turn.committee_id,
        answer=ConsultationReply.Answer.ATTEND,
        delegates="示例：牵头工委负责同志",
        revision=1,
        replied_by=author,
        replied_at=meeting.starts_at - timedelta(days=10),
    )


def _handed_over(now: datetime) -> None:
    """The last turn that ended, signed by both on the first day of the next: again without notices."""
    turn = Turn.objects.past(dates.today(now)).for_list().last()
    successor = turn.successor if turn else None
    staff = User.objects.filter(role="staff", is_rotation_admin=False)
    people = {row.committee_id: row for row in staff.order_by("-pk")}
    if turn is None or successor is None or not {turn.committee_id, successor.committee_id} <= people.keys():
        return
    moment = dates.at(successor.starts_on, time(10, 0))
    with as_person(people[turn.committee_id]):
        handover = Handover.objects.create(
            turn=turn,
            contact="示例：牵头工委联络员",
            note="示例：会商材料已随清单移交，请继续跟进下次会商的议题征集。",
            sheet=compile_sheet(turn, successor.starts_on).stored(),
            outgoing_at=moment,
            outgoing_by=people[turn.committee_id],
        )
    with as_person(people[successor.committee_id]):
        handover.successor, handover.incoming_contact = successor, "示例：接任工委联络员"
        handover.incoming_at, handover.incoming_by = moment, people[successor.committee_id]
        handover.save()
