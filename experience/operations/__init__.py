"""What may be done in the column; one module a noun. Each verb locks, then asks the rules again."""

from experience.operations.adoptions import adopt, report, take_back
from experience.operations.articles import (
    edit,
    publish,
    send_back,
    sign,
    submit,
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
from experience.operations.cases import change_case, drop_case, report_case
from experience.operations.errors import ChangedError
from experience.operations.reading import clear_list, follow, follow_only, keep, let_go, unfollow

__all__ = [
    "ChangedError",
    "add",
    "adopt",
    "arrange",
    "change_case",
    "change_issue",
    "clear_list",
    "discard",
    "drop_case",
    "edit",
    "follow",
    "follow_only",
    "hold",
    "keep",
    "let_go",
    "plan_issue",
    "publish",
    "release_due",
    "report",
    "report_case",
    "send_back",
    "settle_issue",
    "sign",
    "submit",
    "take_back",
    "unfollow",
    "withdraw",
    "write",
]
