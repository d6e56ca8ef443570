"""What may be done with a joint activity. The row is locked first: the second sees the first's work."""

from activities.operations import corrections
from activities.operations.answers import confirm, count, dispute, reply
from activities.operations.attachments import attach, detach
from activities.operations.content import Party, Result
from activities.operations.records import cancel, discard, edit, log

__all__ = [
    "Party",
    "Result",
    "attach",
    "cancel",
    "confirm",
    "corrections",
    "count",
    "detach",
    "discard",
    "dispute",
    "edit",
    "log",
    "reply",
]
