"""A consultation as a state machine: in whatever order whoever does what, it is never in an illegal state.

``MEETINGS=2000`` plays as many of fifty steps each; the suite a few shorter ones.
"""

import os
import sys
from collections import Counter
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from collab_portal.lib import dates
from organizations.models import Committee
from rotation import operations
from rotation.models import (
    AgendaItem,
    Consultation,
    MinutesSignature,
    PollVote,
    Resolution,
    RotationMember,
    Turn,
)
from rotation.operations.minutes import edits_of
from tests.factories import committee, make_rotation, make_user
from tests.rotation.meeting import Ledger
from tests.rotation.work import FACTS, NOW, TODAY

MEETINGS = int(os.environ.get("MEETINGS", "0"))
MEMBERS = ("hubei", "jiangsu", "anhui", "zhejiang")
LEADS, STAFF = {"lead", "colleague", "secretary"}, {"lead", "colleague", "jiangsu", "anhui", "zhejiang"}
people = st.sampled_from(["lead", *sorted(STAFF | LEADS), "member", "stranger", "lead", "lead"])
places, days = st.integers(0, 5), st.integers(0, 40)
done: Counter[str] = Counter()


class Meeting(RuleBasedStateMachine):
    """Four members, 湖北 leads; besides, a mere member of 江苏, the secretariat and a stranger."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now, self.ledger = NOW, Ledger()
        self.people = {
            "lead": make_user("hubei"),
            "colleague": make_user("hubei", role="admin"),
            **{slug: make_user(slug) for slug in ("jiangsu", "anhui", "zhejiang")},
            "member": make_user("jiangsu", role="member"),
            "stranger": make_user("gansu"),
            "secretary": make_user("gansu", role="member", is_rotation_admin=True),
        }
        self.meeting = operations.convene(Turn.objects.current(TODAY).get(), now=NOW)
        self.ledger.look()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def act(self, who: set[str], person: str, operation: Any, *args: Any, **facts: Any) -> Any:
        done[operation.__name__] += 1
        actor = self.people[person]
        found = self.ledger.attempt(
            person in who, lambda: operation(*args, actor=actor, now=self.now, **facts)
        )
        done[f"{operation.__name__} done"] += found is not None
        self.meeting = Consultation.objects.get(pk=self.meeting.pk)
        return found

    def one(self, rows: Any, place: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[place % len(found)] if found else None

    def arrangement(self, after: int) -> operations.Arrangement:
        day = dates.today(self.now) + timedelta(days=after)
        return operations.Arrangement(dates.at(day, time(9)), dates.at(day, time(11)), "onsite", "会议室")

    def leading(self, operation: Any, *args: Any, **facts: Any) -> Any:
        """A verb that asks no actor: the view has checked that he leads."""
        done[operation.__name__] += 1
        found = self.ledger.attempt(True, lambda: operation(*args, now=self.now, **facts))
        self.meeting = Consultation.objects.get(pk=self.meeting.pk)
        return found

    @initialize(far=st.sampled_from(["fresh", "fresh", "dated", "held", "sent"]))
    def begin(self, far: str) -> None:
        if far == "fresh":
            return
        self.schedule(after=10)
        if far in {"held", "sent"}:
            self.now += timedelta(days=11)
            self.hold(came={"jiangsu", "anhui"})
        if far == "sent":
            self.write("lead", True)
            self.submit("lead", 3)

    @rule(after=st.integers(0, 12))
    def wait(self, after: int) -> None:
        self.now = min(self.now + timedelta(days=after), NOW + timedelta(days=60))

    @rule(person=people, after=days)
    def call(self, person: str, after: int) -> None:
        until = dates.today(self.now) + timedelta(days=after - 1)
        self.act(LEADS, person, operations.call_topics, self.meeting, topics_by=until)

    @rule(person=people)
    def propose(self, person: str) -> None:
        self.act(STAFF, person, operations.propose_item, self.meeting, submission=uuid4(), **FACTS)

    @rule(person=people, place=places)
    def withdraw(self, person: str, place: int) -> None:
        item = self.one(self.meeting.items.exclude(status="withdrawn"), place)
        if item is not None:
            mine = person in STAFF and item.committee_id == self.people[person].committee_id

            def withdraw_item(item: Any, *, actor: Any, now: Any) -> Any:
                return operations.withdraw_item(item, actor=actor)

            self.act({person} if mine else set(), person, withdraw_item, item)

    @rule(person=people, place=places, into=places, decision=st.sampled_from(AgendaItem.Status.values))
    def screen(self, person: str, place: int, into: int, decision: str) -> None:
        item = self.one(self.meeting.items, place)
        if item is not None:
            target = self.one(self.meeting.items, into)
            facts = {"decision": decision, "merged_into": target, "reason": "理由"}
            self.act(LEADS, person, operations.screen_item, item, **facts)

    @rule(person=people)
    def fix(self, person: str) -> None:
        self.act(LEADS, person, operations.fix_topics, self.meeting)

    @rule(person=people, after=st.sets(days, max_size=4), until=st.integers(-1, 8))
    def ask(self, person: str, after: set[int], until: int) -> None:
        today = dates.today(self.now)
        moments = [(today + timedelta(days=day), time(9), time(11)) for day in after]
        closes_on = today + timedelta(days=until)
        self.act(LEADS, person, operations.open_poll, self.meeting, moments=moments, closes_on=closes_on)

    @rule(person=people, other=st.sampled_from(MEMBERS), value=st.sampled_from(PollVote.Value.values))
    def answer(self, person: str, other: str, value: str) -> None:
        """Whatever committee is named, the answer is that of the person's own."""
        poll = self.meeting.polls.order_by("-pk").first()
        if poll is not None:
            said = {option.pk: value for option in poll.options.all()}
            named: Committee = committee(other)
            self.act(STAFF, person, operations.answer_poll, poll, committee=named, votes=said)

    @rule(person=people, place=places)
    def choose(self, person: str, place: int) -> None:
        poll = self.meeting.polls.order_by("-pk").first()
        if poll is not None:
            self.act(LEADS, person, operations.choose_option, self.one(poll.options, place))

    @rule(after=days)
    def schedule(self, after: int) -> None:
        facts = {"title": "会商", "agenda": "", "arrangement": self.arrangement(after)}
        self.leading(operations.schedule, self.meeting, **facts)

    @rule(reason=st.sampled_from(["", "汛情"]))
    def postpone(self, reason: str) -> None:
        self.leading(operations.postpone, self.meeting, reason=reason)

    @rule(again=st.integers(0, 9))
    def cancel(self, again: int) -> None:
        """Seldom; the turn then gets another."""
        if again == 7 and self.leading(operations.cancel, self.meeting, reason="汛情") is not None:
            self.meeting = self.leading(operations.convene, self.meeting.turn) or self.meeting

    @rule(person=people)
    def notify(self, person: str) -> None:
        self.act(LEADS, person, operations.send_notice, self.meeting)

    @rule(person=st.sampled_from(sorted(STAFF)), comes=st.booleans(), old=st.booleans())
    def reply(self, person: str, comes: bool, old: bool) -> None:
        facts = {"answer": "attend" if comes else "decline", "delegates": ""}
        self.act(STAFF, person, operations.reply, self.meeting, revision=self.meeting.revision - old, **facts)

    @rule(came=st.sets(st.sampled_from([*MEMBERS, "gansu"])))
    def hold(self, came: set[str]) -> None:
        self.leading(operations.hold, self.meeting, present=[committee(slug).pk for slug in came])

    @rule(person=people, fresh=st.booleans())
    def write(self, person: str, fresh: bool) -> None:
        facts = {"body": "<p>纪要</p>", "version": edits_of(self.meeting) - (not fresh)}
        self.act(LEADS, person, operations.write_minutes, self.meeting, **facts)

    @rule(person=people, until=st.integers(-1, 6))
    def submit(self, person: str, until: int) -> None:
        day = dates.today(self.now) + timedelta(days=until)
        self.act(LEADS, person, operations.submit_minutes, self.meeting, sign_by=day)

    @rule(person=people, place=places)
    def sign(self, person: str, place: int) -> None:
        minutes = self.one(self.meeting.minutes, place)
        if minutes is not None:
            self.act(self.signing(minutes), person, operations.sign_minutes, minutes)

    @rule(person=people, place=places, words=st.sampled_from(["", "数字有误"]))
    def object_to(self, person: str, place: int, words: str) -> None:
        minutes = self.one(self.meeting.minutes, place)
        if minutes is not None:
            self.act(self.signing(minutes), person, operations.object_to_minutes, minutes, objection=words)

    def signing(self, minutes: Any) -> set[str]:
        """Staff of who is on record as attending; nobody while it is a draft."""
        present = set(self.meeting.attendances.values_list("committee", flat=True))
        came = {name for name in STAFF if self.people[name].committee_id in present}
        return set() if minutes.is_draft else came

    @rule(person=people, place=places, words=st.sampled_from(["", "以附表为准"]))
    def answer_objection(self, person: str, place: int, words: str) -> None:
        found = MinutesSignature.objects.filter(minutes__consultation=self.meeting)
        said = self.one(found, place)
        if said is not None:
            self.act(LEADS, person, operations.answer_objection, said, answer=words)

    @rule(person=people, owners=st.sets(st.sampled_from([*MEMBERS, "gansu"])), after=days)
    def record(self, person: str, owners: set[str], after: int) -> None:
        facts = {
            "title": "事项",
            "body": "",
            "due_on": dates.today(self.now) + timedelta(days=after - 15),
            "submission": uuid4(),
            "owners": sorted(committee(slug).pk for slug in owners),
        }
        self.act(LEADS, person, operations.record_resolution, self.meeting, **facts)

    @rule(person=people, place=places)
    def report(self, person: str, place: int) -> None:
        decided = self.one(self.meeting.resolutions, place)
        if decided is not None:
            owners = set(decided.owners.values_list("committee", flat=True))
            theirs = {name for name in STAFF if self.people[name].committee_id in owners}
            self.act(theirs, person, operations.report_progress, decided, text="进展", submission=uuid4())

    @rule(person=people, place=places, status=st.sampled_from(Resolution.Status.values))
    def settle(self, person: str, place: int, status: str) -> None:
        decided = self.one(self.meeting.resolutions, place)
        if decided is not None:
            facts = {"status": status, "reason": "待批复"}
            self.act(LEADS, person, operations.settle_resolution, decided, **facts)

    @rule(person=people)
    def close(self, person: str) -> None:
        self.act(LEADS, person, operations.close_consultation, self.meeting)

    @invariant()
    def history_and_rows_agree(self) -> None:
        done["steps"] += 1
        self.ledger.check()

    @invariant()
    def final_minutes_were_signed_by_all_who_came(self) -> None:
        for minutes in self.meeting.minutes.filter(signed_at__isnull=False):
            signed = minutes.parties.filter(signed_at__isnull=False).values_list("committee", flat=True)
            assert set(signed) == set(self.meeting.attendances.values_list("committee", flat=True))


@pytest.mark.django_db
@pytest.mark.time_machine(NOW)
@pytest.mark.timeout(7200)
def test_in_whatever_order_whoever_does_what_no_state_is_illegal(capsys):
    make_rotation(now=NOW)
    RotationMember.objects.exclude(committee__slug__in=MEMBERS).delete()
    often = settings(
        max_examples=MEETINGS or 5,
        stateful_step_count=50 if MEETINGS else 20,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )

    try:
        run_state_machine_as_test(Meeting, settings=often)
    finally:
        if MEETINGS:
            with capsys.disabled():
                sys.stdout.write(f"{sorted(done.items())}\n")
