"""Years of a rotation and its consultations, lived by chance: whatever is done, and by whom, nothing breaks.

A step is one verb with objects and facts drawn at random, often impossible ones. It is done, or refused as
``ValidationError`` or ``PermissionDenied``; then every promise is looked at anew.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from itertools import pairwise
from random import Random
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q

from collab_portal.lib import dates
from rotation import documents, operations
from rotation.handover import protocol
from rotation.models import (
    AgendaItem,
    Consultation,
    DatePoll,
    Handover,
    Minutes,
    MinutesSignature,
    PollVote,
    Resolution,
    Rotation,
    Swap,
    Turn,
)
from rotation.operations import Wish
from rotation.operations.minutes import edits_of
from rotation.planning import Cadence
from tests.factories import committee, make_user
from tests.rotation import errands
from tests.rotation.upkeep import Upkeep
from todos.operations import audit

SLUGS = ("hubei", "hunan", "jiangsu", "anhui", "sichuan")
OUTSIDE = "gansu"
WEIGHTS = {  # what ends things is seldom, so that much gets as far as signatures
    "do_cancel": 1,
    "do_plan": 1,
    "do_change_member": 1,
    "do_postpone": 1,
    "do_co_lead": 1,
    "do_order_swap": 1,
    "do_rename": 1,
    "do_workday": 1,
    "do_official_days": 1,
    "do_rule": 1,
    "do_calendar_link": 1,
    "do_take_back_held": 2,
    "do_record_held": 2,
    "do_schedule": 8,
    "do_hold": 8,
    "do_write": 8,
    "do_submit": 8,
    "do_sign": 10,
    "do_screen": 8,
    "do_propose": 8,
}
FACTS = {"kind": "plan", "background": "", "wanted": ""}


class Walk(Upkeep):
    """``step`` as often as wanted. ``done`` counts what was carried out, by verb."""

    def __init__(self, seed: int, now: datetime, tell: Callable[[datetime], Any]) -> None:
        self.dice, self.now, self.tell = Random(seed), now, tell
        self.done, self.tried = Counter[str](), Counter[str]()
        self.signed: dict[int, str] = {}
        self.held_over: dict[int, str] = {}
        self.meetings = self.errands = 0
        wish = Wish(SLUGS, Cadence.QUARTER, self.today, 2)
        operations.store(wish, actor=None, seen=0, now=now, backdated=True)
        self.people = [make_user(slug) for slug in (*SLUGS, OUTSIDE)]
        self.admin = make_user(OUTSIDE, role="member", is_rotation_admin=True)
        names = sorted(name for name in dir(self) if name.startswith("do_"))
        self.verbs = [name for name in names for _ in range(WEIGHTS.get(name, 3))]

    @property
    def today(self) -> date:
        return dates.today(self.now)

    @property
    def rotation(self) -> Rotation:
        return Rotation.objects.get()

    def step(self) -> None:
        verb = self.dice.choice(self.verbs)
        self.tried[verb] += 1
        try:
            with transaction.atomic():
                getattr(self, verb)()
        except (ValidationError, PermissionDenied, IndexError):  # IndexError: nothing there to choose from
            return
        self.done[verb] += 1
        self.check()
        self.errands += self.run_errands()

    def run_errands(self) -> int:
        return sum(errands.run(person, self.now) for person in self.asked())

    def asked(self) -> list[Any]:
        """Whose errands are run after this step: one of all by chance, now and then everybody's."""
        everybody = [*self.people, self.admin]
        return everybody if self.dice.random() < 0.2 else [self.dice.choice(everybody)]

    # what is drawn

    def one(self, rows: Any) -> Any:
        return self.dice.choice(list(rows.order_by("pk")))

    def day(self, least: int = -3, most: int = 200) -> date:
        return self.today + timedelta(days=self.dice.randint(least, most))

    def somebody(self) -> Any:
        """Most often one who may."""
        return self.admin if self.dice.random() < 0.6 else self.dice.choice(self.people)

    def meeting(self) -> Consultation:
        rows = Consultation.objects.for_page()
        alive = rows.filter(Q(status__in=Consultation.OPEN) | Q(closed_at=None, status="held"))
        found: Consultation = self.one(alive if alive and self.dice.random() < 0.9 else rows)
        return found

    def turn(self) -> Turn:
        rows, luck = Turn.objects.all(), self.dice.random()
        if luck < 0.1:
            rows = Turn.everything.all()
        elif luck < 0.5:
            rows = rows.current(self.today)
        found: Turn = self.one(rows)
        return found

    def committee(self) -> Any:
        return committee(self.dice.choice((*SLUGS, OUTSIDE)))

    @property
    def acting(self) -> dict[str, Any]:
        return {"actor": self.somebody(), "now": self.now}

    # the calendar and the plan

    def do_wait(self) -> None:
        """Whenever time passes, the hourly job has run."""
        self.now += timedelta(days=self.dice.randint(0, 12), hours=self.dice.randint(0, 5))
        self.tell(self.now)
        self.do_advance()

    def do_advance(self) -> None:
        operations.advance(now=self.now)
        audit(self.now, repair=True)

    def do_plan(self) -> None:
        rotation = self.rotation
        ends = [turn.ends_on for turn in rotation.turns.filter(ends_on__gte=self.today).order_by("starts_on")]
        start = ends[min(self.dice.randint(0, 2), len(ends) - 1)] + timedelta(days=1) if ends else self.today
        order = self.dice.sample(SLUGS, self.dice.randint(3, len(SLUGS)))
        cadence = self.dice.choice([Cadence.QUARTER, Cadence.QUARTER, Cadence.HALF_YEAR, Cadence.MONTH])
        wish = Wish(tuple(order), cadence, start, self.dice.randint(1, 2), operations.dated(rotation, start))
        seen = rotation.revision - (self.dice.random() < 0.1)
        operations.store(wish, actor=self.admin, seen=seen, now=self.now)

    def do_change_member(self) -> None:
        kind, rotation = self.dice.choice(["join", "leave", "keep"]), self.rotation
        facts = {"actor": self.admin, "reason": "机构调整", "seen": rotation.revision, "now": self.now}
        operations.change_member(rotation, self.committee(), kind, self.day(), **facts)

    def do_propose_swap(self) -> None:
        turn = self.turn()
        actor = make_user(turn.committee.slug)
        operations.propose_swap(turn, self.turn(), actor=actor, reason="统筹", now=self.now)

    def do_answer_swap(self) -> None:
        swap = self.one(Swap.objects.all())
        agree = self.dice.random() < 0.7
        actor = make_user(swap.other.slug)
        operations.answer_swap(swap, actor=actor, agree=agree, reason="时间冲突", now=self.now)

    def do_order_swap(self) -> None:
        operations.order_swap(self.turn(), self.turn(), actor=self.admin, reason="统筹", now=self.now)

    def do_skip(self) -> None:
        operations.skip_turn(self.turn(), actor=self.admin, reason="换届", now=self.now)

    def do_co_lead(self) -> None:
        chosen = self.dice.choice([None, self.committee()])
        operations.set_co_lead(self.turn(), chosen, today=self.today, actor=self.admin)

    # the consultation

    def do_convene(self) -> None:
        operations.convene(self.turn(), now=self.now)

    def do_schedule(self) -> None:
        meeting = self.meeting()
        turn = meeting.turn
        first = max(turn.starts_on, self.today)
        day = first + timedelta(days=self.dice.randint(0, max((turn.ends_on - first).days, 0)))
        arrangement = operations.Arrangement(
            dates.at(day, time(9)), dates.at(day, time(11)), "onsite", "会议室"
        )
        operations.schedule(meeting, title="会商", agenda="", arrangement=arrangement, now=self.now)

    def do_postpone(self) -> None:
        operations.postpone(self.meeting(), reason="汛情", now=self.now)

    def do_cancel(self) -> None:
        operations.cancel(self.meeting(), reason="汛情", now=self.now)

    def do_hold(self) -> None:
        """On its day, if that is near."""
        meeting = self.one(Consultation.objects.for_page().filter(status="scheduled"))
        if self.now < meeting.starts_at < self.now + timedelta(days=150):
            self.now = meeting.starts_at + timedelta(hours=1)
            self.tell(self.now)
            self.do_advance()
        operations.hold(meeting, now=self.now, present=[committee(slug).pk for slug in SLUGS[:3]])

    def do_call(self) -> None:
        operations.call_topics(self.meeting(), topics_by=self.day(0, 60), **self.acting)

    def do_propose(self) -> None:
        facts = {**FACTS, "title": f"议题{self.dice.randint(1, 999)}"}
        actor = self.dice.choice(self.people)
        operations.propose_item(self.meeting(), actor=actor, submission=uuid4(), now=self.now, **facts)

    def do_screen(self) -> None:
        item = self.one(AgendaItem.objects.all())
        into = self.dice.choice([None, *item.consultation.items.order_by("pk")])
        decision = self.dice.choice(AgendaItem.Status.values)
        operations.screen_item(item, decision=decision, reason="理由", merged_into=into, **self.acting)

    def do_withdraw_item(self) -> None:
        operations.withdraw_item(self.one(AgendaItem.objects.all()), actor=self.dice.choice(self.people))

    def do_fix(self) -> None:
        operations.fix_topics(self.meeting(), **self.acting)

    def do_notify(self) -> None:
        operations.send_notice(self.meeting(), **self.acting)

    def do_ask(self) -> None:
        meeting = self.meeting()
        days = [meeting.turn.ends_on - timedelta(days=self.dice.randint(0, 80)) for _ in range(3)]
        moments = [(day, time(9), time(11)) for day in days]
        operations.open_poll(meeting, moments=moments, closes_on=self.day(0, 20), **self.acting)

    def do_vote(self) -> None:
        poll, person = self.one(DatePoll.objects.all()), self.dice.choice(self.people)
        said = {option.pk: self.dice.choice(PollVote.Value.values) for option in poll.options.all()}
        operations.answer_poll(poll, actor=person, committee=person.committee, votes=said, now=self.now)

    def do_choose(self) -> None:
        poll = self.one(DatePoll.objects.all())
        operations.choose_option(self.one(poll.options.all()), **self.acting)

    def do_reply(self) -> None:
        meeting, person = self.meeting(), self.dice.choice(self.people)
        facts = {"answer": self.dice.choice(["attend", "decline"]), "delegates": "张三，处长"}
        operations.reply(meeting, actor=person, revision=meeting.revision, now=self.now, **facts)

    # what follows it

    def do_write(self) -> None:
        meeting = self.one(Consultation.objects.for_page().filter(status="held", closed_at=None))
        body = f"<p>第{self.dice.randint(1, 99)}段</p>"
        operations.write_minutes(meeting, body=body, version=edits_of(meeting), **self.acting)

    def do_submit(self) -> None:
        draft = self.one(Minutes.objects.filter(submitted_at=None))
        operations.submit_minutes(draft.consultation, sign_by=self.day(0, 10), **self.acting)

    def do_sign(self) -> None:
        """Everybody who is asked and may, or one at random."""
        minutes = self.one(Minutes.objects.in_force().filter(signed_at=None))
        people = self.people if self.dice.random() < 0.5 else [self.dice.choice(self.people)]
        signing = [
            person
            for person in people
            if minutes.consultation.attendances.filter(committee=person.committee).exists()
        ]
        for person in signing or people:
            operations.sign_minutes(minutes, actor=person, now=self.now)

    def do_object(self) -> None:
        minutes, person = self.one(Minutes.objects.all()), self.dice.choice(self.people)
        operations.object_to_minutes(minutes, actor=person, objection="数字有误", now=self.now)

    def do_answer_objection(self) -> None:
        said = self.one(MinutesSignature.objects.exclude(objection=""))
        operations.answer_objection(said, answer="以附表为准", **self.acting)

    def do_record(self) -> None:
        owners = [self.committee().pk for _ in range(2)]
        facts = {"title": "事项", "body": "", "owners": owners, "due_on": self.day(-5, 90)}
        held = self.one(Consultation.objects.for_page().filter(status="held", closed_at=None))
        operations.record_resolution(held, **facts, submission=uuid4(), **self.acting)

    def do_revise(self) -> None:
        found = self.one(Resolution.objects.all())
        facts = {"title": f"事项{self.dice.randint(1, 99)}", "body": "改", "owners": [self.committee().pk]}
        operations.revise_resolution(found, due_on=self.day(0, 90), reason="调整", **facts, **self.acting)

    def do_settle(self) -> None:
        status = self.dice.choice(Resolution.Status.values)
        found = self.one(Resolution.objects.all())
        operations.settle_resolution(found, status=status, reason="待批复", **self.acting)

    def do_close(self) -> None:
        operations.close_consultation(self.meeting(), **self.acting)

    def do_number(self) -> None:
        """Final minutes that have one keep it."""
        meeting = self.meeting()
        if not meeting.minutes.filter(finished_on__isnull=False).exists():
            operations.number_document(meeting, "minutes", f"〔2026〕{self.dice.randint(1, 9)}号")

    def do_hand_over(self) -> None:
        turn = self.one(Turn.objects.filter(starts_on__lte=self.today))
        sides = [row for row in (turn, turn.successor) if row]
        actor = make_user(self.dice.choice(sides).committee.slug)
        seen = protocol(turn, actor, self.today).seen
        operations.sign_handover(turn, actor=actor, seen=seen, now=self.now)

    def do_rename(self) -> None:
        """What no page offers, but what happens: an organ's name, a person's name."""
        row = self.committee()
        row.name = f"{row.name.split('（')[0]}（{self.dice.randint(1, 99)}）"
        row.save()
        person = self.dice.choice(self.people)
        person.display_name = f"同志{self.dice.randint(1, 99)}"
        person.save()

    # what must hold

    def check(self) -> None:
        connection.check_constraints()
        self._check_turns()
        self._check_meetings()
        self._check_topics()
        self._check_papers()
        assert audit(self.now, repair=False).differing == []

    def _check_turns(self) -> None:
        """From today on no day without a lead or with two, nobody twice in a cycle."""
        turns = list(Turn.objects.filter(ends_on__gte=self.today).order_by("starts_on"))
        for turn, following in pairwise(turns):
            assert following.starts_on == turn.ends_on + timedelta(days=1)
        led = list(Turn.objects.values_list("cycle", "committee"))
        assert len(led) == len(set(led))

    def _check_meetings(self) -> None:
        """None is ever lost; none is open in a turn that is gone; no poll runs on impossible days."""
        many = Consultation.objects.count()
        assert many >= self.meetings, "a consultation is gone"
        self.meetings = many
        gone = Consultation.objects.filter(turn__withdrawn_at__isnull=False)
        assert not gone.exclude(status="cancelled").exists()
        running = DatePoll.objects.filter(
            closed_at=None, consultation__status__in=["collecting", "postponed"]
        )
        for poll in running.select_related("consultation__turn"):
            turn = poll.consultation.turn
            assert any(turn.starts_on <= option.day <= turn.ends_on for option in poll.options.all())

    def _check_topics(self) -> None:
        """Each topic stands in one place: carried on, waiting to be, in a living meeting, or ended."""
        rotation = self.rotation.pk
        left = set(AgendaItem.objects.left_over(rotation).values_list("pk", flat=True))
        carried = set(AgendaItem.objects.exclude(carried_from=None).values_list("carried_from", flat=True))
        assert not left & carried
        unheard = AgendaItem.objects.filter(status__in=["proposed", "accepted"])
        lost = unheard.filter(consultation__status="cancelled").exclude(pk__in=left | carried)
        assert not lost.exists()

    def _check_papers(self) -> None:
        """Final minutes and handovers signed by both say what they said when they were signed."""
        for minutes in Minutes.objects.filter(finished_on__isnull=False):
            known = self.signed.setdefault(minutes.pk, self._paper(minutes))
            assert self._paper(minutes) == known, "signed minutes changed"
        done = Handover.objects.filter(outgoing_at__isnull=False, incoming_at__isnull=False)
        for handover in done:
            now = repr((handover.sheet, handover.note, handover.contact, handover.incoming_contact))
            assert self.held_over.setdefault(handover.pk, now) == now, "a signed handover changed"

    def _paper(self, minutes: Minutes) -> str:
        consultation = Consultation.objects.for_page().with_work().get(pk=minutes.consultation_id)
        paper = documents.Paper("minutes", "会商纪要", "")
        return sha256(repr(documents.compose(paper, consultation, self.now)).encode()).hexdigest()
