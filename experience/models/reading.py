"""What a person follows and wants to read: his own alone, so nothing here is counted or kept as history."""

from datetime import datetime
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q

from accounts.models import User
from activities.kinds import Area
from collab_portal.lib.prepared import Prepared
from experience.models.article import Article, ArticleQuerySet
from experience.models.case import with_cases
from organizations.models import Committee


class FollowQuerySet(models.QuerySet["Follow"]):
    def of(self, person: User) -> Self:
        return self.filter(person=person)


class Follow(models.Model):
    """A committee, or one of the six areas, whose pieces a person wants to find in one place."""

    person = models.ForeignKey(User, models.CASCADE, related_name="follows", verbose_name="关注人")
    committee = models.ForeignKey(
        Committee, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="工委"
    )
    area = models.CharField("领域", max_length=10, blank=True, choices=Area)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "关注"
        constraints = (
            models.CheckConstraint(
                condition=Q(committee__isnull=False, area="") | Q(committee=None, area__in=Area.values),
                name="follow_one_thing",
                violation_error_message="一次关注一家工委或一个领域。",
            ),
            models.UniqueConstraint(
                fields=["person", "committee"],
                condition=Q(committee__isnull=False),
                name="follow_committee_once",
            ),
            models.UniqueConstraint(
                fields=["person", "area"], condition=~Q(area=""), name="follow_area_once"
            ),
        )

    def __str__(self) -> str:
        return f"关注{self.committee or self.get_area_display()}"


class DigestStop(models.Model):
    """不再接收摘要: a person who follows something, and wants no digest of it when an issue is out."""

    person = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="+", verbose_name="停收人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "停收摘要"

    def __str__(self) -> str:
        return f"{self.person_id}"


class KeptQuerySet(models.QuerySet["Kept"]):
    def of(self, person: User) -> Self:
        return self.filter(person=person)

    def for_list(self, now: datetime) -> Self:
        """Everything a row shows, and whether the piece can (still) be read; what was put in last first."""
        readable = Q(article__status=Article.Status.ISSUED, article__published_at__lte=now)
        return (
            self.select_related("article__committee")
            .defer("article__body", "article__source_note")
            .annotate(is_readable=ExpressionWrapper(readable, models.BooleanField()))
            .order_by("-added_at", "-pk")
        )


class Kept(models.Model):
    """A piece on a person's reading list."""

    person = models.ForeignKey(User, models.CASCADE, related_name="kept", verbose_name="所有人")
    article = models.ForeignKey(Article, models.CASCADE, related_name="+", verbose_name="稿件")
    added_at = models.DateTimeField("加入时间")

    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "阅读清单"
        constraints = (models.UniqueConstraint(fields=["person", "article"], name="kept_once"),)
        indexes = (
            models.Index("person", F("added_at").desc(), F("id").desc(), name="kept_newest_of_person"),
        )

    def __str__(self) -> str:
        return f"{self.article_id}"


def with_kept(rows: ArticleQuerySet, reader: User | AnonymousUser) -> ArticleQuerySet:
    """Pieces that know, as ``is_kept``, whether they are on the reader's own list; no query more."""
    return _with_kept(rows, Q(person=reader.pk)) if reader.is_authenticated else rows


def _with_kept(rows: ArticleQuerySet, mine: Q) -> ArticleQuerySet:
    kept: Any = Kept.objects.filter(mine, article=OuterRef("pk"))
    return rows.annotate(is_kept=Exists(kept))


def _page(wanted: Q, mine: Q | None = None) -> ArticleQuerySet:
    """``mine``: the reader's rows; the piece then knows if it is kept, its committee and area followed."""
    rows = with_cases(Article.objects.filter(wanted).for_page())
    if mine is None:
        return rows
    followed: Any = Follow.objects.filter(mine)
    return _with_kept(rows, mine).annotate(
        committee_is_followed=Exists(followed.filter(committee=OuterRef("committee"))),
        area_is_followed=Exists(followed.filter(area=OuterRef("area"))),
    )


PAGE = Prepared(_page)
PAGE_WITH_AUTHOR = Prepared(lambda *asked: _page(*asked).select_related("committee", "created_by"))


def piece(pk: int, reader: User | AnonymousUser, now: datetime, *, author: bool) -> Article | None:
    """A piece with all its page shows to ``reader``, in one query; None if it is not theirs to see."""
    pages = PAGE_WITH_AUTHOR if author else PAGE
    mine = [Q(person=reader.pk)] if reader.is_authenticated else []
    return pages.first(Q(pk=pk) & Article.objects.seen_by(reader, now), *mine)


def followed_by(person: User, now: datetime) -> ArticleQuerySet:
    """The published pieces of the committees and the areas that ``person`` follows."""
    mine = Follow.objects.of(person)
    committees = mine.filter(committee__isnull=False).values("committee")
    areas = mine.exclude(area="").values("area")
    return Article.objects.published(now).filter(Q(committee__in=committees) | Q(area__in=areas))
