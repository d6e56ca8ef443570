"""What of organizations awaits a person: proposals his committee has to answer."""

from datetime import datetime

from accounts.models import User
from collab_portal.lib.awaiting import Awaiting
from organizations.models import PairingTerm
from organizations.rules import does_committee_work


def awaiting(user: User, now: datetime) -> list[Awaiting]:
    """One query; none for those who do not answer."""
    if user.committee_id is None or not does_committee_work(user):
        return []
    terms = PairingTerm.objects.awaiting_committee(user.committee_id).for_list()
    return [
        Awaiting(
            kind="结对答复" if term.number == 1 else "续签答复",
            title=f"{term.pairing.first.name} × {term.pairing.second.name}",
            url=term.pairing.get_absolute_url(),
            detail=f"{term.proposer.short_name}发起：{term.pairing.theme}",
        )
        for term in terms[:50]
    ]
