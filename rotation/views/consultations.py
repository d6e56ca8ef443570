"""会商: its page, and what its lead and the invited committees do with it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib.attempts import by, outcome, perform, posted
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require
from organizations.models import Committee
from rotation import documents, operations
from rotation.ahead import after
from rotation.audience import attending, members_of
from rotation.dossier import Dossier
from rotation.forms import ReasonForm, ReplyForm, ScheduleForm
from rotation.models import Consultation, Turn
from rotation.outlook import outlook
from rotation.views import frame
from rotation.work_forms import AttendanceForm


def _get(request: PortalRequest, pk: int) -> Consultation:
    return frame.consultation_of(request, pk)


@require_safe
def page(request: PortalRequest, pk: int) -> HttpResponse:
    """One page that shows where it stands and who must act."""
    return _page(request, _get(request, pk))


def _page(request: PortalRequest, consultation: Consultation, form: ReplyForm | None = None) -> HttpResponse:
    dossier = Dossier.of(consultation, request.user, timezone.now())
    context = {
        "consultation": consultation,
        "dossier": dossier,
        "papers": documents.papers(consultation, leads=dossier.may_convene),
        "form": form,
        "changes": changes_of(consultation, limit=20),
    }
    return frame.page(request, consultation, "consultation", context)


@require_POST
def convene(request: PortalRequest, pk: int) -> HttpResponse:
    turn = get_object_or_404(Turn.objects.visible_to(request.user), pk=pk)
    require("rotation.convene", request.user, turn)
    meeting, problem = outcome(lambda: operations.convene(turn, now=timezone.now()))
    if problem:
        messages.error(request, problem)
    return redirect(meeting or turn)


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: PortalRequest, pk: int) -> HttpResponse:
    """Fix or move the date; ``preview`` only shows which reminders would follow."""
    consultation = _get(request, pk)
    require("rotation.convene", request.user, consultation)
    form = ScheduleForm(posted(request), initial=ScheduleForm.initial_of(consultation))
    context = {"consultation": consultation, "form": form, "outlook": None}
    if "preview" in request.POST and form.is_valid():
        context["outlook"] = outlook(consultation, form.arrangement().starts_at, timezone.now())
        return TemplateResponse(request, "rotation/schedule.html", context)
    return perform(
        request,
        form,
        lambda: operations.schedule(
            consultation, now=timezone.now(), version=form.opened_version, **form.facts()
        ),
        done=lambda moved: (
            "会商安排已保存，已通知全体成员工委。"
            if moved.revision != consultation.revision
            else "会商信息已保存。"
        ),
        to=consultation,
        page=lambda: TemplateResponse(request, "rotation/schedule.html", context),
        stored=lambda current: ScheduleForm(initial=ScheduleForm.initial_of(current)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def postpone(request: PortalRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, operations.postpone, "延期", "会商已延期，已通知全体成员工委。")


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: PortalRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, operations.cancel, "取消", "会商已取消，已通知有关工委。")


def _with_reason(
    request: PortalRequest, pk: int, operation: Callable[..., Consultation], verb: str, done: str
) -> HttpResponse:
    consultation = _get(request, pk)
    require("rotation.convene", request.user, consultation)
    form = ReasonForm(posted(request), initial={"version": consultation.version})
    context = {"consultation": consultation, "form": form, "verb": verb}
    if operation is operations.cancel:
        hangs = operations.hanging(consultation)
        context |= {"hangs": hangs, "owners": Committee.objects.filter(pk__in=hangs.committees)}
    return perform(
        request,
        form,
        lambda: operation(consultation, now=timezone.now(), version=form.opened_version, **form.facts()),
        done=done,
        to=consultation,
        page=lambda: TemplateResponse(request, "rotation/reason.html", context),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: PortalRequest, pk: int) -> HttpResponse:
    """It took place: the lead puts on record who attended, or corrects it."""
    consultation = _get(request, pk)
    require("rotation.convene", request.user, consultation)
    came = Committee.objects.filter(pk__in=attending(consultation))
    form = AttendanceForm(
        posted(request),
        initial={"present": [committee.slug for committee in came]},
        members=members_of(consultation),
    )
    return perform(
        request,
        form,
        lambda: operations.hold(
            consultation,
            now=timezone.now(),
            present=[committee.pk for committee in form.cleaned_data["present"]],
        ),
        done="会商已标记为已召开，参会工委已登记。",
        to=consultation,
        page=lambda: frame.page(
            request, consultation, "consultation", {"form": form}, "rotation/attendance.html"
        ),
    )


@require_POST
def reply(request: PortalRequest, pk: int) -> HttpResponse:
    """One click answers for the committee; what was typed stays when the answer is refused."""
    consultation = _get(request, pk)
    require("rotation.reply", request.user, consultation)
    form = ReplyForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.reply(consultation, **by(request), **form.cleaned_data),
        done=lambda given: f"{consultation.title}：已回执“{given.get_answer_display()}”。",
        to=consultation,
        page=lambda: _page(request, _get(request, pk), form),
        aside=True,
    )


@require_safe
def reminder_plan(request: PortalRequest, pk: int) -> HttpResponse:
    """Who is reminded when, with which words, and what became of it."""
    consultation = _get(request, pk)
    require("rotation.convene", request.user, consultation)
    now = timezone.now()
    dossier = Dossier.of(consultation, request.user, now) if consultation.is_open else None
    context = {"consultation": consultation, "dossier": dossier, "lines": after(consultation, now)}
    return TemplateResponse(request, "rotation/reminder_plan.html", context)
