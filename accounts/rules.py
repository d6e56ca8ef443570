"""Who looks after accounts: the system admin opens and closes them, the security admin grants rights.

Two duties on purpose: opening an account and giving it rights takes two persons, and nobody touches his own.
"""

import rules

from accounts.models import User


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


rules.add_rule("accounts.see_people", is_system_admin | is_security_admin | is_committee_admin)
rules.add_rule("accounts.create_person", is_system_admin)
rules.add_rule("accounts.edit_person", is_system_admin & is_another)
rules.add_rule("accounts.disable_person", is_system_admin & is_another & is_enabled)
rules.add_rule("accounts.enable_person", is_system_admin & is_another & ~is_enabled)
rules.add_rule("accounts.move_person", is_system_admin & is_another & holds_no_rights)
rules.add_rule("accounts.invite_person", is_system_admin & is_another & is_enabled & holds_no_rights)
rules.add_rule("accounts.grant", is_security_admin & is_another)
rules.add_rule("accounts.audit", is_auditor)
