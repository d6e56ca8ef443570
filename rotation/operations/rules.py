"""提醒规则: edited, with a look first at what would move in the plans of all that is open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from collab_portal.lib.verbs import lock_topics, verb
from collab_portal.lib.versions import check_version
from rotation import wording
from rotation.ahead import matters_of
from rotation.answer_rules import answer_rule
from rotation.calendar import WorkCalendar
from rotation.matters import names_of_all
from rotation.models import ReminderRule, WorkdayOverride
from rotation.operations.touching import touch_all
from rotation.rulebook import Rule, answers, find
from todos import chasing
from todos.models import Todo

if TYPE_CHECKING:
    from accounts.models import User


WISHED = ("label", "audience", "phase", "of", "days", "working_days", "title", "body")


@dataclass(frozen=True)
class Shift:
    """What happens to one reminder: ``before`` None is new, ``after`` None goes."""

    before: datetime | None
    after: datetime | None


@dataclass(frozen=True)
class Effect:
    """On one open matter: its text by the rule, and what moves."""

    title: str
    url: str
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


def wished(wish: ReminderRule, *, now: datetime) -> Rule:
    """The rule that adding ``wish`` would make."""
    wish.step, wish.since = "added", now
    return wish.over(wish.added())


def preview(rule: Rule) -> Iterator[Effect]:
    """What storing ``rule`` would do, without doing it: for each matter of its kind that is still open."""
    book, working = ReminderRule.objects.book(), WorkdayOverride.objects.calendar()
    if rule.of:
        yield from _answers(rule, next((known for known in book if known.step == rule.step), None), working)
        return
    wished = [*(known for known in book if known.step != rule.step), rule]
    for matter in matters_of(rule.subject, names_of_all()):
        if not matter.applies(rule):
            continue
        before = {line.step: line.not_before for line in matter.reminders(book, working)}
        after = {line.step: line.not_before for line in matter.reminders(wished, working)}
        steps = [step for step in {**before, **after} if find([rule], step)]
        shifts = [Shift(before.get(step), after.get(step)) for step in steps]
        moved = [shift for shift in shifts if shift.before != shift.after]
        yield Effect(matter.title, matter.url, matter.say(rule), moved)


def _answers(rule: Rule, known: Rule | None, working: WorkCalendar) -> Iterator[Effect]:
    prefix, _, kind = rule.of.partition(".")
    rows = Todo.objects.filter(topic__startswith=f"{prefix}:", kind=kind, committee__isnull=False)
    label = answers.names()[rule.of].partition("·")[2]
    for row in rows.select_related("committee").order_by("opens_at", "pk"):
        before, after = (
            chasing.due(row, answer_rule(one), working) if one and one.enabled else None
            for one in (known, rule)
        )
        shifts = [Shift(before, after)] if before != after else []
        yield Effect(row.title, row.url, wording.fill(rule, chasing.words(row, label)), shifts)


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


@verb
def add_rule(wish: ReminderRule, *, actor: "User", now: datetime, submission: UUID) -> ReminderRule:
    """A rule beside the default ones; it counts from now on: nothing that lies before is sent late.

    The same ``submission`` again is the same rule.
    """
    lock_topics(["reminder-rules"])
    known = ReminderRule.objects.filter(submission=submission).first()
    if known is not None:
        return known
    number = ReminderRule.objects.exclude(audience="").count() + 1  # none is ever deleted
    row = ReminderRule(
        step=f"added-{number}",
        submission=submission,
        since=now,
        updated_by=actor,
        updated_at=now,
        **{name: getattr(wish, name) for name in WISHED},
    )
    row.full_clean()
    row.save()
    touch_all()
    return row
