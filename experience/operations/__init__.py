"""What may be done in the column; one module a noun. Each verb locks, then asks the rules again."""

from experience.operations.adoptions import adopt, report, take_back
from experience.operations.articles import (
    ChangedError,
    edit,
    publish,
    send_back,
    sign,
    submit,
    withdraw,
    write,
)

__all__ = [
    "ChangedError",
    "adopt",
    "edit",
    "publish",
    "report",
    "send_back",
    "sign",
    "submit",
    "take_back",
    "withdraw",
    "write",
]
