"""Forms of joint activities: the record itself, and what its parties answer."""

from activities.forms.answers import (
    CancelForm,
    ConfirmForm,
    DisputeForm,
    HeadcountForm,
    ReplyForm,
    UseReasonForm,
)
from activities.forms.correction import CorrectionForm
from activities.forms.record import (
    ActivityForm,
    OutcomeFormSet,
    OutcomeLines,
    initial_parties,
    native,
)
from activities.forms.void import VoidForm

__all__ = [
    "ActivityForm",
    "CancelForm",
    "ConfirmForm",
    "CorrectionForm",
    "DisputeForm",
    "HeadcountForm",
    "OutcomeFormSet",
    "OutcomeLines",
    "ReplyForm",
    "UseReasonForm",
    "VoidForm",
    "initial_parties",
    "native",
]
