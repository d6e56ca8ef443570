"""共享资源: a base, a venue, teachers, a course … that its committee lets others use."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from collab_portal.lib.dates import POSSIBLE_DAY
from collab_portal.lib.html import RichTextField
from collab_portal.lib.search.listing import found
from collab_portal.lib.search.rows import Indexed, IndexedQuerySet
from collab_portal.lib.versions import Versioned, raised_by
from commons.kinds import Kind
from organizations.models import Branch, Committee

if TYPE_CHECKING:
    from accounts.models import User

MOST_PEOPLE, MOST_PIECES, LONGEST_NOTICE = 100_000, 1_000_000, 365


class ResourceQuerySet(IndexedQuerySet["Resource"]):
    def locked(self, row: "Resource") -> "Resource":
        """Committee, then row: two crossing changes wait for each other."""
        rows = self.select_related("committee").select_for_update(of=("committee", "self"), no_key=True)
        return rows.get(pk=row.pk)

    def visible_to(self, user: "User") -> Self:
        """What is shared is everybody's to read; who to telephone is not (``commons.see_contact``)."""
        return self

    def open(self, today: date) -> Self:
        """Those that may be asked for."""
        return self.filter(Q(paused_until__isnull=True) | Q(paused_until__lt=today), closed_on__isnull=True)

    def free_on(self, day: date) -> Self:
        """Neither closed nor paused on ``day``, nor promised to somebody alone.

        ``uses`` is what activities, which stand above, keep of a resource.
        """
        from commons.models.closure import Closure

        shut = Closure.objects.during(day, day).filter(resource=OuterRef("pk"))
        uses: Any = self.model._meta.get_field("uses").related_model
        taken = uses._default_manager.taking(day).filter(resource=OuterRef("pk"), exclusive=True)
        return self.open(day).filter(~Exists(shut), ~Exists(taken))

    def matching(self, query: str) -> Self:
        """Name, place or story hold the words, as search finds them."""
        from commons.models.index import ResourceIndex

        return self.filter(pk__in=found(ResourceIndex.objects.all(), query).order_by().values("pk"))

    def with_plaque(self) -> Self:
        """``named``: title and number of the naming in force, None without one."""
        from commons.models.plaque import Plaque

        return self.annotate(named=Subquery(Plaque.objects.filter(resource=OuterRef("pk")).named()))

    def named(self) -> Self:
        """Under a 联合命名 in force."""
        from commons.models.plaque import Plaque

        return self.filter(Exists(Plaque.objects.in_force().filter(resource=OuterRef("pk"))))

    def nominated(self) -> Self:
        """Applied for, open, and in no batch yet."""
        from commons.models.plaque import Plaque

        standing = Plaque.objects.standing().filter(resource=OuterRef("pk"))
        return self.filter(~Exists(standing), nominated_at__isnull=False, closed_on__isnull=True)

    def for_list(self) -> Self:
        """Everything one card shows, in one query."""
        return self.select_related("committee", "branch").defer("summary").order_by("-pk")


@pghistory.track(exclude=["submission"])
class Resource(Versioned, Indexed):
    """Registered and answered for by one committee. A teacher is described by subject and organisation:
    no page, figure or list is about a person.
    """

    Kind = Kind

    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="resources", verbose_name="所属工委"
    )
    branch = models.ForeignKey(
        Branch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name="管理党组织",
    )
    keeper = models.CharField("管理单位", max_length=80, blank=True)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    title = models.CharField("名称", max_length=80)
    code = models.CharField("编码", max_length=40, blank=True)
    line = models.CharField("系统", max_length=12, choices=Branch.Line, default=Branch.Line.OTHER)
    place = models.CharField("地点", max_length=120, blank=True)
    summary = RichTextField("介绍", blank=True)
    how_to = models.TextField("使用须知", max_length=1_000, blank=True)
    capacity = models.PositiveIntegerField(
        "同时容纳人数",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
    )
    quantity = models.PositiveIntegerField(
        "数量", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_PIECES)]
    )
    exclusive = models.BooleanField("同一时间只供一家使用", default=False)
    notice_days = models.PositiveSmallIntegerField(
        "须提前天数", null=True, blank=True, default=7, validators=[MaxValueValidator(LONGEST_NOTICE)]
    )
    contact = models.CharField("联系人", max_length=40, blank=True)
    phone = models.CharField("办公电话", max_length=40, blank=True)
    link = models.URLField("网址", max_length=300, blank=True)
    source_title = models.CharField("来源标题", max_length=120, blank=True)
    source_site = models.CharField("来源媒体或网址", max_length=300, blank=True)
    source_on = models.DateField("来源日期", null=True, blank=True, validators=POSSIBLE_DAY)
    paused_until = models.DateField("暂停至", null=True, blank=True, validators=POSSIBLE_DAY)
    closed_on = models.DateField("停止共享日期", null=True, blank=True)
    close_reason = models.CharField("停止原因", max_length=200, blank=True)
    nominated_at = models.DateTimeField("申报联合命名时间", null=True, blank=True)
    nominated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="申报人",
    )
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    SEARCHED = frozenset({"title", "code", "kind", "keeper", "place", "summary", "committee", "committee_id"})
    FACTS = (
        *("title", "kind", "code", "line", "branch", "keeper", "place", "summary", "how_to"),
        *("capacity", "quantity", "exclusive", "notice_days", "contact", "phone", "link"),
        *("paused_until", "source_title", "source_site", "source_on"),
    )

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "共享资源"
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="resource_kind_known"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__range=(1, MOST_PEOPLE)),
                name="resource_capacity_possible",
                violation_error_message="容纳人数须在 1 到 10 万之间。",
                violation_error_code="capacity",
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__range=(1, MOST_PIECES)),
                name="resource_quantity_possible",
                violation_error_message="数量须在 1 到 100 万之间。",
                violation_error_code="quantity",
            ),
            models.CheckConstraint(
                condition=Q(notice_days__isnull=True) | Q(notice_days__range=(0, LONGEST_NOTICE)),
                name="resource_notice_possible",
                violation_error_message="提前天数须在 0 到 365 之间。",
                violation_error_code="notice_days",
            ),
            models.CheckConstraint(
                condition=Q(branch__isnull=True) | Q(keeper=""),
                name="resource_one_keeper",
                violation_error_message="管理党组织和管理单位只填一项。",
                violation_error_code="keeper",
            ),
            models.CheckConstraint(
                condition=(Q(closed_on__isnull=False) & ~Q(close_reason=""))
                | Q(closed_on__isnull=True, close_reason=""),
                name="resource_closed_has_reason",
                violation_error_message="停止共享须写明原因。",
                violation_error_code="reason",
            ),
            models.UniqueConstraint(
                fields=["committee", "code"],
                condition=~Q(code=""),
                name="resource_code_once",
                violation_error_message="本工委已有使用该编码的资源。",
                violation_error_code="code",
            ),
            models.UniqueConstraint(
                fields=["committee", "kind", "title"],
                condition=Q(closed_on__isnull=True),
                name="resource_title_once",
                violation_error_message="本工委已有同类同名的资源。",
                violation_error_code="title",
            ),
        )
        indexes = (
            models.Index(fields=["kind", "-id"], name="resource_by_kind"),
            models.Index(fields=["committee", "-id"], name="resource_by_committee"),
        )
        triggers = (
            raised_by(
                *("title", "kind", "code", "line", "branch_id", "keeper", "place", "summary", "how_to"),
                *("capacity", "quantity", "exclusive", "notice_days", "contact", "phone", "link"),
                *("paused_until", "source_title", "source_site", "source_on", "closed_on"),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @classmethod
    def index(cls, objects: Iterable["Resource"]) -> None:
        from commons.search import index_resources

        index_resources(objects)

    def get_absolute_url(self) -> str:
        return reverse("commons:resource", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    def is_paused(self, today: date) -> bool:
        return self.paused_until is not None and self.paused_until >= today

    def state(self, today: date) -> tuple[str, str]:
        """Label and tone of the badge; nothing while it may be asked for."""
        if self.is_closed:
            return "已停止共享", "muted"
        if self.is_paused(today):
            return "暂停", "warn"
        return "", ""

    @property
    def kept_by(self) -> str:
        """The organisation that keeps it, as far as it is known."""
        return self.branch.name if self.branch else self.keeper
