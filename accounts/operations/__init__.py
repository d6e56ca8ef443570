"""What may be done with accounts. Opening one and giving it rights are two persons' work."""

from accounts.operations.address import ask_address, confirm_address, stop_address
from accounts.operations.invitations import invite_person, start_account
from accounts.operations.people import (
    create_person,
    disable_person,
    edit_person,
    edit_profile,
    enable_person,
    grant_duties,
    sole_duties,
)
from accounts.operations.recovery import ask_recovery, decide_recovery
from accounts.operations.retirement import decide_retirement, propose_retirement
from accounts.operations.tickets import find_ticket, unlock_device

__all__ = [
    "ask_address",
    "ask_recovery",
    "confirm_address",
    "create_person",
    "decide_recovery",
    "decide_retirement",
    "disable_person",
    "edit_person",
    "edit_profile",
    "enable_person",
    "find_ticket",
    "grant_duties",
    "invite_person",
    "propose_retirement",
    "sole_duties",
    "start_account",
    "stop_address",
    "unlock_device",
]
