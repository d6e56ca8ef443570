"""会商: its page, and what its lead and the invited committees do with it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib import dates
from collab_portal.lib.attempts import by, filled, outcome, perform, posted
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require
from organizations.models import Committee
from rotation import documents, operations
from rotation.ahead import after
from rotation.audience import members_of
from rotation.clashes import clashes
from rotation.dossier import Dossier
from rotation.forms import ReasonForm, ReplyForm, ScheduleForm
from rotation.models import Consultation, Turn
from rotation.naming import Former, renamed
from rotation.operations.consultations import refuse_date, refuse_unless
from rotation.operations.holding import refuse_taking_back
from rotation.outlook import Outlook, outlook
from rotation.rehearsal import rehearse
from rotation.views import frame
from rotation.work_forms import AttendanceForm, HeldForm


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
    meeting, problem = outcome(lambda: operations.convene(turn, now=timezone.now()))
    if problem:
        messages.error(request, problem)
    return redirect(meeting or turn)


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: PortalRequest, pk: int) -> HttpResponse:
    """Fix or move the date; ``preview`` only shows which reminders would follow."""
    consultation = _get(request, pk)
    require("rotation.convene", request.user, consultation)
    if over := frame.closed(request, consultation, "consultation", lambda: refuse_date(consultation)):
        return over
    form = ScheduleForm(posted(request), initial=ScheduleForm.initial_of(consultation))
    context: dict[str, Any] = {
        "consultation": consultation,
        "form": form,
        "outlook": None,
        "consequences": None,
    }

    def save() -> Consultation:
        facts = form.facts() | {"version": form.opened_version}
        return operations.schedule(consultation, now=timezone.now(), **facts)

    if "preview" in request.POST:
        context["consequences"] = filled(form, lambda: rehearse(save))
        if context["consequences"]:
            context["outlook"] = _outlook(consultation, form.arrangement())
        return TemplateResponse(request, "rotation/schedule.html", context)
    return perform(
        request,
        form,
        save,
        done=lambda moved: _saved(consultation, moved),
        to=consultation,
        page=lambda: TemplateResponse(request, "rotation/schedule.html", context),
        stored=lambda current: ScheduleForm(initial=ScheduleForm.initial_of(current)),
    )


def _outlook(consultation: Consultation, wanted: operations.Arrangement) -> Outlook:
    return outlook(consultation, wanted.starts_at, wanted.ends_at, timezone.now())


def _saved(before: Consultation, after: Consultation) -> str:
    """What is said after saving an arrangement: who was told, and what moved along."""
    if after.revision != before.revision:
        moved = before.topics_by != after.topics_by
        until = after.topics_by if moved else None
        words = f"议题征集随之提前至{dates.chinese_date(until)}截止。" if until else ""
        return f"会商安排已保存，已通知全体成员工委。{words}{_clashes(after)}"
    if before.notified_at and not after.notified_at:
        return "会商信息已保存，已告知收到过会商通知的工委；会商通知可重新发出。"
    return "会商信息已保存。"


def _clashes(consultation: Consultation) -> str:
    """Whom another meeting in the same hour takes away, in words; said, never forbidden."""
    if consultation.starts_at is None or consultation.ends_at is None:
        return ""
    span = (consultation.starts_at, consultation.ends_at)
    found = clashes(consultation, [span]).get(span, ())
    return "".join(f"同一时段已有“{clash.other.label}”，{clash.shared} 家工委两边都受邀。" for clash in found)


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
    form = ReasonForm(posted(request), initial={"version": consultation.version})

    def save() -> Consultation:
        return operation(consultation, now=timezone.now(), version=form.opened_version, **form.facts())

    told = filled(form, lambda: rehearse(save)) if "preview" in request.POST else None
    context = {"consultation": consultation, "form": form, "verb": verb, "consequences": told}
    if operation is operations.cancel:
        hangs = operations.hanging(consultation)
        context |= {"hangs": hangs, "owners": Committee.objects.filter(pk__in=hangs.committees)}
    if "preview" in request.POST:
        return TemplateResponse(request, "rotation/reason.html", context)
    return perform(
        request,
        form,
        save,
        done=done,
        to=consultation,
        page=lambda: TemplateResponse(request, "rotation/reason.html", context),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: PortalRequest, pk: int) -> HttpResponse:
    """It took place: the lead puts on record who attended, or corrects it."""
    consultation = _get(request, pk)
    require("rotation.convene", request.user, consultation)
    sheet = partial(HeldForm, members=members_of(consultation))
    form = sheet(posted(request), initial=HeldForm.initial_of(consultation))
    return perform(
        request,
        form,
        lambda: operations.hold(
            consultation,
            now=timezone.now(),
            present=[committee.pk for committee in form.cleaned_data["present"]],
            version=form.opened_version,
        ),
        done="会商已标记为已召开，参会工委已登记。",
        to=consultation,
        page=lambda: frame.page(
            request, consultation, "consultation", {"form": form}, "rotation/attendance.html"
        ),
        stored=lambda current: sheet(initial=HeldForm.initial_of(current)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def take_back_held(request: PortalRequest, pk: int) -> HttpResponse:
    """误标: it was not held, and nothing hangs on it yet."""
    consultation = _get(request, pk)
    require("rotation.convene", request.user, consultation)
    if over := frame.closed(request, consultation, "consultation", lambda: refuse_taking_back(consultation)):
        return over
    form = ReasonForm(posted(request))
    form.fields["reason"].help_text = "存入变更记录。"
    context = {"consultation": consultation, "form": form, "verb": "撤销已召开", "quiet": True}
    return perform(
        request,
        form,
        lambda: operations.take_back_held(consultation, **by(request), **form.facts()),
        done="已撤销召开标记，会商恢复为已定时，可改期、延期或取消。",
        to=consultation,
        page=lambda: TemplateResponse(request, "rotation/reason.html", context),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: PortalRequest, pk: int) -> HttpResponse:
    """补登: it took place without a date having been fixed here."""
    consultation = _get(request, pk)
    require("rotation.convene", request.user, consultation)
    if over := frame.closed(request, consultation, "consultation", lambda: refuse_date(consultation)):
        return over
    form = ScheduleForm(posted(request), initial=ScheduleForm.initial_of(consultation))
    came = AttendanceForm(posted(request), initial={"present": []}, members=members_of(consultation))
    context = {"form": form, "came": came}
    if came.is_bound and not came.is_valid():
        return frame.page(request, consultation, "consultation", context, "rotation/record.html")
    return perform(
        request,
        form,
        lambda: operations.record_held(
            consultation,
            **by(request),
            **form.facts(),
            present=[committee.pk for committee in came.cleaned_data["present"]],
            version=form.opened_version,
        ),
        done="会商已补登为已召开，请起草纪要。",
        to=consultation,
        page=lambda: frame.page(request, consultation, "consultation", context, "rotation/record.html"),
        stored=lambda current: ScheduleForm(initial=ScheduleForm.initial_of(current)),
    )


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
    return perform(
        request,
        form,
        lambda: operations.reply(consultation, **by(request), **form.cleaned_data),
        done=lambda given: f"{consultation.title}：已回执“{given.get_answer_display()}”。",
        to=consultation,
        page=lambda: _page(request, _get(request, pk), form),
        stored=lambda current: ReplyForm(initial=ReplyForm.initial_of(current)),
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
