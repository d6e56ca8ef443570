"""What organizations give to other apps."""

from django.db.models import Q

from accounts.listeners import AccountListener
from accounts.models import User
from collab_portal.lib.api import ApiRouter
from collab_portal.lib.awaiting import AwaitingSource
from collab_portal.lib.search.kinds import SearchKind
from notifications.words import StepWords
from organizations import expiry, search, tables
from organizations.api import router
from organizations.awaiting import awaiting, counted
from organizations.cards import CardNumber
from organizations.exports import BRANCHES, PAIRINGS
from organizations.imports.branches import Branches
from organizations.imports.pairings import Pairings as PairingTable
from organizations.models import Pairing
from organizations.operations.calendar_links import end_links_of
from organizations.sources import AgreementExpiry, PairingExpiry
from organizations.todos import Agreements, Alliances, Imports, Pairings
from todos.subjects import owing


def _moved(person: User, lost: frozenset[str]) -> None:
    if "committee" in lost:
        end_links_of(person)


CONTRIBUTIONS = (
    *(tables.COMMITTEES, tables.BRANCHES, tables.PAIRINGS),
    AccountListener(end_links=end_links_of, loses=_moved),
    *owing(Pairings(), Alliances(), Agreements(), Imports()),
    AwaitingSource(3, "组织", awaiting, counted),
    Branches(),
    PairingTable(),
    PairingExpiry(),
    AgreementExpiry(),
    StepWords({f"expiry-{days}": f"到期前 {days} 天" for days in expiry.BEFORE}),
    SearchKind(
        4,
        "pairings",
        "结对共建",
        lambda user, _now: search.readable_pairings(user),
        lambda committee: Q(pairing__first_committee=committee) | Q(pairing__second_committee=committee),
        search.pairing_url,
    ),
    SearchKind(
        5,
        "branches",
        "党组织",
        lambda user, _now: search.readable_branches(user),
        lambda committee: Q(branch__committee=committee),
        search.branch_url,
    ),
    CardNumber(
        2,
        "结对",
        lambda user, _now: Pairing.objects.visible_to(user).active().by_committee(),
        lambda slug, _now: f"/organizations/pairings/?committee={slug}&status=active",
    ),
    ApiRouter(1, router),
    BRANCHES,
    PAIRINGS,
)
