"""What may be done with rotations, consultations, replies and feeds."""

from rotation.operations.advance import advance
from rotation.operations.agenda import (
    arrange_items,
    call_topics,
    fix_topics,
    propose_item,
    revise_item,
    screen_item,
    withdraw_item,
)
from rotation.operations.chairing import members_of_alliance
from rotation.operations.consultations import (
    Arrangement,
    cancel,
    convene,
    postpone,
    rename,
    schedule,
)
from rotation.operations.documents import number_document
from rotation.operations.handovers import open_handover, reopen_handover, sign_handover, write_handover
from rotation.operations.hanging import hanging
from rotation.operations.holding import hold, record_held, take_back_held
from rotation.operations.memberships import change_member, dated, standing, wish_of
from rotation.operations.minutes import (
    answer_objection,
    object_to_minutes,
    sign_minutes,
    submit_minutes,
    write_minutes,
)
from rotation.operations.notice import send_notice
from rotation.operations.notices import Preview, drop_notice, import_notice, preview_notice
from rotation.operations.plans import Draft, Spell, Wish, draft, store
from rotation.operations.polls import (
    answer_poll,
    choose_option,
    close_poll,
    make_poll_link,
    open_poll,
    revoke_poll_link,
)
from rotation.operations.replies import reply
from rotation.operations.resolutions import (
    close_consultation,
    record_resolution,
    report_progress,
    revise_resolution,
    settle_resolution,
)
from rotation.operations.rules import add_rule, set_rule
from rotation.operations.rules import edited as edited_rule
from rotation.operations.rules import preview as preview_rule
from rotation.operations.rules import wished as wished_rule
from rotation.operations.skips import skip_turn
from rotation.operations.swaps import answer_swap, order_swap, propose_swap, withdraw_swap
from rotation.operations.tokens import make_token, revoke_token
from rotation.operations.turns import set_co_lead
from rotation.operations.workdays import drop_workday, set_workday

__all__ = [
    "Arrangement",
    "Draft",
    "Preview",
    "Spell",
    "Wish",
    "add_rule",
    "advance",
    "answer_objection",
    "answer_poll",
    "answer_swap",
    "arrange_items",
    "call_topics",
    "cancel",
    "change_member",
    "choose_option",
    "close_consultation",
    "close_poll",
    "convene",
    "dated",
    "draft",
    "drop_notice",
    "drop_workday",
    "edited_rule",
    "fix_topics",
    "hanging",
    "hold",
    "import_notice",
    "make_poll_link",
    "make_token",
    "members_of_alliance",
    "number_document",
    "object_to_minutes",
    "open_handover",
    "open_poll",
    "order_swap",
    "postpone",
    "preview_notice",
    "preview_rule",
    "propose_item",
    "propose_swap",
    "record_held",
    "record_resolution",
    "rename",
    "reopen_handover",
    "reply",
    "report_progress",
    "revise_item",
    "revise_resolution",
    "revoke_poll_link",
    "revoke_token",
    "schedule",
    "screen_item",
    "send_notice",
    "set_co_lead",
    "set_rule",
    "set_workday",
    "settle_resolution",
    "sign_handover",
    "sign_minutes",
    "skip_turn",
    "standing",
    "store",
    "submit_minutes",
    "take_back_held",
    "wish_of",
    "wished_rule",
    "withdraw_item",
    "withdraw_swap",
    "write_handover",
    "write_minutes",
]
