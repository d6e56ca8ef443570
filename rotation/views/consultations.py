"""会商: its page, and what its lead and the invited committees do with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib import dates
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, back, require
from organizations.models import Committee
from rotation import documents, operations
from rotation.ahead import after
from rotation.audience import attending, members_of
from rotation.dossier import Dossier
from rotation.forms import ReasonForm, ReplyForm, ScheduleForm
from rotation.models import Consultation, Turn
from rotation.naming import Former, renamed
from rotation.operations.consultations import refuse_date, refuse_unless
from rotation.operations.holding import refuse_taking_back
from rotation.outlook import Outlook, outlook
from rotation.rehearsal import rehearse
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
        "renamed": renamed(consultation, _former(consultation))
        if dossier.may_convene and consultation.is_open
        else "",
        "may_take_back": dossier.may_convene and _hangs_free(consultation),
        "may_record": dossier.may_convene
        and consultation.is_open
        and consultation.turn.starts_on <= dates.today()
        and consultation.status != Consultation.Status.SCHEDULED,
    }
    return frame.page(request, consultation, "consultation", context)


def _former(row: Any) -> list[Former]:
    """Read ``with_work``."""
    return [Former(**words) for words in row.former_leads]


def _hangs_free(row: Any) -> bool:
    """Held, and neither minutes nor decisions hang on it: of one read ``with_work``."""
    held = row.status == Consultation.Status.HELD and row.closed_at is None
    return held and not row.minutes_out and not row.resolution_count


@require_POST
def convene(request: PortalRequest, pk: int) -> HttpResponse:
    turn = get_object_or_404(Turn.objects.visible_to(request.user), pk=pk)
    require("rotation.convene", request.user, turn)
    try:
        consultation = operations.convene(turn, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(turn)
    return redirect(consultation)


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: PortalRequest, pk: int) -> HttpResponse:
    """Fix or move the date; ``preview`` only shows which reminders would follow."""
    consultation = _get(request, pk)
    require("rotation.convene", request.user, consultation)
    if over := frame.closed(request, consultation, "consultation", lambda: refuse_date(consultation)):
        return over
    form, ahead, told = (
        ScheduleForm(request.POST or None, initial=ScheduleForm.initial_of(consultation)),
        None,
        None,
    )

    def save() -> Consultation:
        facts = {name: form.cleaned_data[name] for name in ("title", "agenda")}
        return operations.schedule(consultation, arrangement=form.arrangement(), now=timezone.now(), **facts)

    if request.method == "POST" and form.is_valid():
        try:
            if "preview" in request.POST:
                told = rehearse(save)
                ahead = _outlook(consultation, form.arrangement())
            else:
                messages.success(request, _saved(consultation, save()))
                return redirect(consultation)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"consultation": consultation, "form": form, "outlook": ahead, "consequences": told}
    return TemplateResponse(request, "rotation/schedule.html", context)


def _outlook(consultation: Consultation, wanted: operations.Arrangement) -> Outlook:
    return outlook(consultation, wanted.starts_at, wanted.ends_at, timezone.now())


def _saved(before: Consultation, after: Consultation) -> str:
    """What is said after saving an arrangement: who was told, and what moved along."""
    if after.revision != before.revision:
        moved = before.topics_by != after.topics_by
        until = after.topics_by if moved else None
        words = f"议题征集随之提前至{dates.chinese_date(until)}截止。" if until else ""
        return f"会商安排已保存，已通知全体成员工委。{words}"
    if before.notified_at and not after.notified_at:
        return "会商信息已保存，已告知收到过会商通知的工委；会商通知可重新发出。"
    return "会商信息已保存。"


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
    wanted = (
        Consultation.Status.CANCELLED if operation is operations.cancel else Consultation.Status.POSTPONED
    )
    if over := frame.closed(
        request, consultation, "consultation", lambda: refuse_unless(consultation, wanted)
    ):
        return over
    form, told = ReasonForm(request.POST or None), None

    def save() -> Consultation:
        return operation(consultation, reason=form.cleaned_data["reason"], now=timezone.now())

    if request.method == "POST" and form.is_valid():
        try:
            if "preview" in request.POST:
                told = rehearse(save)
            else:
                save()
                messages.success(request, done)
                return redirect(consultation)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"consultation": consultation, "form": form, "verb": verb, "consequences": told}
    if operation is operations.cancel:
        hangs = operations.hanging(consultation)
        context |= {"hangs": hangs, "owners": Committee.objects.filter(pk__in=hangs.committees)}
    return TemplateResponse(request, "rotation/reason.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: PortalRequest, pk: int) -> HttpResponse:
    """It took place: the lead puts on record who attended, or corrects it."""
    consultation = _get(request, pk)
    require("rotation.convene", request.user, consultation)
    came = Committee.objects.filter(pk__in=attending(consultation))
    form = AttendanceForm(
        request.POST if request.method == "POST" else None,
        initial={"present": [committee.slug for committee in came]},
        members=members_of(consultation),
    )
    if request.method == "POST" and form.is_valid():
        present = [committee.pk for committee in form.cleaned_data["present"]]
        try:
            operations.hold(consultation, now=timezone.now(), present=present)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "会商已标记为已召开，参会工委已登记。")
            return redirect(consultation)
    return frame.page(request, consultation, "consultation", {"form": form}, "rotation/attendance.html")


@require_http_methods(["GET", "HEAD", "POST"])
def take_back_held(request: PortalRequest, pk: int) -> HttpResponse:
    """误标: it was not held, and nothing hangs on it yet."""
    consultation = _get(request, pk)
    require("rotation.convene", request.user, consultation)
    if over := frame.closed(request, consultation, "consultation", lambda: refuse_taking_back(consultation)):
        return over
    form = ReasonForm(request.POST or None)
    form.fields["reason"].help_text = "存入变更记录。"
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            operations.take_back_held(consultation, actor=request.user, reason=reason, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "已撤销召开标记，会商恢复为已定时，可改期、延期或取消。")
            return redirect(consultation)
    context = {"consultation": consultation, "form": form, "verb": "撤销已召开", "quiet": True}
    return TemplateResponse(request, "rotation/reason.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: PortalRequest, pk: int) -> HttpResponse:
    """补登: it took place without a date having been fixed here."""
    consultation = _get(request, pk)
    require("rotation.convene", request.user, consultation)
    if over := frame.closed(request, consultation, "consultation", lambda: refuse_date(consultation)):
        return over
    given = request.POST if request.method == "POST" else None
    form = ScheduleForm(given, initial=ScheduleForm.initial_of(consultation))
    came = AttendanceForm(given, initial={"present": []}, members=members_of(consultation))
    if request.method == "POST" and form.is_valid() and came.is_valid():
        try:
            operations.record_held(
                consultation,
                actor=request.user,
                title=form.cleaned_data["title"],
                agenda=form.cleaned_data["agenda"],
                arrangement=form.arrangement(),
                present=[committee.pk for committee in came.cleaned_data["present"]],
                now=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "会商已补登为已召开，请起草纪要。")
            return redirect(consultation)
    context = {"form": form, "came": came}
    return frame.page(request, consultation, "consultation", context, "rotation/record.html")


@require_POST
def rename(request: PortalRequest, pk: int) -> HttpResponse:
    """The name says who leads, and another does now."""
    consultation = _get(request, pk)
    require("rotation.convene", request.user, consultation)
    title = request.POST.get("title", "")
    return frame.act(
        request,
        lambda: operations.rename(consultation, actor=request.user, title=title, now=timezone.now()),
        "名称已修改。",
        consultation.get_absolute_url(),
    )


@require_POST
def reply(request: PortalRequest, pk: int) -> HttpResponse:
    """One click answers for the committee; what was typed stays when the answer is refused."""
    consultation = _get(request, pk)
    require("rotation.reply", request.user, consultation)
    form = ReplyForm(request.POST)
    if form.is_valid():
        try:
            given = operations.reply(
                consultation, actor=request.user, now=timezone.now(), **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{consultation.title}：已回执“{given.get_answer_display()}”。")
            return back(request, consultation)
    return _page(request, _get(request, pk), form)


@require_safe
def reminder_plan(request: PortalRequest, pk: int) -> HttpResponse:
    """Who is reminded when, with which words, and what became of it."""
    consultation = _get(request, pk)
    require("rotation.convene", request.user, consultation)
    now = timezone.now()
    dossier = Dossier.of(consultation, request.user, now) if consultation.is_open else None
    context = {"consultation": consultation, "dossier": dossier, "lines": after(consultation, now)}
    return TemplateResponse(request, "rotation/reminder_plan.html", context)
