"""Objects of the column for the permission matrix.

``own`` is a piece of the actors' committee, written by a colleague; ``other`` a stranger's; ``party`` (only
for reading) a partner's published one. Each stands at the step its URL is about.
"""

from typing import Any

from experience.models import Bulletin
from tests.factories import make_adoption, make_article
from tests.permissions.world import World

STATUS = {
    ("detail", "own"): "editing",
    ("detail", "party"): "issued",
    ("detail", "other"): "editing",
    ("edit", "own"): "draft",
    ("edit", "other"): "editing",
    ("submit", "own"): "draft",
    ("submit", "other"): "editing",
    ("sign", "own"): "editing",
    ("sign", "other"): "reviewing",
    ("return", "own"): "editing",
    ("return", "other"): "reviewing",
    ("publish", "own"): "issuing",
    ("publish", "other"): "issuing",
    ("withdraw", "own"): "issued",
    ("withdraw", "other"): "issued",
    ("adopt", "own"): "issued",
    ("adopt", "other"): "issued",
}


def kwargs(url: str, relation: str, world: World) -> dict[str, Any]:
    name = url.removeprefix("experience:")
    if name in {"bulletin", "bulletin-file"}:
        issue, _ = Bulletin.objects.get_or_create(number=1, title="示例", planned_on="2026-01-01")
        return {"pk": issue.pk, **({"file_format": "docx"} if name == "bulletin-file" else {})}
    slug = world.owner(relation).slug
    if name in {"adoption", "adoption-withdraw"}:
        return {"pk": make_adoption(slug, make_article("hubei")).pk}
    return {"pk": make_article(slug, status=STATUS[name, relation]).pk}
