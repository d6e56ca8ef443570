"""The signing board of minutes: who signed, who objects, who is still asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from collab_portal.lib import dates
from organizations.models import Committee
from rotation.audience import attending
from rotation.models import Consultation, Minutes, MinutesSignature


@dataclass(frozen=True)
class Place:
    """One attending committee; ``late`` when it signed after the deadline, ``signer`` in whose name."""

    committee: Committee
    signature: MinutesSignature | None
    late: bool
    signer: str

    @property
    def signed(self) -> bool:
        return self.signature is not None and self.signature.signed_at is not None

    @property
    def answered(self) -> bool:
        return self.signature is not None and self.signature.answered_at is not None

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


@dataclass(frozen=True)
class Closing:
    """Whether the consultation may be concluded: ``why`` not (empty: it may), and who did not sign."""

    why: str
    missing: Sequence[str]


def closing(consultation: Consultation, day: date) -> Closing:
    """All signed; or the deadline has passed, every objection is answered and the missing are named."""
    sent = consultation.minutes.in_force().first()
    if sent is None or sent.sign_by is None:
        return Closing("纪要尚未送签，暂不能办结。", ())
    if sent.signed_at is not None:
        return Closing("", ())
    present = Committee.objects.in_bulk(attending(consultation))
    places = board(sent, sorted(present.values(), key=lambda committee: committee.position)).places
    missing = [place.committee.short_name for place in places if not place.signed]
    waiting = [place for place in places if place.objects and not place.answered]
    if waiting:
        names = "、".join(place.committee.short_name for place in waiting)
        return Closing(f"{names}的异议尚未答复，暂不能办结。", missing)
    if day <= sent.sign_by:
        until = dates.chinese_date(sent.sign_by)
        return Closing(
            f"会签截止{until}，还有 {len(missing)} 家未签；过了截止日期方可列明未签工委办结。", missing
        )
    return Closing("", missing)


def board(minutes: Minutes, present: Sequence[Committee], signers: Mapping[int, str] | None = None) -> Board:
    """One query; ``present`` are attending committees in order, ``signers`` the names a final text keeps."""
    said = {row.committee_id: row for row in minutes.signatures.select_related("signed_by", "objected_by")}
    kept = signers or {}
    return Board(
        [_place(minutes, committee, said.get(committee.pk), kept.get(committee.pk)) for committee in present]
    )


def _place(
    minutes: Minutes, committee: Committee, signature: MinutesSignature | None, kept: str | None
) -> Place:
    signed_at = signature.signed_at if signature else None
    late = bool(signed_at and minutes.sign_by and dates.today(signed_at) > minutes.sign_by)
    signer = kept or str(signature.signed_by if signature and signature.signed_by else "")
    return Place(committee, signature, late, signer)
