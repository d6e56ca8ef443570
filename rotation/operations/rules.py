"""提醒规则: edited, with a look first at what would move in the plans of open consultations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from rotation import wording
from rotation.audience import reminders
from rotation.models import Consultation, ReminderRule, WorkdayOverride
from rotation.operations.consultations import replan_all
from rotation.reminders import Reminder
from rotation.rulebook import Rule, find

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Shift:
    """What happens to one reminder of a consultation: ``before`` None is new, ``after`` None goes."""

    before: Reminder | None
    after: Reminder | None


@dataclass(frozen=True)
class Effect:
    """On one open consultation: its text by the rule, and what moves."""

    consultation: Consultation
    text: wording.Text
    shifts: Sequence[Shift]


def edited(rule: Rule, wish: ReminderRule, *, now: datetime) -> Rule:
    """``rule`` as ``wish`` has it. Days that stay keep their moment, so a new text moves nothing."""
    changed = wish.over(rule)
    same = (rule.enabled, rule.days, rule.working_days) == (
        changed.enabled,
        changed.days,
        changed.working_days,
    )
    return changed._replace(since=rule.since if same else now)


def preview(rule: Rule) -> Iterator[Effect]:
    """What storing ``rule`` would do, without doing it: for each consultation that is still open."""
    book, working = ReminderRule.objects.book(), WorkdayOverride.objects.calendar()
    wished = [rule if known.step == rule.step else known for known in book]
    for consultation in Consultation.objects.open().for_page().order_by("starts_at", "pk"):
        before = {line.step: line for line in reminders(consultation, book, working)}
        after = {line.step: line for line in reminders(consultation, wished, working)}
        steps = [step for step in {**before, **after} if find([rule], step)]
        shifts = [Shift(before.get(step), after.get(step)) for step in steps]
        moved = [shift for shift in shifts if shift.before != shift.after]
        yield Effect(consultation, wording.reminder(rule, consultation), moved)


@transaction.atomic
def set_rule(rule: Rule, *, actor: "User", now: datetime) -> ReminderRule:
    """Store a rule; the plans of all open consultations follow in the same transaction."""
    row, _ = ReminderRule.objects.update_or_create(
        step=rule.step,
        defaults={
            "enabled": rule.enabled,
            "days": rule.days,
            "working_days": rule.working_days,
            "title": rule.title,
            "body": rule.body,
            "since": rule.since,
            "updated_by": actor,
            "updated_at": now,
        },
    )
    replan_all()
    return row
