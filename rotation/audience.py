"""Who gets a consultation's notices: the staff of the member committees."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.models import User
from collab_portal.lib import dates
from notifications.sources import PlannedReminder
from rotation.calendar import WorkCalendar
from rotation.models import Consultation, RotationMember
from rotation.reminders import Audience, Meeting, Reminder, plan


def meeting(consultation: Consultation) -> Meeting:
    """The facts the reminder plan depends on."""
    fixed = consultation.status == Consultation.Status.SCHEDULED
    return Meeting(
        planned_at=consultation.planned_at,
        term_ends_on=consultation.turn.ends_on,
        starts_at=consultation.starts_at if fixed else None,
    )


def members_of(consultation: Consultation) -> list[int]:
    """Committees that belong to the rotation when the consultation is (or its term begins), in order."""
    return [row.committee_id for row in memberships(consultation)]


def memberships(consultation: Consultation) -> list[RotationMember]:
    """Their membership rows, with the committees."""
    day = dates.today(consultation.starts_at) if consultation.starts_at else consultation.turn.starts_on
    members = RotationMember.objects.filter(rotation=consultation.turn.rotation_id).on(day)
    return list(members.select_related("committee").order_by("position"))


def leads_of(consultation: Consultation) -> list[int]:
    """Committees with the rights of the lead: the lead itself, and the co-lead if there is one."""
    turn = consultation.turn
    return [committee for committee in (turn.committee_id, turn.co_lead_id) if committee]


@dataclass(frozen=True)
class Addressees:
    """Staff of the committees concerned, by committee."""

    staff: dict[int, list[int]]

    @classmethod
    def among(cls, committees: Iterable[int]) -> "Addressees":
        staff: dict[int, list[int]] = defaultdict(list)
        for committee, person in (
            User.objects.staff_of(*committees).values_list("committee", "pk").order_by("pk")
        ):
            staff[committee].append(person)
        return cls(dict(staff))

    def of(self, committees: Iterable[int]) -> list[int]:
        return [person for committee in committees for person in self.staff.get(committee, ())]


def committees_for(audience: Audience, consultation: Consultation, members: Sequence[int]) -> list[int]:
    """UNANSWERED names all but the lead here; who has replied by then is left out when it is sent."""
    leads = leads_of(consultation)
    match audience:
        case Audience.LEAD:
            return leads
        case Audience.ALL:
            return list(members)
        case Audience.UNANSWERED:
            return [committee for committee in members if committee not in leads]


def planned(
    consultation: Consultation, members: Sequence[int], addressees: Addressees, working: WorkCalendar
) -> list[PlannedReminder]:
    """One row for each person and step."""
    return [
        PlannedReminder(
            step=reminder.step,
            recipient_id=person,
            not_before=reminder.not_before,
            expires_at=reminder.expires_at,
        )
        for reminder in reminders(consultation, working)
        for person in addressees.of(committees_for(reminder.audience, consultation, members))
    ]


def reminders(consultation: Consultation, working: WorkCalendar) -> list[Reminder]:
    """What is still to be sent; nothing for a consultation that is over."""
    return plan(meeting(consultation), working) if consultation.is_open else []
