"""定时投票: the lead's tab, the committees' answers, and the secret link for those without an account."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib.attempts import by, filled, outcome, perform
from collab_portal.lib.http import PortalRequest, require
from organizations.models import Committee
from rotation import operations
from rotation.audience import leads_of
from rotation.ballot import ballot
from rotation.models import Consultation, DatePoll, PollAnswer, PollLink, PollOption
from rotation.views.frame import act, consultation_of, page
from rotation.work_forms import CommitteeForm, PlaceForm, PollForm, VoteForm


def _poll(request: PortalRequest, pk: int) -> DatePoll:
    visible = Consultation.objects.visible_to(request.user)
    return get_object_or_404(
        DatePoll.objects.filter(consultation__in=visible).select_related("consultation"), pk=pk
    )


def _address(consultation: Consultation | int) -> str:
    return reverse("rotation:poll", args=[getattr(consultation, "pk", consultation)])


@require_safe
def poll(request: PortalRequest, pk: int) -> HttpResponse:
    return _page(request, consultation_of(request, pk))


def _page(request: PortalRequest, consultation: Consultation, **forms: Any) -> HttpResponse:
    """The running poll, else the last one; ``forms`` carries one that has to be corrected."""
    last = (
        consultation.polls.order_by("closed_at", "-pk").last()
        if not consultation_is_polling(consultation)
        else consultation.polls.get(closed_at__isnull=True)
    )
    board = ballot(last) if last else None
    row = board.row_of(request.user.committee_id) if board else None
    form = None
    if board and row and last and last.closed_at is None:
        said = VoteForm.initial_of(row.answer, row.said)
        form = VoteForm(initial=said, poll=last, options=[column.option for column in board.columns])
    context = {
        "board": board,
        "vote_form": form,
        "poll_form": PollForm(),
        "leads": leads_of(consultation),
        "mine": row is not None,
        **forms,
    }
    return page(request, consultation, "poll", context)


def consultation_is_polling(consultation: Consultation) -> bool:
    """Whether a poll of it runs (read ``with_work``)."""
    return bool(getattr(consultation, "polling", False))


@require_POST
def open_poll(request: PortalRequest, pk: int) -> HttpResponse:
    consultation = consultation_of(request, pk)
    require("rotation.convene", request.user, consultation)
    form = PollForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.open_poll(consultation, **by(request), **form.cleaned_data),
        done="已请全体成员工委选择时间。",
        to=_address(consultation),
        page=lambda: _page(request, consultation, poll_form=form),
        aside=True,
    )


@require_POST
def answer(request: PortalRequest, pk: int) -> HttpResponse:
    found = _poll(request, pk)
    consultation = consultation_of(request, found.consultation_id)
    require("rotation.reply", request.user, consultation)
    options = list(found.options.all())
    form = VoteForm(request.POST, poll=found, options=options)
    return perform(
        request,
        form,
        lambda: operations.answer_poll(
            found, **by(request), committee=request.user.committee, **form.facts()
        ),
        done="已答复，投票结束前可以修改。",
        to=_address(consultation),
        page=lambda: _page(request, consultation, vote_form=form),
        stored=lambda given: _of_answer(given, found, options),
        aside=True,
    )


def _of_answer(given: PollAnswer, poll: DatePoll, options: list[PollOption]) -> VoteForm:
    """The form as it stands for an answer."""
    return VoteForm(initial=VoteForm.initial_of(given, given.said()), poll=poll, options=options)


@require_POST
def close(request: PortalRequest, pk: int) -> HttpResponse:
    found = _poll(request, pk)
    require("rotation.convene", request.user, found.consultation)
    return act(
        request,
        lambda: operations.close_poll(found, actor=request.user, now=timezone.now()),
        "投票已结束，未选定时间。",
        _address(found.consultation_id),
    )


@require_POST
def choose(request: PortalRequest, pk: int) -> HttpResponse:
    """Decide: the consultation is fixed at this option's time, and everybody is told."""
    visible = Consultation.objects.visible_to(request.user)
    options = PollOption.objects.filter(poll__consultation__in=visible).select_related("poll__consultation")
    option = get_object_or_404(options, pk=pk)
    consultation = option.poll.consultation
    require("rotation.convene", request.user, consultation)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        messages.error(request, "地点不超过 200 字。")
        return redirect(_address(consultation))
    return act(
        request,
        lambda: operations.choose_option(option, actor=request.user, now=timezone.now(), **form.cleaned_data),
        f"会商已定于{option}，已通知全体成员工委。",
        consultation.get_absolute_url(),
    )


@require_POST
def link(request: PortalRequest, pk: int) -> HttpResponse:
    """Make (or with ``revoke`` stop) a committee's secret link; it is shown this one time."""
    found = _poll(request, pk)
    consultation = consultation_of(request, found.consultation_id)
    require("rotation.convene", request.user, consultation)
    form = CommitteeForm(request.POST)
    if not form.is_valid():
        return _page(request, consultation, link_error="请选择工委。")
    committee: Committee = form.cleaned_data["committee"]
    if "revoke" in request.POST:
        operations.revoke_poll_link(found, committee, actor=request.user)
        messages.success(request, f"{committee.short_name}的投票链接已停用。")
        return redirect(_address(consultation))
    secret, problem = outcome(lambda: operations.make_poll_link(found, committee, **by(request)))
    if problem:
        return _page(request, consultation, link_error=problem)
    address = f"{settings.SITE_URL}{reverse('rotation:poll-by-link')}?token={secret}"
    return _page(request, consultation, made_link=address, made_for=committee)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest) -> HttpResponse:
    """The answer of a committee without an account. The link opens this one question and nothing else."""
    secret = request.GET.get("token", "")
    found = (
        PollLink.objects.matching(secret)
        .select_related("committee", "poll__consultation__turn__committee")
        .first()
    )
    if found is None:
        return TemplateResponse(request, "rotation/poll_link.html", {"link": None}, status=404)
    options = list(found.poll.options.all())
    if request.method == "POST":
        form = VoteForm(request.POST, poll=found.poll, options=options)
    elif given := found.poll.answers.filter(committee=found.committee).first():
        form = _of_answer(given, found.poll, options)
    else:
        form = VoteForm(poll=found.poll, options=options)
    answered = filled(
        form,
        lambda: operations.answer_poll(
            found.poll, actor=None, committee=found.committee, now=timezone.now(), **form.facts()
        ),
        stored=lambda current: _of_answer(current, found.poll, options),
    )
    done = answered is not None
    context = {"link": found, "form": form, "done": done, "secret": secret}
    return TemplateResponse(request, "rotation/poll_link.html", context)
