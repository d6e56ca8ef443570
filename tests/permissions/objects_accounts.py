"""Objects of accounts for the permission matrix."""

from typing import Any

from tests.permissions.world import World


def kwargs(url: str, relation: str, world: World) -> dict[str, Any]:
    """A used-up reset link; a person of the relation's committee."""
    if url == "account_reset_password_from_key" and relation == "-":
        return {"uidb36": "zz", "key": "set-password"}
    raise LookupError(url)
