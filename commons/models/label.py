"""品牌、专项行动、系列: what joint activities, pieces and honours are known under."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from collab_portal.lib.chinese import look
from collab_portal.lib.dates import POSSIBLE_DAY
from collab_portal.lib.html import RichTextField
from collab_portal.lib.search.listing import found
from collab_portal.lib.search.rows import Indexed, IndexedQuerySet
from collab_portal.lib.versions import Versioned, raised_by
from organizations.models import Committee, StoredFile

if TYPE_CHECKING:
    from accounts.models import User

RED_FLAG = "万里长江党旗红"  # the brand of all nineteen
NAME_LENGTH, MOST = 60, 1_000_000_000


class LabelQuerySet(IndexedQuerySet["Label"]):
    def visible_to(self, user: "User") -> Self:
        """Labels are made known; one that became another is read under that.

        A series that came with a record nobody has confirmed is its own committee's till then.
        """
        own = Q(committee=user.committee_id or 0)
        return self.filter(Q(known=True) | own, merged_into__isnull=True)

    def in_use(self) -> Self:
        return self.filter(ended_on__isnull=True)

    def usable_by(self, committee: int | None) -> Self:
        """Its own, those of all nineteen, and others' that are open to all."""
        return self.filter(merged_into__isnull=True).filter(
            Q(committee__isnull=True) | Q(committee=committee or 0) | Q(open=True)
        )

    def named(self, kind: str, name: str) -> Self:
        """Those of a kind whose name reads the same: letter case, 简繁 and width apart."""
        return self.filter(kind=kind, key=look(name))

    def matching(self, query: str) -> Self:
        """Name, meaning or goal hold the words, as search finds them."""
        from commons.models.index import LabelIndex

        return self.filter(pk__in=found(LabelIndex.objects.all(), query).order_by().values("pk"))

    def for_list(self) -> Self:
        """Everything one row shows, in one query; those of all nineteen first."""
        rows = self.select_related("committee").defer("meaning")
        return rows.annotate(place=Coalesce("committee__position", 0)).order_by("place", "kind", "-pk")

    def for_choice(self) -> Self:
        """As a field offers them."""
        return self.select_related("committee").defer("meaning").order_by("kind", "name", "pk")


@pghistory.track(exclude=["submission"])
class Label(Versioned, Indexed):
    """Kept by one committee, or by the secretariat for all nineteen (no ``committee``).

    It classifies, nobody signs for it. ``key`` is the name as it is compared, so that two spellings are one.
    """

    class Kind(models.TextChoices):
        BRAND = "brand", "品牌"
        CAMPAIGN = "campaign", "专项行动"
        SERIES = "series", "系列"

    class Unit(models.TextChoices):
        RECORDS = "records", "场次"
        ATTENDANCES = "attendances", "人次"

    kind = models.CharField("类别", max_length=8, choices=Kind)
    committee = models.ForeignKey(
        Committee, models.PROTECT, null=True, blank=True, related_name="labels", verbose_name="所属工委"
    )
    name = models.CharField("名称", max_length=NAME_LENGTH)
    key = models.CharField("比对名称", max_length=2 * NAME_LENGTH, blank=True, editable=False)
    open = models.BooleanField("各工委都可使用", default=False)
    known = models.BooleanField("已公开", default=True, editable=False)
    meaning = RichTextField("含义", blank=True)
    picture = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="图片"
    )
    starts_on = models.DateField("开始日期", null=True, blank=True, validators=POSSIBLE_DAY)
    ends_on = models.DateField("计划结束日期", null=True, blank=True, validators=POSSIBLE_DAY)
    goal = models.CharField("目标", max_length=300, blank=True)
    goal_value = models.PositiveIntegerField(
        "目标数", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    goal_unit = models.CharField("目标单位", max_length=12, choices=Unit, blank=True)
    ended_on = models.DateField("停用日期", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    SEARCHED = frozenset({"name", "meaning", "goal", "kind", "committee", "committee_id"})
    FACTS = (
        *("kind", "name", "open", "meaning", "starts_on", "ends_on"),
        *("goal", "goal_value", "goal_unit"),
    )

    objects = LabelQuerySet.as_manager()
    history_hides = ("version", "key", "known")

    class Meta:
        verbose_name = verbose_name_plural = "品牌与专项"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=["brand", "campaign", "series"]), name="label_kind_known"
            ),
            models.UniqueConstraint(
                fields=["committee", "kind", "key"],
                condition=Q(merged_into__isnull=True),
                nulls_distinct=False,
                name="label_once",
                violation_error_message="已有同类同名的，写法不同（大小写、简繁）也算同名。",
                violation_error_code="name",
            ),
            models.CheckConstraint(condition=~Q(key=""), name="label_has_name"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="label_ends_after_start",
                violation_error_message="结束日期不能早于开始日期。",
                violation_error_code="ends_on",
            ),
            models.CheckConstraint(
                condition=Q(goal_value__isnull=True, goal_unit="")
                | Q(
                    goal_value__isnull=False,
                    goal_value__range=(1, MOST),
                    goal_unit__in=["records", "attendances"],
                ),
                name="label_goal_whole",
                violation_error_message="目标数和单位须同时填写。",
                violation_error_code="goal_value",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")), name="label_merged_elsewhere"
            ),
        )
        indexes = (models.Index(fields=["kind", "key"], name="label_by_name"),)
        triggers = (
            raised_by(
                *("kind", "committee_id", "name", "open", "meaning", "starts_on", "ends_on"),
                *("goal", "goal_value", "goal_unit", "ended_on"),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.key = look(self.name)
        if not self.key:
            raise ValidationError({"name": "名称须有文字。"})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = look(self.name)
        super().save(*args, **kwargs)

    @classmethod
    def index(cls, objects: Iterable["Label"]) -> None:
        from commons.search import index_labels

        index_labels(objects)

    def get_absolute_url(self) -> str:
        return reverse("commons:label", args=[self.pk])

    @property
    def owner(self) -> str:
        return self.committee.short_name if self.committee else "十九家共有"

    @property
    def named(self) -> str:
        """As a field offers it."""
        return f"{self.name}（{self.get_kind_display()}，{self.owner}）"

    def is_usable_by(self, committee: int | None) -> bool:
        """As ``usable_by``, for a row at hand."""
        return self.committee_id in {None, committee} or self.open

    def takes(self, day: date) -> bool:
        """Whether what is of ``day`` may bear it: nothing after its end."""
        return self.ended_on is None or day <= self.ended_on

    def state(self) -> tuple[str, str]:
        """Label and tone of the badge; nothing while it is in use."""
        return ("已停用", "muted") if self.ended_on else ("", "")


def choices_of(labels: Sequence[Label]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Grouped by kind, as a select shows them."""
    groups = []
    for kind in Label.Kind:
        if of_kind := [(one.pk, f"{one.name}（{one.owner}）") for one in labels if one.kind == kind]:
            groups.append((str(kind.label), of_kind))
    return groups
