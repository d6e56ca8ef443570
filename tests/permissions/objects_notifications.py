"""Objects of notifications for the permission matrix."""

from typing import Any

from notifications import operations
from notifications.models import Delivery, Notification, Robot
from tests.factories import make_user
from tests.permissions.world import World


def kwargs(url: str, relation: str, world: World) -> dict[str, Any]:
    """A notice to a colleague of the relation's committee; nobody but the recipient may open it."""
    if url.startswith("notifications:robot"):
        kept = Robot.objects.create(
            committee=world.owner(relation), kind="wecom", name="群", key=f"key-{relation}"
        )
        return {"pk": kept.pk}
    person = make_user(world.owner(relation).slug)
    operations.notify(
        topic=f"matrix:{person.pk}", step="told", recipients=[person], title="矩阵", url="/notifications/"
    )
    if url in ("notifications:open", "notifications:read"):
        return {"pk": Notification.objects.get(recipient=person).pk}
    return {"pk": Delivery.objects.get(recipient=person, channel="email").pk}
