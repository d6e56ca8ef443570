"""作废 of a confirmed record: a form of two questions; what follows is a correction's life."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from activities.forms import VoidForm
from activities.operations import StaleVersionError, corrections
from activities.views.correcting import pending_of, praise, record_of, refusal_of
from collab_portal.lib.http import PortalRequest


@require_http_methods(["GET", "HEAD", "POST"])
def void(request: PortalRequest, pk: int) -> HttpResponse:
    """撤销此记录, filled in with the open proposal if there is one."""
    activity = record_of(request, pk)
    if refusal := refusal_of(request, activity):
        return refusal
    pending = pending_of(activity)
    form = VoidForm(request.POST or None, user=request.user, activity=activity, pending=pending)
    if request.method == "POST" and form.is_valid():
        try:
            correction = corrections.propose_void(
                activity, actor=request.user, now=timezone.now(), **form.cleaned_data
            )
        except StaleVersionError as error:
            activity = record_of(request, pk)
            pending = pending_of(activity)
            form.add_error(None, error)
            form.data = request.POST.copy()
            form.data["version"] = str(pending.version if pending else activity.version)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, praise(correction))
            return redirect(activity)
    return TemplateResponse(
        request, "activities/void.html", {"activity": activity, "form": form, "pending": pending}
    )
