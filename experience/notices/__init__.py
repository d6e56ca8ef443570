"""Who is told what. Always in the transaction that does it; one module a noun."""

from experience.notices.adoptions import tell_adopted, tell_result
from experience.notices.articles import (
    ask_for_signature,
    tell_issued,
    tell_returned,
    tell_withdrawn,
)
from experience.notices.bulletins import tell_left_out, tell_released
from experience.notices.calls import tell_called
from experience.notices.corrections import tell_corrected

__all__ = [
    "ask_for_signature",
    "tell_adopted",
    "tell_called",
    "tell_corrected",
    "tell_issued",
    "tell_left_out",
    "tell_released",
    "tell_result",
    "tell_returned",
    "tell_withdrawn",
]
