"""作废 of a confirmed record: a form of two questions; what follows is a correction's life."""

from functools import partial

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from activities.forms import VoidForm
from activities.operations import corrections
from activities.views.correcting import pending_of, praise, record_of, refusal_of
from collab_portal.lib.attempts import by, perform, posted
from collab_portal.lib.http import PortalRequest


@require_http_methods(["GET", "HEAD", "POST"])
def void(request: PortalRequest, pk: int) -> HttpResponse:
    """撤销此记录, filled in with the open proposal if there is one."""
    activity = record_of(request, pk)
    if refusal := refusal_of(request, activity):
        return refusal
    pending = pending_of(activity)
    sheet = partial(VoidForm, user=request.user, activity=activity)
    form = sheet(posted(request), pending=pending)
    context = {"activity": activity, "form": form, "pending": pending}
    return perform(
        request,
        form,
        lambda: corrections.propose_void(activity, **by(request), **form.cleaned_data),
        done=praise,
        to=activity,
        page=lambda: TemplateResponse(request, "activities/void.html", context),
        stored=lambda _: sheet(pending=pending_of(activity)),
    )
