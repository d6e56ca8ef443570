"""三审: what goes through the chain of the column, a piece or its correction."""

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef

from collab_portal.lib.joint.chain import Chain, Link
from collab_portal.lib.lifecycle import Living

if TYPE_CHECKING:
    from accounts.models import User
    from experience.models.article import Article
    from experience.models.signoff import SignOff

COLUMN = Chain(
    links=(
        Link("editing", "edit", "editor", "编辑", days=3, passed="编辑完成"),
        Link("reviewing", "review", "reviewer", "审核", days=3, passed="审核通过"),
        Link("issuing", "issue", "issuer", "签发", days=2),
    ),
    done="issued",
)
T = TypeVar("T", bound="Signed")


class SignedQuerySet(models.QuerySet[T]):
    def awaiting_signature(self, user: "User") -> Self:
        """At a step this person may sign: has the duty, did not write it, has not signed this round."""
        from experience.models.signoff import SignOff

        waiting = self.filter(status__in=[link.status for link in COLUMN.held_by(user)])
        for way in self.model.WRITTEN:
            waiting = waiting.exclude(**{way: user})
        piece, turn = OuterRef(self.model.PIECE), OuterRef("round")
        return waiting.exclude(Exists(SignOff.objects.filter(article=piece, round=turn, person=user)))


class Signed(Living):
    """Signed in rounds by three people, none of whom wrote it. All signatures stand with the piece.

    ``PIECE``: the way to it; ``WRITTEN``: the ways to those who wrote what is to be signed.
    """

    PIECE: ClassVar[str]
    WRITTEN: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True

    @property
    def piece(self) -> "Article":
        raise NotImplementedError

    @property
    def link(self) -> Link | None:
        """The signature it waits for."""
        return COLUMN.link(self.LIFE.of(self))

    @property
    def is_in_chain(self) -> bool:
        """Waits for a signature."""
        return self.link is not None

    @property
    def next_link(self) -> Link | None:
        """The signature that follows the one it waits for; None: it is the last."""
        return COLUMN.after(self.link) if self.link else None

    @property
    def writers(self) -> frozenset[int]:
        raise NotImplementedError

    @property
    def signed(self) -> "list[SignOff]":
        """The signatures of this round."""
        return [one for one in self.piece.signoffs.all() if one.round == self.round]  # type: ignore[attr-defined]
