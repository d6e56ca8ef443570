"""参与: a committee's part in an activity, and its signature under the record."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

import pghistory
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from activities.models.activity import PLACES_LIMIT, Activity
from collab_portal.lib.joint.party import Party, PartyQuerySet
from collab_portal.lib.lifecycle import Badge
from organizations.models import Branch, Committee

if TYPE_CHECKING:
    from accounts.models import User

HEADCOUNT_LIMIT = 1_000_000


class ParticipationQuerySet(PartyQuerySet["Participation"]):
    def unreplied(self) -> Self:
        """Who is invited and has not said whether it comes."""
        return self.exclude(role="host").filter(reply="")

    def declined(self) -> Self:
        """Invited, and said that it would not come."""
        return self.filter(reply=Participation.Reply.DECLINE)

    def forget_replies(self) -> None:
        """What was said of another day; the history keeps it."""
        said: dict[str, Any] = {"reply": "", "replied_by": None, "replied_at": None, "replied_version": None}
        asked = {"expected": None, "reply_note": "", "admitted": 0, "queued_at": None}
        self.exclude(reply="").update(**said, **asked)


@pghistory.track()
class Participation(Party):
    """One row per committee, whatever number of its branches came: a committee signs once, a version."""

    SIGNED, OWED, MISSED = Badge("已确认", "done"), Badge("待确认", "warn"), Badge("未确认", "muted")

    class Role(models.TextChoices):
        HOST = "host", "牵头"
        ORGANISER = "organiser", "承办"
        CO_ORGANISER = "co_organiser", "协办"
        PARTICIPANT = "participant", "参与"

    class Reply(models.TextChoices):
        ATTEND = "attend", "参加"
        DECLINE = "decline", "不参加"

    RANKS: ClassVar[dict[str, int]] = {value: rank for rank, value in enumerate(Role.values)}

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="participations", verbose_name="联合活动"
    )
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="participations", verbose_name="工委"
    )
    branches = models.ManyToManyField(
        Branch, through="PartyBranch", related_name="participations", verbose_name="党组织"
    )
    role = models.CharField("角色", max_length=12, choices=Role, default=Role.PARTICIPANT)
    headcount = models.PositiveIntegerField(
        "参加人次",
        null=True,
        blank=True,
        validators=[MaxValueValidator(HEADCOUNT_LIMIT, "参加人次不能超过 100 万。")],
    )
    reply = models.CharField("回执", max_length=8, choices=Reply, blank=True)
    replied_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="回执人"
    )
    replied_at = models.DateTimeField("回执时间", null=True, blank=True)
    replied_version = models.PositiveIntegerField("回执时的版本", null=True, blank=True)
    expected = models.PositiveIntegerField(
        "预计人数",
        null=True,
        blank=True,
        validators=[MaxValueValidator(HEADCOUNT_LIMIT, "预计人数不能超过 100 万。")],
    )
    quota = models.PositiveIntegerField(
        "每家名额",
        null=True,
        blank=True,
        validators=[MaxValueValidator(PLACES_LIMIT, "名额不能超过 10 万。")],
    )
    admitted = models.PositiveIntegerField("已获名额", default=0)
    queued_at = models.DateTimeField("排队时间", null=True, blank=True)
    reply_note = models.CharField("回执说明", max_length=200, blank=True)
    signed_version = models.PositiveIntegerField("签署的版本", null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta(Party.Meta):
        verbose_name = verbose_name_plural = "参与方"
        indexes = (
            models.Index(
                fields=["committee", "activity"],
                condition=Q(signed_at__isnull=True),
                name="participation_unsigned",
            ),
        )
        constraints = (
            *Party.Meta.constraints,
            models.UniqueConstraint(
                fields=["activity", "committee"],
                name="participation_committee_once",
                violation_error_message="同一工委只能登记一次。",
            ),
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(role="host"),
                name="participation_one_host",
                violation_error_message="一项活动只有一个牵头方。",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["host", "organiser", "co_organiser", "participant"]),
                name="participation_role_known",
            ),
            models.CheckConstraint(
                condition=Q(headcount__isnull=True) | Q(headcount__range=(0, HEADCOUNT_LIMIT)),
                name="participation_headcount_possible",
                violation_error_message="参加人次须在 0 到 100 万之间。",
            ),
            models.CheckConstraint(
                condition=Q(
                    reply="",
                    replied_by__isnull=True,
                    replied_at__isnull=True,
                    replied_version__isnull=True,
                    expected__isnull=True,
                    reply_note="",
                )
                | Q(
                    reply__in=["attend", "decline"],
                    replied_by__isnull=False,
                    replied_at__isnull=False,
                    replied_version__isnull=False,
                ),
                name="participation_reply_whole",
            ),
            models.CheckConstraint(
                condition=Q(expected__isnull=True) | Q(expected__range=(0, HEADCOUNT_LIMIT), reply="attend"),
                name="participation_expected_possible",
                violation_error_message="预计人数须在 0 到 100 万之间，且只有参加时填写。",
            ),
            models.CheckConstraint(
                condition=Q(admitted=0) | Q(expected__isnull=False, admitted__lte=F("expected")),
                name="participation_admitted_asked",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_version__isnull=True)
                | Q(signed_at__isnull=False, signed_version__isnull=False),
                name="participation_signs_a_version",
            ),
            models.CheckConstraint(
                condition=~Q(role="host") | Q(signed_version__isnull=False),
                name="participation_host_signs_by_logging",
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee}（{self.get_role_display()}）"

    @property
    def is_host(self) -> bool:
        return self.role == self.Role.HOST

    @property
    def is_asked(self) -> bool:
        return self.activity.status not in {Activity.Status.CANCELLED, Activity.Status.VOID}

    @property
    def rank(self) -> int:
        return self.RANKS[self.role]

    @property
    def reply_state(self) -> tuple[str, str]:
        """Label and tone of the badge while the activity is ahead."""
        if self.is_host:
            return "牵头", "done"
        return {"attend": ("参加", "done"), "decline": ("不参加", "muted")}.get(
            self.reply, ("待回执", "warn")
        )

    def in_places(self, turn: int | None) -> str:
        """``已安排 8 / 10（候补 2，第 1 位）``; ``turn``: which it is of the waiting."""
        kept = f"保留 {self.quota} 个" if self.quota is not None else ""
        if not self.expected:
            return kept
        waits = f"（候补 {self.expected - self.admitted}，第 {turn} 位）" if turn else ""
        return " · ".join(filter(None, (f"已安排 {self.admitted} / {self.expected}{waits}", kept)))

    def sign(self, *, actor: "User", now: datetime) -> None:
        self.signed_version = self.activity.version
        super().sign(actor=actor, now=now)

    def unsign(self) -> None:
        super().unsign()
        self.signed_version = None


@pghistory.track()
class PartyBranch(models.Model):
    """A branch that came under its committee's part."""

    participation = models.ForeignKey(Participation, models.CASCADE, verbose_name="参与方")
    branch = models.ForeignKey(Branch, models.PROTECT, verbose_name="党组织")

    class Meta:
        verbose_name = verbose_name_plural = "参与的党组织"
        constraints = (models.UniqueConstraint(fields=["participation", "branch"], name="party_branch_once"),)

    def __str__(self) -> str:
        return str(self.branch)
