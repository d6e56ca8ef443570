"""更正: what a confirmed record is to say instead, once every party has signed for it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import pghistory
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from activities.models.activity import Activity
from activities.models.participation import HEADCOUNT_LIMIT
from collab_portal.lib.joint.party import Party, PartyQuerySet
from collab_portal.lib.lifecycle import Badge, Lifecycle, Living, Move, State
from organizations.models import Committee

if TYPE_CHECKING:
    from accounts.models import User


AMENDMENT = Lifecycle(
    "更正",
    states=(
        State("open", "now"),
        State("applied", "done", filled=("ended_by", "ended_at")),
        State("withdrawn", "muted", filled=("ended_by", "ended_at")),
        State("superseded", "muted", filled=("ended_by", "ended_at")),
    ),
    moves=(
        Move("answer", ("open",), right="activities.answer_correction"),
        Move("apply", ("open",), "applied"),  # by the last signature
        Move("withdraw", ("open",), "withdrawn", "activities.keep_correction"),
        Move("supersede", ("open",), "superseded"),
    ),
)


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def locked(self, row: "Correction") -> "Correction":
        """The record's row first, as for every other verb; then what stands is read."""
        activity, twin = Activity.objects.locked_both(row.activity, row.duplicate_of)
        found = self.select_related("committee").get(pk=row.pk)
        found.activity, found.duplicate_of = activity, twin
        return found

    def visible_to(self, user: "User") -> Self:
        """To who is, was or would be a party: everybody else reads the version in force."""
        return self.filter(answers__committee=user.committee_id)

    def open(self) -> Self:
        return self.filter(status="open")

    def of_record(self, activity: Activity, user: "User") -> list["Correction"]:
        """Newest first, each with who answered what at hand; one query."""
        rows = (
            CorrectionAnswer.objects.for_board()
            .filter(correction__activity=activity, correction__in=self.visible_to(user))
            .select_related("correction__committee", "correction__proposed_by", "correction__ended_by")
            .select_related("correction__duplicate_of")
            .defer(
                "correction__duplicate_of__summary",
                "correction__facts",
                "correction__parties",
                "correction__outcomes",
            )
            .order_by("-correction__version", "committee__position")
        )
        found: dict[int, Correction] = {}
        for row in rows:
            correction = found.setdefault(row.correction_id, row.correction)
            correction.activity = activity
            correction.__dict__.setdefault("said", []).append(row)
        return list(found.values())


@pghistory.track()
class Correction(Living):
    """One proposed version of a confirmed record, or that it be void (then ``duplicate_of`` stands).

    What it says never changes: a revision is a new row.

    Until its last party signs, the confirmed version stays in force and counted. ``facts``, ``parties``
    and ``outcomes`` are that version's content; ``changes`` says in words what differs (item, before, after).
    """

    class Kind(models.TextChoices):
        CHANGE = "change", "更正"
        VOID = "void", "作废"

    class Status(models.TextChoices):
        OPEN = "open", "待各方确认"
        APPLIED = "applied", "已生效"
        WITHDRAWN = "withdrawn", "已撤回"
        SUPERSEDED = "superseded", "已被新的更正取代"

    LIFE = AMENDMENT

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="corrections", verbose_name="联合活动", db_index=False
    )
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="+", verbose_name="提出方", db_index=False, editable=False
    )
    kind = models.CharField("种类", max_length=6, choices=Kind, default=Kind.CHANGE)
    duplicate_of = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="以此为准的记录"
    )
    version = models.PositiveIntegerField("版本")
    base = models.PositiveIntegerField("更正前的版本")
    reason = models.CharField("原因", max_length=300)
    facts = models.JSONField("内容", encoder=DjangoJSONEncoder)
    parties = models.JSONField("各方", encoder=DjangoJSONEncoder)
    outcomes = models.JSONField("成效", blank=True, encoder=DjangoJSONEncoder)
    changes = models.JSONField("改动", encoder=DjangoJSONEncoder)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.OPEN)
    proposed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name="提出人", editable=False
    )
    proposed_at = models.DateTimeField("提出时间")
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处理人"
    )
    ended_at = models.DateTimeField("处理时间", null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()
    history_hides = ("facts", "parties", "outcomes", "changes")

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        constraints = (
            models.UniqueConstraint(
                fields=["activity", "version"],
                name="correction_version_once",
                violation_error_message="这一版更正已经提出。",
            ),
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(status="open"),
                name="correction_one_open",
                violation_error_message="这项活动已有一项待确认的更正。",
            ),
            models.CheckConstraint(
                condition=Q(kind="void") | Q(kind="change", duplicate_of__isnull=True),
                name="correction_kind_known",
            ),
            models.CheckConstraint(condition=Q(version__gt=F("base")), name="correction_follows_its_base"),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="correction_has_reason",
                violation_error_message="请说明原因。",
                violation_error_code="reason",
            ),
            models.CheckConstraint(
                condition=AMENDMENT.dated(),
                name="correction_end_has_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.activity}（{self.label}）"

    @property
    def label(self) -> str:
        return "提请作废" if self.is_void else f"第{self.version}版更正"

    @property
    def noun(self) -> str:
        return str(self.get_kind_display())

    @property
    def comes_first(self) -> str:
        """Said to whoever would propose something else meanwhile."""
        return f"{self.committee.short_name}提出的{self.noun}正待各方确认，请先答复。"

    @property
    def is_void(self) -> bool:
        return self.kind == self.Kind.VOID

    @cached_property
    def said(self) -> "list[CorrectionAnswer]":
        """What each party answered so far."""
        return list(self.answers.for_board())

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def owing(self) -> Sequence["CorrectionAnswer"]:
        """Who has said nothing yet, from the rows already fetched."""
        return [answer for answer in self.said if self.is_open and answer.is_owing]

    @property
    def is_contested(self) -> bool:
        return self.is_open and any(answer.is_objecting for answer in self.said)

    def is_replaceable_by(self, user: "User") -> bool:
        """Its proposer may say it anew; once somebody objects, any party may say what would be right."""
        return self.is_open and (self.committee_id == user.committee_id or self.is_contested)

    def answer_of(self, user: "User") -> "CorrectionAnswer | None":
        """The part of the reader's committee."""
        return next((row for row in self.said if row.committee_id == user.committee_id), None)


@pghistory.track()
class CorrectionAnswer(Party):
    """What one party says of a correction: also who joins by it and who leaves by it is asked."""

    SIGNED, OWED, MISSED = Badge("同意", "done"), Badge("待确认", "warn"), Badge("未确认", "muted")

    correction = models.ForeignKey(
        Correction, models.CASCADE, related_name="answers", verbose_name="更正", db_index=False
    )
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="+", verbose_name="工委", db_index=False
    )
    headcount = models.PositiveIntegerField(
        "参加人次",
        null=True,
        blank=True,
        validators=[MaxValueValidator(HEADCOUNT_LIMIT, "参加人次不能超过 100 万。")],
    )

    objects = PartyQuerySet["CorrectionAnswer"].as_manager()

    class Meta(Party.Meta):
        verbose_name = verbose_name_plural = "对更正的答复"
        indexes = (
            models.Index(
                fields=["committee", "correction"],
                condition=Q(signed_at__isnull=True),
                name="correction_answer_unsigned",
            ),
        )
        constraints = (
            *Party.Meta.constraints,
            models.UniqueConstraint(fields=["correction", "committee"], name="correction_answer_once_each"),
            models.CheckConstraint(
                condition=Q(headcount__isnull=True) | Q(headcount__range=(0, HEADCOUNT_LIMIT)),
                name="correction_answer_headcount",
                violation_error_message="参加人次须在 0 到 100 万之间。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee}对第{self.correction_id}号更正的答复"

    @property
    def is_asked(self) -> bool:
        return self.correction.is_open

    def unsign(self) -> None:
        super().unsign()
        self.headcount = None
