"""What may be done with rotations, consultations, replies and feeds."""

from rotation.operations.advance import advance
from rotation.operations.consultations import Arrangement, cancel, convene, hold, postpone, replan, schedule
from rotation.operations.plans import Draft, Wish, draft, store
from rotation.operations.replies import reply
from rotation.operations.tokens import make_token, revoke_token
from rotation.operations.turns import set_co_lead
from rotation.operations.workdays import drop_workday, set_workday

__all__ = [
    "Arrangement",
    "Draft",
    "Wish",
    "advance",
    "cancel",
    "convene",
    "draft",
    "drop_workday",
    "hold",
    "make_token",
    "postpone",
    "replan",
    "reply",
    "revoke_token",
    "schedule",
    "set_co_lead",
    "set_workday",
    "store",
]
