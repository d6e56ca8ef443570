"""Who gets a consultation's notices: the staff of the member committees, their admins, the secretariat."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.models import User
from organizations.models import Committee
from rotation.calendar import WorkCalendar
from rotation.models import Consultation, ConsultationReply, RotationMember
from rotation.reminders import Meeting, Reminder, plan
from rotation.rulebook import Audience, Rule


def meeting(consultation: Consultation) -> Meeting:
    """The facts the reminder plan depends on."""
    fixed = consultation.status == Consultation.Status.SCHEDULED
    return Meeting(
        planned_at=consultation.planned_at,
        term_ends_on=consultation.turn.ends_on,
        starts_at=consultation.starts_at if fixed else None,
        reply_by=consultation.reply_by if fixed else None,
        topics_fixed=consultation.topics_fixed_at is not None,
    )


def members_of(consultation: Consultation) -> list[int]:
    """Committees that belong to the rotation when the consultation is (or its term begins), in order."""
    return [row.committee_id for row in memberships(consultation)]


def memberships(consultation: Consultation) -> list[RotationMember]:
    """Their membership rows, with the committees."""
    members = RotationMember.objects.invited_to(consultation)
    return list(members.select_related("committee").order_by("position"))


def unreached(committees: Iterable[int]) -> list[Committee]:
    """Those of ``committees`` where nobody has an account that hears of anything."""
    staff = User.objects.staff_of(*committees).values("committee")
    return list(Committee.objects.filter(pk__in=committees).exclude(pk__in=staff).order_by("position"))


def leads_of(consultation: Consultation) -> list[int]:
    """Committees with the rights of the lead: the lead itself, and the co-lead if there is one."""
    return consultation.turn.leads


def attending(consultation: Consultation) -> list[int]:
    """Committees that took part, in order: as put on record when it was held, else as they replied."""
    recorded = list(consultation.attendances.values_list("committee", flat=True))
    if recorded:
        return recorded
    came = set(
        ConsultationReply.objects.valid()
        .filter(consultation=consultation, answer=ConsultationReply.Answer.ATTEND)
        .values_list("committee", flat=True)
    )
    came.update(leads_of(consultation))
    return [committee for committee in members_of(consultation) if committee in came]


@dataclass(frozen=True)
class Addressees:
    """Whom a committee's notices go to, by committee; and the secretariat, which belongs to none."""

    staff: dict[int, list[int]]
    admins: dict[int, list[int]]
    secretariat: list[int]

    @classmethod
    def among(cls, committees: Iterable[int]) -> "Addressees":
        """One query, however many committees."""
        staff: dict[int, list[int]] = defaultdict(list)
        admins: dict[int, list[int]] = defaultdict(list)
        secretariat: list[int] = []
        wanted = set(committees)
        ours = User.objects.staff_of(*wanted) | User.objects.active().with_duty("rotation_admin")
        columns = ("committee", "pk", "role", "is_rotation_admin")
        for committee, person, role, keeps in ours.values_list(*columns).order_by("pk"):
            if keeps:
                secretariat.append(person)
            if committee in wanted and role in {User.Role.STAFF, User.Role.ADMIN}:
                staff[committee].append(person)
            if committee in wanted and role == User.Role.ADMIN:
                admins[committee].append(person)
        return cls(dict(staff), dict(admins), secretariat)

    def of(self, committees: Iterable[int]) -> list[int]:
        return [person for committee in committees for person in self.staff.get(committee, ())]

    def offices_of(self, committees: Iterable[int]) -> list[int]:
        """Their admins; where a committee has none, whoever does its work."""
        return [
            person
            for committee in committees
            for person in self.admins.get(committee, self.staff.get(committee, []))
        ]

    def people(self, audience: Audience, committees: Sequence[int]) -> list[int]:
        """Who of the committees concerned is told."""
        if audience is Audience.SECRETARIAT:
            return self.secretariat
        return self.offices_of(committees) if audience.is_office else self.of(committees)


def committees_for(audience: Audience, consultation: Consultation, members: Sequence[int]) -> list[int]:
    """Who has replied is left out when it is sent, not here. The secretariat is no committee."""
    leads = leads_of(consultation)
    match audience:
        case Audience.LEAD:
            return leads
        case Audience.ALL:
            return list(members)
        case Audience.UNANSWERED | Audience.OFFICE:
            return [committee for committee in members if committee not in leads]
    return []  # the secretariat, and audiences of what follows the meeting


def silent(consultation: Consultation) -> list[RotationMember]:
    """Members that owe an answer for the time and place as they are."""
    answered = set(consultation.replies.valid().values_list("committee", flat=True))
    answered.update(leads_of(consultation))
    return [row for row in memberships(consultation) if row.committee_id not in answered]


def names_of_silent(consultation: Consultation) -> list[str]:
    return [row.committee.short_name for row in silent(consultation)]


def members_on(rows: Iterable[RotationMember], consultation: Consultation) -> list[int]:
    """``members_of`` from rows already at hand."""
    day = consultation.member_day
    return [
        row.committee_id
        for row in rows
        if row.rotation_id == consultation.turn.rotation_id
        and row.joined_on <= day
        and (row.left_on is None or row.left_on > day)
    ]


def reminders(consultation: Consultation, rules: Sequence[Rule], working: WorkCalendar) -> list[Reminder]:
    """What is still to be sent; nothing for a consultation that is over."""
    return plan(meeting(consultation), rules, working) if consultation.is_open else []
