"""提议与答复: a committee proposes something to another, which answers it once.

Who may do it and what follows is its verbs' to say. They hold the row, or the object that it belongs to.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from collab_portal.lib.lifecycle import Lifecycle, Living, Move, State
from collab_portal.lib.verbs import put, touch

if TYPE_CHECKING:
    from accounts.models import User

T = TypeVar("T", bound="Invitation")
ANSWERED = ("answered_at",)


def life(
    noun: str,
    *,
    answer: str = "",
    withdraw: str = "",
    states: tuple[State, ...] = (),
    moves: tuple[Move, ...] = (),
) -> Lifecycle:
    """The table of an invitation. ``answer`` and ``withdraw`` are rights; the rest is what else there is."""
    asked = ("proposed",)
    return Lifecycle(
        noun,
        states=(
            State("proposed", "now"),
            State("agreed", "done", ANSWERED),
            State("declined", "red", ANSWERED),
            State("withdrawn", "muted", ANSWERED),
            State("lapsed", "muted", ANSWERED),
            *states,
        ),
        moves=(
            Move("agree", asked, "agreed", answer),
            Move("decline", asked, "declined", answer),
            Move("withdraw", asked, "withdrawn", withdraw),
            Move("lapse", asked, "lapsed"),
            *moves,
        ),
    )


def checks(table: Lifecycle) -> tuple[models.CheckConstraint, ...]:
    """What the database holds every invitation to, for the ``Meta`` of a model whose ``LIFE`` it is."""
    nobodys = ("proposed", "lapsed")
    return (
        models.CheckConstraint(
            condition=table.dated(),
            name="%(class)s_answer_has_date",
            violation_error_message="答复状态与答复时间不符。",
        ),
        models.CheckConstraint(
            condition=Q(status="lapsed")
            | Q(status="proposed", answered_by__isnull=True)
            | ~Q(status__in=nobodys) & Q(answered_by__isnull=False),
            name="%(class)s_answer_has_person",
            violation_error_message="答复须有答复人。",
        ),
        models.CheckConstraint(
            condition=~Q(status="declined") | ~Q(reason=""),
            name="%(class)s_decline_has_reason",
            violation_error_message="不同意须写明理由。",
            violation_error_code="reason",
        ),
    )


class InvitationQuerySet(models.QuerySet[T]):
    def awaiting_answer(self) -> Self:
        return self.filter(status="proposed")

    def agreed(self) -> Self:
        return self.filter(status="agreed")


class Invitation(Living):
    """Abstract. It ends by an answer, by being taken back, or of itself: what it was about is no more."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", "待答复"
        AGREED = "agreed", "已同意"
        DECLINED = "declined", "已谢绝"
        WITHDRAWN = "withdrawn", "已撤回"
        LAPSED = "lapsed", "已失效"

    proposer = models.ForeignKey(
        "organizations.Committee", models.PROTECT, related_name="+", verbose_name="发起工委"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发起人"
    )
    proposed_at = models.DateTimeField("发起时间")
    status = models.CharField("答复", max_length=10, choices=Status, default=Status.PROPOSED)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="答复人",
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def is_asked(self) -> bool:
        """Waits for its answer."""
        return self.status == "proposed"

    def answer(self, *, agree: bool, actor: "User", now: datetime, reason: str = "", **facts: Any) -> None:
        """Agree or decline, and store it with ``facts``. ValidationError: answered already, or declined
        without a reason.
        """
        self.close("agree" if agree else "decline", actor=actor, now=now, reason=reason, **facts)

    def withdraw(self, *, actor: "User", now: datetime, reason: str = "") -> None:
        """The side that proposed takes it back, and it is stored. ValidationError: answered already."""
        self.close("withdraw", actor=actor, now=now, reason=reason)

    def lapse(self, *, actor: "User | None" = None, now: datetime, reason: str) -> None:
        """It is void, and that is stored. ``actor``: who brought it about; None: the calendar."""
        self.close("lapse", actor=actor, now=now, reason=reason)

    def close(
        self, move: str, *, actor: "User | None", now: datetime, reason: str = "", **facts: Any
    ) -> None:
        """Make ``move``, of this moment and this person, and store it."""
        self.move(move, answered_by=actor, answered_at=now, reason=reason.strip(), **facts)
        put(self)
        touch(self)
