"""排期: asked for, shown as a difference, stored."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from collab_portal.lib import dates
from collab_portal.lib.http import PortalRequest, require
from organizations.models import Committee
from rotation import operations
from rotation.followers import followers
from rotation.forms import NewRotationForm, PlanForm, plan_initial
from rotation.models import Rotation, RotationMember, Turn
from rotation.models.rotation import BASIN
from rotation.planning import ONE_DAY


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PortalRequest, slug: str | None = BASIN) -> HttpResponse:
    """GET shows the form, with ``?start=…`` also what would change; POST stores exactly that.

    ``slug`` None: a further rotation, which is named here.
    """
    rotation = Rotation.objects.visible_to(request.user).filter(slug=slug).first()
    if rotation is None and slug not in {BASIN, None}:
        raise Http404
    require("rotation.plan", request.user)
    form = _form(request, rotation, new=slug is None)
    if request.method == "POST" and form.is_valid():
        stored = _store(request, form, slug)
        if stored is not None:
            return redirect(stored)
    draft = _draft(form, slug) if form.is_bound and form.is_valid() else None
    committees = {committee.slug: committee for committee in form.committees}
    context: dict[str, object] = {"form": form, "draft": draft, "rotation": rotation, "is_new": slug is None}
    if draft:
        context["rows"] = [(change, committees[change.slot.member]) for change in draft.diff.changes]
        context["followers"] = followers(rotation, draft.diff) if rotation else []
    return TemplateResponse(request, "rotation/plan.html", context)


def _form(request: PortalRequest, rotation: Rotation | None, *, new: bool) -> PlanForm:
    committees, kind = list(Committee.objects.all()), NewRotationForm if new else PlanForm
    if request.method == "POST":
        return kind(request.POST, committees=committees)
    if "start" in request.GET:
        return kind(request.GET, committees=committees)
    return kind(initial=_initial(rotation, committees), committees=committees)


def _initial(rotation: Rotation | None, committees: list[Committee]) -> dict[str, object]:
    """What is stored; where nothing is, all nineteen from next year on."""
    today = dates.today()
    turns = (
        list(Turn.objects.filter(rotation=rotation, ends_on__gte=today).order_by("starts_on"))
        if rotation
        else []
    )
    running = turns[0] if turns and turns[0].starts_on <= today else None
    start = running.ends_on + ONE_DAY if running else turns[0].starts_on if turns else None
    ahead = {turn.cycle for turn in turns if turn is not running}
    members = RotationMember.objects.filter(rotation=rotation).on(start or today).order_by("position")
    order = list(members.values_list("committee__slug", flat=True)) if rotation else []
    return plan_initial(
        rotation,
        order or [committee.slug for committee in committees],
        max(len(ahead), 1),
        start or today.replace(year=today.year + 1, month=1, day=1),
    )


def _draft(form: PlanForm, slug: str | None) -> operations.Draft | None:
    rotation = Rotation.objects.filter(slug=_slug(form, slug)).first()
    try:
        return operations.draft(rotation, form.wish(), today=dates.today())
    except ValidationError as error:
        form.refuse(error)
        return None


def _store(request: PortalRequest, form: PlanForm, slug: str | None) -> Rotation | None:
    seen = form.cleaned_data["seen"] or 0
    named = {"name": form.cleaned_data["name"]} if "name" in form.cleaned_data else {}
    own = _slug(form, slug)
    try:
        operations.store(form.wish(), actor=request.user, seen=seen, now=timezone.now(), slug=own, **named)
    except ValidationError as error:
        form.refuse(error)
        return None
    rotation = Rotation.objects.get(slug=own)
    messages.success(request, "轮值排期已保存。" if rotation.revision != seen else "排期没有变化。")
    return rotation


def _slug(form: PlanForm, slug: str | None) -> str:
    return slug if slug is not None else str(form.cleaned_data["slug"])
