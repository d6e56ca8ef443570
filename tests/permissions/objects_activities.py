"""Objects of activities for the permission matrix."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from activities import operations
from collab_portal.lib.dates import today
from tests.factories import make_activity, make_attachment, make_correction, make_label, make_use, make_user
from tests.permissions.world import World


def kwargs(url: str, relation: str, world: World) -> dict[str, Any]:
    """Held and not yet confirmed: 江苏 hosts ``own``, takes part in ``party``, not in ``other``."""
    if url == "activities:annual-report":  # the same for everybody who may sign in
        return {"slug": world.stranger.slug, "year": 2026, "file_format": "docx"}
    if relation not in {"own", "party", "other"}:
        raise LookupError(url)
    partner = {"own": world.partner, "party": world.home, "other": world.lead}[relation]
    if url in {"activities:attachment", "activities:detach"}:
        host = world.stranger if relation == "other" else world.owner(relation)
        with_whom = "shanghai" if relation == "other" else partner.slug
        attachment = make_attachment(make_activity(host.slug, (with_whom,)))
        return {"pk": attachment.activity_id, "number": attachment.pk}
    if url.startswith("activities:correct") or url == "activities:void":
        host = world.stranger if relation == "other" else world.owner(relation)
        record = make_activity(
            host.slug, ("shanghai" if relation == "other" else partner.slug,), confirmed=True
        )
        if url in {"activities:correct", "activities:void"}:
            return {"pk": record.pk}
        return {"pk": record.pk, "version": make_correction(record, place="太湖").version}
    if url.startswith("activities:use"):
        return {"pk": _use(url, relation)}
    if url == "activities:untag":
        return _tagged(world, relation, partner.slug)
    if url == "activities:invitation":
        host = world.stranger if relation == "other" else world.owner(relation)
        with_whom = "shanghai" if relation == "other" else partner.slug
        ahead = make_activity(host.slug, (with_whom,), held_on=today() + timedelta(days=9))
        return {"pk": ahead.pk, "file_format": "docx"}
    if relation == "other":
        return {"pk": make_activity(world.stranger.slug, ("shanghai",)).pk}
    publish = url != "activities:discard" or relation != "own"
    return {"pk": make_activity(world.owner(relation).slug, (partner.slug,), publish=publish).pk}


def _tagged(world: World, relation: str, partner: str) -> dict[str, int]:
    """Under a label of its host, 江苏 or another."""
    host, label = world.owner(relation).slug, make_label(world.owner(relation).slug)
    activity = make_activity(host, ("shanghai" if relation == "other" else partner,), labels=(label,))
    return {"pk": activity.pk, "label": label.pk}


def _use(url: str, relation: str) -> int:
    """Of 江苏's resource by 浙江; of 浙江's by 江苏; of 安徽's by 上海 with 福建. As the URL needs it."""
    owner, host = {
        "own": ("jiangsu", "zhejiang"),
        "party": ("zhejiang", "jiangsu"),
        "other": ("anhui", "shanghai"),
    }[relation]
    use = make_use(owner, host, partners=("fujian",))
    asked = {"actor": make_user(owner), "now": timezone.now(), "asked": 1}
    if url == "activities:use-withdraw":
        operations.grant(use, **asked)
    elif url == "activities:use-ask":
        operations.decline(use, **asked, reason="检修")
    return int(use.pk)
