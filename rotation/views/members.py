"""Committees of a rotation: who belongs to it, who joins or leaves from a day."""

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
from rotation.amendment_forms import MemberForm
from rotation.models import Resolution, Rotation
from rotation.rehearsal import Consequences, rehearse
from rotation.views.plans import preview_context


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: PortalRequest, slug: str) -> HttpResponse:
    """The members with their days; ``?kind=…`` shows what a change would do, POST stores exactly that."""
    rotation = Rotation.objects.visible_to(request.user).with_members(slug)
    if rotation is None:
        raise Http404
    require("rotation.plan", request.user)
    given = request.POST if request.method == "POST" else request.GET if "kind" in request.GET else None
    committees = list(Committee.objects.all())
    form = MemberForm(given, committees=committees)
    if request.method == "POST" and form.is_valid() and _store(request, form, rotation):
        return redirect(rotation.members_url)
    draft = _draft(form, rotation) if form.is_bound and form.is_valid() else None
    context: dict[str, object] = {
        "rotation": rotation,
        "form": form,
        "draft": draft,
        "members": rotation.memberships,
        "today": dates.today(),
    }
    if draft:
        chosen = form.cleaned_data["committee"]
        kind, day = form.cleaned_data["kind"], form.cleaned_data["day"]
        owed = Resolution.objects.open().owned_by(chosen.pk) if kind == "leave" else ()
        context |= preview_context(draft, {row.slug: row for row in committees})
        if not draft.unchanged:
            context["consequences"] = _foretold(request, form, rotation, draft.seen)
        context |= {"chosen": chosen, "kind": kind, "day": day, "owed": list(owed)}
    return TemplateResponse(request, "rotation/members.html", context)


def _draft(form: MemberForm, rotation: Rotation) -> operations.Draft | None:
    data, today = form.cleaned_data, dates.today()

    def draft() -> operations.Draft:
        wish = operations.wish_of(rotation, data["committee"], data["kind"], data["day"], today=today)
        return operations.draft(rotation, wish, today=today)

    return filled(form, draft)


def _save(request: PortalRequest, form: MemberForm, rotation: Rotation, seen: int) -> bool:
    data = form.cleaned_data
    facts = {**by(request), "reason": data["reason"], "seen": seen}
    operations.change_member(rotation, data["committee"], data["kind"], data["day"], **facts)
    return True


def _foretold(request: PortalRequest, form: MemberForm, rotation: Rotation, seen: int) -> Consequences | None:
    return filled(form, lambda: rehearse(lambda: _save(request, form, rotation, seen)))


def _store(request: PortalRequest, form: MemberForm, rotation: Rotation) -> bool:
    if not filled(form, lambda: _save(request, form, rotation, form.cleaned_data["seen"] or 0)):
        return False
    messages.success(request, "成员变动已保存。")
    return True
