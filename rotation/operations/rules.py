"""提醒规则: edited, with a look first at what would move in the plans of all that is open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from collab_portal.lib.verbs import verb
from collab_portal.lib.versions import check_version
from rotation import wording
from rotation.ahead import matters_of
from rotation.matters import Matter, names_of_all
from rotation.models import ReminderRule, WorkdayOverride
from rotation.operations.touching import touch_all
from rotation.reminders import Reminder
from rotation.rulebook import Rule, find

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Shift:
    """What happens to one reminder of a matter: ``before`` None is new, ``after`` None goes."""

    before: Reminder | None
    after: Reminder | None


@dataclass(frozen=True)
class Effect:
    """On one open matter: its text by the rule, and what moves."""

    matter: Matter
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
    """What storing ``rule`` would do, without doing it: for each matter of its kind that is still open."""
    book, working = ReminderRule.objects.book(), WorkdayOverride.objects.calendar()
    wished = [rule if known.step == rule.step else known for known in book]
    for matter in matters_of(rule.subject, names_of_all()):
        if not matter.applies(rule):
            continue
        before = {line.step: line for line in matter.reminders(book, working)}
        after = {line.step: line for line in matter.reminders(wished, working)}
        steps = [step for step in {**before, **after} if find([rule], step)]
        shifts = [Shift(before.get(step), after.get(step)) for step in steps]
        moved = [shift for shift in shifts if shift.before != shift.after]
        yield Effect(matter, matter.say(rule), moved)


@verb
def set_rule(rule: Rule, *, actor: "User", now: datetime, version: int | None = None) -> ReminderRule:
    """Store a rule; the plans of all that is open follow in the same transaction.

    ``version``: what the person had before them, 0 for the default (None: not asked). Raises StaleError.
    """
    stored = ReminderRule.objects.select_for_update().filter(step=rule.step).first()
    if version is not None and stored is not None:
        check_version(stored, version)
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
    touch_all()
    return row
