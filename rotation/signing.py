"""The signing board of minutes: who signed, who objects, who is still asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from collab_portal.lib import dates
from organizations.models import Committee
from rotation.models import Minutes, MinutesSignature


@dataclass(frozen=True)
class Place:
    """One attending committee; ``late`` when it signed after the deadline."""

    committee: Committee
    signature: MinutesSignature | None
    late: bool

    @property
    def signed(self) -> bool:
        return self.signature is not None and self.signature.signed_at is not None

    @property
    def objects(self) -> bool:
        return self.signature is not None and self.signature.signed_at is None


@dataclass(frozen=True)
class Board:
    places: Sequence[Place]

    @property
    def signed(self) -> int:
        return sum(place.signed for place in self.places)

    def of(self, committee: int | None) -> Place | None:
        return next((place for place in self.places if place.committee.pk == committee), None)


def board(minutes: Minutes, present: Sequence[Committee]) -> Board:
    """One query; ``present`` are the attending committees in order."""
    said = {row.committee_id: row for row in minutes.signatures.select_related("signed_by", "objected_by")}
    return Board([_place(minutes, committee, said.get(committee.pk)) for committee in present])


def _place(minutes: Minutes, committee: Committee, signature: MinutesSignature | None) -> Place:
    signed_at = signature.signed_at if signature else None
    late = bool(signed_at and minutes.sign_by and dates.today(signed_at) > minutes.sign_by)
    return Place(committee, signature, late)
