"""Which reminders there are: the default plan, whose days, texts and switches administrators may change."""

from collections.abc import Iterable

from rotation.rulebook import consultation, minutes, resolution
from rotation.rulebook.kinds import REPLY_DAYS, Audience, Phase, Rule, Subject

__all__ = ["DEFAULTS", "REPLY_DAYS", "Audience", "Phase", "Rule", "Subject", "find"]

DEFAULTS = (*consultation.RULES, *minutes.RULES, *resolution.RULES)


def find(rules: Iterable[Rule], step: str) -> Rule | None:
    """The rule of a planned step; a weekly rule's later steps are ``<step>.<n>``."""
    name = step.partition(".")[0]
    return next((rule for rule in rules if rule.step == name), None)
