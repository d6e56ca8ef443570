"""List, export, calendar, one record. Each starts from what the person may see."""

from typing import Any

import rules
from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.views.exports import answer
from activities import exports
from activities.cards import card
from activities.filters import ActivityFilter
from activities.forms import CancelForm, ConfirmForm, DisputeForm, HeadcountForm, ReplyForm
from activities.history import history_of
from activities.models import Activity, Correction, ResourceUse
from activities.monthgrid import Month, month_of, weeks_of
from activities.operations.placing import standing
from activities.querysets import record
from activities.steps import steps_of
from activities.tables import ACTIVITIES
from collab_portal.lib.dates import today
from collab_portal.lib.http import PortalRequest
from collab_portal.lib.pages import paginate
from commons.models import Label


@require_safe
def activity_list(request: PortalRequest) -> HttpResponse:
    shown = ActivityFilter(request.GET)
    rows = shown.apply(Activity.objects.visible_to(request.user))
    page = paginate(request, rows.for_cards())
    part = request.htmx and not request.htmx.history_restore_request
    context = {
        "page": page,
        "cards": [card(row) for row in page.rows],
        "filter": shown,
        "clear_url": reverse("activities:list") if shown.is_used else "",
        "export_url": f"{reverse('activities:export')}?{shown.understood}",
    }
    return TemplateResponse(request, "activities/_rows.html" if part else "activities/list.html", context)


@require_safe
def export(request: PortalRequest) -> HttpResponse | FileResponse:
    return answer(request, exports.ACTIVITIES)


@require_safe
def detail(request: PortalRequest, pk: int) -> HttpResponse:
    activity = record(pk, request.user)
    if activity is None:
        raise Http404
    return page_of(request, activity)


def page_of(
    request: PortalRequest,
    activity: Activity,
    *,
    dispute: DisputeForm | None = None,
    cancel: CancelForm | None = None,
    confirm: ConfirmForm | None = None,
    reply: ReplyForm | None = None,
    count: HeadcountForm | None = None,
    agree: ConfirmForm | None = None,
    objection: DisputeForm | None = None,
) -> HttpResponse:
    """The record's page; a refused answer comes back with its form as it was filled in."""
    ours = activity.party_of(request.user.committee_id)
    announced = activity.status == Activity.Status.ANNOUNCED
    expected = ours.headcount if ours and ours.headcount is not None else ours.expected if ours else None
    context: dict[str, Any] = {
        "activity": activity,
        "steps": steps_of(activity),
        "facts": ACTIVITIES.facts(activity, request.user),
        "ours": ours,
        "may": activity.LIFE.offered(activity, request.user),
        "can_count": ours is not None and (ours.is_host or ours.is_signed),
        "count_form": count or HeadcountForm(initial={"headcount": ours.headcount if ours else None}),
        "can_tag": _can_tag(activity, request.user),
        "held_by_now": activity.held_on <= today(),
        "reply_form": reply
        or ReplyForm(instance=ours, initial={"version": activity.version}, places=activity.places),
        "uses": _uses(activity, seen_all=ours is not None),
        "places": _places(activity) if announced else None,
        "attending": sum(party.expected or 0 for party in activity.partners) if announced else None,
        "confirm_form": confirm or ConfirmForm(initial={"headcount": expected, "version": activity.version}),
        "dispute_form": dispute or DisputeForm(initial={"version": activity.version}),
        "cancel_form": cancel or CancelForm(),
        "upload_limit": settings.UPLOAD_LIMIT,
    }
    if activity.is_public and activity.is_corrected:  # type: ignore[attr-defined]
        context |= _corrections(request, activity, agree, objection)
    if rules.test_rule("activities.history", request.user, activity):
        context["changes"] = history_of(activity, request.user, context.get("corrections", ()))
    return TemplateResponse(request, "activities/detail.html", context)


def _can_tag(activity: Activity, user: User) -> bool:
    """The host of what is confirmed, which has no other form; the keepers of what it is known under."""
    if activity.status == Activity.Status.CONFIRMED and rules.test_rule("activities.tag", user, activity):
        return True
    kept = (Label(committee_id=tag.committee) for tag in activity.tags)
    return any(rules.test_rule("commons.keep_label", user, label) for label in kept)


def _places(activity: Activity) -> dict[str, int] | None:
    """How many are given and wanted beyond; beside each party what it has, and its turn among the waiting."""
    if activity.places is None:
        return None
    turns = standing(activity)
    for party in activity.partners:
        party.place = party.in_places(turns.get(party.committee_id))  # type: ignore[attr-defined]
    given = sum(party.admitted for party in activity.partners)
    return {"given": given, "waiting": sum(party.expected or 0 for party in activity.partners) - given}


def _uses(activity: Activity, *, seen_all: bool) -> list[ResourceUse]:
    """Resources of the activity; who is no party reads only what was granted."""
    if not activity.has_uses:  # type: ignore[attr-defined]
        return []
    rows = ResourceUse.objects.filter(activity=activity).for_list()
    return list(rows if seen_all else rows.granted())


def _corrections(
    request: PortalRequest, activity: Activity, agree: ConfirmForm | None, objection: DisputeForm | None
) -> dict[str, Any]:
    """The correction under way and those before it; one query."""
    rows = Correction.objects.of_record(activity, request.user)
    pending = next((row for row in rows if row.is_open), None)
    answer = pending.answer_of(request.user) if pending else None
    party = activity.party_of(request.user.committee_id)
    return {
        "correction": pending,
        "corrections": [row for row in rows if not row.is_open],
        "our_answer": answer if answer and not answer.is_signed else None,
        "agree_form": agree or ConfirmForm(initial={"headcount": party.headcount if party else None}),
        "objection_form": objection or DisputeForm(),
    }


@require_safe
def calendar(request: PortalRequest) -> HttpResponse:
    """A month as a grid: a plain table of links, the same with and without a script."""
    day = today(timezone.now())
    month = month_of(request.GET.get("month", ""), day)
    weeks = weeks_of(month, Activity.objects.visible_to(request.user), day)
    context = {
        "month": month,
        "weeks": weeks,
        "this_month": Month(day.year, day.month),
        "busy": any(cell.activities for week in weeks for cell in week if cell.inside),
    }
    return TemplateResponse(request, "activities/calendar.html", context)
