"""A source whose plans and texts a test decides, and a check after every test that no row got lost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from collab_portal.lib.reminders import TopicPlan
from notifications import sources
from notifications.models import Delivery
from notifications.sources import Message, Saying
from tests.notifications.helpers import census


@dataclass
class Meetings:
    """Topics ``meeting:<n>``. ``silent`` holds steps that are no longer true, ``broken`` those that raise."""

    prefix: str = "meeting"
    live: list[TopicPlan] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    asked: int = 0

    def plans(self, now: datetime) -> list[TopicPlan]:
        return self.live

    def saying(self, topic: str, step: str) -> Saying | None:
        self.asked += 1
        if step in self.broken:
            raise RuntimeError("模板出错")
        if step in self.silent:
            return None
        return Saying(
            lambda person: Message(f"{topic} {step}", f"{person}：请知悉。", "/rotation/"),
            lambda committee: Message(f"{topic} {step}", "请知悉。", "/rotation/"),
        )


@pytest.fixture
def meetings(monkeypatch: pytest.MonkeyPatch) -> Meetings:
    source = Meetings()
    monkeypatch.setattr(sources, "every", lambda: [source])
    return source


@pytest.fixture(autouse=True)
def _nothing_lost(request: pytest.FixtureRequest) -> Iterator[None]:
    """Conservation: every row ever planned is in exactly one end state or still open."""
    yield
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        counts = census()
        assert sum(counts.values()) == Delivery.objects.count()
        assert set(counts) <= set(Delivery.Status)
