from accounts.models.credentials import PasswordRecord, UsedCode
from accounts.models.event import SecurityEvent
from accounts.models.recovery import Recovery
from accounts.models.ticket import Ticket
from accounts.models.user import User, UserManager, UserQuerySet

__all__ = [
    "PasswordRecord",
    "Recovery",
    "SecurityEvent",
    "Ticket",
    "UsedCode",
    "User",
    "UserManager",
    "UserQuerySet",
]
