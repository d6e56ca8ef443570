"""Who may do what. The lead has its rights by the calendar: in its term and fourteen days after.

From sixty days before it prepares its own meeting; nothing else is the coming lead's yet.
"""

from typing import TYPE_CHECKING

import rules

from collab_portal.lib import dates
from rotation.handover import side_of
from rotation.models import AgendaItem, Consultation, Resolution, RotationMember, Swap, Turn

if TYPE_CHECKING:
    from accounts.models import User


@rules.predicate
def is_rotation_admin(user: "User") -> bool:
    return user.is_authenticated and user.is_rotation_admin


@rules.predicate
def leads(user: "User", obj: "Turn | Consultation | Resolution | None") -> bool:
    """Staff of the lead (or co-lead) committee, while its rights last."""
    if obj is None or not user.is_authenticated or not user.is_staff_member:
        return False
    if isinstance(obj, Resolution):
        obj = obj.consultation
    turn = obj.turn if isinstance(obj, Consultation) else obj
    return turn.is_led_by(user.committee_id, dates.today())


@rules.predicate
def prepares(user: "User", obj: "Turn | Consultation | None") -> bool:
    """Staff of the coming lead (or co-lead), while it prepares the meeting of its own turn."""
    if obj is None or not user.is_authenticated or not user.is_staff_member:
        return False
    turn = obj.turn if isinstance(obj, Consultation) else obj
    return turn.is_prepared_by(user.committee_id, dates.today())


@rules.predicate
def is_staff_of_a_member(user: "User", consultation: Consultation | None) -> bool:
    """Staff of a committee that belongs to the rotation: answers for it."""
    if consultation is None or not user.is_authenticated or not user.is_staff_member:
        return False
    members = RotationMember.objects.invited_to(consultation)
    return members.filter(committee=user.committee_id).exists()


@rules.predicate
def leads_now(user: "User", resolution: "Resolution | None") -> bool:
    """Staff of whoever leads that rotation today: it follows up what earlier leads left open."""
    if resolution is None or not user.is_authenticated or not user.is_staff_member:
        return False
    turns = Turn.objects.filter(rotation=resolution.consultation.turn.rotation_id)
    running = turns.current(dates.today()).first()
    return running is not None and running.is_led_by(user.committee_id, dates.today())


@rules.predicate
def owns(user: "User", resolution: "Resolution | None") -> bool:
    """Staff of a committee that carries the resolution out."""
    if resolution is None or not user.is_authenticated or not user.is_staff_member:
        return False
    return resolution.owners.filter(committee=user.committee_id).exists()


@rules.predicate
def put_forward(user: "User", item: "AgendaItem | None") -> bool:
    """Staff of the committee that proposed the topic."""
    if item is None or not user.is_authenticated or not user.is_staff_member:
        return False
    return item.committee_id == user.committee_id


@rules.predicate
def is_staff_of_lead(user: "User", turn: Turn | None) -> bool:
    """Staff of the committee whose turn it is, before the turn and in it."""
    return turn is not None and user.is_staff_member and user.committee_id == turn.committee_id


@rules.predicate
def is_staff_of_asked(user: "User", swap: Swap | None) -> bool:
    return swap is not None and user.is_staff_member and user.committee_id == swap.other_id


@rules.predicate
def is_staff_of_proposer(user: "User", swap: Swap | None) -> bool:
    return swap is not None and user.is_staff_member and user.committee_id == swap.proposer_id


@rules.predicate
def hands_over_or_takes_over(user: "User", turn: Turn | None) -> bool:
    """Staff of the turn's lead or of the lead that follows: each signs for its own side alone."""
    return turn is not None and side_of(user, turn) != ""


@rules.predicate
def is_party_to_handover(user: "User", turn: Turn | None) -> bool:
    """Staff of either lead or co-lead: they read what is handed over."""
    if turn is None or not user.is_staff_member or user.committee_id is None:
        return False
    after = turn.successor
    leads = {turn.committee_id, turn.co_lead_id}
    return user.committee_id in leads | ({after.committee_id, after.co_lead_id} if after else set())


rules.add_rule("rotation.see_handover", is_rotation_admin | is_party_to_handover)
rules.add_rule("rotation.sign_handover", hands_over_or_takes_over)
rules.add_rule("rotation.swap", is_staff_of_lead)
rules.add_rule("rotation.answer_swap", is_staff_of_asked)
rules.add_rule("rotation.withdraw_swap", is_staff_of_proposer)
rules.add_rule("rotation.plan", is_rotation_admin)
rules.add_rule("rotation.workdays", is_rotation_admin)
rules.add_rule("rotation.rules", is_rotation_admin)
rules.add_rule("rotation.convene", is_rotation_admin | leads | prepares)
rules.add_rule("rotation.reply", is_staff_of_a_member)
rules.add_rule("rotation.follow_up", is_rotation_admin | leads | leads_now)
rules.add_rule("rotation.report", owns)
rules.add_rule("rotation.revise_item", put_forward)
rules.add_rule("rotation.sign", is_staff_of_a_member)
