"""Arguments of the portal's own addresses for the permission matrix."""

from typing import Any

from tests.factories import make_agreement
from tests.permissions.world import World

# Who asked whom to sign: we 浙江, 浙江 us, and two others.
SIDES = {"own": ("jiangsu", "zhejiang"), "party": ("zhejiang", "jiangsu"), "other": ("anhui", "fujian")}


def kwargs(url: str, relation: str, world: World) -> dict[str, Any]:
    """The part of the map that names the column's pieces; an agreement that waits for a signature."""
    if url == "sitemap-part" and relation == "-":
        return {"section": "pieces"}
    if url == "nudge" and relation in SIDES:
        asker, asked = SIDES[relation]
        return {"prefix": "agreement", "pk": make_agreement(asked, proposer=asker, answer="proposed").pk}
    raise LookupError(url)
