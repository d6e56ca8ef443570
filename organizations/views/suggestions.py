"""结对建议: branches without a pairing, each with counterparts elsewhere on the same line of work."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from rules import test_rule

from collab_portal.lib import dates
from collab_portal.lib.http import PortalRequest
from collab_portal.lib.pages import paginate
from organizations.forms.suggestions import SuggestionFilter
from organizations.models import Branch, Pairing
from organizations.models.branch import BranchQuerySet

EACH = 3  # counterparts offered for one branch


@require_safe
def pairing_suggestions(request: PortalRequest) -> HttpResponse:
    """One committee's unpaired branches (``?of=``, else one's own) and whom each could be paired with."""
    chosen = SuggestionFilter(request.user, request.GET)
    page = paginate(request, suggestions(chosen))
    _name(page.rows)
    context = {
        "page": page,
        "filter": chosen,
        "ours": test_rule("organizations.propose_pairing", request.user)
        and chosen.whose.pk == request.user.committee_id,
    }
    template = "organizations/_suggestions.html" if request.htmx else "organizations/suggestions.html"
    return TemplateResponse(request, template, context)


def suggestions(chosen: SuggestionFilter) -> BranchQuerySet:
    """Unpaired branches that have a counterpart; each with the numbers of the first few."""
    today = dates.today()
    others = _counterparts(chosen, today)
    rows = Branch.objects.active(today).unpaired().filter(committee=chosen.whose.pk)
    if chosen.line:
        rows = rows.filter(line=chosen.line)
    # A subquery of one row: PostgreSQL would turn EXISTS into a join of all unpaired with all counterparts.
    first = Subquery(others.order_by().values("pk")[:1])
    found = (
        rows.alias(first=first)
        .filter(first__isnull=False)
        .annotate(counterparts=ArraySubquery(others.order_by("code", "pk").values("pk")[:EACH]))
    )
    return found.for_list()


def _counterparts(chosen: SuggestionFilter, today: Any) -> BranchQuerySet:
    """Of the outer branch: same line and kind, another committee, neither paired with it nor asked."""
    mine = Q(first=OuterRef(OuterRef("pk")), second=OuterRef("pk"))
    theirs = Q(second=OuterRef(OuterRef("pk")), first=OuterRef("pk"))
    taken = Pairing.objects.open().filter(mine | theirs)
    rows = Branch.objects.active(today).filter(line=OuterRef("line"), kind=OuterRef("kind"))
    if chosen.other is not None:
        rows = rows.filter(committee=chosen.other.pk)
    return rows.exclude(committee=OuterRef("committee")).exclude(Exists(taken))


def _name(rows: Any) -> None:
    """The counterparts themselves, in one query for the page."""
    pks = {pk for row in rows for pk in row.counterparts}
    found = {one.pk: one for one in Branch.objects.filter(pk__in=pks).for_list()}
    for row in rows:
        row.offers = [found[pk] for pk in row.counterparts if pk in found]
