"""Forms of the column; one module a noun."""

from experience.forms.adoptions import AdoptionFilters, AdoptionForm
from experience.forms.articles import ArticleForm, FeedFilters, Filters
from experience.forms.bulletins import BulletinForm, OrderForm, PoolFilters
from experience.forms.calls import CallForm
from experience.forms.cases import CaseFilters, CaseForm
from experience.forms.following import FollowForm, FollowsForm
from experience.forms.signing import (
    CorrectionForm,
    PassageForm,
    PublishForm,
    RemarkForm,
    ReturnForm,
    WithdrawForm,
)

__all__ = [
    "AdoptionFilters",
    "AdoptionForm",
    "ArticleForm",
    "BulletinForm",
    "CallForm",
    "CaseFilters",
    "CaseForm",
    "CorrectionForm",
    "FeedFilters",
    "Filters",
    "FollowForm",
    "FollowsForm",
    "OrderForm",
    "PassageForm",
    "PoolFilters",
    "PublishForm",
    "RemarkForm",
    "ReturnForm",
    "WithdrawForm",
]
