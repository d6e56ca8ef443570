"""What of organizations awaits a person: what his committee has to answer, sign or decide."""

from collections.abc import Iterator
from datetime import datetime

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.awaiting import Awaiting
from organizations.models import (
    AgreementParty,
    Alliance,
    AllianceMember,
    Committee,
    FrameworkAgreement,
    PairingTerm,
)
from organizations.operations.terms import due_terms, due_url
from organizations.rules import does_committee_work

SHOWN = 50


def awaiting(user: User, now: datetime) -> list[Awaiting]:
    """Five queries; none for those who do not answer."""
    if user.committee_id is None or not does_committee_work(user):
        return []
    return [
        *_proposals(user.committee_id),
        *_invitations(user.committee_id),
        *_signatures(user.committee_id),
        *_expired(user.committee_id, now),
        *_terms(user.committee_id, now),
    ]


def _proposals(committee: int) -> Iterator[Awaiting]:
    for term in PairingTerm.objects.awaiting_committee(committee).for_list()[:SHOWN]:
        yield Awaiting(
            kind="结对答复" if term.number == 1 else "续签答复",
            title=f"{term.pairing.first.name} × {term.pairing.second.name}",
            url=term.pairing.get_absolute_url(),
            detail=f"{term.proposer.short_name}发起：{term.pairing.theme}",
        )


def _invitations(committee: int) -> Iterator[Awaiting]:
    """One line an alliance, however many branches are asked."""
    rows = AllianceMember.objects.awaiting_answer().filter(
        committee=committee, alliance__status__in=[Alliance.Status.PROPOSED, Alliance.Status.ACTIVE]
    )
    named: dict[int, tuple[Alliance, list[str]]] = {}
    for row in rows.select_related("branch", "alliance__committee").order_by("pk")[:SHOWN]:
        named.setdefault(row.alliance_id, (row.alliance, []))[1].append(row.branch.name)
    for alliance, branches in named.values():
        yield Awaiting(
            kind="联盟答复",
            title=alliance.name,
            url=alliance.get_absolute_url(),
            detail=f"{alliance.committee.short_name}邀请：{'、'.join(branches)}",
        )


def _signatures(committee: int) -> Iterator[Awaiting]:
    rows = AgreementParty.objects.awaiting_answer().filter(committee=committee)
    for row in rows.select_related("agreement__committee").order_by("pk")[:SHOWN]:
        yield Awaiting(
            kind="协议会签",
            title=row.agreement.title,
            url=row.agreement.get_absolute_url(),
            detail=f"{row.agreement.committee.short_name}发起",
        )


def _expired(committee: int, now: datetime) -> Iterator[Awaiting]:
    """Agreements whose term is over though nobody has renewed or ended them."""
    rows = FrameworkAgreement.objects.expired(dates.today(now)).of_committee(committee)
    for agreement in rows.order_by("expires_on", "pk")[:SHOWN]:
        yield Awaiting(
            kind="协议到期",
            title=agreement.title,
            url=agreement.get_absolute_url(),
            due=agreement.expires_on,
            detail="请续签或结束",
        )


def _terms(committee: int, now: datetime) -> Iterator[Awaiting]:
    """One line for all branches whose 换届 is late."""
    overdue, due = due_terms(committee, now).get(committee, (0, 0))
    if overdue:
        yield Awaiting(
            kind="换届",
            title=f"{overdue} 个党组织换届已超期",
            url=f"{due_url(overdue)}&committee={Committee.objects.only('slug').get(pk=committee).slug}",
            detail=f"另有 {due} 个 90 天内到期" if due else "",
        )
