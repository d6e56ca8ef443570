"""文件: what somebody sent or the portal made, kept under a random name. Who may have it, its owner says."""

from datetime import datetime
from typing import Self

import pghistory
from django.db import models
from django.db.models import Exists, ForeignObjectRel, OuterRef, Q, Sum

from collab_portal.lib.contents import PICTURES
from organizations.models.committee import Committee


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def used_by(self, committee_id: int) -> int:
        """Bytes that a committee's files take."""
        return self.filter(committee=committee_id).aggregate(total=Sum("size"))["total"] or 0

    def unlinked(self, before: datetime) -> Self:
        """Older than ``before`` and no model of any app refers to it: an upload that came to nothing."""
        rows = self.filter(created_at__lt=before)
        for relation in self.model._meta.get_fields(include_hidden=True):
            if not isinstance(relation, ForeignObjectRel):
                continue
            if hasattr(relation.related_model, "pgh_tracked_model"):
                continue  # history remembers; it does not need the bytes
            owners = relation.related_model._default_manager.filter(**{relation.field.name: OuterRef("pk")})
            if hasattr(owners, "wanted"):  # owners that let go of their files by themselves, as they cascade
                owners = owners.wanted(before)
            rows = rows.exclude(Exists(owners))
        return rows


@pghistory.track()
class StoredFile(models.Model):
    """One file on disk (``collab_portal.lib.uploads``). An app refers to it by a foreign key of its own, and
    serves it only through a view that asks whether this person may see the object it belongs to.
    """

    class State(models.TextChoices):
        """Whether a virus scanner has cleared it; without one every file is kept at once."""

        KEPT = "kept", "可用"
        WAITING = "waiting", "待检"
        INFECTED = "infected", "查出病毒，已删除"

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="files", verbose_name="所属工委")
    uploaded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上传人"
    )
    key = models.CharField("存储名", max_length=40, unique=True, editable=False)
    name = models.CharField("文件名", max_length=120)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("大小")
    sha256 = models.CharField("校验和", max_length=64)
    state = models.CharField(
        "状态", max_length=10, choices=State, default=State.KEPT, db_default=State.KEPT, editable=False
    )
    created_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()
    history_hides = ("key", "sha256")

    class Meta:
        verbose_name = verbose_name_plural = "文件"
        indexes = (
            models.Index(fields=["created_at"], name="stored_file_by_age"),
            models.Index(fields=["id"], condition=Q(state="waiting"), name="stored_file_waiting"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$", key__regex=r"^[0-9a-f]{40}$"),
                name="stored_file_has_sum",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["kept", "waiting", "infected"]), name="stored_file_has_state"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_kept(self) -> bool:
        """Whether it may be given out."""
        return self.state == self.State.KEPT

    @property
    def is_picture(self) -> bool:
        return self.media_type in PICTURES
