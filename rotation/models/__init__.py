"""轮值、任期、会商: who leads when, and what the lead convenes."""

from rotation.models.consultation import Consultation, ConsultationReply
from rotation.models.rotation import Rotation, RotationMember
from rotation.models.rule import ReminderRule
from rotation.models.token import CalendarToken
from rotation.models.turn import Turn
from rotation.models.workday import WorkdayOverride

__all__ = [
    "CalendarToken",
    "Consultation",
    "ConsultationReply",
    "ReminderRule",
    "Rotation",
    "RotationMember",
    "Turn",
    "WorkdayOverride",
]
