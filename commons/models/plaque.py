"""铭牌: a resource's name and number in one 联合命名."""

from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.expressions import Combinable
from django.db.models.functions import JSONObject

from commons.models.resource import Resource
from organizations.models import FrameworkAgreement

if TYPE_CHECKING:
    from accounts.models import User

Status = FrameworkAgreement.Status


class PlaqueQuerySet(models.QuerySet["Plaque"]):
    def visible_to(self, user: "User") -> Self:
        """Of a naming that is still being signed, its parties' staff alone see them."""
        return self.filter(agreement__in=FrameworkAgreement.objects.visible_to(user))

    def in_force(self) -> Self:
        return self.filter(agreement__status=Status.ACTIVE, revoked_on__isnull=True)

    def standing(self) -> Self:
        """In force, or waiting for the last signature."""
        return self.filter(agreement__status__in=[Status.PROPOSED, Status.ACTIVE], revoked_on__isnull=True)

    def for_list(self) -> Self:
        """Everything one line shows, in one query."""
        return self.select_related("agreement", "resource__committee").order_by("number", "pk")

    def named(self) -> Any:
        """As one value: what a card says of the naming."""
        latest = self.in_force().order_by("-agreement__started_on", "-pk")
        fields: dict[str, str | Combinable] = {
            "agreement": "agreement_id",
            "title": "agreement__title",
            "number": "number",
        }
        return latest.annotate(told=JSONObject(**fields)).values("told")[:1]


@pghistory.track()
class Plaque(models.Model):
    """It counts once the naming is in force, and until it is taken down."""

    agreement = models.ForeignKey(
        FrameworkAgreement, models.PROTECT, related_name="plaques", verbose_name="联合命名"
    )
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="plaques", verbose_name="共享资源")
    number = models.CharField("编号", max_length=20)
    revoked_on = models.DateField("摘牌日期", null=True, blank=True)
    revoked_reason = models.CharField("摘牌原因", max_length=200, blank=True)

    objects = PlaqueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "铭牌"
        constraints = (
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="plaque_number_once",
                violation_error_message="同一批命名中编号重复。",
            ),
            models.UniqueConstraint(
                fields=["agreement", "resource"],
                name="plaque_resource_once",
                violation_error_message="同一批命名中资源重复。",
            ),
            models.CheckConstraint(condition=~Q(number=""), name="plaque_has_number"),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, revoked_reason="")
                | (Q(revoked_on__isnull=False) & ~Q(revoked_reason="")),
                name="plaque_revoked_has_reason",
                violation_error_message="摘牌须写明原因。",
                violation_error_code="reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.resource}"
