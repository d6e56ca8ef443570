"""What runs out on a day: reminders 90, 30 and 7 days before, for pairings and framework agreements.

An end on a day off counts as the working day before, and so does a reminder's day. What lies before the
day it was agreed is left out. The same facts always give the same plan, so an auditor can compare.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from datetime import timedelta as span

from accounts.models import User
from collab_portal.lib import dates, workdays
from collab_portal.lib.reminders import PlannedReminder, TopicPlan
from notifications import operations as notices
from organizations.models import FrameworkAgreement, PairingTerm
from organizations.models.pairing import PairingTermQuerySet

BEFORE = (90, 30, 7)
HOUR = time(9, 0)  # within 08:30-18:00, Beijing time
PAIRING, AGREEMENT = "pairing-expiry", "agreement-expiry"


@dataclass(frozen=True)
class Term:
    """What a plan depends on. ``revision`` rises with each renewal of the same object."""

    topic: str
    revision: int
    agreed_on: date
    expires_on: date
    committees: tuple[int, ...]


def moments(term: Term, working: workdays.WorkingDays) -> list[tuple[str, datetime, datetime]]:
    """Step, when it is due, and when it is pointless: as the next one is due, the last when the term ends."""
    last = working.on_or_before(term.expires_on)
    due = [(days, working.on_or_before(last - span(days))) for days in BEFORE]
    ends = [dates.at(day, HOUR) for _, day in due[1:]] + [dates.end_of(term.expires_on)]
    return [
        (f"expiry-{days}", dates.at(day, HOUR), end)
        for (days, day), end in zip(due, ends, strict=True)
        if day > term.agreed_on and dates.at(day, HOUR) < end
    ]


def reminders(
    term: Term, staff: dict[int, list[int]], working: workdays.WorkingDays
) -> tuple[PlannedReminder, ...]:
    """One for each person of the committees concerned and each step."""
    people = [person for committee in term.committees for person in staff.get(committee, ())]
    return tuple(
        PlannedReminder(step=step, recipient_id=person, not_before=due, expires_at=end)
        for step, due, end in moments(term, working)
        for person in people
    )


def staff_of(committees: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    people = User.objects.staff_of(*set(committees)).order_by("pk")
    for committee, person in people.values_list("committee", "pk"):
        found.setdefault(committee, []).append(person)
    return found


def of_pairing(term: PairingTerm) -> Term | None:
    """The running term of a pairing, if it has an end."""
    if term.valid_until is None or term.answered_at is None:
        return None
    committees = tuple(dict.fromkeys(term.pairing.committees))
    agreed_on = dates.today(term.answered_at)
    return Term(f"{PAIRING}:{term.pairing_id}", term.number, agreed_on, term.valid_until, committees)


def of_agreement(agreement: FrameworkAgreement) -> Term | None:
    """An agreement in force, if it has an end; a renewal is another agreement."""
    if agreement.expires_on is None or agreement.started_on is None:
        return None
    committees = tuple(sorted(party.committee_id for party in agreement.parties.all()))
    topic = f"{AGREEMENT}:{agreement.pk}"
    return Term(topic, 1, agreement.started_on, agreement.expires_on, committees)


def plans(terms: Iterable[Term]) -> Iterator[TopicPlan]:
    """What is still to be sent about each; two queries."""
    terms = list(terms)
    staff, working = staff_of(pk for term in terms for pk in term.committees), workdays.calendar()
    for term in terms:
        yield TopicPlan(term.topic, term.revision, reminders(term, staff, working))


def of_pairings(keys: Collection[int]) -> Iterator[TopicPlan]:
    """The latest agreed term of each of these; of one that is over an empty plan."""
    latest = list(_latest(PairingTerm.objects.filter(pairing__in=keys)))
    running = [term for row in latest if row.pairing.status == "active" and (term := of_pairing(row))]
    yield from _with_ended(running, [(f"{PAIRING}:{row.pairing_id}", row.number) for row in latest])


def of_agreements(keys: Collection[int]) -> Iterator[TopicPlan]:
    """Each of these; of one that is over an empty plan."""
    rows = list(FrameworkAgreement.objects.filter(pk__in=keys).prefetch_related("parties"))
    running = [term for row in rows if row.status == "active" and (term := of_agreement(row))]
    yield from _with_ended(running, [(f"{AGREEMENT}:{row.pk}", 1) for row in rows])


def _with_ended(running: Sequence[Term], topics: Iterable[tuple[str, int]]) -> Iterator[TopicPlan]:
    yield from plans(running) if running else ()
    standing = {term.topic for term in running}
    yield from (TopicPlan(topic, revision, ()) for topic, revision in topics if topic not in standing)


def _latest(rows: PairingTermQuerySet) -> PairingTermQuerySet:
    return rows.agreed().select_related("pairing").order_by("pairing", "-number").distinct("pairing")


def running_pairings(today: date) -> Iterator[Term]:
    """The latest agreed term of every pairing in force that ends some day from today on; one query."""
    rows = PairingTerm.objects.filter(pairing__status="active", pairing__valid_until__gte=today)
    yield from (term for row in _latest(rows) if (term := of_pairing(row)))


def running_agreements(today: date) -> Iterator[Term]:
    """Every agreement in force that ends some day from today on; two queries."""
    rows = FrameworkAgreement.objects.active().filter(expires_on__gte=today).prefetch_related("parties")
    yield from (term for row in rows.order_by("pk") if (term := of_agreement(row)))


def replan(today: date) -> None:
    """All of them anew: working days and the staff of a committee change, and reminders follow."""
    notices.plan_all(plans([*running_pairings(today), *running_agreements(today)]))
