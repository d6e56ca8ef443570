"""Joint activities, their corrections and files."""

import uuid
from typing import Any

from django.utils import timezone

from tests.factories.people import committee, counter, make_user


def make_activity(
    slug: str = "jiangsu",
    partners: tuple[str, ...] = ("zhejiang",),
    *,
    now: Any = None,
    publish: bool = True,
    confirmed: bool = False,
    resources: Any = None,
    series: str = "",
    labels: tuple[Any, ...] = (),
    **facts: Any,
) -> Any:
    """An activity logged by ``slug``'s staff, held the day before; at wish ``confirmed`` by every partner."""
    from datetime import timedelta

    from activities import operations
    from activities.operations import Party, Tags
    from collab_portal.lib.dates import today

    now = now or timezone.now()
    facts = {
        "title": f"第{next(counter)}次联合主题党日",
        "kind": "party_day",
        "held_on": today(now) - timedelta(days=1),
        **facts,
    }
    parties = [Party(committee(slug).pk, "host", headcount=20), *(Party(committee(p).pk) for p in partners)]
    activity, _ = operations.log(
        actor=make_user(slug),
        submission=uuid.uuid4(),
        facts=facts,
        parties=parties,
        publish=publish,
        resources=resources,
        tags=Tags(labels, series),
        now=now,
    )
    for partner in partners if confirmed else ():
        activity = operations.confirm(activity, actor=make_user(partner), now=now, headcount=10)
    return activity


def make_correction(
    activity: Any, actor: Any = None, partners: tuple[str, ...] | None = None, **facts: Any
) -> Any:
    """A correction of some facts (and partners) of ``activity``, proposed by its host's staff."""
    from activities.models import Activity
    from activities.operations import Party, corrections
    from activities.operations.content import stored_parties, stored_results

    activity = Activity.objects.get(pk=activity.pk)
    pending = activity.corrections.open().first()
    kept = [party for party in stored_parties(activity) if partners is None or party.role == "host"]
    return corrections.propose(
        activity,
        actor=actor or make_user(activity.host.slug),
        version=facts.pop("version", pending.version if pending else activity.version),
        reason=facts.pop("reason", "登记有误"),
        parties=[*kept, *(Party(committee(slug).pk) for slug in partners or ())],
        outcomes=facts.pop("outcomes", stored_results(activity)),
        facts=facts,
        now=timezone.now(),
    )


def make_attachment(activity: Any, slug: str = "") -> Any:
    """A small file that staff of ``slug`` (else of the host) added."""
    from activities import operations
    from tests.uploads.samples import Sent, pdf

    return operations.attach(activity, Sent("材料.pdf", pdf()), actor=make_user(slug or activity.host.slug))
