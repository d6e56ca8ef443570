"""The rules about answers that do not come, as the to-dos ask for them."""

from collab_portal.lib.reminders import AnswerRule
from rotation.models import ReminderRule
from rotation.rulebook import Audience, Rule, answers

TO = {Audience.OWING: "owing", Audience.OWING_OFFICE: "office", Audience.ASKER: "asker"}


def answer_rules() -> list[AnswerRule]:
    """Those switched on (one query)."""
    return [answer_rule(rule) for rule in ReminderRule.objects.book() if rule.of and rule.enabled]


def answer_rule(rule: Rule) -> AnswerRule:
    return AnswerRule(
        answers.said(rule),
        rule.of,
        TO[rule.audience],
        rule.days,
        rule.working_days,
        rule.title,
        rule.body,
        rule.since,
    )
