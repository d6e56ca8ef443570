"""Whether a consultation may be concluded, by what was said to its minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from collab_portal.lib import dates
from rotation.models import Consultation


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
    unsigned = [row for row in sent.parties.for_board() if not row.is_signed]
    missing = [row.committee.short_name for row in unsigned]
    waiting = [row for row in unsigned if not row.is_owing]
    if waiting:
        names = "、".join(row.committee.short_name for row in waiting)
        return Closing(f"{names}的异议尚未答复，暂不能办结。", missing)
    if day <= sent.sign_by:
        until = dates.chinese_date(sent.sign_by)
        return Closing(
            f"会签截止{until}，还有 {len(missing)} 家未签；过了截止日期方可列明未签工委办结。", missing
        )
    return Closing("", missing)
