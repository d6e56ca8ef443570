"""Forms of a consultation's work, as ``test_mass_assignment`` sends them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse

from collab_portal.lib.dates import today
from rotation.audience import attending
from rotation.documents import frozen
from rotation.models import (
    AgendaItem,
    Consultation,
    ConsultationReply,
    DatePoll,
    Minutes,
    MinutesSignature,
    PollOption,
    Resolution,
    ResolutionOwner,
    Turn,
)
from rotation.operations.minutes import read_of
from tests.permissions.world import World

Case = tuple[dict[str, Any], Any, dict[str, Any]]


def later(days: int) -> str:
    return str(today() + timedelta(days=days))


def _calling() -> Consultation:
    """湖北's consultation, with its call for topics open."""
    found = Turn.objects.get(committee__slug="hubei").consultations.get()
    found.topics_by = today() + timedelta(days=10)
    found.save()
    return found


def _held(world: World) -> Consultation:
    """The same, held, 江苏 attending."""
    found = _calling()
    found.status, found.held_on = Consultation.Status.HELD, today()
    found.save()
    ConsultationReply.objects.create(
        consultation=found,
        committee=world.home,
        answer="attend",
        revision=found.revision,
        replied_by=world.user("staff"),
        replied_at=world.now,
    )
    return found


def _item(world: World) -> AgendaItem:
    return AgendaItem.objects.create(
        consultation=_calling(),
        committee=world.home,
        kind="plan",
        title="议题",
        proposed_by=world.user("staff"),
        created_at=world.now,
        submission=uuid4(),
    )


def _options(world: World) -> list[PollOption]:
    poll = DatePoll.objects.create(
        consultation=_calling(), closes_on=today(), created_by=world.user("lead_staff"), created_at=world.now
    )
    days = (today() + timedelta(days=days) for days in (20, 21))
    return [PollOption.objects.create(poll=poll, day=day, begins="09:00", ends="11:00") for day in days]


def _minutes(world: World, sent: bool = True) -> Minutes:
    held = _held(world)
    made = Minutes.objects.create(
        consultation=held,
        facts=frozen.Facts.of(held).stored() if sent else None,
        version=1,
        body="<p>纪要</p>",
        written_by=world.user("lead_staff"),
        written_at=world.now,
        submitted_at=world.now if sent else None,
        sign_by=today() if sent else None,
    )
    if sent:
        made.ask(attending(held))
    return made


def _submit(world: World, held: Any) -> Any:
    return {"pk": held.pk}, world.user("lead_staff"), {"sign_by": later(7), "version": str(read_of(held))}


def _objection(world: World) -> MinutesSignature:
    said = _minutes(world).parties.get(committee=world.home)
    said.object_to(actor=world.user("staff"), reason="异议", now=world.now)
    return said


def _resolution(world: World) -> Resolution:
    made = Resolution.objects.create(
        consultation=_held(world),
        number=1,
        title="议定事项",
        due_on=today(),
        created_by=world.user("lead_staff"),
        created_at=world.now,
    )
    ResolutionOwner.objects.create(resolution=made, committee=world.home, main=True)
    return made


TOPIC = {"kind": "solve", "title": "新议题", "background": "背景", "wanted": "共识"}
DECISION = {
    "title": "新事项",
    "body": "要求",
    "due_on": later(90),
    "main_owner": "jiangsu",
    "owners": ["hubei"],
    "reason": "",
}


def _vote(world: World) -> Case:
    options = _options(world)
    votes = {f"option_{option.pk}": "yes" for option in options}
    return {"pk": options[0].poll_id}, world.user("staff"), {**votes, "comment": "均可"}


def _reply(world: World) -> Case:
    consultation = _calling()
    said = {"answer": "attend", "delegates": "", "mode": "onsite", "revision": str(consultation.revision)}
    return {"pk": consultation.pk}, world.user("staff"), said


CASES: dict[str, Callable[[World], Case]] = {
    "rotation:consultation-reply": _reply,
    "rotation:consultation-unhold": lambda w: (
        {"pk": _held(w).pk},
        w.user("lead_staff"),
        {"reason": "误标"},
    ),
    "rotation:consultation-rename": lambda w: (
        {"pk": _calling().pk},
        w.user("lead_staff"),
        {"title": "改了名的会商"},
    ),
    "rotation:consultation-record": lambda w: (
        {"pk": _calling().pk},
        w.user("lead_staff"),
        {
            "title": "会商",
            "day": str(today()),
            "begins": "00:00",
            "ends": "00:01",
            "mode": "onsite",
            "place": "武汉",
            "present": ["jiangsu"],
            "version": str(_calling().version),
        },
    ),
    "rotation:consultation-hold": lambda w: (
        {"pk": _held(w).pk},
        w.user("lead_staff"),
        {"present": ["jiangsu", "hubei"]},
    ),
    "rotation:items-call": lambda w: (
        {"pk": _calling().pk},
        w.user("lead_staff"),
        {"topics_by": later(12), "version": str(_calling().call_version)},
    ),
    "rotation:item-new": lambda w: (
        {"pk": _calling().pk},
        w.user("staff"),
        {**TOPIC, "submission": str(uuid4())},
    ),
    "rotation:item-edit": lambda w: (
        {"pk": _item(w).pk},
        w.user("staff"),
        {**TOPIC, "submission": str(uuid4()), "version": "1"},
    ),
    "rotation:item-screen": lambda w: (
        {"pk": _item(w).pk},
        w.user("lead_staff"),
        {"decision": "declined", "reason": "已有安排", "merged_into": "", "version": "1"},
    ),
    "rotation:poll-open": lambda w: (
        {"pk": _calling().pk},
        w.user("lead_staff"),
        {
            "moments": f"{later(20)} 09:30-11:30\n{later(21)} 09:30-11:30",
            "closes_on": later(10),
        },
    ),
    "rotation:poll-answer": _vote,
    "rotation:minutes-write": lambda w: (
        {"pk": _held(w).pk},
        w.user("lead_staff"),
        {"body": "<p>会商纪要</p>", "version": "0"},
    ),
    "rotation:minutes-submit": lambda w: _submit(w, _minutes(w, sent=False).consultation),
    "rotation:minutes-object": lambda w: ({"pk": _minutes(w).pk}, w.user("staff"), {"text": "数字有误"}),
    "rotation:objection-answer": lambda w: (
        {"pk": _objection(w).pk},
        w.user("lead_staff"),
        {"text": "以附表为准"},
    ),
    "rotation:resolution-new": lambda w: (
        {"pk": _held(w).pk},
        w.user("lead_staff"),
        {**DECISION, "submission": str(uuid4())},
    ),
    "rotation:resolution-edit": lambda w: (
        {"pk": _resolution(w).pk},
        w.user("lead_staff"),
        {**DECISION, "version": "1"},
    ),
    "rotation:resolution-report": lambda w: (
        {"pk": _resolution(w).pk},
        w.user("staff"),
        {
            "text": "已启动",
            "percent": "30",
            "evidence": reverse("rotation:home"),
            "submission": str(uuid4()),
        },
    ),
    "rotation:resolution-settle": lambda w: (
        {"pk": _resolution(w).pk},
        w.user("lead_staff"),
        {"status": "suspended", "reason": "待上级批复"},
    ),
}
NO_FORM = {
    *("rotation:items-order", "rotation:items-fix", "rotation:item-withdraw", "rotation:notice"),
    *("rotation:poll-close", "rotation:poll-choose", "rotation:minutes-sign"),
    "rotation:consultation-close",
    "rotation:poll-link",  # takes a committee and answers with the page that shows the link once
}
