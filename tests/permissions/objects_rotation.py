"""Objects of rotation for the permission matrix.

``own`` is 江苏's: its term ended five days ago, so its staff still have the lead's rights (handover).
``party`` is the lead's now (湖北), 江苏 is invited. ``other`` is 安徽's term to come.
"""

from datetime import timedelta
from typing import Any

from collab_portal.lib import dates
from rotation.models import Consultation, Rotation, RotationMember, Turn, WorkdayOverride
from tests.permissions.world import World

LEADS = {"own": "jiangsu", "party": "hubei", "other": "anhui"}


def setup(world: World) -> None:
    """Four members; one past term, the running one and one to come, each with a dated consultation."""
    from organizations.models import Committee

    today, committees = dates.today(world.now), {row.slug: row for row in Committee.objects.all()}
    rotation = Rotation.objects.create(name="轮值", slug="basin", starts_on=today - timedelta(days=90))
    for position, slug in enumerate(("jiangsu", "hubei", "anhui", "zhejiang"), start=1):
        RotationMember.objects.create(
            rotation=rotation, committee=committees[slug], position=position, joined_on=rotation.starts_on
        )
    for slug, first, last in (("jiangsu", -90, -5), ("hubei", -4, 80), ("anhui", 81, 170)):
        turn = Turn.objects.create(
            rotation=rotation,
            committee=committees[slug],
            cycle=1,
            starts_on=today + timedelta(days=first),
            ends_on=today + timedelta(days=last),
        )
        start = dates.start_of(turn.ends_on)
        Consultation.objects.create(
            turn=turn, title="会商", status="scheduled", starts_at=start, ends_at=start + timedelta(hours=2)
        )


def kwargs(url: str, relation: str, world: World) -> dict[str, Any]:
    """The term of the relation's lead, or its consultation; a day of the year table."""
    if url == "rotation:workday-delete" and relation == "-":
        return {"pk": WorkdayOverride.objects.create(day=dates.today(world.now), source="示例").pk}
    if url == "rotation:rule" and relation == "-":
        return {"step": "notice-14"}
    if relation not in LEADS:
        raise LookupError(url)
    turn = Turn.objects.get(committee__slug=LEADS[relation])
    if url in {"rotation:turn", "rotation:convene", "rotation:co-lead"}:
        return {"pk": turn.pk}
    consultation = {"pk": turn.consultations.get().pk}
    if url == "rotation:document":
        return {**consultation, "kind": "notice", "file_format": "docx"}
    return consultation
