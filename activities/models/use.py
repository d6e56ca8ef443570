"""资源使用: an activity asks for what another committee shares, and that committee answers."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.urls import reverse

from activities.models.activity import Activity
from collab_portal.lib.checks import Checked
from collab_portal.lib.dates import end_of, start_of
from commons.models import Resource
from commons.models.resource import MOST_PEOPLE

if TYPE_CHECKING:
    from accounts.models import User


class ResourceUseQuerySet(models.QuerySet["ResourceUse"]):
    def locked(self, row: "ResourceUse") -> "ResourceUse":
        """The activity, its resource, then the use."""
        activity = Activity.objects.locked(row.activity)
        resources = Resource.objects.select_for_update(of=("self",), no_key=True).select_related("committee")
        resource = resources.get(pk=row.resource_id)
        found = self.select_for_update(of=("self",), no_key=True).filter(pk=row.pk).first()
        if found is None:
            raise ValidationError("主办方已撤回这项申请。")
        found.activity, found.resource = activity, resource
        return found

    def visible_to(self, user: "User") -> Self:
        """The parties' of the activity, and its owner's staff's once it is announced."""
        if user.committee_id is None:
            return self.none()
        seen = Q(activity__committee_ids__contains=[user.committee_id]) & ~Q(activity__status="draft")
        if user.is_staff_member:
            seen |= Q(resource__committee=user.committee_id) & ~Q(activity__status="draft")
            seen |= Q(activity__host=user.committee_id)
        return self.filter(seen)

    def granted(self) -> Self:
        return self.filter(answer=ResourceUse.Answer.GRANTED)

    def waiting(self) -> Self:
        """Asked for and not answered, of what is still ahead."""
        return self.filter(answer="", activity__status=Activity.Status.ANNOUNCED)

    def live(self) -> Self:
        """Of activities that were not called off."""
        return self.exclude(activity__status__in=["draft", "cancelled", "void"])

    def during(self, starts_at: datetime, ends_at: datetime) -> Self:
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def taking(self, day: date) -> Self:
        """Promised for some time of ``day``."""
        return self.granted().live().during(start_of(day), end_of(day))

    def with_rivals(self) -> Self:
        """``has_rivals``: whether another asks for the resource at that time, or has it."""
        others = ResourceUse.objects.filter(
            Q(answer="", activity__status="announced") | Q(answer="granted", activity__status="announced"),
            resource=OuterRef("resource"),
            starts_at__lt=OuterRef("ends_at"),
            ends_at__gt=OuterRef("starts_at"),
        ).exclude(pk=OuterRef("pk"))
        return self.annotate(has_rivals=Exists(others))

    def for_list(self) -> Self:
        """Everything a line shows, in one query."""
        return self.select_related("activity__host", "resource__committee", "answered_by").order_by(
            "starts_at", "pk"
        )


@pghistory.track()
class ResourceUse(Checked):
    """One activity's wish for one resource, and the owner's answer.

    ``asked`` counts how often it was asked: not yet while the activity is a draft, anew when it moves.
    ``starts_at`` to ``ends_at`` repeats the activity's time, whole days where it names no clock.
    """

    class Answer(models.TextChoices):
        GRANTED = "granted", "已同意"
        DECLINED = "declined", "未能提供"
        WITHDRAWN = "withdrawn", "已收回"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="uses", verbose_name="联合活动")
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="uses", verbose_name="共享资源")
    starts_at = models.DateTimeField("自")
    ends_at = models.DateTimeField("至")
    people = models.PositiveIntegerField(
        "预计使用人数",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
    )
    asked = models.PositiveSmallIntegerField("第几次申请", default=1)
    asked_at = models.DateTimeField("申请时间")
    answer = models.CharField("答复", max_length=10, choices=Answer, blank=True)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复人"
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    exclusive = models.BooleanField("只供一家", default=False)

    objects = ResourceUseQuerySet.as_manager()
    history_hides = ("exclusive",)

    class Meta:
        verbose_name = verbose_name_plural = "资源使用"
        indexes = (
            models.Index(fields=["resource", "starts_at"], name="use_by_resource"),
            models.Index(fields=["resource"], name="use_waiting", condition=Q(answer="")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["activity", "resource"],
                name="use_once",
                violation_error_message="一项活动对同一资源只申请一次。",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="use_lasts"),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(people__range=(1, MOST_PEOPLE)),
                name="use_people_possible",
                violation_error_message="预计使用人数须在 1 到 10 万之间。",
                violation_error_code="resource_people",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | Q(
                    answer__in=["granted", "declined", "withdrawn"],
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                ),
                name="use_answer_whole",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=["declined", "withdrawn"]) | ~Q(note=""),
                name="use_refusal_has_reason",
                violation_error_message="请说明原因。",
                violation_error_code="reason",
            ),
            ExclusionConstraint(
                name="use_exclusive_once_at_a_time",
                expressions=(
                    ("resource", RangeOperators.EQUAL),
                    (
                        Func(
                            "starts_at",
                            "ends_at",
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ),
                condition=Q(answer="granted", exclusive=True),
            ),
        )

    def __str__(self) -> str:
        return str(self.resource)

    def get_absolute_url(self) -> str:
        return reverse("activities:use", args=[self.pk])

    @property
    def topic(self) -> str:
        return f"use:{self.pk}"

    @property
    def is_own(self) -> bool:
        """The host uses what is its own: nobody is asked."""
        return self.activity.host_id == self.resource.committee_id

    @property
    def is_waiting(self) -> bool:
        return not self.answer and self.activity.status == Activity.Status.ANNOUNCED

    @property
    def is_called_off(self) -> bool:
        """With its activity; what was answered before stays readable."""
        ended = {Activity.Status.CANCELLED, Activity.Status.VOID}
        return self.activity.status in ended and self.answer in {"", "granted"}

    @property
    def state(self) -> tuple[str, str]:
        """Label and tone of the badge."""
        if self.is_called_off:
            return f"已随活动{self.activity.get_status_display().removeprefix('已')}", "muted"
        if self.answer:
            tone = {"granted": "done", "declined": "red", "withdrawn": "red"}[self.answer]
            return self.get_answer_display(), tone
        return ("待答复", "warn") if self.activity.status in {"draft", "announced"} else ("未答复", "muted")
