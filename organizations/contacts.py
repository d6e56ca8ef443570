"""Whose contacts an answer shows or gives away: each committee but the reader's own, told to the trail."""

from collections.abc import Iterable

from django.db.models import Q
from rules import test_rule

from accounts.models import User
from accounts.tracing import record_contacts
from organizations.life.pairings import Side
from organizations.models import Branch, Committee, Pairing
from organizations.models.branch import BranchQuerySet
from organizations.models.pairing import PairingQuerySet

DIRECTORY, PAIRINGS = "党组织名录", "结对共建"


def tell_committees(user: User, committees: Iterable[Committee]) -> None:
    """Their offices' telephones or addresses stand on a page."""
    shown = (row for row in committees if row.office_phone or row.office_email)
    record_contacts(user, ((row.pk, row.short_name) for row in shown), "工委办公电话和邮箱")


def tell_branch(user: User, branch: Branch) -> None:
    """A branch's contact stands on its page, for those who may see it."""
    named = branch.contact_name or branch.contact_phone or branch.contact_email
    if named and test_rule("organizations.see_contacts", user, branch):
        record_contacts(user, [(branch.committee_id, branch.committee.short_name)], DIRECTORY)


def tell_sides(user: User, pairing: Pairing, sides: Iterable[Side]) -> None:
    """The contacts of a pairing's two sides stand on its page, for those who may see them."""
    if test_rule("organizations.see_contacts", user, pairing):
        shown = (side.branch.committee for side in sides if side.contact or side.phone)
        record_contacts(user, ((row.pk, row.short_name) for row in shown), PAIRINGS)


def tell_branches(user: User, rows: BranchQuerySet) -> None:
    """A workbook holds the contacts of these branches."""
    named = rows.exclude(contact_name="", contact_phone="", contact_email="")
    found = named.order_by().values_list("committee", "committee__short_name").distinct()
    record_contacts(user, found, DIRECTORY)


def tell_pairings(user: User, rows: PairingQuerySet) -> None:
    """A workbook holds the contacts of both sides of these pairings."""
    found: set[tuple[int, str]] = set()
    for side in ("first", "second"):
        named = rows.filter(~Q(**{f"{side}_contact": ""}) | ~Q(**{f"{side}_phone": ""})).order_by()
        columns = (f"{side}_committee", f"{side}_committee__short_name")
        found.update(named.values_list(*columns).distinct())
    record_contacts(user, found, PAIRINGS)
