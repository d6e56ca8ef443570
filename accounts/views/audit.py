"""审计: what was changed, one kind of record at a time."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts import audit as trail
from accounts.forms.audit import AuditFilter
from accounts.models import User
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate


@require_safe
def audit(request: PortalRequest) -> HttpResponse:
    """审计: every change of one kind of record, who made it, before and after."""
    require("accounts.audit", request.user)
    form = AuditFilter({"kind": User._meta.label_lower, **request.GET.dict()})
    form.is_valid()
    asked = form.cleaned_data
    person = User.objects.filter(username=asked["person"]).first() if asked.get("person") else None
    rows = trail.events(
        trail.kinds()[asked.get("kind") or User._meta.label_lower],
        person.pk if person else -1 if asked.get("person") else None,
        asked.get("since"),
        asked.get("until"),
    )
    page = paginate(request, rows)
    context = {"page": page, "entries": trail.entries(list(page.rows)), "form": form}
    return TemplateResponse(
        request, "accounts/_audit_rows.html" if request.htmx else "accounts/audit.html", context
    )
