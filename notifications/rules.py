"""Who may look after the outbox. What one sees of it is ``DeliveryQuerySet.visible_to``."""

import rules

from accounts.models import User
from accounts.rules import is_committee_admin, is_system_admin
from notifications.models import Delivery


@rules.predicate
def is_secretariat(user: User) -> bool:
    return user.is_rotation_admin


@rules.predicate
def may_go_again(user: User, delivery: Delivery) -> bool:
    return delivery.can_be_resent


@rules.predicate
def may_be_dropped(user: User, delivery: Delivery) -> bool:
    return delivery.can_be_given_up


rules.add_rule("notifications.robots", is_secretariat | is_committee_admin)
rules.add_rule("notifications.ledger", is_secretariat | is_system_admin)
rules.add_rule("notifications.read_text", is_secretariat)
rules.add_rule("notifications.decide", is_secretariat)
rules.add_rule("notifications.resend", is_secretariat & may_go_again)
rules.add_rule("notifications.give_up", is_secretariat & may_be_dropped)
