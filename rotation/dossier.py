"""Everything the page of one consultation shows: steps, facts, replies, reminders."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import rules

from accounts.models import User
from collab_portal.lib import dates
from notifications.models import Delivery
from organizations.models import Committee
from rotation import wording
from rotation.audience import Addressees, committees_for, leads_of, memberships, reminders
from rotation.calendar import WorkCalendar
from rotation.models import Consultation, ConsultationReply, ReminderRule, WorkdayOverride
from rotation.reminders import Reminder
from rotation.rulebook import Audience, find


@dataclass(frozen=True)
class Seat:
    """One committee on the replies board. A ``stale`` reply was given for an older date."""

    committee: Committee
    leads: bool
    reply: ConsultationReply | None
    stale: bool

    @property
    def version(self) -> int:
        """Of the reply that stands, 0 for none."""
        return self.reply.version if self.reply and not self.stale else 0

    @property
    def answered(self) -> bool:
        return self.leads or (self.reply is not None and not self.stale)


@dataclass(frozen=True)
class Planned:
    """One line of the reminder plan, with its words and what became of it so far."""

    reminder: Reminder
    text: wording.Text
    committees: Sequence[Committee]
    people: int
    fate: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Dossier:
    consultation: Consultation
    facts: list[tuple[str, str]]
    seats: list[Seat]
    mine: Seat | None
    planned: list[Planned]
    silent: list[Committee]
    predicted: bool
    may_convene: bool
    may_reply: bool
    may_hold: bool

    @property
    def answered(self) -> int:
        return sum(seat.answered for seat in self.seats)

    @property
    def attending(self) -> int:
        """Committees that come, the lead among them."""
        return sum(
            seat.answered and (seat.reply is None or seat.reply.answer == ConsultationReply.Answer.ATTEND)
            for seat in self.seats
        )

    @classmethod
    def of(cls, consultation: Consultation, user: User, now: datetime) -> "Dossier":
        committees = {row.committee_id: row.committee for row in memberships(consultation)}
        seats = _seats(consultation, list(committees.values()))
        may_convene = bool(rules.test_rule("rotation.convene", user, consultation))
        scheduled = consultation.status == Consultation.Status.SCHEDULED
        begun = consultation.starts_at is not None and consultation.starts_at <= now
        mine = next((seat for seat in seats if seat.committee.pk == user.committee_id), None)
        working = WorkdayOverride.objects.calendar()
        answered = {seat.committee.pk for seat in seats if seat.answered}
        planned, silent = _planned(consultation, committees, working, answered) if may_convene else ([], [])
        day = dates.today(consultation.starts_at) if consultation.starts_at else consultation.turn.ends_on
        return cls(
            consultation=consultation,
            facts=facts(consultation),
            seats=seats,
            mine=mine,
            planned=planned,
            silent=silent,
            predicted=consultation.is_open and _predicted(day, now, working.is_predicted),
            may_convene=may_convene,
            may_reply=scheduled and not begun and mine is not None and user.is_staff_member,
            may_hold=may_convene and scheduled and begun,
        )


def _predicted(day: date, now: datetime, is_predicted: Callable[[int], bool]) -> bool:
    return any(is_predicted(year) for year in range(dates.today(now).year, day.year + 1))


def _seats(consultation: Consultation, committees: Sequence[Committee]) -> list[Seat]:
    leads = leads_of(consultation)
    replies = {row.committee_id: row for row in consultation.replies.select_related("replied_by")}
    return [
        Seat(
            committee=committee,
            leads=committee.pk in leads,
            reply=(reply := replies.get(committee.pk)),
            stale=reply is not None and reply.revision != consultation.revision,
        )
        for committee in committees
    ]


def _planned(
    consultation: Consultation, committees: dict[int, Committee], working: WorkCalendar, answered: set[int]
) -> tuple[list[Planned], list[Committee]]:
    """The plan, and member committees that have nobody to be told."""
    members = list(committees)
    addressees = Addressees.among(members)
    fates: dict[str, Counter[str]] = defaultdict(Counter)
    rows = Delivery.objects.filter(topic=consultation.topic, revision=consultation.revision, planned=True)
    labels = dict(Delivery.Status.choices)
    for step, status in rows.values_list("step", "status"):
        fates[step][str(labels[status])] += 1
    lines, rules = [], ReminderRule.objects.book()
    owing = "、".join(committees[pk].short_name for pk in members if pk not in answered) or "无"
    for reminder in reminders(consultation, rules, working):
        rule = find(rules, reminder.step)
        if rule is None:
            continue
        concerned = committees_for(reminder.audience, consultation, members)
        if reminder.audience in {Audience.UNANSWERED, Audience.OFFICE}:
            concerned = [pk for pk in concerned if pk not in answered]
        lines.append(
            Planned(
                reminder=reminder,
                text=wording.reminder(rule, consultation, owing),
                committees=[committees[pk] for pk in concerned if pk in committees],
                people=len(addressees.people(reminder.audience, concerned)),
                fate=sorted(fates[reminder.step].items()),
            )
        )
    silent = [committees[pk] for pk in members if not addressees.staff.get(pk)]
    return lines, silent


def facts(consultation: Consultation) -> list[tuple[str, str]]:
    """Label and value of what stands at the side of the page."""
    turn = consultation.turn
    found = [("牵头", turn.committee.name)]
    if turn.co_lead:
        found.append(("协同牵头", turn.co_lead.name))
    if consultation.starts_at and consultation.ends_at:
        end = consultation.ends_at.astimezone(dates.BEIJING)
        label = "原定时间" if consultation.status in {"postponed", "cancelled"} else "时间"
        found.append((label, f"{dates.chinese_moment(consultation.starts_at)}–{end:%H:%M}"))
        found.append(("形式", consultation.get_mode_display()))
        found.append(("地点", consultation.place or "地点待定"))
    if consultation.reply_by and consultation.status == Consultation.Status.SCHEDULED:
        found.append(("回执截止", dates.chinese_date(consultation.reply_by)))
    found.append(("任期", f"{dates.chinese_date(turn.starts_on)}至{dates.chinese_date(turn.ends_on)}"))
    if consultation.reason:
        found.append(("原因", consultation.reason))
    return found
