"""Objects of accounts for the permission matrix."""

from typing import Any

from tests.factories import make_user
from tests.permissions.world import World


def kwargs(url: str, relation: str, world: World) -> dict[str, Any]:
    """A person of the relation's committee; a reset link that is used up."""
    if url == "account_reset_password_from_key":
        if relation != "-":
            raise LookupError(url)
        return {"uidb36": "zz", "key": "set-password"}
    if relation not in ("own", "other"):
        raise LookupError(url)
    disabled = url == "accounts:person-enable"
    person = make_user(world.owner(relation).slug, role="member", is_active=not disabled)
    return {"pk": person.pk}
