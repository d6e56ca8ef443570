from accounts.models.credentials import PasswordRecord, UsedCode
from accounts.models.event import SecurityEvent
from accounts.models.exportjob import ExportJob
from accounts.models.letter import Letter
from accounts.models.recovery import Recovery
from accounts.models.retirement import Retirement
from accounts.models.seal import HistoryContext, Seal
from accounts.models.ticket import Ticket
from accounts.models.user import User, UserManager, UserQuerySet

__all__ = [
    "ExportJob",
    "HistoryContext",
    "Letter",
    "PasswordRecord",
    "Recovery",
    "Retirement",
    "Seal",
    "SecurityEvent",
    "Ticket",
    "UsedCode",
    "User",
    "UserManager",
    "UserQuerySet",
]
