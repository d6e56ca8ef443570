"""提醒规则: what administrators changed of the default plan (``rulebook.DEFAULTS``)."""

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from collab_portal.lib.versions import Versioned, raised_by
from rotation.rulebook import TELLS, Audience, Phase, Rule, defaults


class ReminderRuleQuerySet(models.QuerySet["ReminderRule"]):
    def book(self) -> tuple[Rule, ...]:
        """All rules as they are in force, and after them those that were added (one small query)."""
        rows = {row.step: row for row in self.order_by("pk")}
        known = tuple(rows[rule.step].over(rule) if rule.step in rows else rule for rule in defaults())
        return (*known, *(row.over(row.added()) for row in rows.values() if row.audience))


@pghistory.track(exclude=["submission"])
class ReminderRule(Versioned):
    """One rule as edited, or one that was added; what it is about and whom it tells stays.

    A rule without a row is the default. ``audience`` and ``phase`` are names in ``rulebook``, of an added one
    alone; ``of`` is the kind of to-do, where it is about an answer.
    """

    step = models.SlugField("环节", max_length=40, unique=True)
    enabled = models.BooleanField("启用", default=True)
    days = models.PositiveSmallIntegerField("天数", help_text="0 表示当日。")
    working_days = models.BooleanField("按工作日计算", default=False)
    title = models.CharField("标题", max_length=120)
    body = models.TextField("正文", max_length=1000)
    label = models.CharField("名称", max_length=40, blank=True)
    audience = models.CharField(
        "发给谁", max_length=20, blank=True, choices=[(one.name, one.value) for one in Audience]
    )
    phase = models.CharField(
        "从哪天数起", max_length=20, blank=True, choices=[(one.name, one.when) for one in Phase]
    )
    of = models.CharField("对象", max_length=60, blank=True)
    submission = models.UUIDField("提交号", default=uuid.uuid4, unique=True, editable=False)
    since = models.DateTimeField("天数改于", null=True, blank=True, help_text="改动前的日子不补发。")
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="修改人"
    )
    updated_at = models.DateTimeField("修改时间")

    objects = ReminderRuleQuerySet.as_manager()
    history_hides = ("since", "version")

    class Meta:
        verbose_name = verbose_name_plural = "提醒规则"
        triggers = (raised_by("enabled", "days", "working_days", "title", "body"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(days__lte=365),
                name="reminder_rule_within_a_year",
                violation_error_message="天数不能超过 365。",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(body=""),
                name="reminder_rule_has_text",
                violation_error_message="请填写标题和正文。",
            ),
            models.CheckConstraint(
                condition=Q(label="", audience="", phase="", of="")
                | ~Q(label="") & ~Q(audience="") & ~Q(phase=""),
                name="reminder_rule_added_whole",
            ),
        )

    def __str__(self) -> str:
        return self.label or self.step

    def added(self) -> Rule:
        """The rule that this row alone makes."""
        audience, phase = Audience[self.audience], Phase[self.phase]
        return Rule(
            self.step,
            self.label,
            audience,
            (phase,),
            self.days,
            self.title,
            self.body,
            asks=TELLS[phase.subject][audience],
            of=self.of,
        )

    def over(self, rule: Rule) -> Rule:
        """``rule`` with what was changed."""
        return rule._replace(
            enabled=self.enabled,
            days=self.days,
            working_days=self.working_days,
            title=self.title,
            body=self.body,
            since=self.since,
        )
