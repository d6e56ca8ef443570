"""图片: a picture in the text of a piece, sent while it was written."""

import uuid
from datetime import datetime, timedelta
from typing import Any, Self

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse

from accounts.models import User
from experience.models.article import Article
from experience.models.correction import Correction
from experience.models.signing import COLUMN
from organizations.models import StoredFile

PICTURES_LIMIT = 40
UNUSED_FOR = timedelta(days=30)  # as long as a browser keeps what was written and not saved
TOKEN: Any = Cast("token", TextField())


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, user: User | AnonymousUser, now: datetime) -> Self:
        """What stands in a text one may read; all of a piece to those who work on it; one's own always."""
        pieces = Article.objects.visible_to(user, now).values("pk")
        if not user.is_authenticated:
            return self.filter(article__in=pieces, article__body__contains=TOKEN)
        unsaved = Q(article=None, created_by=user)
        if COLUMN.held_by(user):
            return self.filter(unsaved | Q(article__in=pieces))
        mine = Q(article__body__contains=TOKEN) | Q(article__created_by=user)
        if user.is_staff_member and user.committee_id:
            mine |= Q(article__committee=user.committee_id)
        return self.filter(unsaved | (Q(article__in=pieces) & mine))

    def wanted(self, at: datetime) -> Self:
        """Shown by a piece or by a correction on its way; or so young that somebody may still be writing."""
        corrections = Correction.objects.open().filter(
            article=OuterRef("article"), body__contains=Cast(OuterRef("token"), TextField())
        )
        shown = Q(article__body__contains=TOKEN) | Q(Exists(corrections))
        return self.filter(shown | Q(created_at__gte=at - UNUSED_FOR))


@pghistory.track()
class Picture(models.Model):
    """Its file goes with it. Until the piece is first saved it belongs to the form that will make it."""

    token = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    submission = models.UUIDField("提交编号", db_index=True, editable=False)
    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="pictures", verbose_name="稿件"
    )
    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="+", verbose_name="文件")
    width = models.PositiveIntegerField("宽")
    height = models.PositiveIntegerField("高")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    created_at = models.DateTimeField("上传时间")

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "图片"
        constraints = (
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="picture_has_size"),
        )

    def __str__(self) -> str:
        return str(self.file)

    def get_absolute_url(self) -> str:
        return reverse("experience:picture", args=[self.token])
