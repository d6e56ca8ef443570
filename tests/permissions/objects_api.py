"""Objects of the read API for the permission matrix: the same that the pages are tried with."""

from typing import Any

from tests.factories import make_article
from tests.permissions import objects_activities, objects_commons
from tests.permissions.world import World


def kwargs(url: str, relation: str, world: World) -> dict[str, Any]:
    """An activity as on its page; a draft of our own, a partner's published piece, a stranger's draft."""
    if url == "api:committee" and relation == "-":
        return {"slug": world.home.slug}
    if url == "api:activity":
        return objects_activities.kwargs("activities:detail", relation, world)
    if url == "api:resource":
        return objects_commons.kwargs("commons:resource", relation, world)
    if url == "api:article" and relation != "-":
        status = "issued" if relation == "party" else "draft"
        return {"pk": make_article(world.owner(relation).slug, status=status).pk}
    raise LookupError(url)
