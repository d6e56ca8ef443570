"""Who may do what with what is shared. What may be done now is up to the operation."""

import rules

from accounts.models import User
from commons.models import Document, Honour, Label, Plaque, Resource
from organizations.rules import does_committee_work


@rules.predicate
def of_owner(user: User, thing: Resource | Document | Honour | None) -> bool:
    return thing is not None and thing.committee_id == user.committee_id


@rules.predicate
def keeps_common_labels(user: User) -> bool:
    """The secretariat keeps what is of all nineteen."""
    return user.is_authenticated and user.is_active and user.is_rotation_admin


@rules.predicate
def is_common(user: User, label: Label | None) -> bool:
    return label is not None and label.committee_id is None


@rules.predicate
def is_of_own(user: User, label: Label | None) -> bool:
    return label is not None and label.committee_id is not None and label.committee_id == user.committee_id


@rules.predicate
def gave_or_got(user: User, plaque: Plaque | None) -> bool:
    """Of the committee whose resource is named, or that proposed the naming."""
    if plaque is None or user.committee_id is None:
        return False
    return user.committee_id in {plaque.resource.committee_id, plaque.agreement.committee_id}


rules.add_rule("commons.add_resource", does_committee_work)
rules.add_rule("commons.edit_resource", does_committee_work & of_owner)
rules.add_rule("commons.file_document", does_committee_work)
rules.add_rule("commons.edit_document", does_committee_work & of_owner)
rules.add_rule("commons.enter_honour", does_committee_work)
rules.add_rule("commons.edit_honour", does_committee_work & of_owner)
rules.add_rule("commons.revoke_plaque", does_committee_work & gave_or_got)
rules.add_rule("commons.see_contact", does_committee_work)
rules.add_rule("commons.add_label", does_committee_work | keeps_common_labels)
rules.add_rule("commons.add_own_label", does_committee_work)
rules.add_rule("commons.add_common_label", keeps_common_labels)
rules.add_rule("commons.keep_label", (does_committee_work & is_of_own) | (keeps_common_labels & is_common))
rules.add_rule("commons.merge_label", (does_committee_work & is_of_own) | keeps_common_labels)
