"""Who may do what with organisations and what binds them. What may be done now is up to the operation."""

import rules

from accounts.models import User
from accounts.rules import is_security_admin
from organizations.models import (
    Alliance,
    AllianceMember,
    Branch,
    Committee,
    FrameworkAgreement,
    ImportJob,
    LiaisonGroup,
    Pairing,
    PairingBatch,
    PairingTerm,
)

Owned = (
    Branch | PairingBatch | Alliance | AllianceMember | FrameworkAgreement | LiaisonGroup | ImportJob
)  # each has one committee


@rules.predicate
def does_committee_work(user: User) -> bool:
    return user.is_active and user.is_staff_member and user.committee_id is not None


@rules.predicate
def administers(user: User, committee: Committee | None) -> bool:
    return committee is not None and user.is_committee_admin and committee.pk == user.committee_id


@rules.predicate
def of_own_committee(
    user: User,
    obj: Branch
    | PairingBatch
    | Alliance
    | AllianceMember
    | FrameworkAgreement
    | LiaisonGroup
    | ImportJob
    | None,
) -> bool:
    return obj is not None and obj.committee_id == user.committee_id


@rules.predicate
def own_committee(user: User, committee: Committee | None) -> bool:
    return committee is not None and committee.pk == user.committee_id


@rules.predicate
def belongs_to(user: User, obj: Branch | Pairing | Committee | None) -> bool:
    """A person of the very branch, or of one of the two: a party, whatever the role."""
    if isinstance(obj, Pairing):
        return user.branch_id in {obj.first_id, obj.second_id}
    return isinstance(obj, Branch) and user.branch_id == obj.pk


@rules.predicate
def is_side(user: User, pairing: Pairing | None) -> bool:
    return pairing is not None and pairing.involves(user.committee_id)


@rules.predicate
def is_asked(user: User, term: PairingTerm | None) -> bool:
    """The other side of a proposal: nobody answers his own."""
    return (
        term is not None
        and term.pairing.involves(user.committee_id)
        and term.proposer_id != user.committee_id
    )


@rules.predicate
def is_proposer(user: User, term: PairingTerm | None) -> bool:
    return term is not None and term.proposer_id == user.committee_id


@rules.predicate
def is_party(user: User, obj: Alliance | FrameworkAgreement | None) -> bool:
    """Its committee organises or proposed it, has a branch in it, or is to sign it."""
    if obj is None or user.committee_id is None:
        return False
    parties = obj.members if isinstance(obj, Alliance) else obj.parties
    return obj.committee_id == user.committee_id or any(
        one.committee_id == user.committee_id for one in parties.all()
    )


rules.add_rule("organizations.see_contacts", does_committee_work | belongs_to)
rules.add_rule("organizations.edit_committee", does_committee_work & administers)
rules.add_rule("organizations.edit_mail_domains", is_security_admin)
rules.add_rule("organizations.committee_history", does_committee_work & own_committee)
rules.add_rule("organizations.read_calendar", own_committee)
rules.add_rule("organizations.calendar_link", does_committee_work & administers)
rules.add_rule("organizations.add_branch", does_committee_work)
rules.add_rule("organizations.edit_branch", does_committee_work & of_own_committee)
rules.add_rule("organizations.propose_pairing", does_committee_work)
rules.add_rule("organizations.propose_for_branch", does_committee_work & of_own_committee)
rules.add_rule("organizations.answer_pairing", does_committee_work & is_asked)
rules.add_rule("organizations.withdraw_pairing", does_committee_work & is_proposer)
rules.add_rule("organizations.end_pairing", does_committee_work & is_side)
rules.add_rule("organizations.renew_pairing", does_committee_work & is_side)
rules.add_rule("organizations.pairing_history", does_committee_work & is_side)
rules.add_rule("organizations.add_batch", does_committee_work)
rules.add_rule("organizations.edit_batch", does_committee_work & of_own_committee)
rules.add_rule("organizations.import_rows", does_committee_work)
rules.add_rule("organizations.run_import", does_committee_work & of_own_committee)
rules.add_rule("organizations.propose_alliance", does_committee_work)
rules.add_rule("organizations.keep_alliance", does_committee_work & of_own_committee)
rules.add_rule("organizations.answer_alliance", does_committee_work & is_party)
rules.add_rule("organizations.leave_alliance", does_committee_work & of_own_committee)
rules.add_rule("organizations.alliance_history", does_committee_work & is_party)
rules.add_rule("organizations.propose_agreement", does_committee_work)
rules.add_rule("organizations.keep_agreement", does_committee_work & of_own_committee)
rules.add_rule("organizations.sign_agreement", does_committee_work & is_party)
rules.add_rule("organizations.end_agreement", does_committee_work & is_party)
rules.add_rule("organizations.agreement_history", does_committee_work & is_party)
rules.add_rule("organizations.keep_liaison", does_committee_work)
rules.add_rule("organizations.edit_liaison", does_committee_work & of_own_committee)
