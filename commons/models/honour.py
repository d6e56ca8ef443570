"""荣誉: what an organisation was awarded. Of a person there is a line with its published source, no more."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from collab_portal.lib.dates import POSSIBLE_DAY
from collab_portal.lib.search.listing import holding
from collab_portal.lib.versions import Versioned, raised_by
from commons.models.document import Document
from commons.models.label import Label
from organizations.levels import Level
from organizations.models import Branch, Committee

if TYPE_CHECKING:
    from accounts.models import User

FIRST_YEAR, LAST_YEAR, MOST = 1949, 2100, 100_000


class HonourQuerySet(models.QuerySet["Honour"]):
    def visible_to(self, user: "User") -> Self:
        """Honours are made known; who is signed in may read them."""
        return self

    def collective(self) -> Self:
        return self.exclude(subject=Honour.Subject.PERSON)

    def personal(self) -> Self:
        return self.filter(subject=Honour.Subject.PERSON)

    def matching(self, query: str) -> Self:
        """Title, awarder or an organisation's name hold the words. Of a person no name is looked for."""
        rows = self.order_by().prefetch_related(None).select_related(None).collective()
        branch = Coalesce("branch__name", Value(""))
        named = holding(query, rows.values_list("pk", "title", "awarder", "winner", branch))
        titled = holding(query, self.order_by().personal().values_list("pk", "title", "awarder"))
        return self.filter(pk__in=[*named, *titled])

    def for_list(self) -> Self:
        """Everything one row shows, in one query."""
        return self.select_related("committee", "branch", "document", "label").order_by("-year", "-pk")


@pghistory.track(exclude=["submission"])
class Honour(Versioned):
    """Kept by one committee. ``quantity``: how many of it, where the source names a number alone.

    A person's row has no page, no search entry and no figure of its own; one who is named has a source.
    """

    class Subject(models.TextChoices):
        ORGANISATION = "organisation", "集体"
        POST = "post", "岗位"
        PERSON = "person", "个人"

    class Category(models.TextChoices):
        UNIT = "unit", "党建工作先进单位"
        INNOVATION = "innovation", "机关党委创新榜"
        STRONG = "strong", "“四强”党支部"
        WORKER = "worker", "优秀党务干部"
        MEMBER = "member", "优秀共产党员"
        MODEL_POST = "model_post", "党员示范岗"
        PIONEER_POST = "pioneer_post", "党员先锋岗"
        AREA = "area", "党员责任区"
        TEAM = "team", "先锋行动队"
        BRAND = "brand", "品牌"
        OTHER = "other", "其他"

    Level = Level

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="honours", verbose_name="登记工委")
    branch = models.ForeignKey(
        Branch, models.PROTECT, null=True, blank=True, related_name="honours", verbose_name="获奖党组织"
    )
    winner = models.CharField("获奖者（公布的名称）", max_length=80, blank=True)
    subject = models.CharField("对象", max_length=12, choices=Subject, default=Subject.ORGANISATION)
    category = models.CharField("类别", max_length=12, choices=Category, default=Category.OTHER)
    title = models.CharField("荣誉名称", max_length=120)
    level = models.CharField("级别", max_length=8, choices=Level)
    awarder = models.CharField("授予单位", max_length=80)
    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    awarded_on = models.DateField("授予日期", null=True, blank=True, validators=POSSIBLE_DAY)
    number = models.CharField("文号", max_length=60, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="honours", verbose_name="依据文件"
    )
    label = models.ForeignKey(
        Label, models.PROTECT, null=True, blank=True, related_name="honours", verbose_name="品牌与专项"
    )
    quantity = models.PositiveIntegerField(
        "数量", default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    source_title = models.CharField("来源标题", max_length=120, blank=True)
    source_site = models.CharField("来源媒体或网址", max_length=300, blank=True)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    FACTS = (
        *("title", "level", "category", "subject", "branch", "winner", "quantity", "awarder", "year"),
        *("awarded_on", "number", "document", "label", "source_title", "source_site"),
    )

    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "荣誉"
        constraints = (
            models.CheckConstraint(
                condition=Q(subject__in=["organisation", "post", "person"]), name="honour_subject_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=["nation", "province", "bureau", "city"]), name="honour_level_known"
            ),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="honour_year_possible",
                violation_error_message="年度须在 1949 年至 2100 年之间。",
                violation_error_code="year",
            ),
            models.CheckConstraint(
                condition=(Q(branch__isnull=False) & Q(winner="")) | (Q(branch__isnull=True) & ~Q(winner="")),
                name="honour_one_winner",
                violation_error_message="获奖党组织和公布的名称，请只填一项。",
                violation_error_code="winner",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST),
                name="honour_quantity_possible",
                violation_error_message="数量须在 1 到 10 万之间。",
                violation_error_code="quantity",
            ),
            models.CheckConstraint(
                condition=Q(quantity=1) | Q(branch__isnull=True),
                name="honour_of_many_names_none",
                violation_error_message="多个获奖的，写公布的统称，不选党组织。",
                violation_error_code="quantity",
            ),
            models.CheckConstraint(
                condition=~Q(subject="person") | Q(branch__isnull=True),
                name="honour_person_is_no_branch",
                violation_error_message="个人荣誉不选党组织。",
                violation_error_code="branch",
            ),
            models.CheckConstraint(
                condition=~Q(subject="person", quantity=1) | Q(document__isnull=False) | ~Q(source_title=""),
                name="honour_person_has_source",
                violation_error_message="个人荣誉须注明公开的来源或依据文件。",
                violation_error_code="source_title",
            ),
            models.UniqueConstraint(
                fields=["committee", "year", "level", "title", "branch", "winner"],
                name="honour_once",
                nulls_distinct=False,
                violation_error_message="这项荣誉已经登记。",
                violation_error_code="title",
            ),
        )
        indexes = (models.Index(fields=["-year", "-id"], name="honour_by_year"),)
        triggers = (
            raised_by(
                *("title", "level", "category", "subject", "branch_id", "winner", "quantity", "awarder"),
                *("year", "awarded_on", "number", "document_id", "label_id", "source_title", "source_site"),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Among the honours of its year: one alone has no page."""
        return f"{reverse('commons:honours')}?year={self.year}&committee={self.committee.slug}"

    def misdated(self, today: date) -> dict[str, str]:
        """What is wrong with year and date, by column. It is awarded in its year or in the next."""
        wrong = {}
        if self.year > today.year:
            wrong["year"] = "年度不能晚于今年。"
        if self.awarded_on and self.awarded_on > today:
            wrong["awarded_on"] = "授予日期不能晚于今天。"
        elif self.awarded_on and self.awarded_on.year not in {self.year, self.year + 1}:
            wrong["awarded_on"] = f"授予日期与年度不符：{self.year} 年度的荣誉，在当年或次年授予。"
        return wrong

    @property
    def won_by(self) -> str:
        return self.branch.name if self.branch else self.winner

    @property
    def is_personal(self) -> bool:
        return self.subject == self.Subject.PERSON
