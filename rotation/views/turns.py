"""Who leads: the section's home, the list, one turn, the calendar."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from collab_portal.lib import dates
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest
from collab_portal.lib.pages import paginate
from rotation import month
from rotation.board import board
from rotation.forms import MonthForm, TurnFilter
from rotation.models import Consultation, Rotation, Turn, WorkdayOverride
from rotation.wheel import wheel


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """轮值会商: who leads, the year, the cycle, the consultation ahead."""
    now = timezone.now()
    today, shown = dates.today(now), board(now)
    turns = Turn.objects.visible_to(request.user).basin()
    around = shown.current or shown.next or turns.past(today).order_by("-starts_on").first()
    cycle = list(turns.filter(cycle=around.cycle).for_list()) if around else []
    year = list(turns.within(date(today.year, 1, 1), date(today.year, 12, 31)).for_list())
    context = {
        "board": shown,
        "cycle": [(turn, turn.state(today)) for turn in cycle],
        "wheel": wheel(today.year, year, today),
        "rotation": Rotation.objects.basin(),
        "recent": Consultation.objects.visible_to(request.user).recent(),
        "days_left": (shown.current.ends_on - today).days if shown.current else 0,
    }
    return TemplateResponse(request, "rotation/home.html", context)


@require_safe
def turn_list(request: PortalRequest) -> HttpResponse:
    """All turns of the basin's rotation, filtered by state and committee."""
    form, today = TurnFilter(request.GET), dates.today()
    form.is_valid()
    turns = Turn.objects.visible_to(request.user).basin().chosen(form.cleaned_data, today).for_list()
    page = paginate(request, turns)
    context = {"page": page, "form": form, "rows": [(turn, turn.state(today)) for turn in page.rows]}
    template = "rotation/_turns.html" if request.htmx else "rotation/turns.html"
    return TemplateResponse(request, template, context)


@require_safe
def turn_page(request: PortalRequest, pk: int) -> HttpResponse:
    turn = get_object_or_404(
        Turn.objects.visible_to(request.user).for_list().select_related("rotation"), pk=pk
    )
    today = dates.today()
    neighbours = Turn.objects.filter(rotation=turn.rotation_id).neighbours(turn)
    consultations = list(turn.consultations.visible_to(request.user).order_by("number"))
    context = {
        "turn": turn,
        "state": turn.state(today),
        "before": neighbours.get("before"),
        "after": neighbours.get("after"),
        "consultations": consultations,
        "can_add": turn.ends_on >= today and not any(row.is_open for row in consultations),
        "days": (turn.ends_on - turn.starts_on).days + 1,
        "over": turn.ends_on < today,
        "changes": changes_of(turn, limit=20),
    }
    return TemplateResponse(request, "rotation/turn.html", context)


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
