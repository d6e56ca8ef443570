"""回执: what each committee answers to the invitation."""

import re
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F

from collab_portal.lib.versions import stamp_of
from organizations.models import Committee
from rotation.models.consultation import Consultation

DELEGATE = re.compile(r"[,，、\s]+")


class ConsultationReplyQuerySet(models.QuerySet["ConsultationReply"]):
    def valid(self) -> Self:
        """Given for the time and place as they are now."""
        return self.filter(revision=F("consultation__revision"))


@pghistory.track()
class ConsultationReply(models.Model):
    """回执: a committee's answer. It belongs to a revision: after a move, the committee is asked again."""

    class Answer(models.TextChoices):
        ATTEND = "attend", "参加"
        DECLINE = "decline", "不参加"

    class Mode(models.TextChoices):
        ONSITE = "onsite", "到会"
        ONLINE = "online", "线上"

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="replies", verbose_name="会商"
    )
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+", verbose_name="工委")
    answer = models.CharField("回执", max_length=10, choices=Answer)
    delegates = models.TextField("参会人员", max_length=1500, blank=True, help_text="每行一人：姓名，职务。")
    mode = models.CharField("参会方式", max_length=8, choices=Mode, default=Mode.ONSITE)
    revision = models.PositiveIntegerField("所答修订号")
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="回执人"
    )
    replied_at = models.DateTimeField("回执时间")

    objects = ConsultationReplyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会商回执"
        constraints = (
            models.UniqueConstraint(
                fields=["consultation", "committee"],
                name="consultation_reply_once",
                violation_error_message="该工委已有回执。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee} {self.get_answer_display()}"

    @property
    def version(self) -> int:
        """Of what it says: two colleagues answer for one committee."""
        return stamp_of(self.answer, self.delegates, self.mode, self.revision)

    @property
    def people(self) -> list[tuple[str, str]]:
        """Name and post of each delegate: one a line, parted by the first comma or blank."""
        found = [
            DELEGATE.split(line.strip(), maxsplit=1) for line in self.delegates.splitlines() if line.strip()
        ]
        return [(parts[0], parts[1].strip() if len(parts) > 1 else "") for parts in found]
