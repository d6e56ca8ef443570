"""公文的发文字号: the number under which the lead sends one of a consultation's documents."""

import pghistory
from django.db import models

from rotation.models.consultation import Consultation


@pghistory.track()
class DocumentNumber(models.Model):
    """One a document; none yet leaves the place blank. The documents themselves are made when asked for."""

    class Kind(models.TextChoices):
        NOTICE = "notice", "会商通知"
        MINUTES = "minutes", "会商纪要"
        REPORT = "report", "进展情况通报"

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="document_numbers", verbose_name="会商"
    )
    kind = models.CharField("文种", max_length=10, choices=Kind)
    number = models.CharField("发文字号", max_length=40, help_text="例如：鄂直工〔2026〕12号。")

    class Meta:
        verbose_name = verbose_name_plural = "发文字号"
        constraints = (
            models.UniqueConstraint(
                fields=["consultation", "kind"],
                name="document_number_once",
                violation_error_message="这份公文已有发文字号。",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["notice", "minutes", "report"]),
                name="document_number_kind_known",
                violation_error_message="没有这种公文。",
            ),
            models.CheckConstraint(
                condition=~models.Q(number=""),
                name="document_number_given",
                violation_error_message="发文字号不能为空。",
            ),
        )

    def __str__(self) -> str:
        return self.number
