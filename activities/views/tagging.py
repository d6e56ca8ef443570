"""品牌与系列 of a record: the host says them, a label's keeper takes the record out."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST
from rules import test_rule

from activities import operations
from activities.forms.tagging import TagsForm, UntagForm
from activities.models import Activity
from collab_portal.lib.attempts import attempt, by, perform, posted
from collab_portal.lib.http import PortalRequest, require
from commons.models import Label


def _visible(request: PortalRequest, pk: int) -> Activity:
    rows = Activity.objects.visible_to(request.user).select_related("host").with_labels()
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
def tag(request: PortalRequest, pk: int) -> HttpResponse:
    """The host's form; below it what the reader keeps may be taken out."""
    activity = _visible(request, pk)
    if request.method == "POST":
        require("activities.tag", request.user, activity)
    hosts = test_rule("activities.tag", request.user, activity)
    kept = _kept(request, activity)
    if not hosts and not kept:
        raise PermissionDenied
    form = TagsForm(activity, posted(request))
    context = {"activity": activity, "form": form if hosts else None, "kept": kept}
    return perform(
        request,
        form,
        lambda: operations.tag(activity, **by(request), tags=form.tags, version=form.opened_version),
        done="品牌和系列已更新。",
        page=lambda: TemplateResponse(request, "activities/tags.html", context),
        stored=lambda _: TagsForm(_visible(request, pk)),
    )


def _kept(request: PortalRequest, activity: Activity) -> list[tuple[Label, UntagForm]]:
    """Labels on it that the reader keeps."""
    labels = Label.objects.filter(activities=activity).select_related("committee").defer("meaning")
    forms = ((one, UntagForm(auto_id=f"label-{one.pk}-%s")) for one in labels.order_by("kind", "pk"))
    return [(one, form) for one, form in forms if test_rule("commons.keep_label", request.user, one)]


@require_POST
def untag(request: PortalRequest, pk: int, label: int) -> HttpResponse:
    activity, kept = _visible(request, pk), get_object_or_404(Label, pk=label)
    require("commons.keep_label", request.user, kept)
    form = UntagForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    do = partial(operations.untag, activity, **by(request), label=kept, reason=reason)
    attempt(request, f"已移出“{kept}”，牵头方会收到通知。", do)
    return redirect(activity)
