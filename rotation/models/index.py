"""What search knows of consultations and turns."""

from django.db import models

from collab_portal.lib.search import rows
from rotation.models.consultation import Consultation
from rotation.models.turn import Turn


class ConsultationIndex(rows.IndexRow):
    """One consultation as search sees it."""

    consultation = models.OneToOneField(
        Consultation, models.CASCADE, primary_key=True, related_name="index_row", verbose_name="会商"
    )

    class Meta(rows.IndexRow.Meta):
        indexes = rows.indexes("consultationindex", "consultation")


class TurnIndex(rows.IndexRow):
    """One turn as search sees it."""

    turn = models.OneToOneField(
        Turn, models.CASCADE, primary_key=True, related_name="index_row", verbose_name="任期"
    )

    class Meta(rows.IndexRow.Meta):
        indexes = rows.indexes("turnindex", "turn")
