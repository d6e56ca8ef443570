"""What may be done with a joint activity. The row is locked first: the second sees the first's work."""

from activities.operations import corrections
from activities.operations.answers import confirm, count, dispute, reply
from activities.operations.attachments import attach, detach
from activities.operations.content import Party, Result
from activities.operations.labels import Tags, tag, untag
from activities.operations.placing import release_places, set_places
from activities.operations.records import cancel, discard, edit, log
from activities.operations.uses import Refusal, ask_again, decline, grant, withdraw

__all__ = [
    "Party",
    "Refusal",
    "Result",
    "Tags",
    "ask_again",
    "attach",
    "cancel",
    "confirm",
    "corrections",
    "count",
    "decline",
    "detach",
    "discard",
    "dispute",
    "edit",
    "grant",
    "log",
    "release_places",
    "reply",
    "set_places",
    "tag",
    "untag",
    "withdraw",
]
