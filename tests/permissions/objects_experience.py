"""Objects of the column for the permission matrix.

``own`` is a piece of the actors' committee, written by a colleague; ``other`` a stranger's; ``party`` (only
for reading) a partner's published one. Each stands at the step its URL is about.
"""

from typing import Any

from experience import digest
from tests.experience.pictured import make_pictured
from tests.factories import (
    make_adoption,
    make_article,
    make_bulletin,
    make_call,
    make_case,
    make_piece_correction,
    make_remark,
)
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
    ("report-case", "own"): "issued",
    ("report-case", "other"): "issued",
    ("keep", "own"): "issued",
    ("keep", "other"): "editing",
    ("let-go", "own"): "issued",
    ("let-go", "other"): "editing",
    ("take-back", "own"): "editing",
    ("take-back", "other"): "editing",
    ("remark", "own"): "editing",
    ("remark", "other"): "reviewing",
    ("versions", "own"): "issued",
    ("versions", "other"): "issued",
    ("correct", "own"): "issued",
    ("correct", "other"): "issued",
    ("adopt", "own"): "issued",
    ("adopt", "other"): "issued",
}
READ = {"bulletin", "bulletin-whole", "bulletin-file"}  # issues that are out


def kwargs(url: str, relation: str, world: World) -> dict[str, Any]:
    name = url.removeprefix("experience:")
    if name.startswith("bulletin"):
        issue = make_bulletin(
            make_article(), released=name in {"bulletin", "bulletin-whole", "bulletin-file"}
        )
        return {"pk": issue.pk, **({"file_format": "docx"} if name == "bulletin-file" else {})}
    if name == "digest-stop":
        return {"token": digest.SIGNER.sign(str(world.user("staff").pk))}
    if name.startswith("call"):
        return {"pk": make_call(*(() if relation == "-" else [world.owner(relation).slug])).pk}
    slug = world.owner(relation).slug
    if name == "picture":
        status = "issued" if relation == "party" else "editing"
        return {"token": make_pictured(slug, status)[1].token}
    if name == "picture-add":
        return {
            "submission": make_article(slug, status="issued" if relation == "party" else "draft").submission
        }
    if name in {"case", "case-drop"}:
        return {"pk": make_case(make_article(slug)).pk}
    if name.startswith("remark-"):
        status = "editing" if name == "remark-drop" else "returned"
        return {"pk": make_remark(make_article(slug, status=status), world.user("editor")).pk}
    if name.startswith("correction"):
        status = "returned" if name == "correction-revise" else "editing"
        return {"pk": make_piece_correction(make_article(slug), status).pk}
    if name in {"adoption", "adoption-withdraw"}:
        return {"pk": make_adoption(slug, make_article("hubei")).pk}
    return {"pk": make_article(slug, status=STATUS[name, relation]).pk}
