"""Who hands over to whom, and whether a side may sign yet: read, nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from accounts.models import User
from collab_portal.lib import dates
from organizations.models import Committee
from rotation.models import Handover, Turn
from rotation.models.handover import EARLY
from rotation.sheet import Sheet, compile_sheet, mark

Side = Literal["outgoing", "incoming", ""]


@dataclass(frozen=True)
class Place:
    """One side: ``why`` it cannot sign now (empty: it can), and whether the reader signs for it.

    ``words`` are its names as they stood when it signed, else as they stand.
    """

    label: str
    turn: Turn | None
    words: Mapping[str, str]
    contact: str
    signed_at: datetime | None
    why: str
    mine: bool

    @property
    def can_sign(self) -> bool:
        return self.mine and not self.why and self.signed_at is None


@dataclass(frozen=True)
class Protocol:
    """Everything the page of a handover shows. ``changed``: things moved on since the list was frozen."""

    turn: Turn
    handover: Handover
    sheet: Sheet
    seen: str
    side: Side
    outgoing: Place
    incoming: Place
    changed: bool

    @property
    def places(self) -> tuple[Place, Place]:
        return self.outgoing, self.incoming

    @property
    def needless(self) -> bool:
        """The same committee goes on leading."""
        after = self.turn.successor
        return after is not None and after.committee_id == self.turn.committee_id


def side_of(user: User, turn: Turn) -> Side:
    """For which of the two the user may sign: staff of that lead, of nobody else."""
    if not user.is_staff_member or user.committee_id is None:
        return ""
    if user.committee_id == turn.committee_id:
        return "outgoing"
    after = turn.successor
    return "incoming" if after and user.committee_id == after.committee_id else ""


def opens_on(turn: Turn) -> date:
    """The first day on which the outgoing side may sign."""
    return max(turn.starts_on, turn.ends_on - EARLY)


def why_not(side: Side, turn: Turn, today: date) -> str:
    """Why this side cannot sign on ``today``; empty when it can."""
    successor = turn.successor
    if successor is None:
        return "下一任尚未排定，暂不能签字。"
    if successor.committee_id == turn.committee_id:
        return "下一任仍由同一工委牵头，无须交接。"
    if side == "outgoing" and today < opens_on(turn):
        return f"自{dates.chinese_date(opens_on(turn))}起可签字。"
    if side == "incoming" and today < successor.starts_on:
        return f"自就任之日{dates.chinese_date(successor.starts_on)}起可签字。"
    return ""


def words_of(committee: Committee, person: User | None = None) -> dict[str, str]:
    """What the paper says of a side: organ, office, and the person that signs for it."""
    return {
        "name": committee.name,
        "short_name": committee.short_name,
        "phone": committee.office_phone,
        "email": committee.office_email,
        "person": str(person or ""),
    }


def protocol(turn: Turn, user: User, today: date) -> Protocol:
    """What is handed over, as frozen by the first signature or as it stands today."""
    people = Handover.objects.select_related("outgoing_by", "incoming_by")
    handover = people.filter(turn=turn).first() or Handover(turn=turn)
    frozen = Sheet.read(handover.sheet) if handover.sheet else None
    live = None if handover.is_done else compile_sheet(turn, today)
    sheet = frozen or live or compile_sheet(turn, today)
    side = side_of(user, turn)

    def place(name: Side, label: str, leader: Turn | None) -> Place:
        incoming = name == "incoming"
        return Place(
            label,
            leader,
            handover.signatures.get(name) or (words_of(leader.committee) if leader else {}),
            handover.incoming_contact if incoming else handover.contact,
            handover.incoming_at if incoming else handover.outgoing_at,
            why_not(name, turn, today),
            side == name,
        )

    return Protocol(
        turn=turn,
        handover=handover,
        sheet=sheet,
        seen=mark(sheet, handover.note, handover.contact),
        side=side,
        outgoing=place("outgoing", "移交方", turn),
        incoming=place("incoming", "接收方", turn.successor),
        changed=bool(frozen and live and not frozen.same_matters(live)),
    )
