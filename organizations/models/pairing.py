"""结对共建: two branches, a life that both sides sign, and numbered terms."""

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from collab_portal.lib.joint import invitation
from collab_portal.lib.lifecycle import Lifecycle, Living, Move, Stage, State
from collab_portal.lib.places import place_of
from collab_portal.lib.search.listing import found
from collab_portal.lib.search.rows import Indexed, IndexedQuerySet
from collab_portal.lib.versions import Versioned, raised_by
from organizations.dormancy import QUIET, last_activity
from organizations.models.branch import Branch
from organizations.models.committee import Committee

if TYPE_CHECKING:
    from accounts.models import User

EXPIRING = timedelta(days=90)
PAIRING = Lifecycle(
    "结对",
    states=(
        State("proposed", "now"),
        State("active", "done", filled=("started_on",)),
        State("ended", "muted", filled=("started_on", "ended_on")),
        State("declined", "red"),
        State("withdrawn", "muted"),
    ),
    moves=(
        Move("agree", ("proposed", "active"), "active"),  # again by each renewal
        Move("decline", ("proposed",), "declined"),
        Move("withdraw", ("proposed",), "withdrawn"),
        Move("decline", ("active",)),
        Move("withdraw", ("active",)),
        Move("renew", ("active",), right="organizations.renew_pairing"),
        Move("end", ("active",), "ended", "organizations.end_pairing"),
    ),
    stages=(
        Stage("发起", ("proposed", "active", "ended", "declined", "withdrawn")),
        Stage("对方确认", ("active", "ended"), ("proposed",), {"": "双方确认"}),
        Stage("结对共建", ("ended",), ("active",)),
        Stage("结束", ("ended",)),
    ),
    stops=("declined", "withdrawn"),
)
TERM = invitation.life(
    "提议", answer="organizations.answer_pairing", withdraw="organizations.withdraw_pairing"
)


@pghistory.track()
class PairingBatch(Versioned):
    """批次: a round of pairings that one committee organises, with who supports it and what came of it."""

    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="pairing_batches", verbose_name="组织工委"
    )
    name = models.CharField("批次名称", max_length=80)
    organised_on = models.DateField("组织日期", null=True, blank=True)
    supporter = models.CharField("支持单位", max_length=80, blank=True)
    description = models.TextField("说明", blank=True, max_length=5_000)

    class Meta:
        verbose_name = verbose_name_plural = "结对批次"
        triggers = (raised_by("name", "organised_on", "supporter", "description"),)
        constraints = (
            models.UniqueConstraint(
                fields=["committee", "name"],
                name="pairing_batch_once",
                violation_error_message="本工委已有同名批次。",
            ),
        )

    def __str__(self) -> str:
        return self.name


class PairingQuerySet(IndexedQuerySet["Pairing"]):
    def locked(self, row: "Pairing") -> "Pairing":
        return self.select_for_update(of=("self",)).select_related("first", "second").get(pk=row.pk)

    def visible_to(self, user: "User") -> Self:
        """What is or was in force is everybody's; a proposal is its parties' staff's alone."""
        agreed = Q(status__in=[Pairing.Status.ACTIVE, Pairing.Status.ENDED])
        if user.is_staff_member and user.committee_id:
            agreed |= Q(first_committee=user.committee_id) | Q(second_committee=user.committee_id)
        return self.filter(agreed)

    def by_committee(self) -> dict[int, int]:
        """How many each committee takes part in; one within a committee counts once. One query."""
        found: Counter[int] = Counter()
        for sides in self.order_by().values_list("first_committee", "second_committee"):
            found.update(set(sides))
        return dict(found)

    def active(self) -> Self:
        return self.filter(status=Pairing.Status.ACTIVE)

    def open(self) -> Self:
        """Proposed or in force: what stands in the way of another proposal for the same two."""
        return self.filter(status__in=[Pairing.Status.PROPOSED, Pairing.Status.ACTIVE])

    def of_committee(self, committee: int) -> Self:
        return self.filter(Q(first_committee=committee) | Q(second_committee=committee))

    def of_branch(self, branch: int) -> Self:
        return self.filter(Q(first=branch) | Q(second=branch))

    def of_line(self, line: str) -> Self:
        return self.filter(Q(first__line=line) | Q(second__line=line))

    def matching(self, query: str) -> Self:
        """Theme, batch or either branch's name hold the words, as search finds them."""
        from organizations.models.index import PairingIndex

        return self.filter(pk__in=found(PairingIndex.objects.all(), query).order_by().values("pk"))

    def expired(self, today: date) -> Self:
        """In force though its agreed term is over: renew or end."""
        return self.active().filter(valid_until__lt=today)

    def expiring(self, today: date) -> Self:
        return self.active().filter(valid_until__range=(today, today + EXPIRING))

    def with_last_activity(self) -> Self:
        """``last_on``: the day of the latest confirmed activity, or None."""
        return self.annotate(last_on=last_activity())

    def dormant(self, today: date, quiet: timedelta = QUIET) -> Self:
        """In force for so long, and nothing done together for so long."""
        since = today - quiet
        rows = self.active().filter(started_on__lte=since).with_last_activity()
        return rows.filter(Q(last_on__isnull=True) | Q(last_on__lte=since))

    def branches_in(self, status: str) -> "models.QuerySet[Pairing, Any]":
        """Ids of all branches with a pairing of that status, for ``pk__in``."""
        rows: models.QuerySet[Pairing, Any] = self.filter(status=status)
        return rows.values("first").union(rows.values("second"), all=True)

    def for_list(self) -> Self:
        """Everything one row shows, in one query."""
        rows = self.with_last_activity()
        return rows.select_related("first__committee", "second__committee", "batch").order_by("-pk")


@pghistory.track(exclude=["submission"])
class Pairing(Living, Indexed):
    """结对共建: two branches, stored in one canonical order.

    ``first < second`` makes the pair symmetric, so one partial unique index forbids a second open
    pairing of the same two branches, whoever asks first. The committees of both stand on the row:
    that is what lists filter by, and a branch never changes its committee. Who proposed, who answered
    and the agreement's facts belong to a term (``PairingTerm``); ``valid_until`` is the running term's.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", "待对方确认"
        ACTIVE = "active", "结对中"
        ENDED = "ended", "已结束"
        DECLINED = "declined", "已谢绝"
        WITHDRAWN = "withdrawn", "已撤回"

    LIFE = PAIRING
    AGREED_CHOICES = ((Status.ACTIVE.value, Status.ACTIVE.label), (Status.ENDED.value, Status.ENDED.label))

    first = models.ForeignKey(Branch, models.PROTECT, related_name="pairings_as_first", verbose_name="一方")
    second = models.ForeignKey(
        Branch, models.PROTECT, related_name="pairings_as_second", verbose_name="另一方"
    )
    first_committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="+", verbose_name="一方工委", db_index=False
    )
    second_committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="+", verbose_name="另一方工委", db_index=False
    )
    theme = models.CharField("共建主题", max_length=120)
    batch = models.ForeignKey(
        PairingBatch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pairings",
        verbose_name="批次",
    )
    supporter = models.CharField("支持单位", max_length=80, blank=True)
    first_contact = models.CharField("一方联系人", max_length=40, blank=True)
    first_phone = models.CharField("一方办公电话", max_length=40, blank=True)
    second_contact = models.CharField("另一方联系人", max_length=40, blank=True)
    second_phone = models.CharField("另一方办公电话", max_length=40, blank=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.PROPOSED)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    started_on = models.DateField("生效日期", null=True, blank=True)
    ended_on = models.DateField("结束日期", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="结束人",
    )
    end_reason = models.CharField("结束原因", max_length=200, blank=True)
    nudged_on = models.DateField("提醒日期", null=True, blank=True, editable=False)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    SEARCHED = frozenset({"theme", "batch", "batch_id", "first", "second", "started_on"})

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "结对共建"
        constraints = (
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="pairing_canonical_order",
                violation_error_message="支部不能与自身结对。",
            ),
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=Q(status__in=["proposed", "active"]),
                name="pairing_open_once",
                violation_error_message="这两个党组织已有待确认或进行中的结对。",
            ),
            models.CheckConstraint(
                condition=PAIRING.dated(),
                name="pairing_status_has_its_dates",
                violation_error_message="结对状态与生效、结束日期不符。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(end_reason=""),
                name="pairing_end_has_reason",
                violation_error_message="结束结对须写明原因。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="pairing_ends_after_start",
                violation_error_message="结束日期不能早于生效日期。",
            ),
        )
        indexes = (
            models.Index(fields=["first_committee", "-id"], name="pairing_by_first_committee"),
            models.Index(fields=["second_committee", "-id"], name="pairing_by_second_committee"),
            models.Index(fields=["status", "-id"], name="pairing_by_status"),
            models.Index(fields=["valid_until"], name="pairing_expiry", condition=Q(status="active")),
        )

    def __str__(self) -> str:
        return self.theme

    @classmethod
    def index(cls, objects: Iterable["Pairing"]) -> None:
        from organizations.search import index_pairings

        index_pairings(objects)

    def get_absolute_url(self) -> str:
        return place_of("organizations:pairing", self.pk)

    @property
    def committees(self) -> tuple[int, int]:
        return self.first_committee_id, self.second_committee_id

    @property
    def within_one_committee(self) -> bool:
        return self.first_committee_id == self.second_committee_id

    def involves(self, committee: int | None) -> bool:
        return committee is not None and committee in self.committees

    def other_committee(self, committee: int) -> int:
        """The committee across the table (the same one when both branches are its own)."""
        return self.second_committee_id if committee == self.first_committee_id else self.first_committee_id

    def days_left(self, today: date) -> int | None:
        """Days until the running term ends, negative when over; None: no end agreed, or not in force."""
        if self.valid_until is None or self.status != self.Status.ACTIVE:
            return None
        return (self.valid_until - today).days

    def quiet_days(self, last_on: date | None, today: date) -> int | None:
        """Days since the latest activity (or since it began) once that makes it dormant, else None."""
        since = last_on or self.started_on
        if self.status != self.Status.ACTIVE or since is None or self.started_on is None:
            return None
        quiet = today - max(since, self.started_on)
        return quiet.days if quiet >= QUIET else None

    def was_nudged(self, last_on: date | None) -> bool:
        """Once is enough until something has happened."""
        return self.nudged_on is not None and (last_on is None or self.nudged_on >= last_on)


class PairingTermQuerySet(invitation.InvitationQuerySet["PairingTerm"]):
    def locked(self, row: "PairingTerm") -> "PairingTerm":
        """The proposal under its pairing's lock."""
        pairing = Pairing.objects.locked(Pairing(pk=row.pairing_id))
        found = self.get(pk=row.pk)
        found.pairing = pairing
        return found

    def for_list(self) -> Self:
        """Terms with both branches and who proposed, the longest waiting first, in one query."""
        return self.select_related("pairing__first", "pairing__second", "proposer").order_by(
            "proposed_at", "pk"
        )


@pghistory.track()
class PairingTerm(invitation.Invitation):
    """One term of a pairing: 1 is the first agreement, each 续签 adds the next; earlier ones stay readable.

    One side proposes (and so signs), the other answers. Until it agrees to a renewal the running term stands.
    """

    LIFE = TERM

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="terms", verbose_name="结对")
    number = models.PositiveSmallIntegerField("期次")
    agreement_no = models.CharField("协议编号", max_length=60, blank=True)
    signed_on = models.DateField("签订日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)

    objects = PairingTermQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "结对期次"
        ordering = ("pairing", "number")
        constraints = (
            *invitation.checks(TERM),
            models.UniqueConstraint(
                fields=["pairing", "number"],
                name="pairing_term_number_once",
                violation_error_message="该期次已存在。",
            ),
            models.UniqueConstraint(
                fields=["pairing"],
                condition=Q(status="proposed"),
                name="pairing_term_one_open",
                violation_error_message="已有一份待答复的提议。",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(signed_on__isnull=True)
                | Q(valid_until__gte=F("signed_on")),
                name="pairing_term_valid_after_signing",
                violation_error_message="有效期不能早于签订日期。",
            ),
        )
        indexes = (
            models.Index(
                fields=["proposed_at"], name="pairing_term_awaiting", condition=Q(status="proposed")
            ),
        )

    def __str__(self) -> str:
        return f"{self.pairing}（第{self.number}期）"
