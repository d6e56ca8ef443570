"""轮值主席: a rotation may be that of an alliance's chair, and then only its members take turns."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError

from organizations.models import Alliance, AllianceMember, Committee
from rotation.models import Rotation


def members_of_alliance(alliance: int, day: date) -> set[str]:
    """Slugs of the committees with a branch in it on ``day``."""
    rows = AllianceMember.objects.agreed().on(day).filter(alliance=alliance)
    return set(rows.values_list("committee__slug", flat=True))


def check_alliance(rotation: Rotation | None, number: int, staying: Iterable[str], today: date) -> None:
    """In force, chaired by no other rotation, and all who stay in the rotation belong to it.

    One that has ended since it was linked has no chair any more and asks nothing of the plan.
    """
    alliance = Alliance.objects.active().filter(pk=number).first()
    if alliance is None and rotation is not None and rotation.alliance_id == number:
        return
    if alliance is None:
        raise ValidationError({"alliance": "该联盟不在运行中，请改选其他联盟，或选“不关联”。"})
    taken = Rotation.objects.filter(alliance=alliance).first()
    if taken is not None and taken != rotation:
        raise ValidationError({"alliance": f"“{alliance}”的轮值主席已由轮值“{taken}”确定。"})
    outside = set(staying) - members_of_alliance(alliance.pk, today)
    if outside:
        names = Committee.objects.filter(slug__in=outside).values_list("short_name", flat=True)
        raise ValidationError(
            {
                "alliance": f"{'、'.join(names)}在“{alliance}”中没有成员党组织，不能轮值主席。"
                "请从次序中去掉，或先邀请其党组织加入联盟。"
            }
        )
