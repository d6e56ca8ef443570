"""Objects of 共享 for the permission matrix."""

from datetime import timedelta
from typing import Any

from commons.models import Closure
from tests.factories import make_resource
from tests.permissions.world import World


def kwargs(url: str, relation: str, world: World) -> dict[str, Any]:
    """A resource of ours or of another; for its days one on which it is shut."""
    if relation not in {"own", "other"}:
        raise LookupError(url)
    stopped = {"closed_on": world.now.date(), "close_reason": "改建"} if url.endswith("reopen") else {}
    resource = make_resource(world.owner(relation).slug, **stopped)
    if url == "commons:closure-remove":
        day = world.now.date() + timedelta(days=9)
        return {"pk": Closure.objects.create(resource=resource, first=day, last=day, reason="检修").pk}
    return {"pk": resource.pk}
