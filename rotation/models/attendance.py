"""参会: the committees that took part, as the lead put it on record."""

import pghistory
from django.db import models

from organizations.models import Committee
from rotation.models.consultation import Consultation


@pghistory.track()
class Attendance(models.Model):
    """One committee that attended. Who countersigns depends on this, not on replies or later membership."""

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="attendances", verbose_name="会商"
    )
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+", verbose_name="参会工委")

    class Meta:
        verbose_name = verbose_name_plural = "参会工委"
        ordering = ("committee__position",)
        constraints = (
            models.UniqueConstraint(
                fields=["consultation", "committee"],
                name="attendance_once",
                violation_error_message="该工委已登记参会。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee}参加{self.consultation}"
