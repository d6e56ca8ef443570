"""Who may do what with a joint activity. What may be done now is up to the operation."""

import rules

from accounts.models import User
from activities.models import Activity, Attachment, Correction, ResourceUse
from organizations.rules import does_committee_work


@rules.predicate
def of_host(user: User, activity: Activity | None) -> bool:
    return activity is not None and activity.host_id == user.committee_id


@rules.predicate
def of_party(user: User, activity: Activity | None) -> bool:
    return activity is not None and user.committee_id in activity.committee_ids


@rules.predicate
def of_sender(user: User, attachment: Attachment | None) -> bool:
    return attachment is not None and attachment.file.committee_id == user.committee_id


@rules.predicate
def of_asked(user: User, correction: Correction | None) -> bool:
    """A party of the record as it is or as it would be; who proposed signed by that."""
    if correction is None or correction.committee_id == user.committee_id:
        return False
    return any(answer.committee_id == user.committee_id for answer in correction.said)


@rules.predicate
def of_proposer(user: User, correction: Correction | None) -> bool:
    return correction is not None and correction.committee_id == user.committee_id


@rules.predicate
def of_owner(user: User, use: ResourceUse | None) -> bool:
    return use is not None and use.resource.committee_id == user.committee_id


@rules.predicate
def of_user(user: User, use: ResourceUse | None) -> bool:
    return use is not None and use.activity.host_id == user.committee_id


is_host = does_committee_work & of_host
is_partner = does_committee_work & of_party & ~of_host

rules.add_rule("activities.log", does_committee_work)
rules.add_rule("activities.edit", is_host)
rules.add_rule("activities.tag", is_host)
rules.add_rule("activities.cancel", is_host)
rules.add_rule("activities.confirm", is_partner)
rules.add_rule("activities.dispute", is_partner)
rules.add_rule("activities.reply", is_partner)
rules.add_rule("activities.count", does_committee_work & of_party)
rules.add_rule("activities.correct", does_committee_work & of_party)
rules.add_rule("activities.keep_correction", does_committee_work & of_proposer)
rules.add_rule("activities.answer_correction", does_committee_work & of_asked)
rules.add_rule("activities.history", does_committee_work & of_party)
rules.add_rule("activities.attach", does_committee_work & of_party)
rules.add_rule("activities.detach", does_committee_work & of_sender)
rules.add_rule("activities.answer_use", does_committee_work & of_owner)
rules.add_rule("activities.ask_use", does_committee_work & of_user)
