"""定时投票: which of several dates suits the committees."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from collab_portal.lib import dates
from collab_portal.lib.links import digest
from collab_portal.lib.versions import stamp_of
from organizations.models import Committee
from rotation.models.consultation import Consultation


class DatePollQuerySet(models.QuerySet["DatePoll"]):
    def running(self) -> Self:
        """Neither decided nor ended without a decision."""
        return self.filter(closed_at__isnull=True)

    def choosable(self, day: date) -> Self:
        """Running, with a time after ``day`` to choose."""
        ahead = PollOption.objects.filter(poll=OuterRef("pk"), day__gt=day)
        return self.running().filter(Exists(ahead))


@pghistory.track()
class DatePoll(models.Model):
    """One question to all members; open until it is closed, by a decision or without one."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="polls", verbose_name="会商")
    closes_on = models.DateField("截止日期")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发起人"
    )
    created_at = models.DateTimeField("发起时间")
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)

    objects = DatePollQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "定时投票"
        constraints = (
            models.UniqueConstraint(
                fields=["consultation"],
                condition=Q(closed_at__isnull=True),
                name="poll_open_once",
                violation_error_message="这次会商已有进行中的定时投票。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.consultation}定时投票"

    def takes_answers(self, day: date) -> bool:
        return self.closed_at is None and day <= self.closes_on


@pghistory.track()
class PollOption(models.Model):
    """One proposed time: a day of Beijing with begin and end."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="options", verbose_name="定时投票")
    day = models.DateField("日期")
    begins = models.TimeField("开始")
    ends = models.TimeField("结束")
    chosen = models.BooleanField("选定", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "备选时间"
        ordering = ("day", "begins")
        constraints = (
            models.UniqueConstraint(
                fields=["poll", "day", "begins"],
                name="poll_option_once",
                violation_error_message="备选时间重复。",
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")),
                name="poll_option_ends_after_begin",
                violation_error_message="结束时间须晚于开始时间。",
            ),
            models.UniqueConstraint(fields=["poll"], condition=Q(chosen=True), name="poll_one_option_chosen"),
        )

    def __str__(self) -> str:
        return f"{dates.chinese_date(self.day)}{self.begins:%H:%M}–{self.ends:%H:%M}"

    @property
    def starts_at(self) -> datetime:
        return dates.at(self.day, self.begins)

    @property
    def ends_at(self) -> datetime:
        return dates.at(self.day, self.ends)


def version_of(comment: str, votes: Mapping[int, str]) -> int:
    """Of a committee's answer; ``votes`` by option."""
    return stamp_of(comment, sorted(votes.items()))


@pghistory.track()
class PollAnswer(models.Model):
    """A committee's answer: once for each poll, changed until it closes. By link nobody is named."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="answers", verbose_name="定时投票")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+", verbose_name="工委")
    comment = models.CharField("说明", max_length=200, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="填报人",
    )
    answered_at = models.DateTimeField("填报时间")

    class Meta:
        verbose_name = verbose_name_plural = "投票答复"
        constraints = (
            models.UniqueConstraint(
                fields=["poll", "committee"],
                name="poll_answer_once",
                violation_error_message="该工委已有答复。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee}的答复"

    def said(self) -> dict[int, str]:
        """Its votes by option."""
        return dict(self.votes.values_list("option", "value"))

    @property
    def version(self) -> int:
        """Of what it says: two colleagues answer for one committee."""
        return version_of(self.comment, self.said())


@pghistory.track()
class PollVote(models.Model):
    """What a committee says of one option."""

    class Value(models.TextChoices):
        YES = "yes", "可以"
        MAYBE = "maybe", "可协调"
        NO = "no", "不便"

    answer = models.ForeignKey(PollAnswer, models.CASCADE, related_name="votes", verbose_name="答复")
    option = models.ForeignKey(PollOption, models.CASCADE, related_name="votes", verbose_name="备选时间")
    value = models.CharField("意见", max_length=6, choices=Value)

    class Meta:
        verbose_name = verbose_name_plural = "意见"
        constraints = (models.UniqueConstraint(fields=["answer", "option"], name="poll_vote_once"),)

    def __str__(self) -> str:
        return self.get_value_display()


class PollLinkQuerySet(models.QuerySet["PollLink"]):
    def matching(self, secret: str) -> Self:
        """The link's row."""
        return self.filter(digest=digest(secret))


@pghistory.track(exclude=["digest"])
class PollLink(models.Model):
    """A secret link for a committee where nobody has an account: answers this poll and opens nothing else.

    Only a digest is kept; a new link stops the one before, and deleting the row revokes it.
    """

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="links", verbose_name="定时投票")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+", verbose_name="工委")
    digest = models.CharField("摘要", max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="生成人"
    )
    created_at = models.DateTimeField("生成时间")

    objects = PollLinkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投票链接"
        constraints = (models.UniqueConstraint(fields=["poll", "committee"], name="poll_link_once"),)

    def __str__(self) -> str:
        return f"{self.committee}的投票链接"
