"""简报: a numbered issue that gathers signed pieces and goes out on its day by itself."""

from datetime import datetime, time
from typing import Self

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from collab_portal.lib import dates
from experience.models.article import Article

RELEASED_FROM = time(8, 30)  # Beijing time, on the planned day
LEAST = 4
SECTIONS_AT_MOST, SECTION_LENGTH = 12, 20


def kinds_as_sections() -> list[str]:
    """One section for each kind of piece, until the editor says otherwise."""
    return [str(label) for label in Article.Kind.labels]


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    def released(self) -> Self:
        """What readers may open."""
        return self.filter(released_at__isnull=False)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Released issues; to editors those they plan, too."""
        return self if user.is_authenticated and user.is_editor else self.released()

    def planned(self) -> Self:
        return self.filter(released_at=None).order_by("planned_on", "number")

    def due(self, now: datetime) -> Self:
        """Settled by an editor, not out yet, and the hour of its day has come. Only the row's own columns."""
        day = dates.today(now)
        day_has_begun = Q(planned_on__lt=day)
        if now >= dates.at(day, RELEASED_FROM):
            day_has_begun |= Q(planned_on=day)
        return self.filter(day_has_begun, released_at=None, ready_at__isnull=False)


@pghistory.track()
class Bulletin(models.Model):
    """第N期: planned, settled (排定), out. Once out it is never planned anew."""

    number = models.PositiveIntegerField(
        "期号",
        unique=True,
        validators=[MinValueValidator(1), MaxValueValidator(99_999)],
        error_messages={"unique": "已有这一期。"},
    )
    title = models.CharField("刊名", max_length=100)
    planned_on = models.DateField("计划出刊日期", help_text="排定之后，当天 8:30 自动出刊。")
    sections = ArrayField(
        models.CharField(max_length=SECTION_LENGTH),
        default=kinds_as_sections,
        size=SECTIONS_AT_MOST,
        verbose_name="栏目",
    )
    least = models.PositiveSmallIntegerField(
        "至少几篇",
        default=LEAST,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="少于这个数时提醒稿件不足。",
    )
    ready_at = models.DateTimeField("排定时间", null=True, blank=True)
    ready_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="排定人"
    )
    released_at = models.DateTimeField("出刊时间", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    articles = models.ManyToManyField(
        Article, through="BulletinItem", related_name="bulletins", verbose_name="篇目"
    )

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "简报"
        constraints = (
            models.CheckConstraint(condition=Q(number__gte=1), name="bulletin_number_from_one"),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(ready_at__isnull=False),
                name="bulletin_released_after_ready",
                violation_error_message="出刊之前须先排定。",
            ),
        )

    def __str__(self) -> str:
        return f"第{self.number}期"

    def get_absolute_url(self) -> str:
        return reverse("experience:bulletin", args=[self.pk])

    @property
    def topic(self) -> str:
        """Under which its notices go out."""
        return f"bulletin:{self.pk}"

    @property
    def goes_out_at(self) -> datetime:
        return dates.at(self.planned_on, RELEASED_FROM)


class BulletinItemQuerySet(models.QuerySet["BulletinItem"]):
    def for_issue(self, bulletin: Bulletin) -> Self:
        """Every place of the issue with its piece, in order; one query."""
        return self.filter(bulletin=bulletin).select_related("article__committee").order_by("position")

    def for_contents(self, bulletin: Bulletin) -> Self:
        return self.for_issue(bulletin).defer("article__body", "article__source_note")


@pghistory.track()
class BulletinItem(models.Model):
    """A piece and its place in the issue; left out with a reason when it was withdrawn or came too late."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="items", verbose_name="简报")
    article = models.ForeignKey(Article, models.CASCADE, related_name="bulletin_items", verbose_name="稿件")
    position = models.PositiveSmallIntegerField("次序")
    section = models.CharField("栏目", max_length=SECTION_LENGTH, blank=True)
    left_out_at = models.DateTimeField("移出时间", null=True, blank=True)
    left_out_reason = models.CharField("移出原因", max_length=400, blank=True)

    objects = BulletinItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "篇目"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["bulletin", "article"],
                name="bulletin_article_once",
                violation_error_message="这一期已收入该稿件。",
            ),
            models.UniqueConstraint(
                fields=["bulletin", "position"],
                name="bulletin_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(left_out_at=None, left_out_reason="")
                | (Q(left_out_at__isnull=False) & ~Q(left_out_reason="")),
                name="bulletin_item_left_out_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.article_id}"

    @property
    def heading(self) -> str:
        """The section it stands in."""
        return self.section or str(self.article.get_kind_display())
