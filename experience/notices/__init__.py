"""Who is told what. Always in the transaction that does it; one module a noun."""

from experience.notices.adoptions import tell_adopted, tell_result
from experience.notices.articles import (
    STEP_NAMES,
    ask_for_signature,
    settle_step,
    tell_issued,
    tell_returned,
    tell_withdrawn,
)
from experience.notices.bulletins import tell_left_out, tell_released
from experience.notices.calls import nudge_called, settle_ask, settle_call, tell_called
from experience.notices.corrections import (
    ask_for_correction,
    settle_correction,
    tell_corrected,
    tell_correction_returned,
)

__all__ = [
    "STEP_NAMES",
    "ask_for_correction",
    "ask_for_signature",
    "nudge_called",
    "settle_ask",
    "settle_call",
    "settle_correction",
    "settle_step",
    "tell_adopted",
    "tell_called",
    "tell_corrected",
    "tell_correction_returned",
    "tell_issued",
    "tell_left_out",
    "tell_released",
    "tell_result",
    "tell_returned",
    "tell_withdrawn",
]
