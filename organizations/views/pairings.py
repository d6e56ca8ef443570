"""Pairings: the list, one of them, and the batches they were organised in."""

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from rules import test_rule

from accounts.views.exports import answer
from collab_portal.lib import dates
from collab_portal.lib.attempts import perform, posted
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate
from organizations import contacts, exports
from organizations.forms.pairings import AnswerForm, BatchForm, EndForm, PairingFilter, RenewForm
from organizations.life import pairings as life
from organizations.models import Pairing, PairingBatch, PairingTerm
from organizations.operations.batches import save_batch
from organizations.panels import panels


@require_safe
def pairing_list(request: PortalRequest) -> HttpResponse:
    """结对共建: those in force and ended; one's own committee's proposals too."""
    chosen = PairingFilter(request.user, request.GET)
    today = dates.today()
    page = paginate(request, chosen.apply(Pairing.objects.visible_to(request.user).for_list(), today))
    for row in page.rows:
        row.left = row.days_left(today)  # type: ignore[attr-defined]
    template = "organizations/_pairings.html" if request.htmx else "organizations/pairings.html"
    context = {"page": page, "filter": chosen, "batch": chosen.cleaned_data.get("batch")}
    return TemplateResponse(request, template, context)


@require_safe
def pairing_export(request: PortalRequest) -> HttpResponse | FileResponse:
    return answer(request, exports.PAIRINGS)


@require_safe
def pairing_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """One pairing: how far it is, both sides, its terms, and what this person can do now."""
    return pairing_page(request, visible_pairing(request, pk))


def visible_pairing(request: PortalRequest, pk: int) -> Pairing:
    rows: QuerySet[Pairing] = Pairing.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows.select_related("ended_by"), pk=pk)


def pairing_page(
    request: PortalRequest,
    pairing: Pairing,
    *,
    answer: AnswerForm | None = None,
    end: EndForm | None = None,
    renew: RenewForm | None = None,
) -> HttpResponse:
    """The page with its forms, as new or as refused."""
    party = test_rule("organizations.pairing_history", request.user, pairing)
    rows = pairing.terms.select_related("proposer", "proposed_by", "answered_by").order_by("number")
    if not party:  # a renewal that is proposed or was declined is between the two
        rows = rows.filter(status=PairingTerm.Status.AGREED)
    terms = [_with_pairing(term, pairing) for term in rows]
    open_term = next((term for term in terms if term.status == PairingTerm.Status.PROPOSED), None)
    may = pairing.LIFE.offered(pairing, request.user)
    today, last_on = dates.today(), pairing.last_on  # type: ignore[attr-defined]
    sides = life.sides(pairing, terms[0])
    contacts.tell_sides(request.user, pairing, sides)
    left, quiet = pairing.days_left(today), pairing.quiet_days(last_on, today)
    context = {
        "pairing": pairing,
        "steps": life.steps(pairing, terms),
        "sides": sides,
        "terms": [term for term in terms if term.status != PairingTerm.Status.PROPOSED],
        "open_term": open_term,
        "left": left,
        "overdue": -left if left is not None else None,
        "current": next(
            (term for term in reversed(terms) if term.status == PairingTerm.Status.AGREED), terms[0]
        ),
        "may": may,
        "may_term": open_term.LIFE.offered(open_term, request.user) if open_term else {},
        "can_renew": may["renew"] and not open_term,
        "last_on": last_on,
        "quiet": quiet,
        "nudged": quiet is not None and pairing.was_nudged(last_on),
        "answer_form": answer or AnswerForm(initial={"version": open_term.pk if open_term else None}),
        "end_form": end or EndForm(),
        "renew_form": renew or RenewForm(),
        "panels": panels("pairing", pairing, request.user, timezone.now()),
        "changes": changes_of(pairing) if party else [],
    }
    return TemplateResponse(request, "organizations/pairing.html", context)


def _with_pairing(term: PairingTerm, pairing: Pairing) -> PairingTerm:
    term.pairing = pairing
    return term


@require_http_methods(["GET", "POST"])
def batch_new(request: PortalRequest) -> HttpResponse:
    """新建批次 of one's own committee."""
    require("organizations.add_batch", request.user)
    return _edit_batch(request, PairingBatch(committee=request.user.committee))


@require_http_methods(["GET", "POST"])
def batch_edit(request: PortalRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(PairingBatch, pk=pk)
    require("organizations.edit_batch", request.user, batch)
    return _edit_batch(request, batch)


def _edit_batch(request: PortalRequest, batch: PairingBatch) -> HttpResponse:
    form = BatchForm(posted(request), instance=batch)
    return perform(
        request,
        form,
        lambda: save_batch(batch, actor=request.user, version=form.opened_version, **form.facts()),
        done="批次已保存。",
        to=lambda saved: f"{reverse('organizations:pairings')}?batch={saved.pk}",
        page=lambda: TemplateResponse(
            request, "organizations/batch_form.html", {"form": form, "batch": batch}
        ),
        stored=lambda current: BatchForm(instance=current),
    )
