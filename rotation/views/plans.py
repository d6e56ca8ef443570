"""排期: asked for, shown as a difference, stored."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from collab_portal.lib import dates
from collab_portal.lib.attempts import by, filled
from collab_portal.lib.http import PortalRequest, require
from organizations.models import Committee
from rotation import operations
from rotation.followers import followers
from rotation.forms import FurtherPlanForm, NewRotationForm, PlanForm, plan_initial
from rotation.models import Rotation, WorkdayOverride
from rotation.models.rotation import BASIN
from rotation.rehearsal import Consequences, rehearse


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PortalRequest, slug: str | None = BASIN) -> HttpResponse:
    """GET shows the form, with ``?start=…`` also what would change; POST stores exactly that.

    ``slug`` None: a further rotation, which is named here.
    """
    rotation = Rotation.objects.visible_to(request.user).with_members(slug) if slug else None
    if rotation is None and slug not in {BASIN, None}:
        raise Http404
    require("rotation.plan", request.user)
    form = _form(request, rotation, new=slug is None)
    if request.method == "POST" and form.is_valid():
        stored = _store(request, form, slug)
        if stored is not None:
            return redirect(stored)
    draft = _draft(form, rotation, slug) if form.is_bound and form.is_valid() else None
    committees = {committee.slug: committee for committee in form.committees}
    today = dates.today()
    context: dict[str, object] = {
        "form": form,
        "draft": draft,
        "rotation": rotation,
        "is_new": slug is None,
        "today": today,
        "dated": [row for row in rotation.memberships if row.changes_after(today)] if rotation else [],
    }
    if draft:
        before, after = rotation and rotation.alliance, form.cleaned_data.get("alliance")
        context |= preview_context(draft, committees)
        if not draft.unchanged:
            context["consequences"] = _foretold(request, form, draft, slug)
        context |= {"linked": after if after != before else None, "unlinked": before if not after else None}
    return TemplateResponse(request, "rotation/plan.html", context)


def preview_context(draft: operations.Draft, committees: dict[str, Committee]) -> dict[str, object]:
    """What the preview shows: each turn's change, and the consultations and reminders that move along."""
    return {
        "rows": [(change, committees[change.slot.member]) for change in draft.diff.changes],
        "followers": followers(draft.meetings, draft.diff, committees),
        "predicted_from": _predicted_from(draft),
    }


def _predicted_from(draft: operations.Draft) -> int | None:
    """The first year of the plan whose days off are not announced yet."""
    years = {slot.end.year for change in draft.diff.changes for slot in [change.after] if slot}
    official = WorkdayOverride.objects.calendar().official_until(dates.today().year)
    return min((year for year in years if year > official), default=None)


def _form(request: PortalRequest, rotation: Rotation | None, *, new: bool) -> PlanForm:
    committees = list(Committee.objects.all())
    kind = NewRotationForm if new else PlanForm if rotation is None or rotation.is_basin else FurtherPlanForm
    initial = _initial(rotation, committees)
    if request.method == "POST":
        return kind(request.POST, initial=initial, committees=committees)
    if "start" in request.GET:
        return kind(request.GET, initial=initial, committees=committees)
    return kind(initial=initial, committees=committees)


def _initial(rotation: Rotation | None, committees: list[Committee]) -> dict[str, object]:
    """What is stored; where nothing is, all nineteen from next year on."""
    today = dates.today()
    start, cycles = today.replace(year=today.year + 1, month=1, day=1), 1
    if rotation is not None and rotation.turns.filter(ends_on__gte=today).exists():
        start, cycles = operations.standing(rotation, today)
    living = [row for row in rotation.memberships if not row.has_left(start)] if rotation else []
    order = list(dict.fromkeys(row.committee.slug for row in living))
    return plan_initial(rotation, order or [committee.slug for committee in committees], cycles, start)


def _wish(form: PlanForm, rotation: Rotation | None) -> operations.Wish:
    """As the form says; who comes or leaves on a day to come keeps that day."""
    wish = form.wish()
    spells = operations.dated(rotation, wish.start)
    return replace(wish, spells={slug: spell for slug, spell in spells.items() if slug in wish.order})


def _draft(form: PlanForm, rotation: Rotation | None, slug: str | None) -> operations.Draft | None:
    rotation = rotation or Rotation.objects.with_members(_slug(form, slug))
    return filled(form, lambda: operations.draft(rotation, _wish(form, rotation), today=dates.today()))


def _save(request: PortalRequest, form: PlanForm, slug: str | None, seen: int) -> bool:
    named = {"name": form.cleaned_data["name"]} if "name" in form.cleaned_data else {}
    own = _slug(form, slug)
    wish = _wish(form, Rotation.objects.filter(slug=own).first())
    operations.store(wish, **by(request), **named, seen=seen, slug=own)
    return True


def _foretold(
    request: PortalRequest, form: PlanForm, draft: operations.Draft, slug: str | None
) -> Consequences | None:
    return filled(form, lambda: rehearse(lambda: _save(request, form, slug, draft.seen)))


def _store(request: PortalRequest, form: PlanForm, slug: str | None) -> Rotation | None:
    seen, own = form.cleaned_data["seen"] or 0, _slug(form, slug)
    if not filled(form, lambda: _save(request, form, slug, seen)):
        return None
    rotation = Rotation.objects.get(slug=own)
    messages.success(request, "轮值排期已保存。" if rotation.revision != seen else "排期没有变化。")
    return rotation


def _slug(form: PlanForm, slug: str | None) -> str:
    return slug if slug is not None else str(form.cleaned_data["slug"])
