"""Whose contacts an answer shows or gives away: told to the trail, but the reader's own committee's."""

from django.db.models import Q
from rules import test_rule

from accounts.models import User
from accounts.tracing import record_contacts
from commons.models import Resource
from commons.models.resource import ResourceQuerySet

WHERE = "共享资源"


def tell_resource(user: User, resource: Resource) -> None:
    """The contact stands on its page, for those who may see it."""
    if (resource.contact or resource.phone) and test_rule("commons.see_contact", user, resource):
        record_contacts(user, [(resource.committee_id, resource.committee.short_name)], WHERE)


def tell_resources(user: User, rows: ResourceQuerySet) -> None:
    """A workbook holds the contacts of these."""
    named = rows.filter(~Q(contact="") | ~Q(phone="")).order_by()
    record_contacts(user, named.values_list("committee", "committee__short_name").distinct(), WHERE)
