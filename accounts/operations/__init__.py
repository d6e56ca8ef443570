"""What may be done with accounts. Opening one and giving it rights are two persons' work."""

from accounts.operations.people import (
    create_person,
    disable_person,
    edit_person,
    edit_profile,
    enable_person,
    grant_duties,
    invite_person,
)

__all__ = [
    "create_person",
    "disable_person",
    "edit_person",
    "edit_profile",
    "enable_person",
    "grant_duties",
    "invite_person",
]
