"""Whatever 我的工作 asks of a person about organisations, records and the column, that person can do."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction

from activities import operations as activities
from activities.models import Activity, ResourceUse
from activities.operations import corrections, uses
from activities.operations.content import stored_parties, stored_results
from collab_portal.lib.dates import today
from experience import operations as column
from experience.models import COLUMN, Adoption, Article, Bulletin, Call
from experience.models import Correction as PieceCorrection
from organizations.models import Alliance, FrameworkAgreement, Pairing
from organizations.operations import agreements, alliances, pairings
from todos.models import Todo

Doing = Callable[..., Any]
TEXT = {"title": "经验", "kind": "practice", "area": "sharing", "author_name": "某支部", "body": "<p>文</p>"}


def run(person: Any, now: datetime, done: set[int]) -> int:
    """Each line that is not among ``done`` is carried out and taken back; how many there were.

    Raises what refuses one.
    """
    asked = Todo.objects.open(now).of(person).exclude(pk__in=done)
    rows = [row for row in asked if (row.topic.partition(":")[0], row.kind) in DOING]
    done.update(row.pk for row in rows)
    for row in rows:
        prefix, _, key = row.topic.partition(":")
        model, do = DOING[prefix, row.kind]
        with transaction.atomic():
            try:
                do(model.objects.get(pk=key), actor=person, now=now)
            except Exception as error:
                raise AssertionError(f"{person.committee} {row.topic} {row.kind} {row}: {error!r}") from error
            transaction.set_rollback(True)
    return len(rows)


def _either(*ways: Doing) -> Doing:
    """The line names two ways out: the first, else the second."""

    def do(obj: Any, **common: Any) -> None:
        try:
            with transaction.atomic():
                ways[0](obj, **common)
        except ValidationError:
            ways[1](obj, **common)

    return do


def _register(activity: Activity, *, actor: Any, now: datetime) -> None:
    activities.edit(
        activity,
        actor=actor,
        version=activity.version,
        facts={},
        parties=stored_parties(activity),
        outcomes=stored_results(activity),
        publish=True,
        now=now,
    )


def _grant(use: ResourceUse, **common: Any) -> None:
    uses.grant(use, asked=use.asked, **common)


def _decline(use: ResourceUse, **common: Any) -> None:
    uses.decline(use, asked=use.asked, reason="另有安排", **common)


def _of_correction(verb: Doing) -> Doing:
    return lambda activity, **common: verb(activity.corrections.open().get(), **common)


def _of_term(verb: Doing) -> Doing:
    return lambda pairing, **common: verb(pairing.terms.awaiting_answer().get(), **common)


def _renew(pairing: Pairing, *, actor: Any, now: datetime) -> None:
    pairings.renew(pairing, actor=actor, now=now, valid_until=today(now) + timedelta(days=400))


def _write(call: Call, *, actor: Any, now: datetime) -> None:
    ask = call.asks.get(committee=actor.committee)
    column.submit(
        column.write(actor=actor, submission=uuid4(), fields={**TEXT, "ask": ask}), actor=actor, now=now
    )


def _resend(made: PieceCorrection, *, actor: Any, now: datetime) -> None:
    words = {"title": "再改", "summary": "", "body": f"<p>{uuid4()}</p>", "note": "有误"}
    column.revise(made, actor=actor, now=now, version=made.version, fields=words)


def _tell_result(taken: Adoption, *, actor: Any, now: datetime) -> None:
    fields = {"plan": taken.plan, "result": "已推广"}
    column.report(taken, actor=actor, now=now, version=taken.version, fields=fields)


def _with(verb: Doing, **facts: Any) -> Doing:
    return lambda obj, **common: verb(obj, **facts, **common)


CANCEL = _with(activities.cancel, reason="不再举行")
DOING: dict[tuple[str, str], tuple[Any, Doing]] = {
    ("activity", "reply"): (Activity, _with(activities.reply, reply="attend")),
    ("activity", "confirm"): (Activity, activities.confirm),
    ("activity", "correct"): (Activity, _of_correction(corrections.agree)),
    ("activity", "void"): (Activity, _of_correction(corrections.agree)),
    ("activity", "contested"): (Activity, _of_correction(corrections.withdraw)),
    ("activity", "objection"): (Activity, CANCEL),
    ("activity", "register"): (Activity, _either(_register, CANCEL)),
    ("activity", "draft"): (Activity, lambda draft, actor, now: activities.discard(draft, actor=actor)),
    ("use", "use"): (ResourceUse, _either(_grant, _decline)),
    ("pairing", "pair"): (Pairing, _of_term(pairings.agree)),
    ("pairing", "extend"): (Pairing, _of_term(pairings.agree)),
    ("pairing", "lapse"): (Pairing, _either(_renew, _with(pairings.end, reason="期满"))),
    ("alliance", "join"): (Alliance, _with(alliances.answer, agree=True)),
    ("agreement", "sign"): (FrameworkAgreement, _with(agreements.answer, agree=True)),
    ("agreement", "renew"): (FrameworkAgreement, _with(agreements.end, reason="期满")),
    **{("article", link.step): (Article, column.sign) for link in COLUMN.links},
    ("article", COLUMN.last.step): (Article, column.publish),
    ("article", "returned"): (Article, column.submit),
    **{("article-correction", link.step): (PieceCorrection, column.pass_correction) for link in COLUMN.links},
    ("article-correction", "returned"): (PieceCorrection, _resend),
    ("bulletin", "bulletin"): (
        Bulletin,
        _either(column.settle_issue, lambda issue, actor, now: column.discard(issue, actor=actor)),
    ),
    ("call", "call"): (Call, _write),
    ("adoption", "result"): (Adoption, _tell_result),
}
