"""Reminders of answers that do not come: of each kind of to-do that names its days (``Kind.again``)."""

from collections.abc import Iterator
from typing import Any

from collab_portal.lib import portal
from collab_portal.lib.todos import Kind
from collab_portal.lib.todos import Subject as Owing
from rotation.rulebook.kinds import Audience, Phase, Rule

STEPS = (("again", Audience.OWING), ("office", Audience.OWING_OFFICE), ("silent", Audience.ASKER))
LABELS = {"again": "再次提醒", "office": "提醒工委管理员", "silent": "告知等候的工委"}
OWING = ("请尽快办理（{类别}）：{事项}", "{说明}\n{提出日期}提出，贵单位尚未答复。")
ASKER = ("{工委}尚未办理（{类别}）：{事项}", "{说明}\n可在页面上催办，或直接联系。")


def kinds() -> Iterator[tuple[str, Owing[Any], Kind]]:
    """``activity.confirm``, its subject and itself, for each that is asked for again."""
    for subject in portal.every(Owing):  # type: ignore[type-abstract]
        for name, kind in subject.kinds.items():
            if kind.again:
                yield f"{subject.prefix}.{name}", subject, kind


def names() -> dict[str, str]:
    """``联合活动·确认`` by ``activity.confirm``."""
    return {of: f"{subject.section}·{kind.label}" for of, subject, kind in kinds()}


def rules() -> Iterator[Rule]:
    for of, subject, kind in kinds():
        for (step, audience), days in zip(STEPS, kind.again, strict=False):
            title, body = ASKER if audience is Audience.ASKER else OWING
            yield Rule(
                f"{of.replace('.', '-')}-{step}",
                f"{subject.section}·{kind.label}：{LABELS[step]}",
                audience,
                (Phase.ASKED,),
                days,
                title,
                body,
                working_days=True,
                of=of,
            )


def said(rule: Rule) -> str:
    """What the outbox calls its step: a default one by its short name, as ever."""
    return rule.step.removeprefix(f"{rule.of.replace('.', '-')}-")
