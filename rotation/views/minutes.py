"""纪要会签: the tab, the editor, the comparison of versions, and what attending committees say."""

from collections.abc import Callable
from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib import bounds, dates, diff
from collab_portal.lib.attempts import by, outcome, perform, posted
from collab_portal.lib.html import plain_text
from collab_portal.lib.http import PortalRequest, large_body, require
from rotation import operations
from rotation.documents import frozen, phrases
from rotation.models import Consultation, Minutes, MinutesSignature
from rotation.operations.minutes import edits_of, read_of
from rotation.views.frame import act, consultation_of, page
from rotation.work_forms import MinutesForm, SaidForm, SignByForm

NEAR = 50  # lines without a change that are shown around one


def _address(consultation: int) -> str:
    return reverse("rotation:minutes", args=[consultation])


def _versions(request: PortalRequest, consultation: Consultation) -> list[Minutes]:
    leads = bool(rules.test_rule("rotation.convene", request.user, consultation))
    found = consultation.minutes.visible_to(request.user, leads)
    return list(found.select_related("written_by").order_by("-version"))


def _in_force(request: PortalRequest, pk: int) -> Minutes:
    visible = Consultation.objects.visible_to(request.user)
    sent = Minutes.objects.filter(consultation__in=visible, submitted_at__isnull=False)
    return get_object_or_404(sent.select_related("consultation__turn"), pk=pk)


@require_safe
def minutes(request: PortalRequest, pk: int) -> HttpResponse:
    return _page(request, consultation_of(request, pk))


def _page(request: PortalRequest, consultation: Consultation, **context: object) -> HttpResponse:
    versions = _versions(request, consultation)
    sent = next((row for row in versions if not row.is_draft and row.replaced_at is None), None)
    signers = frozen.signers_of(sent) if sent else {}
    parties = [
        (row, signers.get(row.committee_id) or row.signed_by)
        for row in (sent.parties.for_board() if sent else ())
    ]
    context = {
        "versions": versions,
        "draft": next((row for row in versions if row.is_draft), None),
        "sent": sent,
        "to_send": frozen.decisions_of(None, consultation),
        "parties": parties,
        "signed": sum(row.is_signed for row, _ in parties),
        "writer": sent and (frozen.facts_of(sent).writer or sent.written_by),
        "may_sign": request.user.is_staff_member
        and any(row.committee_id == request.user.committee_id and not row.is_signed for row, _ in parties),
        "signing_late": sent and sent.sign_by and not sent.signed_at and sent.sign_by < dates.today(),
        "sign_form": SignByForm(initial={"version": read_of(consultation)}),
        **context,
    }
    return page(request, consultation, "minutes", context)


@large_body
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PortalRequest, pk: int) -> HttpResponse:
    """The draft: the text that is being signed is where a new version starts."""
    consultation = consultation_of(request, pk)
    require("rotation.convene", request.user, consultation)
    form = MinutesForm(posted(request), initial=_draft_of(consultation))
    return perform(
        request,
        form,
        lambda: operations.write_minutes(consultation, **by(request), **form.cleaned_data),
        done="纪要草稿已保存。",
        to=_address(consultation.pk),
        page=lambda: page(request, consultation, "minutes", {"form": form}, "rotation/minutes_form.html"),
        stored=lambda _: MinutesForm(initial=_draft_of(consultation)),
    )


def _draft_of(consultation: Consultation) -> dict[str, Any]:
    """The latest text; its version is ``edits_of``."""
    latest = consultation.minutes.order_by("-version").first()
    return {"body": latest.body if latest else "", "version": edits_of(consultation)}


@require_POST
def submit(request: PortalRequest, pk: int) -> HttpResponse:
    consultation = consultation_of(request, pk)
    require("rotation.convene", request.user, consultation)
    form = SignByForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.submit_minutes(
            consultation, **by(request), sign_by=form.cleaned_data["sign_by"], version=form.opened_version
        ),
        done="已请参会工委会签。",
        to=_address(consultation.pk),
        page=lambda: _page(request, consultation, sign_form=form),
        aside=True,
    )


@require_POST
def sign(request: PortalRequest, pk: int) -> HttpResponse:
    found = _in_force(request, pk)
    require("rotation.sign", request.user, found.consultation)
    return act(
        request,
        lambda: operations.sign_minutes(found, actor=request.user, now=timezone.now()),
        "已会签。",
        _address(found.consultation_id),
    )


@require_POST
def object_to(request: PortalRequest, pk: int) -> HttpResponse:
    found = _in_force(request, pk)
    require("rotation.sign", request.user, found.consultation)

    def put(text: str) -> None:
        operations.object_to_minutes(found, actor=request.user, objection=text, now=timezone.now())

    return _say(request, found.consultation_id, found.pk, put, "异议已提交牵头工委。")


@require_POST
def answer(request: PortalRequest, pk: int) -> HttpResponse:
    visible = Consultation.objects.visible_to(request.user)
    rows = MinutesSignature.objects.filter(minutes__consultation__in=visible)
    found = get_object_or_404(rows.select_related("minutes__consultation__turn"), pk=pk)
    require("rotation.convene", request.user, found.minutes.consultation)

    def put(text: str) -> None:
        operations.answer_objection(found, actor=request.user, answer=text, now=timezone.now())

    return _say(request, found.minutes.consultation_id, found.pk, put, "已答复。")


def _say(
    request: PortalRequest, consultation: int, on: int, put: Callable[[str], None], done: str
) -> HttpResponse:
    """Put one text on record; refused, it is shown again with the reason, so that it is not lost."""
    form = SaidForm(request.POST)
    if not form.is_valid():
        return _page(request, consultation_of(request, consultation), said=form, said_on=on)
    _, problem = outcome(lambda: put(form.cleaned_data["text"]))
    if problem:
        context = {"refused": problem, "kept": form.cleaned_data["text"]}
        return _page(request, consultation_of(request, consultation), **context)
    messages.success(request, done)
    return redirect(_address(consultation))


@require_safe
def compare(request: PortalRequest, pk: int) -> HttpResponse:
    """The last two versions one may see, line by line."""
    consultation = consultation_of(request, pk)
    versions = _versions(request, consultation)[:2]
    lines: list[tuple[str, str]] = []
    if len(versions) == 2:
        old, new = (_lines(row, consultation) for row in reversed(versions))
        lines = compare_lines(old, new)
    context = {"versions": versions, "lines": lines}
    return page(request, consultation, "minutes", context, "rotation/minutes_compare.html")


def _lines(version: Minutes, consultation: Consultation) -> list[str]:
    """Text and decisions, as the version has them or would be sent with them."""
    decisions = (
        f"{row.number}. {row.title}。{row.body}{phrases.who(row.main_owner, row.other_owners)}"
        f"完成期限：{dates.plain_date(row.due_on)}。"
        for row in frozen.decisions_of(version, consultation)
    )
    return [*plain_text(str(version.body)).splitlines(), *decisions]


def compare_lines(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """Kind (same, removed, added, or skipped far from a change) and words of each line; none if all agree."""
    if old == new:
        return []
    lines: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in diff.align(old, new, diff.Budget()):
        if tag == "equal":
            ends = i2 == len(old) and j2 == len(new)
            head, tail = diff.fold(i2 - i1, NEAR, first=i1 == j1 == 0, last=ends)
            lines += (("same", line) for line in old[i1 : i1 + head])
            if skipped := i2 - i1 - head - tail:
                lines.append(("skipped", f"相同的{skipped}段"))
            lines += (("same", line) for line in old[i2 - tail : i2])
        else:
            lines += (("removed", line) for line in _bounded(old[i1:i2]))
            lines += (("added", line) for line in _bounded(new[j1:j2]))
    return lines


def _bounded(lines: list[str]) -> list[str]:
    """The lines, or one that keeps their breaks if they are more than ``bounds.COMPARED_LINES``."""
    return [linebreaksbr("\n".join(lines))] if len(lines) > bounds.COMPARED_LINES else lines
