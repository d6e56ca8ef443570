"""Who may do what with what is shared. What may be done now is up to the operation."""

import rules

from accounts.models import User
from commons.models import Document, Honour, Resource
from organizations.rules import does_committee_work


@rules.predicate
def of_owner(user: User, thing: Resource | Document | Honour | None) -> bool:
    return thing is not None and thing.committee_id == user.committee_id


rules.add_rule("commons.add_resource", does_committee_work)
rules.add_rule("commons.edit_resource", does_committee_work & of_owner)
rules.add_rule("commons.file_document", does_committee_work)
rules.add_rule("commons.edit_document", does_committee_work & of_owner)
rules.add_rule("commons.enter_honour", does_committee_work)
rules.add_rule("commons.edit_honour", does_committee_work & of_owner)
rules.add_rule("commons.see_contact", does_committee_work)
