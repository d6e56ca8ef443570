"""What other committees put into a consultation that is not held: told before it ends, and to them after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from rotation.models import Consultation


@dataclass(frozen=True)
class Hanging:
    """Titles of topics by committee, and which committees answered an open poll."""

    topics: Mapping[int, Sequence[str]]
    voters: Sequence[int]

    @property
    def committees(self) -> list[int]:
        return sorted({*self.topics, *self.voters})

    @property
    def topic_count(self) -> int:
        return sum(len(titles) for titles in self.topics.values())

    @classmethod
    def of(cls, row: Any) -> Self:
        """``row``: a consultation read ``with_hanging``."""
        topics: dict[int, list[str]] = {}
        for topic in row.topics_put:
            topics.setdefault(topic["committee"], []).append(topic["title"])
        return cls(topics, row.poll_voters)


def hanging(consultation: Consultation) -> Hanging:
    """One query."""
    return Hanging.of(Consultation.objects.with_hanging().get(pk=consultation.pk))
