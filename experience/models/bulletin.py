"""简报: a numbered issue that gathers published pieces."""

from datetime import date
from typing import Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from experience.models.article import Article


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    def out(self, today: date) -> Self:
        """Whose planned day has come."""
        return self.filter(planned_on__lte=today)


@pghistory.track()
class Bulletin(models.Model):
    """第N期: out from its planned day on."""

    number = models.PositiveIntegerField(
        "期号",
        unique=True,
        validators=[MinValueValidator(1), MaxValueValidator(99_999)],
        error_messages={"unique": "已有这一期。"},
    )
    title = models.CharField("刊名", max_length=100)
    planned_on = models.DateField("计划出刊日期")
    articles = models.ManyToManyField(
        Article, through="BulletinItem", related_name="bulletins", verbose_name="篇目"
    )

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "简报"
        constraints = (models.CheckConstraint(condition=Q(number__gte=1), name="bulletin_number_from_one"),)

    def __str__(self) -> str:
        return f"第{self.number}期"

    def get_absolute_url(self) -> str:
        return reverse("experience:bulletin", args=[self.pk])


@pghistory.track()
class BulletinItem(models.Model):
    """A piece and its place in the issue."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="items", verbose_name="简报")
    article = models.ForeignKey(Article, models.CASCADE, related_name="bulletin_items", verbose_name="稿件")
    position = models.PositiveSmallIntegerField("次序")

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
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.article_id}"
