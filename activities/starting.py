"""From where a person stands to the form: what is known there is not typed again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max

from accounts.models import User
from activities.forms import initial_parties
from activities.forms.record import PARTNERS_LIMIT
from activities.kinds import Kind
from activities.models import Activity
from activities.operations.content import stored_parties
from activities.series import next_title
from collab_portal.lib.dates import today
from commons.kinds import BASES
from commons.models import Label, Resource
from organizations.models import Alliance, Branch, FrameworkAgreement, Pairing

PLACES = (*BASES, Resource.Kind.SITE, Resource.Kind.VENUE, Resource.Kind.SCHOOL)
KIND_OF_USE = {
    **dict.fromkeys((*BASES, Resource.Kind.SITE), Kind.FIELD),
    **dict.fromkeys((Resource.Kind.LECTURER, Resource.Kind.COURSE, Resource.Kind.SCHOOL), Kind.TRAINING),
    Resource.Kind.TROUPE: Kind.YOUTH_TALK,
}
KEPT = ("kind", "mode", "place", "link")


def starting_point(asked: Mapping[str, str], user: User) -> dict[str, Any]:
    """Initial values by ``?like=`` or what it belongs to; none for what is not one's own."""
    for name, start in STARTS.items():
        number = asked.get(name, "")
        if number.isascii() and number.isdecimal() and len(number) < 19:
            return {**start(int(number), user), **_on(asked)}
    return _on(asked)


def _on(asked: Mapping[str, str]) -> dict[str, Any]:
    """The day that was looked for, with ``?on=``."""
    try:
        return {"held_on": date.fromisoformat(asked.get("on", ""))}
    except ValueError:
        return {}


def _like(pk: int, user: User) -> dict[str, Any]:
    """再记一次类似的: the same but for date, figures and story; the series counts on."""
    model = Activity.objects.visible_to(user).for_page().filter(pk=pk).first()
    if model is None:
        return {}
    own = user.committee_id
    initial = {name: getattr(model, name) for name in KEPT}
    if model.host_id == own:
        initial |= {
            "host_branch": model.host_branch_id,
            "pairing": model.pairing_id,
            "alliance": model.alliance_id,
        }
    number = model.series_number + 1 if model.series_number else None
    initial["labels"] = [tag.pk for tag in model.tags if tag.kind != Label.Kind.SERIES]
    initial["series"] = model.series
    return {
        **initial,
        **initial_parties(stored_parties(model), own),
        "title": next_title(model.title),
        "series_number": number if number and number <= 9999 else None,
    }


def _pairing(pk: int, user: User) -> dict[str, Any]:
    """One's own side hosts, the other is the partner."""
    pairings = Pairing.objects.of_committee(user.committee_id or 0).filter(
        status=Pairing.Status.ACTIVE, pk=pk
    )
    pairing = pairings.select_related("first", "second").first()
    if pairing is None:
        return {}
    sides = [pairing.first, pairing.second]
    own = next(side for side in sides if side.committee_id == user.committee_id)
    return {"pairing": pk, **_between([own], [side for side in sides if side.pk != own.pk])}


def _alliance(pk: int, user: User) -> dict[str, Any]:
    """Every other member is a partner."""
    alliance = Alliance.objects.active().filter(pk=pk).first()
    if alliance is None:
        return {}
    members = alliance.members.on(today()).select_related("branch").order_by("role", "pk")
    branches = [member.branch for member in members]
    own = [branch for branch in branches if branch.committee_id == user.committee_id][:1]
    others = [branch for branch in branches if branch not in own]
    return {"alliance": pk, **_between(own, others)} if own else {}


def _agreement(pk: int, user: User) -> dict[str, Any]:
    """The other parties are the partners."""
    agreement = FrameworkAgreement.objects.active().filter(pk=pk).first()
    committees = list(agreement.parties.values_list("committee", flat=True)) if agreement else []
    if user.committee_id not in committees:
        return {}
    return {"partners": [f"committee-{pk}" for pk in committees if pk != user.committee_id]}


def _between(own: list[Branch], others: list[Branch]) -> dict[str, Any]:
    partners = [f"branch-{branch.pk}" for branch in others][:PARTNERS_LIMIT]
    return {"host_branch": own[0].pk, "partners": partners}


def _resource(pk: int, user: User) -> dict[str, Any]:
    """A plan to use it: its owner is the partner, unless it is one's own; what it is says the kind."""
    resource = Resource.objects.visible_to(user).filter(pk=pk, closed_on__isnull=True).first()
    if resource is None:
        return {}
    start: dict[str, Any] = {"resources": [pk], "kind": KIND_OF_USE.get(Resource.Kind(resource.kind), "")}
    if resource.committee_id != user.committee_id:
        start["partners"] = [f"committee-{resource.committee_id}"]
    if resource.kind in PLACES:
        start["place"] = " ".join(filter(None, (resource.place, resource.title)))[:120]
    return start


def _label(pk: int, user: User) -> dict[str, Any]:
    """Under it; of a series the next number."""
    label = Label.objects.usable_by(user.committee_id).in_use().filter(pk=pk).first()
    if label is None:
        return {}
    if label.kind != Label.Kind.SERIES:
        return {"labels": [pk]}
    last = Activity.objects.standing().filter(labels=label).aggregate(last=Max("series_number"))["last"]
    return {"series": label.name, "series_number": last + 1 if last and last < 9999 else None}


STARTS = {
    "like": _like,
    "pairing": _pairing,
    "alliance": _alliance,
    "agreement": _agreement,
    "resource": _resource,
    "label": _label,
}
