"""The steps of a consultation, one line each, for tests that begin further on."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from collab_portal.lib import dates
from rotation import operations
from rotation.documents import frozen
from rotation.operations.minutes import edits_of
from tests.factories import committee

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = dates.today(NOW)
FACTS = {"kind": "plan", "title": "水环境联合巡查", "background": "", "wanted": ""}


def calling(consultation: Any, lead: Any) -> Any:
    return operations.call_topics(consultation, actor=lead, topics_by=TODAY + timedelta(days=10), now=NOW)


def propose(consultation: Any, staff: Any, **change: Any) -> Any:
    facts = {"submission": uuid4(), "now": NOW, **FACTS, **change}
    return operations.propose_item(consultation, actor=staff, **facts)


def screen(item: Any, lead: Any, decision: str = "accepted", **facts: Any) -> Any:
    return operations.screen_item(item, actor=lead, decision=decision, now=NOW, **facts)


def ask_dates(consultation: Any, lead: Any, days: tuple[int, ...] = (12, 13)) -> Any:
    """A poll on half past nine of so many days ahead, open for five days."""
    moments = [(TODAY + timedelta(days=day), time(9, 30), time(11, 30)) for day in days]
    return operations.open_poll(
        consultation, actor=lead, moments=moments, closes_on=TODAY + timedelta(days=5), now=NOW
    )


def votes(poll: Any, value: str = "yes") -> dict[int, str]:
    return {option.pk: value for option in poll.options.all()}


def as_held(consultation: Any, *slugs: str) -> Any:
    """It took place, with these committees beside the lead."""
    present = [committee(slug).pk for slug in slugs]
    return operations.hold(consultation, now=consultation.starts_at, present=present)


def as_sent(consultation: Any) -> dict[str, Any]:
    """What minutes written straight into the database keep of their meeting."""
    return frozen.Facts.of(consultation).stored()


def send_round(consultation: Any, lead: Any, body: str = "<p>纪要</p>") -> Any:
    """Minutes written and sent for signature until the end of the meeting's day."""
    now = consultation.starts_at
    operations.write_minutes(consultation, actor=lead, body=body, version=edits_of(consultation), now=now)
    return operations.submit_minutes(consultation, actor=lead, now=now, sign_by=dates.today(now))


def decide(consultation: Any, lead: Any, days: int = 20, **change: Any) -> Any:
    """A resolution for 江苏, due so many days after the meeting."""
    facts = {"title": "建立联络员制度", "body": "", "owners": [committee("jiangsu").pk], **change}
    due = dates.today(consultation.starts_at) + timedelta(days=days)
    return operations.record_resolution(
        consultation, submission=uuid4(), actor=lead, due_on=due, now=consultation.starts_at, **facts
    )
