"""What may be done in the column; one module a noun. Each verb locks, then asks the rules again."""

from experience.operations.adoptions import adopt, report, take_back
from experience.operations.articles import (
    edit,
    publish,
    send_back,
    sign,
    submit,
    take_back_piece,
    withdraw,
    write,
)
from experience.operations.bulletins import (
    add,
    arrange,
    change_issue,
    discard,
    hold,
    plan_issue,
    release_due,
    settle_issue,
)
from experience.operations.calls import call_for_pieces, close_call
from experience.operations.cases import change_case, drop_case, report_case
from experience.operations.corrections import (
    correct,
    drop_correction,
    pass_correction,
    return_correction,
    revise,
)
from experience.operations.illustrations import add_picture
from experience.operations.reading import clear_list, follow, follow_only, keep, let_go, stop_digest, unfollow
from experience.operations.remarks import drop_remark, remark, settle_remark

__all__ = [
    "add",
    "add_picture",
    "adopt",
    "arrange",
    "call_for_pieces",
    "change_case",
    "change_issue",
    "clear_list",
    "close_call",
    "correct",
    "discard",
    "drop_case",
    "drop_correction",
    "drop_remark",
    "edit",
    "follow",
    "follow_only",
    "hold",
    "keep",
    "let_go",
    "pass_correction",
    "plan_issue",
    "publish",
    "release_due",
    "remark",
    "report",
    "report_case",
    "return_correction",
    "revise",
    "send_back",
    "settle_issue",
    "settle_remark",
    "sign",
    "stop_digest",
    "submit",
    "take_back",
    "take_back_piece",
    "unfollow",
    "withdraw",
    "write",
]
