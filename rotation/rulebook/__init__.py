"""Which reminders there are: the default plan, whose days, texts and switches administrators may change."""

from collections.abc import Iterable

from rotation.rulebook import answers, consultation, minutes, resolution
from rotation.rulebook.kinds import REPLY_DAYS, TELLS, Audience, Phase, Rule, Subject

__all__ = [
    "DEFAULTS",
    "REPLY_DAYS",
    "TELLS",
    "Audience",
    "Phase",
    "Rule",
    "Subject",
    "answers",
    "defaults",
    "find",
]

DEFAULTS = (*consultation.RULES, *minutes.RULES, *resolution.RULES)


def defaults() -> tuple[Rule, ...]:
    """All of them, with those that the kinds of to-dos bring."""
    return (*DEFAULTS, *answers.rules())


def find(rules: Iterable[Rule], step: str) -> Rule | None:
    """The rule of a planned step; a weekly rule's later steps are ``<step>.<n>``."""
    name = step.partition(".")[0]
    return next((rule for rule in rules if rule.step == name), None)
