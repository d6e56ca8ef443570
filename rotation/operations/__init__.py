"""What may be done with rotations, consultations, replies and feeds."""

from rotation.operations.advance import advance
from rotation.operations.consultations import Arrangement, cancel, convene, hold, postpone, replan, schedule
from rotation.operations.documents import number_document
from rotation.operations.notices import conflicts, drop_notice, import_notice
from rotation.operations.plans import Draft, Wish, draft, store
from rotation.operations.replies import reply
from rotation.operations.rules import edited as edited_rule
from rotation.operations.rules import preview as preview_rule
from rotation.operations.rules import set_rule
from rotation.operations.tokens import make_token, revoke_token
from rotation.operations.turns import set_co_lead
from rotation.operations.workdays import drop_workday, set_workday

__all__ = [
    "Arrangement",
    "Draft",
    "Wish",
    "advance",
    "cancel",
    "conflicts",
    "convene",
    "draft",
    "drop_notice",
    "drop_workday",
    "edited_rule",
    "hold",
    "import_notice",
    "make_token",
    "number_document",
    "postpone",
    "preview_rule",
    "replan",
    "reply",
    "revoke_token",
    "schedule",
    "set_co_lead",
    "set_rule",
    "set_workday",
    "store",
]
