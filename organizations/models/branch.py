"""党组织: a tree under a committee."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

import pghistory
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import JSONObject

from collab_portal.lib.places import place_of
from collab_portal.lib.search.listing import found
from collab_portal.lib.search.rows import Indexed, IndexedQuerySet
from organizations.grams import GRAMS, contains, holds_pieces
from organizations.models.committee import Committee
from organizations.namesakes import known_as

if TYPE_CHECKING:
    from accounts.models import User

DUE_SOON = timedelta(days=90)


class BranchQuerySet(IndexedQuerySet["Branch"]):
    def locked(self, row: "Branch") -> "Branch":
        """The committee's tree, then the branch."""
        Committee.objects.select_for_update(no_key=True).get(pk=row.committee_id)
        return self.select_for_update(no_key=True).get(pk=row.pk)

    def visible_to(self, user: "User") -> Self:
        """The directory is everybody's; contacts are not (``organizations.see_contacts``)."""
        return self

    def active(self, today: date) -> Self:
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))

    def ended(self, today: date) -> Self:
        return self.filter(ends_on__lte=today)

    def roots(self) -> Self:
        return self.filter(parent__isnull=True)

    def term_overdue(self, today: date) -> Self:
        """换届 should have been held."""
        return self.filter(term_ends_on__lt=today)

    def term_due(self, today: date) -> Self:
        """换届 falls due within ninety days."""
        return self.filter(term_ends_on__range=(today, today + DUE_SOON))

    def paired(self) -> Self:
        from organizations.models.pairing import Pairing

        return self.filter(pk__in=Pairing.objects.branches_in(Pairing.Status.ACTIVE))

    def unpaired(self) -> Self:
        from organizations.models.pairing import Pairing

        active = Pairing.objects.filter(status=Pairing.Status.ACTIVE)
        first, second = active.filter(first=OuterRef("pk")), active.filter(second=OuterRef("pk"))
        return self.filter(~Exists(first), ~Exists(second))

    def matching(self, query: str, *, contacts: bool) -> Self:
        """Name or code hold the words, as search finds them; or the contact's name, for who may see it."""
        from organizations.models.index import BranchIndex

        rows = found(BranchIndex.objects.all(), query).order_by().values("pk")
        if contacts:
            named = Branch.objects.filter(holds_pieces(query), contains("contact_name", query))
            rows = rows.union(named.order_by().values("pk"))
        return self.filter(pk__in=rows)

    def counterparts_of(self, branch: "Branch", today: date) -> Self:
        """Same line of work, another province, neither paired nor asked yet: whom to propose to."""
        from organizations.models.pairing import Pairing

        taken = Pairing.objects.open().of_branch(branch.pk)
        return (
            self.active(today)
            .filter(line=branch.line, kind=branch.kind)
            .exclude(committee=branch.committee_id)
            .exclude(Exists(taken.filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")))))
        )

    def called(self, name: str) -> Self:
        """Whose name reads the same as ``name``: most likely the same organisation."""
        same = known_as(name)
        rows = self.order_by().values_list("pk", "name")
        return self.filter(pk__in=[pk for pk, known in rows if known_as(known) == same])

    def for_list(self) -> Self:
        """Everything one row shows, in one query; the order every index of the table ends in."""
        return self.select_related("committee").order_by("code", "pk")

    def with_seats(self) -> Self:
        """``seats``: the alliances a branch is or was in, without a query of their own."""
        from organizations.models.alliance import AllianceMember

        rows = AllianceMember.objects.filter(branch=OuterRef("pk"), joined_on__isnull=False).order_by("pk")
        row = JSONObject(alliance="alliance_id", name="alliance__name", role="role", left="left_on")
        return self.annotate(seats=ArraySubquery(rows.values(row=row)))

    def with_children_flag(self) -> Self:
        return self.annotate(has_children=Exists(Branch.objects.filter(parent=OuterRef("pk"))))


@pghistory.track(exclude=["submission"])
class Branch(Indexed):
    """Any party organisation under a committee: unit, department committee, branch, partner-side enterprise.

    ``line`` (系统) is the key for finding counterparts in other provinces. A branch never changes its
    committee. ``version`` rises with each edit, so of two editors the second is told about the first.
    """

    class Kind(models.TextChoices):
        UNIT = "unit", "单位"
        COMMITTEE = "committee", "机关党委"
        BRANCH = "branch", "党支部"
        ENTERPRISE = "enterprise", "企业党组织"
        CITY = "city", "市县党组织"
        TEMPORARY = "temporary", "临时党组织"

    class Line(models.TextChoices):
        PARTY = "party", "党群"
        REFORM = "reform", "发展改革"
        INDUSTRY = "industry", "工业和信息化"
        SCIENCE = "science", "科技"
        EDUCATION = "education", "教育"
        SECURITY = "security", "公安"
        CIVIL = "civil", "民政"
        FINANCE = "finance", "财政"
        LABOUR = "labour", "人力资源社会保障"
        RESOURCES = "resources", "自然资源"
        ECOLOGY = "ecology", "生态环境"
        HOUSING = "housing", "住房城乡建设"
        TRANSPORT = "transport", "交通运输"
        WATER = "water", "水利"
        AGRICULTURE = "agriculture", "农业农村"
        TRADE = "trade", "商务"
        CULTURE = "culture", "文化和旅游"
        HEALTH = "health", "卫生健康"
        EMERGENCY = "emergency", "应急管理"
        MARKET = "market", "市场监管"
        INSURANCE = "insurance", "医疗保障"
        TAX = "tax", "税务"
        GRAIN = "grain", "粮食和物资储备"
        STATISTICS = "statistics", "统计"
        COMMERCE = "commerce", "工商联"
        OTHER = "other", "其他"

    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="branches", verbose_name="所属工委", db_index=False
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级",
        db_index=False,
    )
    code = models.CharField("编码", max_length=40, help_text="本工委内唯一，导入时据此更新。")
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    line = models.CharField("系统", max_length=12, choices=Line, default=Line.OTHER)
    contact_name = models.CharField("联系人", max_length=40, blank=True)
    contact_phone = models.CharField("办公电话", max_length=40, blank=True)
    contact_email = models.EmailField("办公邮箱", blank=True)
    term_ends_on = models.DateField("换届到期", null=True, blank=True)
    starts_on = models.DateField("成立日期", null=True, blank=True)
    ends_on = models.DateField("撤销日期", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    SEARCHED = frozenset({"name", "code", "line"})

    objects = BranchQuerySet.as_manager()
    history_hides = ("version",)

    class Meta:
        verbose_name = verbose_name_plural = "党组织"
        constraints = (
            models.UniqueConstraint(
                fields=["committee", "code"],
                name="branch_code_once",
                violation_error_message="本工委已有使用该编码的党组织。",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="branch_not_its_own_parent",
                violation_error_message="上级不能是自己。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="branch_ends_after_start",
                violation_error_message="撤销日期不能早于成立日期。",
            ),
        )
        indexes = (
            models.Index(fields=["code", "id"], name="branch_by_code"),
            models.Index(fields=["parent", "code", "id"], name="branch_by_parent"),
            models.Index(fields=["kind", "code", "id"], name="branch_by_kind"),
            models.Index(fields=["line", "code", "id"], name="branch_by_line"),
            models.Index(fields=["term_ends_on"], name="branch_by_term"),
            models.Index(fields=["ends_on"], name="branch_ended", condition=Q(ends_on__isnull=False)),
            GinIndex(GRAMS, name="branch_grams"),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def index(cls, objects: Iterable["Branch"]) -> None:
        from organizations.search import index_branches

        index_branches(objects)

    def get_absolute_url(self) -> str:
        return place_of("organizations:branch", self.pk)

    def is_active(self, today: date) -> bool:
        return self.ends_on is None or self.ends_on > today

    def term_state(self, today: date) -> str:
        """``overdue``, ``due`` (within ninety days) or nothing."""
        if self.term_ends_on is None or not self.is_active(today):
            return ""
        if self.term_ends_on < today:
            return "overdue"
        return "due" if self.term_ends_on <= today + DUE_SOON else ""

    def ancestors(self) -> "list[Branch]":
        """From the root down to the parent, in one query; stops should the tree ever hold a loop."""
        if self.parent_id is None:
            return []
        return list(Branch.objects.raw(ANCESTORS, [self.parent_id]))


ANCESTORS = """
WITH RECURSIVE up AS (
    SELECT b.*, 1 AS height FROM organizations_branch b WHERE b.id = %s
    UNION ALL
    SELECT b.*, up.height + 1 FROM organizations_branch b JOIN up ON b.id = up.parent_id WHERE up.height < 50
)
SELECT * FROM up ORDER BY height DESC
"""
