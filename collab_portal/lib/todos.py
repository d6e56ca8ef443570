"""What is owed: each app says it of its objects in ``todos.py``, and nowhere else.

A ``Subject`` is contributed for each model with a life. ``Owed`` is one thing that one committee, the holders
of one duty or one person have to do. Rows are made of it (app ``todos``) as the last act of every ``verb``.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Generic, TypeVar

from django.db import models

from collab_portal.lib.awaiting import Answer
from collab_portal.lib.reminders import TopicPlan

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Kind:
    """A kind of to-do: ``label`` (会签, 确认 …) is its short word on 我的工作.

    ``again``: after so many working days its people are reminded, then the committee's admins, then whoever
    asked for it learns that no answer came; empty: nobody is. ``list_url``: where all of a committee's stand.
    ``nudge``: who waits for it may ask once more, as for all that is asked ``again``.
    """

    label: str
    again: tuple[int, ...] = ()
    list_url: Callable[[str], str] | None = None
    nudge: bool = False

    @property
    def may_be_nudged(self) -> bool:
        return self.nudge or bool(self.again)


ANSWERS = (3, 7, 10)  # working days after a committee was asked for its answer


@dataclass(frozen=True)
class Owed:
    """One thing owed by exactly one of ``committee``, ``duty`` (editor …) and ``person``.

    ``opens_at``: when it was asked, or will be; ``ends_at``: when it can no longer be done. Both are facts of
    the object, so that no clock is asked. ``asker``: the committee that waits for it. ``barred``: holders of
    the duty that may not do this one.
    """

    kind: str
    title: str
    url: str
    opens_at: datetime
    committee: int | None = None
    duty: str = ""
    person: int | None = None
    barred: tuple[int, ...] = ()
    asker: int | None = None
    detail: str = ""
    due_on: date | None = None
    ends_at: datetime | None = None
    answer: Answer | None = None


class Subject(ABC, Generic[M]):
    """What an app contributes for a model whose objects may owe something.

    ``nudged_by``: the right to ask for answers once more, beside the staff of the committee that asked.
    ``parts``: the models of rows below an object, each with the way to the object's key.
    """

    prefix: ClassVar[str]
    model: ClassVar[type[models.Model]]
    place: ClassVar[int]
    section: ClassVar[str]
    kinds: ClassVar[Mapping[str, Kind]]
    nudged_by: ClassVar[str] = ""
    parts: ClassVar[Mapping[type[models.Model], Callable[[Any], int]]] = {}

    @abstractmethod
    def live(self) -> "models.QuerySet[M]":
        """All that may owe anything, with all that ``owed`` reads."""

    @abstractmethod
    def owed(self, obj: M) -> Iterable[Owed]:
        """What is owed for an object of ``live``; asks the database nothing."""

    def revision(self, obj: M) -> int:
        """Everybody is asked anew when it rises."""
        return 0

    def plans(self, keys: Collection[int]) -> Iterable[TopicPlan]:
        """The reminders counted from days of these objects; an empty plan of one that is over."""
        return ()

    def alike(self, kind: str) -> list[str]:
        """Kinds of one label: the same thing said in other words as the days go by."""
        return [name for name, other in self.kinds.items() if other.label == self.kinds[kind].label]

    def topic(self, pk: int) -> str:
        return f"{self.prefix}:{pk}"

    def topics(self, pk: int) -> tuple[str, ...]:
        """Under which notices about the object stand."""
        return (self.topic(pk),)

    def key_of(self, obj: object) -> int | None:
        """The key of the object that ``obj`` is, or is a part of; None: it concerns another subject."""
        if isinstance(obj, self.model):
            key: int | None = obj.pk
            return key
        way = next((way for model, way in self.parts.items() if isinstance(obj, model)), None)
        return way(obj) if way else None


@dataclass(frozen=True)
class AtEnd:
    """What a verb does at its end, once it holds these topics and no other lock is still to be taken.

    ``run`` is told the verb's moment.
    """

    topics: Collection[str]
    run: Callable[[datetime], object]


@dataclass(frozen=True)
class Follower:
    """Contributed by who keeps what is derived of objects: asked, at a verb's end, what to do about these."""

    follow: Callable[[Iterable[object]], AtEnd]


@dataclass(frozen=True)
class Dependants:
    """Contributed by who owes something that hangs on another app's rows: what changes with these."""

    of: Callable[[Iterable[object]], Iterable[object]]
