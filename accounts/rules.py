"""Who looks after accounts: system and committee admins open and close them, the security admin grants.

Two duties on purpose: opening an account and giving it rights takes two persons, and nobody touches his own.
"""

from typing import Any

import rules

from accounts.models import Recovery, Retirement, User


@rules.predicate
def is_system_admin(user: User) -> bool:
    return user.platform_role == User.Platform.SYSTEM


@rules.predicate
def is_security_admin(user: User) -> bool:
    return user.platform_role == User.Platform.SECURITY


@rules.predicate
def is_auditor(user: User) -> bool:
    return user.platform_role == User.Platform.AUDITOR


@rules.predicate
def is_committee_admin(user: User) -> bool:
    return user.is_committee_admin


@rules.predicate
def is_another(user: User, person: User) -> bool:
    return user.pk != person.pk


@rules.predicate
def is_enabled(user: User, person: User) -> bool:
    return person.is_active


@rules.predicate
def holds_no_rights(user: User, person: User) -> bool:
    return not person.duties


@rules.predicate
def is_own_committee(user: User, committee: Any) -> bool:
    return committee is not None and committee.pk == user.committee_id


@rules.predicate
def is_of_own_committee(user: User, person: User) -> bool:
    return person.committee_id is not None and person.committee_id == user.committee_id


@rules.predicate
def is_third(user: User, recovery: Recovery) -> bool:
    """Neither the person it is about nor who asked."""
    return user.pk not in {recovery.person_id, recovery.asked_by_id}


@rules.predicate
def is_proposer(user: User, retirement: Retirement) -> bool:
    return user.pk == retirement.proposed_by_id


@rules.predicate
def is_of_the_other_duty(user: User, retirement: Retirement) -> bool:
    """As the duties are now: who changed over may not confirm the own proposal."""
    return user.platform_role != retirement.proposed_by.platform_role


@rules.predicate
def holds_platform_duty(user: User, person: User) -> bool:
    return bool(person.platform_role)


looks_after = is_committee_admin & is_of_own_committee
looks_after_plain = looks_after & holds_no_rights

rules.add_rule("accounts.see_people", is_system_admin | is_security_admin | is_committee_admin)
rules.add_rule("accounts.open_people", is_system_admin | is_committee_admin)
rules.add_rule("accounts.create_person", is_system_admin | (is_committee_admin & is_own_committee))
rules.add_rule("accounts.edit_person", (is_system_admin | (looks_after & ~holds_platform_duty)) & is_another)
rules.add_rule("accounts.disable_person", (is_system_admin | looks_after_plain) & is_another & is_enabled)
rules.add_rule("accounts.enable_person", (is_system_admin | looks_after_plain) & is_another & ~is_enabled)
rules.add_rule("accounts.move_person", is_system_admin & is_another & holds_no_rights)
rules.add_rule(
    "accounts.invite_person", (is_system_admin | looks_after) & is_another & is_enabled & holds_no_rights
)
rules.add_rule("accounts.see_recoveries", is_security_admin)
rules.add_rule("accounts.ask_recovery", (is_system_admin | looks_after) & is_another & is_enabled)
rules.add_rule("accounts.decide_recovery", is_security_admin & is_third)
rules.add_rule("accounts.grant", is_security_admin & is_another)
rules.add_rule("accounts.audit", is_auditor)
rules.add_rule("accounts.read_trail", is_auditor | is_security_admin | is_system_admin)
rules.add_rule("accounts.see_seals", is_auditor | is_security_admin)
rules.add_rule("accounts.propose_retirement", is_auditor | is_security_admin)
rules.add_rule("accounts.withdraw_retirement", is_auditor | is_security_admin)
rules.add_rule(
    "accounts.decide_retirement", (is_auditor | is_security_admin) & ~is_proposer & is_of_the_other_duty
)
