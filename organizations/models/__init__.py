"""工委、党组织、结对共建、联盟、框架协议、联络员: who works together."""

from organizations.models.agreement import AgreementItem, AgreementParty, FrameworkAgreement
from organizations.models.alliance import Alliance, AllianceCharter, AllianceMember
from organizations.models.branch import Branch
from organizations.models.calendar import CalendarLink
from organizations.models.change import BranchChange
from organizations.models.committee import Committee
from organizations.models.folding import Folding
from organizations.models.importjob import ImportJob, ImportRow
from organizations.models.index import BranchIndex, PairingIndex
from organizations.models.liaison import LiaisonGroup, LiaisonPerson, LiaisonUnit, LiaisonVisit
from organizations.models.pairing import Pairing, PairingBatch, PairingTerm
from organizations.models.stored import StoredFile

__all__ = [
    "AgreementItem",
    "AgreementParty",
    "Alliance",
    "AllianceCharter",
    "AllianceMember",
    "Branch",
    "BranchChange",
    "BranchIndex",
    "CalendarLink",
    "Committee",
    "Folding",
    "FrameworkAgreement",
    "ImportJob",
    "ImportRow",
    "LiaisonGroup",
    "LiaisonPerson",
    "LiaisonUnit",
    "LiaisonVisit",
    "Pairing",
    "PairingBatch",
    "PairingIndex",
    "PairingTerm",
    "StoredFile",
]
