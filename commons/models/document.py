"""文件: a paper with a number that others cite; what replaces it follows it in a chain."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from collab_portal.lib.dates import POSSIBLE_DAY
from collab_portal.lib.search.listing import found
from collab_portal.lib.search.rows import Indexed, IndexedQuerySet
from collab_portal.lib.versions import Versioned, raised_by
from organizations.models import Committee, StoredFile

if TYPE_CHECKING:
    from accounts.models import User

MOST_FILES = 10


class DocumentQuerySet(IndexedQuerySet["Document"]):
    def locked(self, row: "Document") -> "Document":
        """Committee, then row: two crossing changes wait for each other."""
        rows = self.select_related("committee").select_for_update(of=("committee", "self"), no_key=True)
        return rows.get(pk=row.pk)

    def visible_to(self, user: "User") -> Self:
        """What is for the basin is everybody's; a committee's own is its people's."""
        return self.filter(Q(scope=Document.Scope.BASIN) | Q(committee=user.committee_id or 0))

    def in_force(self, today: date) -> Self:
        """Neither replaced, abolished nor over; what is not yet in force counts, for it is on its way."""
        return self.filter(
            ~Exists(Document.objects.filter(supersedes=OuterRef("pk"))),
            Q(expires_on__isnull=True) | Q(expires_on__gte=today),
            abolished_on__isnull=True,
        )

    def matching(self, query: str) -> Self:
        """Title, number, issuer or summary hold the words, as search finds them."""
        from commons.models.index import DocumentIndex

        return self.filter(pk__in=found(DocumentIndex.objects.all(), query).order_by().values("pk"))

    def for_list(self) -> Self:
        """Everything one row shows, in one query."""
        replaced = Exists(Document.objects.filter(supersedes=OuterRef("pk")))
        return self.select_related("committee").annotate(is_replaced=replaced).order_by("-pk")


@pghistory.track(exclude=["submission"])
class Document(Versioned, Indexed):
    """Kept by one committee. State follows from its dates and from what replaces it; none is stored."""

    class Kind(models.TextChoices):
        SYSTEM = "system", "制度"
        MEASURE = "measure", "办法"
        PLAN = "plan", "方案"
        NOTICE = "notice", "通知"
        OTHER = "other", "其他"

    class Scope(models.TextChoices):
        BASIN = "basin", "十九家工委可见"
        OWN = "own", "只限本工委"

    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="documents", verbose_name="登记工委"
    )
    title = models.CharField("名称", max_length=150)
    number = models.CharField("文号", max_length=60, blank=True)
    issuer = models.CharField("发文机关", max_length=80)
    kind = models.CharField("类别", max_length=8, choices=Kind)
    scope = models.CharField("范围", max_length=6, choices=Scope, default=Scope.BASIN)
    issued_on = models.DateField("成文日期", null=True, blank=True, validators=POSSIBLE_DAY)
    effective_on = models.DateField("施行日期", null=True, blank=True, validators=POSSIBLE_DAY)
    expires_on = models.DateField("有效期至", null=True, blank=True, validators=POSSIBLE_DAY)
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successor",
        verbose_name="替代的文件",
        error_messages={"unique": "该文件已由另一份文件替代。"},
    )
    abolished_on = models.DateField("废止日期", null=True, blank=True)
    abolish_reason = models.CharField("废止原因", max_length=200, blank=True)
    summary = models.TextField("内容提要", max_length=1_000, blank=True)
    source_title = models.CharField("来源标题", max_length=120, blank=True)
    source_site = models.CharField("来源媒体或网址", max_length=300, blank=True)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    SEARCHED = frozenset({"title", "number", "issuer", "summary", "kind", "committee", "committee_id"})
    FACTS = (
        *("title", "number", "issuer", "kind", "scope", "issued_on", "effective_on", "expires_on"),
        *("supersedes", "summary", "source_title", "source_site"),
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文件"
        constraints = (
            models.UniqueConstraint(
                fields=["issuer", "number"],
                condition=Q(scope="basin") & ~Q(number=""),
                name="document_of_the_basin_once",
                violation_error_message="该发文机关的这一文号已经登记。",
                violation_error_code="number",
            ),
            models.UniqueConstraint(
                fields=["committee", "issuer", "number"],
                condition=~Q(number=""),
                name="document_of_its_own_once",
                violation_error_message="本工委已登记该发文机关的这一文号。",
                violation_error_code="number",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["system", "measure", "plan", "notice", "other"]),
                name="document_kind_known",
            ),
            models.CheckConstraint(condition=Q(scope__in=["basin", "own"]), name="document_scope_known"),
            models.CheckConstraint(
                condition=Q(effective_on__isnull=True)
                | Q(issued_on__isnull=True)
                | Q(effective_on__gte=F("issued_on")),
                name="document_effective_after_issue",
                violation_error_message="施行日期不能早于成文日期。",
                violation_error_code="effective_on",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(effective_on__isnull=True)
                | Q(expires_on__gte=F("effective_on")),
                name="document_expires_after_start",
                violation_error_message="有效期不能早于施行日期。",
                violation_error_code="expires_on",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(issued_on__isnull=True)
                | Q(expires_on__gte=F("issued_on")),
                name="document_expires_after_issue",
                violation_error_message="有效期不能早于成文日期。",
                violation_error_code="expires_on",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("pk")),
                name="document_replaces_another",
                violation_error_message="文件不能替代自身。",
                violation_error_code="supersedes",
            ),
            models.CheckConstraint(
                condition=(Q(abolished_on__isnull=False) & ~Q(abolish_reason=""))
                | Q(abolished_on__isnull=True, abolish_reason=""),
                name="document_abolished_has_reason",
                violation_error_message="废止须写明原因。",
                violation_error_code="reason",
            ),
        )
        indexes = (models.Index(fields=["committee", "-id"], name="document_by_committee"),)
        triggers = (
            raised_by(
                *("title", "number", "issuer", "kind", "scope", "issued_on", "effective_on", "expires_on"),
                *("supersedes_id", "summary", "source_title", "source_site", "abolished_on"),
            ),
        )

    def __str__(self) -> str:
        return f"《{self.title}》"

    @classmethod
    def index(cls, objects: Iterable["Document"]) -> None:
        from commons.search import index_documents

        index_documents(objects)

    def get_absolute_url(self) -> str:
        return reverse("commons:document", args=[self.pk])

    def state(self, today: date, *, replaced: bool) -> tuple[str, str]:
        """Label and tone of the badge."""
        if self.abolished_on:
            return "已废止", "red"
        if replaced:
            return "已被替代", "muted"
        if self.expires_on and self.expires_on < today:
            return "已失效", "muted"
        if self.effective_on and self.effective_on > today:
            return "尚未施行", "now"
        return "现行", "done"


@pghistory.track()
class DocumentFile(models.Model):
    """A file of a document. Whoever may see the document may have it."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="files", verbose_name="文件")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name="附件")

    class Meta:
        verbose_name = verbose_name_plural = "文件附件"
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.file)

    def get_absolute_url(self) -> str:
        return reverse("commons:document-file", args=[self.document_id, self.pk])
