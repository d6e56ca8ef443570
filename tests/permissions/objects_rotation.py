"""Objects of rotation for the permission matrix.

``own`` is 江苏's: its term ended five days ago, so its staff still have the lead's rights (handover).
``party`` is the lead's now (湖北), 江苏 is invited. ``other`` is 安徽's term to come.
"""

from datetime import time, timedelta
from typing import Any
from uuid import uuid4

from collab_portal.lib import dates
from rotation.audience import attending
from rotation.documents import frozen
from rotation.models import (
    AgendaItem,
    Consultation,
    DatePoll,
    Minutes,
    PollOption,
    Resolution,
    ResolutionOwner,
    Rotation,
    RotationMember,
    Swap,
    Turn,
    WorkdayOverride,
)
from tests.factories import make_user
from tests.permissions.world import World

# A swap proposed by ``own``, one that asks it (``party``), one of others.
SWAPS = {"own": ("jiangsu", "anhui"), "party": ("zhejiang", "jiangsu"), "other": ("anhui", "zhejiang")}
OF_ROTATION = {"rotation:rotation", "rotation:rotation-plan", "rotation:members", "rotation:fairness"}
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
    if url in OF_ROTATION and relation == "-":
        return {
            "slug": Rotation.objects.create(name="示例", slug="belt", starts_on=dates.today(world.now)).slug
        }
    if url == "rotation:rule" and relation == "-":
        return {"step": "notice-14"}
    if url in {"rotation:swap", "rotation:swap-answer", "rotation:swap-withdraw"} and relation in SWAPS:
        return {"pk": _swap(*SWAPS[relation], world).pk}
    if relation not in LEADS or url in {*OF_ROTATION, "rotation:rule"}:
        raise LookupError(url)
    turn = Turn.objects.get(committee__slug=LEADS[relation])
    if url in {
        "rotation:turn",
        "rotation:convene",
        "rotation:co-lead",
        "rotation:skip",
        "rotation:swap-propose",
        "rotation:handover",
        "rotation:handover-write",
        "rotation:handover-sign",
        "rotation:handover-reopen",
    }:
        return {"pk": turn.pk}
    of_work = _work(url.removeprefix("rotation:"), turn, world)
    if of_work is not None:
        return {"pk": of_work}
    consultation = {"pk": turn.consultations.get().pk}
    if url == "rotation:document":
        return {**consultation, "kind": "notice", "file_format": "docx"}
    return consultation


def _work(url: str, turn: Turn, world: World) -> int | None:
    """Key of what the lead of ``turn`` has at its consultation: a topic, a poll, minutes, a resolution."""
    consultation = turn.consultations.get()
    author, day = world.user("staff"), dates.today(world.now)
    if url in {"item-edit", "item-withdraw", "item-screen"}:
        return AgendaItem.objects.create(
            consultation=consultation,
            committee=turn.committee,
            kind="plan",
            title="议题",
            proposed_by=author,
            created_at=world.now,
            submission=uuid4(),
        ).pk
    if url in {"poll-answer", "poll-close", "poll-link", "poll-choose"}:
        poll, _ = DatePoll.objects.get_or_create(
            consultation=consultation,
            defaults={"closes_on": day, "created_by": author, "created_at": world.now},
        )
        option, _ = PollOption.objects.get_or_create(
            poll=poll, day=turn.ends_on, begins=time(9), ends=time(11)
        )
        return option.pk if url == "poll-choose" else poll.pk
    if url in {"minutes-sign", "minutes-object", "objection-answer"}:
        minutes, new = Minutes.objects.get_or_create(
            consultation=consultation,
            version=1,
            defaults={
                "body": "<p>纪要</p>",
                "written_by": author,
                "written_at": world.now,
                "submitted_at": world.now,
                "sign_by": day,
                "facts": frozen.Facts.of(consultation).stored(),
            },
        )
        if new:
            minutes.ask(attending(consultation))
        if url != "objection-answer":
            return minutes.pk
        said, _ = minutes.parties.get_or_create(committee=world.partner)
        said.object_to(actor=author, reason="异议", now=world.now)
        return said.pk
    if url in {"resolution", "resolution-edit", "resolution-report", "resolution-settle"}:
        resolution = Resolution.objects.create(
            consultation=consultation,
            number=1,
            title="议定事项",
            due_on=day,
            created_by=author,
            created_at=world.now,
        )
        ResolutionOwner.objects.create(resolution=resolution, committee=turn.committee, main=True)
        return resolution.pk
    return None


def _swap(proposer: str, other: str, world: World) -> Swap:
    from organizations.models import Committee

    by_slug = {row.slug: row for row in Committee.objects.filter(slug__in=(proposer, other))}
    return Swap.objects.create(
        rotation=Rotation.objects.get(),
        cycle=1,
        proposer=by_slug[proposer],
        other=by_slug[other],
        grounds="示例",
        proposed_by=make_user(proposer),
        proposed_at=world.now,
    )
