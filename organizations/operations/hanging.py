"""What hangs on a branch: shown before it ends, passed on or ended when it does."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from organizations.models import AllianceMember, Branch, LiaisonUnit, Pairing


@dataclass(frozen=True)
class Hanging:
    """What hangs on a branch when it ends."""

    children: list[Branch]
    pairings: list[Pairing]
    memberships: list[AllianceMember]
    invitations: list[AllianceMember]
    liaison: LiaisonUnit | None
    people: list[User]

    def __bool__(self) -> bool:
        things = (self.children, self.pairings, self.memberships, self.invitations, self.liaison, self.people)
        return any(map(bool, things))


def hanging(branch: Branch, today: date) -> Hanging:
    """Branches in being, open pairings, seats and invitations, liaison group, people; six queries."""
    seats = AllianceMember.objects.filter(branch=branch).select_related("alliance")
    return Hanging(
        list(branch.children.active(today).for_list()),  # type: ignore[attr-defined]
        list(Pairing.objects.open().of_branch(branch.pk).for_list()),
        list(seats.staying()),
        list(seats.awaiting_answer()),
        LiaisonUnit.objects.filter(branch=branch).select_related("group").first(),
        list(User.objects.filter(branch=branch).order_by("pk")),
    )


def last_day(branch: Branch) -> tuple[date, str] | None:
    """The latest day on which it is on record as being there, and what stands on record; else None."""
    pairings = Pairing.objects.of_branch(branch.pk).filter(started_on__isnull=False)
    seats = AllianceMember.objects.filter(branch=branch, joined_on__isnull=False)
    found = [(row.started_on, f"结对“{row}”") for row in pairings.for_list().order_by("-started_on")[:1]]
    found += [
        (row.joined_on, f"加入联盟“{row.alliance}”")
        for row in seats.select_related("alliance").order_by("-joined_on")[:1]
    ]
    held = {"status__in": ("held", "confirmed")}
    hosted = branch.hosted.filter(**held).order_by("-held_on")  # type: ignore[attr-defined]
    found += [(row.held_on, f"活动“{row}”") for row in hosted[:1]]
    came = branch.participations.filter(activity__status__in=held["status__in"])  # type: ignore[attr-defined]
    came = came.select_related("activity").order_by("-activity__held_on")
    found += [(row.activity.held_on, f"活动“{row.activity}”") for row in came[:1]]
    return max(((day, what) for day, what in found if day), default=None)
