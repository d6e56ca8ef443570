"""案例报送: where a piece was reported to, whether it was taken, where it was printed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

import pghistory
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, F, OuterRef, Q
from django.db.models.functions import JSONObject

from accounts.models import User
from collab_portal.lib.checks import Checked
from experience.models.article import Article, ArticleQuerySet
from organizations.models import Committee

RUNGS = {
    "reported": Q(),
    "adopted": Q(outcome="adopted"),
    "selected": Q(outcome="selected"),
    "printed": Q(printed_on__isnull=False),
}


class CaseQuerySet(models.QuerySet["CaseSubmission"]):
    def standing(self, now: datetime) -> Self:
        """Of pieces that can be read."""
        return self.filter(article__status=Article.Status.ISSUED, article__published_at__lte=now)

    def for_list(self) -> Self:
        """Everything a row shows, newest first."""
        return (
            self.select_related("article", "committee")
            .defer("article__body", "article__source_note")
            .order_by("-reported_on", "-pk")
        )

    def totals(self) -> dict[int, dict[str, int]]:
        """Committee → number on each rung; one query."""
        counts = {rung: Count("pk", filter=condition) for rung, condition in RUNGS.items()}
        rows: Iterable[Any] = self.order_by().values("committee").annotate(**counts)
        return {row["committee"]: {rung: row[rung] for rung in RUNGS} for row in rows}


@pghistory.track()
class CaseSubmission(Checked):
    """One report of one piece to one office: the ladder 报送 → 采用 or 入选 → 刊载, each rung with its date.

    ``committee`` repeats the piece's, so that totals and lists are read from this table alone. It counts
    in the year it was reported, however late it climbs.
    """

    class Level(models.TextChoices):
        CITY = "city", "市级"
        PROVINCE = "province", "省级"
        NATION = "nation", "全国"

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", "采用"
        SELECTED = "selected", "入选"

    article = models.ForeignKey(Article, models.PROTECT, related_name="cases", verbose_name="稿件")
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="case_submissions", verbose_name="工委"
    )
    level = models.CharField("级别", max_length=10, choices=Level)
    recipient = models.CharField("报送对象", max_length=100, help_text="报给哪个单位、哪次征集或哪个案例库。")
    reported_on = models.DateField("报送日期")
    outcome = models.CharField("结果", max_length=10, blank=True, choices=Outcome)
    outcome_on = models.DateField("采用或入选日期", null=True, blank=True)
    medium = models.CharField("刊载媒体", max_length=100, blank=True, help_text="报刊、网站或汇编的名称。")
    printed_on = models.DateField("刊载日期", null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")
    version = models.PositiveIntegerField("版本", default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "案例报送"
        constraints = (
            models.UniqueConstraint(
                fields=["article", "recipient", "reported_on"],
                name="case_reported_once",
                violation_error_message="这篇文章同一天已报送给这个对象。",
            ),
            models.CheckConstraint(
                condition=Q(level__in=["city", "province", "nation"]), name="case_level_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None)
                | Q(outcome__in=["adopted", "selected"], outcome_on__isnull=False),
                name="case_outcome_has_date",
                violation_error_message="采用或入选的，请同时填写结果和日期。",
            ),
            models.CheckConstraint(
                condition=Q(medium="", printed_on=None) | (~Q(medium="") & Q(printed_on__isnull=False)),
                name="case_print_has_medium_and_date",
                violation_error_message="刊载的，请同时填写媒体和日期。",
            ),
            models.CheckConstraint(
                condition=Q(printed_on=None) | Q(outcome_on__isnull=False),
                name="case_climbs_rung_by_rung",
                violation_error_message="刊载以前先填采用或入选。",
            ),
            models.CheckConstraint(
                condition=(Q(outcome_on=None) | Q(outcome_on__gte=F("reported_on")))
                & (Q(printed_on=None) | Q(printed_on__gte=F("outcome_on"))),
                name="case_dates_in_order",
                violation_error_message="日期须依次为报送、采用或入选、刊载。",
            ),
        )
        indexes = (
            models.Index(F("reported_on").desc(), F("id").desc(), name="case_newest"),
            models.Index(
                "committee", F("reported_on").desc(), F("id").desc(), name="case_newest_of_committee"
            ),
        )

    def __str__(self) -> str:
        return f"{self.article}报送{self.recipient}"


def with_cases(rows: ArticleQuerySet) -> ArticleQuerySet:
    """Pieces with their reports, the earliest first, in the same query; ``cases_of`` reads them."""
    columns = [field.attname for field in CaseSubmission._meta.concrete_fields]
    reports = CaseSubmission.objects.filter(article=OuterRef("pk")).order_by("reported_on", "pk")
    return rows.annotate(
        reports=ArraySubquery(reports.values(one=JSONObject(**{name: name for name in columns})))
    )


def cases_of(article: Article) -> list[CaseSubmission]:
    """The reports that ``with_cases`` brought."""
    found: list[dict[str, Any]] = article.reports  # type: ignore[attr-defined]
    dates = ("reported_on", "outcome_on", "printed_on")
    days = [{name: date.fromisoformat(row[name]) for name in dates if row[name]} for row in found]
    return [CaseSubmission(**{**row, **moments}) for row, moments in zip(found, days, strict=True)]
