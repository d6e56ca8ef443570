"""联合活动: what committees do together, who took part, what came of it."""

from activities.models.activity import Activity
from activities.models.attachment import Attachment
from activities.models.correction import Correction, CorrectionAnswer
from activities.models.index import ActivityIndex
from activities.models.label import ActivityLabel
from activities.models.outcome import Outcome
from activities.models.participation import Participation, PartyBranch
from activities.models.tally import LabelTally, MonthTally, OutcomeTally, PairTally
from activities.models.total import YearlyTotal
from activities.models.use import ResourceUse

__all__ = [
    "Activity",
    "ActivityIndex",
    "ActivityLabel",
    "Attachment",
    "Correction",
    "CorrectionAnswer",
    "LabelTally",
    "MonthTally",
    "Outcome",
    "OutcomeTally",
    "PairTally",
    "Participation",
    "PartyBranch",
    "ResourceUse",
    "YearlyTotal",
]
