"""排期: asked for, shown as a difference, stored."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from collab_portal.lib import dates
from collab_portal.lib.http import PortalRequest, require
from organizations.models import Committee
from rotation import operations
from rotation.forms import PlanForm, plan_initial
from rotation.models import Rotation, RotationMember, Turn
from rotation.models.rotation import BASIN
from rotation.planning import ONE_DAY


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PortalRequest) -> HttpResponse:
    """GET shows the form, with ``?start=…`` also what would change; POST stores exactly that."""
    require("rotation.plan", request.user)
    form = _form(request)
    if request.method == "POST" and form.is_valid() and _store(request, form):
        return redirect("rotation:home")
    draft = _draft(form) if form.is_bound and form.is_valid() else None
    committees = {committee.slug: committee for committee in form.committees}
    context: dict[str, object] = {"form": form, "draft": draft}
    if draft:
        context["rows"] = [(change, committees[change.slot.member]) for change in draft.diff.changes]
    return TemplateResponse(request, "rotation/plan.html", context)


def _form(request: PortalRequest) -> PlanForm:
    committees = list(Committee.objects.all())
    if request.method == "POST":
        return PlanForm(request.POST, committees=committees)
    if "start" in request.GET:
        return PlanForm(request.GET, committees=committees)
    return PlanForm(initial=_initial(committees), committees=committees)


def _initial(committees: list[Committee]) -> dict[str, object]:
    """What is stored; where nothing is, all nineteen from next year on."""
    today, rotation = dates.today(), Rotation.objects.basin()
    turns = list(Turn.objects.filter(rotation=rotation, ends_on__gte=today).order_by("starts_on"))
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


def _draft(form: PlanForm) -> operations.Draft | None:
    try:
        return operations.draft(Rotation.objects.basin(), form.wish(), today=dates.today())
    except ValidationError as error:
        form.refuse(error)
        return None


def _store(request: PortalRequest, form: PlanForm) -> bool:
    seen = form.cleaned_data["seen"] or 0
    try:
        operations.store(form.wish(), actor=request.user, seen=seen, now=timezone.now())
    except ValidationError as error:
        form.refuse(error)
        return False
    stored = Rotation.objects.get(slug=BASIN).revision != seen
    messages.success(request, "轮值排期已保存。" if stored else "排期没有变化。")
    return True
