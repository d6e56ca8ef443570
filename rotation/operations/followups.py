"""Reminders of minutes and resolutions: planned anew with whatever they depend on. Safe to repeat."""

from collections.abc import Iterable

from notifications import operations as notices
from notifications.sources import TopicPlan
from rotation.audience import Addressees
from rotation.matters import Matter, names_of_all, of_minutes, of_resolution, open_minutes, open_resolutions
from rotation.models import Consultation, ReminderRule, Resolution, WorkdayOverride


def replan_minutes(consultation: Consultation) -> None:
    """Call after it was held or concluded, and after its minutes went round, were signed or replaced."""
    row = Consultation.objects.for_follow_up().get(pk=consultation.pk)
    _plan([of_minutes(row, names_of_all())])


def replan_resolution(resolution: Resolution) -> None:
    """Call after it was recorded, revised, reported on or settled."""
    row = Resolution.objects.for_follow_up().get(pk=resolution.pk)
    _plan([of_resolution(row, names_of_all())])


def replan_followups() -> None:
    """After a change of the rules, of the working days or of people."""
    names = names_of_all()
    _plan([*open_minutes(names), *open_resolutions(names)])


def replan_leads(rotation: int) -> None:
    """After a change of who leads when: overdue resolutions are reported to whoever leads by then."""
    _plan(open_resolutions(names_of_all(), consultation__turn__rotation=rotation))


def _plan(matters: Iterable[Matter]) -> None:
    matters = list(matters)
    if not matters:
        return
    rules, working = ReminderRule.objects.book(), WorkdayOverride.objects.calendar()
    wanted = {pk for matter in matters for committees in matter.concerned.values() for pk in committees}
    addressees = Addressees.among(wanted)
    notices.plan_all(
        TopicPlan(matter.topic, matter.revision, tuple(matter.planned(addressees, rules, working)))
        for matter in matters
    )
