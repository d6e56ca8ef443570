"""What one committee says of what several are to sign: its signature, its objection, or nothing yet.

Its word is the signature where there is one, else the objection. An objection stays readable beside the
signature that settled it; an objection after a signature takes that back.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from collab_portal.lib.checks import Checked
from collab_portal.lib.lifecycle import Badge
from collab_portal.lib.markings import refuse_markings

if TYPE_CHECKING:
    from accounts.models import User

P = TypeVar("P", bound="Party")


class PartyQuerySet(models.QuerySet[P]):
    def unsigned(self) -> Self:
        return self.filter(signed_at__isnull=True)

    def objecting(self) -> Self:
        return self.unsigned().filter(objected_at__isnull=False)

    def owing(self) -> Self:
        """Who has said nothing yet."""
        return self.unsigned().filter(objected_at__isnull=True)

    def for_board(self) -> Self:
        """All that a page shows of who said what, in the order of the nineteen, in one query."""
        rows = self.select_related("committee", "signed_by", "objected_by")
        return rows.order_by("committee__position")


class Party(Checked):
    """Abstract: one row a committee. ``SIGNED``, ``OBJECTED``, ``OWED`` are the badges of its word,
    ``MISSED`` that of who said nothing while it was asked.
    """

    SIGNED: ClassVar[Badge] = Badge("已签", "done")
    OBJECTED: ClassVar[Badge] = Badge("有异议", "red")
    OWED: ClassVar[Badge] = Badge("待签", "warn")
    MISSED: ClassVar[Badge] = Badge("未签", "muted")

    committee = models.ForeignKey(
        "organizations.Committee", models.PROTECT, related_name="+", verbose_name="工委"
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="签署人",
    )
    signed_at = models.DateTimeField("签署时间", null=True, blank=True)
    objected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="提出人",
    )
    objected_at = models.DateTimeField("提出时间", null=True, blank=True)
    objection = models.CharField("异议", max_length=1000, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True, signed_at__isnull=True)
                | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="%(class)s_signature_whole",
            ),
            models.CheckConstraint(
                condition=Q(objected_by__isnull=True, objected_at__isnull=True, objection="")
                | (Q(objected_by__isnull=False, objected_at__isnull=False) & ~Q(objection="")),
                name="%(class)s_objection_whole",
                violation_error_message="提出异议须说明原因。",
            ),
        )

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None

    @property
    def is_objecting(self) -> bool:
        return self.signed_at is None and self.objected_at is not None

    @property
    def is_owing(self) -> bool:
        """As ``owing``, for a row at hand."""
        return self.signed_at is None and self.objected_at is None

    @property
    def said_by(self) -> "User | None":
        """Whose word it is that counts; None while nothing is said."""
        return self.signed_by or self.objected_by

    @property
    def said_at(self) -> datetime | None:
        return self.signed_at or self.objected_at

    @property
    def badge(self) -> Badge:
        if self.is_signed:
            return self.SIGNED
        if self.is_objecting:
            return self.OBJECTED
        return self.OWED if self.is_asked else self.MISSED

    @property
    def is_asked(self) -> bool:
        """Whether what it is about still waits for anybody's word."""
        raise NotImplementedError

    def sign(self, *, actor: "User", now: datetime) -> None:
        """Sign for the committee, and store it. Who may, and what for, is the verb's to ask."""
        self.signed_by, self.signed_at = actor, now
        self.store()

    def object_to(self, *, actor: "User", reason: str, now: datetime) -> bool:
        """Object for the committee, and store it. False where the same objection stands already.

        ValidationError without a reason, or where it bears the mark of classified matter.
        """
        reason = reason.strip()
        if not reason:
            raise ValidationError({"reason": "请说明异议的原因。"})
        if self.objection == reason and not (self.is_signed or self.is_owing):
            return False
        refuse_markings(reason)
        self.unsign()
        self.objected_by, self.objected_at, self.objection = actor, now, reason
        self.store()
        return True

    def unsign(self) -> None:
        """The signature counts no more; nothing is stored yet."""
        self.signed_by, self.signed_at = None, None

    def forget(self) -> None:
        """Nothing is said any more, because what it was said of has changed; nothing is stored yet."""
        self.unsign()
        self.objected_by, self.objected_at, self.objection = None, None, ""

    def store(self) -> None:
        """Check what was typed; rows it points to were set by a verb, and the database knows them."""
        people = [column.name for column in self._meta.concrete_fields if column.is_relation]
        self.clean_fields(exclude=people)
        self.save()


def objecting_since(parties: "Iterable[Party]") -> datetime | None:
    """Since when an objection of one of these stands; None where none does."""
    return min((row.objected_at for row in parties if row.objected_at and row.is_objecting), default=None)
