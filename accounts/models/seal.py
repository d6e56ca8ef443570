"""封存: what keeps the security trail and every history table from being rewritten unseen."""

import pghistory.models
import pgtrigger
from django.db import models

from collab_portal.lib.events import NO_TRUNCATE

FIRST = "0" * 64  # what the first seal follows


class Seal(models.Model):
    """One link of the chain: what stood in the sealed tables, signed with a key that is not in the database.

    ``parts`` are ranges of rows, each ``{table, from, to, count, columns, digest}``: after ``from`` up to
    ``to`` by the table's key. A part that is ``renewed`` stands for all earlier ones of its table; one
    that is ``retired`` says up to where rows were exported and removed.
    """

    class Digest(models.TextChoices):
        SHA256 = "sha256", "SHA-256"
        SM3 = "sm3", "SM3"

    number = models.BigIntegerField("编号", primary_key=True)
    made_at = models.DateTimeField("封存时间")
    algorithm = models.CharField("摘要算法", max_length=8, choices=Digest)
    reason = models.CharField("说明", max_length=200, blank=True)
    parts = models.JSONField("范围")
    previous = models.CharField("前一号的签名", max_length=64, unique=True)
    mac = models.CharField("签名", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "封存"
        ordering = ("number",)
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            NO_TRUNCATE,
        )

    def __str__(self) -> str:
        return f"第 {self.number} 号"


class HistoryContext(pghistory.models.Context):  # type: ignore[misc]
    """Who made a change and why, as pghistory keeps it: written within a request, settled after an hour.

    ``portal_settle_context`` (migration 0007) stamps the rows by the clock and refuses later changes; being
    no trigger of pgtrigger's, no setting of a session switches it off.
    """

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "变更说明"
        triggers = (pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete), NO_TRUNCATE)
