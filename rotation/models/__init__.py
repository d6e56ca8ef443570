"""轮值、任期、会商: who leads when, and what the lead convenes, decides and follows up."""

from rotation.models.agenda import AgendaItem
from rotation.models.amendment import Skip, Swap
from rotation.models.attendance import Attendance
from rotation.models.consultation import Consultation
from rotation.models.document import DocumentNumber
from rotation.models.handover import Handover
from rotation.models.index import ConsultationIndex, TurnIndex
from rotation.models.minutes import Minutes, MinutesDecision, MinutesSignature
from rotation.models.poll import DatePoll, PollAnswer, PollLink, PollOption, PollVote
from rotation.models.reply import ConsultationReply
from rotation.models.resolution import Resolution, ResolutionIndex, ResolutionOwner, ResolutionProgress
from rotation.models.rotation import Rotation, RotationMember
from rotation.models.rule import ReminderRule
from rotation.models.token import CalendarToken
from rotation.models.turn import Turn
from rotation.models.workday import WorkdayNotice, WorkdayOverride

__all__ = [
    "AgendaItem",
    "Attendance",
    "CalendarToken",
    "Consultation",
    "ConsultationIndex",
    "ConsultationReply",
    "DatePoll",
    "DocumentNumber",
    "Handover",
    "Minutes",
    "MinutesDecision",
    "MinutesSignature",
    "PollAnswer",
    "PollLink",
    "PollOption",
    "PollVote",
    "ReminderRule",
    "Resolution",
    "ResolutionIndex",
    "ResolutionOwner",
    "ResolutionProgress",
    "Rotation",
    "RotationMember",
    "Skip",
    "Swap",
    "Turn",
    "TurnIndex",
    "WorkdayNotice",
    "WorkdayOverride",
]
