"""Arguments of the portal's own addresses for the permission matrix."""

from typing import Any

from tests.permissions.world import World


def kwargs(url: str, relation: str, world: World) -> dict[str, Any]:
    """The part of the map of pages that names the column's pieces."""
    if url == "sitemap-part" and relation == "-":
        return {"section": "pieces"}
    raise LookupError(url)
