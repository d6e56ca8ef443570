"""Who leads: the section's home, the list, one turn, the calendar."""

from datetime import date
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from collab_portal.lib import dates
from collab_portal.lib.attempts import by, perform, posted
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate
from rotation import month, operations
from rotation.board import board
from rotation.fairness import fairness as shares
from rotation.filters import MonthForm, TurnFilter
from rotation.forms import CoLeadForm
from rotation.models import Consultation, Handover, Rotation, RotationMember, Turn, WorkdayOverride
from rotation.models.rotation import BASIN
from rotation.running import running
from rotation.timeline import timeline
from rotation.wheel import wheel


@require_safe
def home(request: PortalRequest, slug: str = BASIN) -> HttpResponse:
    """One rotation: who leads, the year, the cycle, the consultation ahead."""
    rotation = Rotation.objects.visible_to(request.user).select_related("alliance").filter(slug=slug).first()
    if rotation is None and slug != BASIN:
        raise Http404
    now = timezone.now()
    today, shown = dates.today(now), board(now, slug)
    turns = Turn.objects.visible_to(request.user).of_rotation(slug)
    around = shown.current or shown.next or turns.past(today).order_by("-starts_on").first()
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    shown_turns = turns.within(first, last)
    if around:
        shown_turns |= turns.filter(cycle=around.cycle)
    rows = list(shown_turns.for_list())
    cycle = [turn for turn in rows if around and turn.cycle == around.cycle]
    year = [turn for turn in rows if turn.starts_on <= last and turn.ends_on >= first]
    context = {
        "board": shown,
        "cycle": [(turn, turn.state(today)) for turn in cycle],
        "timeline": timeline(cycle, list(Consultation.objects.dated().filter(turn__in=cycle)), today),
        "wheel": wheel(today.year, year, today),
        "rotation": rotation,
        "is_basin": slug == BASIN,
        "handovers": Handover.objects.awaiting(request.user, today).filter(turn__rotation__slug=slug),
        "running": running(request.user, now, "" if slug == BASIN else slug),
        "recent": Consultation.objects.visible_to(request.user).filter(turn__rotation__slug=slug).recent(),
        "days_left": (shown.current.ends_on - today).days if shown.current else 0,
    }
    return TemplateResponse(request, "rotation/home.html", context)


@require_safe
def rotation_list(request: PortalRequest) -> HttpResponse:
    """Every rotation, with who leads now."""
    rotations = Rotation.objects.visible_to(request.user).for_list(dates.today())
    return TemplateResponse(request, "rotation/rotations.html", {"rotations": list(rotations)})


@require_safe
def fairness(request: PortalRequest, slug: str) -> HttpResponse:
    """How evenly the lead has gone round, in words and as a table."""
    rotation = get_object_or_404(Rotation.objects.visible_to(request.user), slug=slug)
    today, turns = dates.today(), list(rotation.turns.for_list())
    members = list(rotation.members.on(today).select_related("committee").order_by("position"))
    context = {"rotation": rotation, "it": shares(turns, members, today)}
    return TemplateResponse(request, "rotation/fairness.html", context)


@require_safe
def turn_list(request: PortalRequest) -> HttpResponse:
    """All turns of one rotation (the basin's unless chosen), filtered by state and committee."""
    form, today = TurnFilter(request.GET), dates.today()
    form.is_valid()
    chosen = form.cleaned_data.get("rotation")
    turns = Turn.objects.visible_to(request.user).of_rotation(chosen.slug if chosen else BASIN)
    turns = turns.chosen(form.cleaned_data, today).for_list()
    page = paginate(request, turns)
    context = {"page": page, "form": form, "rows": [(turn, turn.state(today)) for turn in page.rows]}
    template = "rotation/_turns.html" if request.htmx else "rotation/turns.html"
    return TemplateResponse(request, template, context)


@require_safe
def turn_page(request: PortalRequest, pk: int) -> HttpResponse:
    turn = get_object_or_404(
        Turn.everything.visible_to(request.user).for_list().select_related("rotation__alliance"), pk=pk
    )
    today = dates.today()
    neighbours = Turn.objects.filter(rotation=turn.rotation_id).neighbours(turn)
    if "after" in neighbours:
        turn.successor = neighbours["after"]
    consultations = list(turn.consultations.visible_to(request.user).order_by("number"))
    over = turn.ends_on < today or turn.withdrawn_at is not None
    context = {
        "turn": turn,
        "state": turn.state(today),
        "before": neighbours.get("before"),
        "after": neighbours.get("after"),
        "consultations": consultations,
        "can_add": not turn.withdrawn_at and not any(row.is_open for row in consultations),
        "days": (turn.ends_on - turn.starts_on).days + 1,
        "over": over,
        "handover": Handover.objects.filter(turn=turn).first(),
        "changes": changes_of(turn, limit=20),
        "swaps": turn.rotation.swaps.touching(turn.cycle, turn.committee_id).for_list()[:5],
    }
    return TemplateResponse(request, "rotation/turn.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def co_lead(request: PortalRequest, pk: int) -> HttpResponse:
    """Name or end the co-lead of a turn."""
    turn = get_object_or_404(Turn.objects.visible_to(request.user).for_list(), pk=pk)
    require("rotation.plan", request.user)
    members = RotationMember.objects.filter(rotation=turn.rotation_id).on(max(turn.starts_on, dates.today()))
    sheet = partial(CoLeadForm, members=members)
    form = sheet(posted(request), initial=CoLeadForm.initial_of(turn))
    return perform(
        request,
        form,
        lambda: operations.set_co_lead(
            turn,
            form.cleaned_data["co_lead"],
            today=dates.today(),
            version=form.opened_version,
            **by(request),
        ),
        done="协同牵头已保存。",
        to=turn,
        page=lambda: TemplateResponse(request, "rotation/co_lead.html", {"turn": turn, "form": form}),
        stored=lambda current: sheet(initial=CoLeadForm.initial_of(current)),
    )


@require_safe
def calendar(request: PortalRequest) -> HttpResponse:
    """Month or year with turns, consultations, holidays and make-up days. ``?year=`` alone shows the year."""
    form, today = MonthForm(request.GET), dates.today()
    year, number = (
        (form.cleaned_data["year"], form.cleaned_data["month"])
        if form.is_valid()
        else (today.year, today.month)
    )
    first, last = month.span(year, number)
    working = WorkdayOverride.objects.calendar()
    turns = list(Turn.objects.visible_to(request.user).basin().within(first, last).for_list())
    consultations = (
        Consultation.objects.visible_to(request.user)
        .between(dates.start_of(first), dates.end_of(last))
        .order_by("starts_at", "pk")
    )
    shown = month.months(year, number, working, turns, list(consultations), today)
    context = {
        "year": year,
        "month": number,
        "months": shown,
        "turns": turns,
        "predicted": working.is_predicted(year),
        "nearby": month.nearby(year, number),
    }
    return TemplateResponse(request, "rotation/calendar.html", context)
