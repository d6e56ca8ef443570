"""名额 of a planned activity, for its host."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from activities import operations
from activities.forms.placing import PlacesForm
from activities.models import Activity
from collab_portal.lib.attempts import by, perform, posted
from collab_portal.lib.http import PortalRequest, require


@require_http_methods(["GET", "POST"])
def places(request: PortalRequest, pk: int) -> HttpResponse:
    activity = get_object_or_404(Activity.objects.visible_to(request.user).for_page(), pk=pk)
    require("activities.edit", request.user, activity)
    form = PlacesForm(activity, posted(request))
    context = {"activity": activity, "form": form}
    return perform(
        request,
        form,
        lambda: operations.set_places(
            activity,
            **by(request),
            places=form.cleaned_data["places"],
            quotas=form.quotas,
            version=form.opened_version,
        ),
        done="名额已保存。",
        page=lambda: TemplateResponse(request, "activities/places.html", context),
        stored=lambda _: PlacesForm(Activity.objects.for_page().get(pk=pk)),
    )
