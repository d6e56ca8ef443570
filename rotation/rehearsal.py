"""What an operation would set off, told before it is done: it is really done, looked at, and taken back.

So what is foretold cannot drift from what happens. Nothing of it leaves the database, or this transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.db.models import Max

from notifications.models import Delivery
from organizations.models import Committee
from rotation.audience import members_of, unreached
from rotation.models import AgendaItem, Consultation, ConsultationReply, DatePoll, PollAnswer
from rotation.naming import former_leads, renamed
from todos.operations import in_full

BUSY = "有人正在办理这一事项，请稍后再看。"
SHOWN = 10


@dataclass(frozen=True)
class Fate:
    """Of one consultation: what becomes of what others put into it. Committees by their short names."""

    consultation: Consultation
    replies: Sequence[str] = ()
    notice: bool = False
    poll: Sequence[str] | None = None
    call: bool = False
    topics: int = 0
    rename: str = ""

    @property
    def is_touched(self) -> bool:
        changed = self.replies or self.notice or self.call or self.topics or self.rename
        return bool(changed) or self.poll is not None


@dataclass(frozen=True)
class Consequences:
    """``letters`` to ``people``; ``added`` and ``dropped`` planned reminders; what falls, by consultation."""

    letters: int = 0
    people: int = 0
    added: int = 0
    dropped: int = 0
    unreached: Sequence[Committee] = ()
    fates: Sequence[Fate] = field(default_factory=tuple)


@dataclass(frozen=True)
class _Seen:
    """Of the open consultations: what stands and may fall."""

    replies: dict[int, set[str]]
    notified: set[int]
    polls: dict[int, list[str]]
    calls: dict[int, Any]
    topics: dict[int, int]
    revisions: dict[int, int]
    dropped: int

    @classmethod
    def now(cls) -> "_Seen":
        replies: dict[int, set[str]] = {}
        valid = ConsultationReply.objects.valid().filter(consultation__status__in=Consultation.OPEN)
        for pk, name in valid.values_list("consultation", "committee__short_name"):
            replies.setdefault(pk, set()).add(name)
        polls: dict[int, list[str]] = {
            pk: [] for pk in DatePoll.objects.running().values_list("consultation", flat=True)
        }
        answers = PollAnswer.objects.filter(poll__in=DatePoll.objects.running())
        for pk, name in answers.order_by("committee__position").values_list(
            "poll__consultation", "committee__short_name"
        ):
            polls[pk].append(name)
        rows = Consultation.objects.open()
        topics: dict[int, int] = {}
        standing = AgendaItem.objects.filter(
            consultation__in=rows, status__in=["proposed", "accepted", "merged"]
        )
        for pk in standing.values_list("consultation", flat=True):
            topics[pk] = topics.get(pk, 0) + 1
        calls = dict(rows.filter(topics_by__isnull=False).values_list("pk", "topics_by"))
        notified = set(rows.filter(notified_at__isnull=False).values_list("pk", flat=True))
        gone = Delivery.objects.filter(planned=True, status=Delivery.Status.SUPERSEDED).count()
        revisions = dict(rows.values_list("pk", "revision"))
        return cls(replies, notified, polls, calls, topics, revisions, gone)


def rehearse(operation: Callable[[], Any]) -> Consequences:
    """Raises ValidationError as the operation would, or when somebody else is at work on the same things."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
            before, last = _Seen.now(), Delivery.objects.aggregate(last=Max("pk"))["last"] or 0
            with in_full():
                operation()
            found = _compare(before, _Seen.now(), last)
            transaction.set_rollback(True)
    except OperationalError as error:
        raise ValidationError(BUSY) from error
    return found


def _compare(before: _Seen, after: _Seen, last: int) -> Consequences:
    ours = Delivery.objects.filter(pk__gt=last)
    letters = ours.filter(planned=False, channel=Delivery.Channel.EMAIL).exclude(
        status=Delivery.Status.SUPERSEDED
    )
    touched = {*before.replies, *before.notified, *before.polls, *before.calls, *before.topics}
    touched |= {pk for pk, _ in after.revisions.items() ^ before.revisions.items()}
    rows = Consultation.objects.for_page().filter(pk__in=touched).order_by("starts_at", "pk")
    fates = []
    for row in rows:
        pk = row.pk
        ended = pk in before.polls and pk not in after.polls
        fates.append(
            Fate(
                row,
                replies=sorted(before.replies.get(pk, set()) - after.replies.get(pk, set())),
                notice=pk in before.notified and pk not in after.notified and row.is_open,
                poll=before.polls[pk] if ended else None,
                call=row.is_open
                and row.topics_by is not None
                and row.topics_by < (before.calls.get(pk) or row.topics_by),
                topics=before.topics.get(pk, 0) if not row.is_open else 0,
                rename=renamed(row, former_leads(row.turn_id)) if row.is_open else "",
            )
        )
    return Consequences(
        letters=letters.count(),
        people=letters.order_by().values("recipient").distinct().count(),
        added=ours.filter(planned=True).count(),
        dropped=max(after.dropped - before.dropped, 0),
        unreached=unreached({pk for row in rows for pk in members_of(row)}),
        fates=tuple(fate for fate in fates if fate.is_touched)[:SHOWN],
    )
