"""Forms of the column; one module a noun."""

from experience.forms.adoptions import AdoptionFilters, AdoptionForm
from experience.forms.articles import (
    ArticleForm,
    FeedFilters,
    Filters,
    PublishForm,
    RemarkForm,
    ReturnForm,
    WithdrawForm,
)
from experience.forms.bulletins import BulletinForm, OrderForm, PoolFilters
from experience.forms.cases import CaseFilters, CaseForm
from experience.forms.following import FollowForm, FollowsForm
from experience.forms.refusals import refuse

__all__ = [
    "AdoptionFilters",
    "AdoptionForm",
    "ArticleForm",
    "BulletinForm",
    "CaseFilters",
    "CaseForm",
    "FeedFilters",
    "Filters",
    "FollowForm",
    "FollowsForm",
    "OrderForm",
    "PoolFilters",
    "PublishForm",
    "RemarkForm",
    "ReturnForm",
    "WithdrawForm",
    "refuse",
]
