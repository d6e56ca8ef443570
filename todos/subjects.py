"""The registered subjects."""

from typing import Any

from collab_portal.lib import portal
from collab_portal.lib.todos import Subject
from todos.chasing import Chase


def owing(*subjects: Subject[Any]) -> tuple[object, ...]:
    """What an app contributes for its subjects: themselves, and the reminders of those that chase."""
    chased = [subject for subject in subjects if any(kind.again for kind in subject.kinds.values())]
    return (*subjects, *map(Chase, chased))


def every() -> list[Subject[Any]]:
    return portal.every(Subject)  # type: ignore[type-abstract]


def named(topic: str) -> tuple[Subject[Any], int] | None:
    """Whose object it names, under its own name or another that its notices stand under; and its number."""
    number = topic.partition(":")[2]
    if number.isascii() and number.isdigit():
        for subject in every():
            if topic in subject.topics(int(number)):
                return subject, int(number)
    return None


def of_topic(topic: str) -> Subject[Any]:
    """Raises LookupError for one of no subject."""
    prefix = topic.partition(":")[0]
    for subject in every():
        if subject.prefix == prefix:
            return subject
    raise LookupError(topic)
