"""他山之石: what one committee learned, written down for the others."""

from experience.models.adoption import Adoption
from experience.models.article import Article
from experience.models.bulletin import Bulletin, BulletinItem
from experience.models.call import Call, CallAsk
from experience.models.case import CaseSubmission
from experience.models.correction import Correction
from experience.models.picture import Picture
from experience.models.reading import DigestStop, Follow, Kept
from experience.models.remark import Remark
from experience.models.search import SearchDocument
from experience.models.signing import COLUMN, Signed
from experience.models.signoff import SignOff

__all__ = [
    "COLUMN",
    "Adoption",
    "Article",
    "Bulletin",
    "BulletinItem",
    "Call",
    "CallAsk",
    "CaseSubmission",
    "Correction",
    "DigestStop",
    "Follow",
    "Kept",
    "Picture",
    "Remark",
    "SearchDocument",
    "SignOff",
    "Signed",
]
