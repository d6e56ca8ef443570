"""What else is done to a rotation by chance: the half of ``walk.py`` that keeps, corrects and takes back."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from collab_portal.lib import dates
from rotation import operations
from rotation.holiday_notice import read
from rotation.models import (
    AgendaItem,
    Consultation,
    DatePoll,
    Handover,
    ReminderRule,
    Swap,
    Turn,
    WorkdayNotice,
    WorkdayOverride,
)
from rotation.rulebook.kinds import TELLS, Phase, Subject
from rotation.todos.consultations import Consultations
from tests.factories import committee, make_user
from todos import nudging

NOTICE = "一、元旦：1月1日至3日放假，共3天。二、国庆节：10月1日至7日放假调休，共7天。10月8日上班。"


class Upkeep:
    """Mixed into a walk, which draws persons, days and objects."""

    one: Any
    dice: Any
    day: Any
    meeting: Any
    turn: Any
    somebody: Any
    acting: Any
    now: datetime
    today: Any
    people: Any

    def do_revise_item(self) -> None:
        item = self.one(AgendaItem.objects.all())
        facts = {"kind": "plan", "title": f"改议题{self.dice.randint(1, 99)}", "background": "", "wanted": ""}
        operations.revise_item(item, actor=make_user(item.committee.slug), now=self.now, **facts)

    def do_arrange(self) -> None:
        meeting = self.meeting()
        order = list(meeting.items.values_list("pk", flat=True))
        self.dice.shuffle(order)
        operations.arrange_items(meeting, actor=self.somebody(), order=order)

    def do_entitle(self) -> None:
        operations.rename(self.meeting(), title=self.dice.choice((" ", "会商（改名）")), **self.acting)

    def do_record_held(self) -> None:
        """补登, most often of one that nobody fixed."""
        undated = Consultation.objects.for_page().filter(status__in=["collecting", "postponed"])
        meeting = self.one(undated) if undated.exists() and self.dice.random() < 0.8 else self.meeting()
        day = max(meeting.turn.starts_on, self.today - timedelta(days=self.dice.randint(-1, 20)))
        arrangement = operations.Arrangement(
            dates.at(day, time(9)), dates.at(day, time(11)), "onsite", "会议室"
        )
        present = [committee(slug).pk for slug in ("hubei", "anhui", "gansu")]
        operations.record_held(
            meeting, title="补登", agenda="", arrangement=arrangement, present=present, **self.acting
        )

    def do_take_back_held(self) -> None:
        reason = self.dice.choice(("停电未开成", " "))
        operations.take_back_held(self.meeting(), reason=reason, **self.acting)

    def do_tend_poll(self) -> None:
        poll = self.one(DatePoll.objects.all())
        voter = committee(self.dice.choice(("hubei", "anhui", "gansu")))
        match self.dice.randint(0, 3):
            case 0:
                operations.close_poll(poll, **self.acting)
            case 1:
                nudging.nudge(Consultations(), poll.consultation, **self.acting)
            case 2:
                operations.make_poll_link(poll, voter, **self.acting)
            case _:
                operations.revoke_poll_link(poll, voter, actor=self.somebody())

    def do_withdraw_swap(self) -> None:
        swap = self.one(Swap.objects.all())
        operations.withdraw_swap(swap, actor=make_user(swap.proposer.slug), now=self.now)

    def do_write_handover(self) -> None:
        turn = self.one(Turn.objects.filter(starts_on__lte=self.today))
        sides = [row for row in (turn, turn.successor) if row]
        actor = make_user(self.dice.choice(sides).committee.slug)
        operations.write_handover(turn, actor=actor, contact="李四", note="续办名录", now=self.now)

    def do_reopen_handover(self) -> None:
        turn = self.one(Handover.objects.all()).turn
        operations.open_handover(turn, now=self.now)
        sides = [row for row in (turn, turn.successor) if row]
        actor = make_user(self.dice.choice(sides).committee.slug)
        operations.reopen_handover(turn, actor=actor, reason="数字有误", now=self.now)

    def do_workday(self) -> None:
        """An office's own day, on or off."""
        found = WorkdayOverride.objects.order_by("pk").last()
        if found is not None and self.dice.random() < 0.4:
            operations.drop_workday(found)
            return
        day = self.day(0, 90)
        worked = self.dice.random() < 0.5
        operations.set_workday(WorkdayOverride(day=day, working=worked, name="安排", source="本单位"))

    def do_official_days(self) -> None:
        notice = WorkdayNotice.objects.order_by("pk").last()
        if notice is not None and self.dice.random() < 0.5:
            operations.drop_notice(notice.source)
            return
        year = self.today.year + self.dice.randint(0, 1)
        reading = read(NOTICE, year)
        seen = operations.preview_notice(reading, year).seen
        operations.import_notice(
            reading, year=year, source=f"通知{year}", text=NOTICE, seen=seen, now=self.now
        )

    def do_rule(self) -> None:
        if self.dice.random() < 0.2:
            self.add_rule()
            return
        rule = self.dice.choice(ReminderRule.objects.book())
        days, text = self.dice.randint(0, 60), {"title": rule.title, "body": rule.body}
        wish = ReminderRule(enabled=self.dice.random() < 0.8, days=days, working_days=False, **text)
        operations.set_rule(operations.edited_rule(rule, wish, now=self.now), **self.acting)

    def add_rule(self) -> None:
        phase = self.dice.choice([one for one in Phase if one.subject is not Subject.ANSWER])
        wish = ReminderRule(
            label="另加",
            phase=phase.name,
            audience=self.dice.choice(list(TELLS[phase.subject])).name,
            days=self.dice.randint(0, 40),
            title="请留意",
            body="请留意",
        )
        operations.add_rule(wish, submission=uuid4(), **self.acting)

    def do_calendar_link(self) -> None:
        person = self.dice.choice(self.people)
        if self.dice.random() < 0.5:
            operations.make_token(actor=person, now=self.now)
        else:
            operations.revoke_token(actor=person)
