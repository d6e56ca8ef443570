"""The nineteen, and one of them."""

from collections import Counter
from datetime import datetime

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from rules import test_rule

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.attempts import perform, posted
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require
from organizations.cards import tell_figures
from organizations.contacts import tell_committees
from organizations.forms.branches import CommitteeForm, MailDomainsForm
from organizations.models import Branch, Committee, Pairing, PairingBatch
from organizations.operations.branches import edit_committee, edit_mail_domains
from organizations.panels import panels
from organizations.rules import does_committee_work
from organizations.tables import COMMITTEES
from todos.pages import numbers_of

PAIRINGS_SHOWN = 10
ATTENDED = ("pairing", "alliance", "agreement", "use")


@require_safe
def committee_list(request: PortalRequest) -> HttpResponse:
    """组织: the river, what waits for one's own committee, and the nineteen by group or by reach."""
    by_reach = request.GET.get("by") == "reach"
    committees, now = list(Committee.objects.all()), timezone.now()
    tell_figures(committees, request.user, now)
    if by_reach:
        groups = [(part.label, [c for c in committees if c.reach == part]) for part in Committee.Reach]
    else:
        groups = [(part.label, [c for c in committees if c.group == part]) for part in Committee.Group]
    context = {"groups": groups, "by_reach": by_reach, "attention": attention(request.user, now)}
    return TemplateResponse(request, "organizations/list.html", context)


def attention(user: User, now: datetime) -> list[tuple[str, int, str]]:
    """本工委需留意: of bonds and shared things how many lines of 我的工作 there are, by kind."""
    return numbers_of(user, now, ATTENDED) if does_committee_work(user) else []


@require_safe
def committee_detail(request: PortalRequest, slug: str) -> HttpResponse:
    """One committee: facts, branches in figures, pairings in force; and what the apps above say."""
    committee = get_object_or_404(Committee, slug=slug)
    active = Pairing.objects.active().of_committee(committee.pk)
    own = test_rule("organizations.committee_history", request.user, committee)
    if test_rule("organizations.see_contacts", request.user, committee):
        tell_committees(request.user, [committee])
    context = {
        "committee": committee,
        "facts": COMMITTEES.facts(committee, request.user),
        **branch_figures(committee),
        "batches": PairingBatch.objects.filter(committee=committee).order_by("-organised_on", "pk")[:5],
        "pairings": active.for_list()[:PAIRINGS_SHOWN],
        "panels": panels("committee", committee, request.user, timezone.now()),
        "changes": changes_of(committee) if own else [],
    }
    return TemplateResponse(request, "organizations/detail.html", context)


def branch_figures(committee: Committee) -> dict[str, object]:
    """Active branches by kind and by line, each with the filter that lists them; one query."""
    rows = Branch.objects.active(dates.today()).filter(committee=committee)
    kinds: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for kind, line, number in rows.values_list("kind", "line").annotate(number=Count("pk")):
        kinds[kind] += number
        lines[line] += number
    return {
        "branch_total": kinds.total(),
        "by_kind": [(kind, kinds[kind]) for kind in Branch.Kind if kinds[kind]],
        "by_line": [(line, lines[line]) for line in Branch.Line if lines[line]],
    }


@require_http_methods(["GET", "POST"])
def committee_edit(request: PortalRequest, slug: str) -> HttpResponse:
    """A committee admin keeps the introduction and the office's contacts."""
    committee = get_object_or_404(Committee, slug=slug)
    require("organizations.edit_committee", request.user, committee)
    form = CommitteeForm(posted(request), instance=committee)
    context = {"form": form, "committee": committee}
    return perform(
        request,
        form,
        lambda: edit_committee(committee, actor=request.user, version=form.opened_version, **form.facts()),
        done="工委资料已保存。",
        page=lambda: TemplateResponse(request, "organizations/committee_form.html", context),
        stored=lambda current: CommitteeForm(instance=current),
    )


@require_http_methods(["GET", "POST"])
def mail_domains(request: PortalRequest, slug: str) -> HttpResponse:
    """The security admin says where the addresses of a committee's people lie."""
    committee = get_object_or_404(Committee, slug=slug)
    require("organizations.edit_mail_domains", request.user, committee)
    form = MailDomainsForm(posted(request), instance=committee)
    context = {"form": form, "committee": committee}
    return perform(
        request,
        form,
        lambda: edit_mail_domains(committee, actor=request.user, version=form.opened_version, **form.facts()),
        done="邮箱域名已保存。",
        page=lambda: TemplateResponse(request, "organizations/committee_form.html", context),
        stored=lambda current: MailDomainsForm(instance=current),
    )
