"""放假调休: the official year table, kept by the rotation's administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from collab_portal.lib import dates
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate
from rotation import operations
from rotation.forms import WorkdayForm
from rotation.models import WorkdayOverride


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: PortalRequest) -> HttpResponse:
    """The rows that overrule the library, and up to which year the make-up days are official."""
    require("rotation.workdays", request.user)
    form = WorkdayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        override = operations.set_workday(form.instance)
        messages.success(request, f"已保存：{override}。会商提醒已按新的工作日重排。")
        return redirect("rotation:workdays")
    year = dates.today().year
    context = {
        "form": form,
        "page": paginate(request, WorkdayOverride.objects.order_by("-day", "-pk"), size=50),
        "official_until": WorkdayOverride.objects.calendar().official_until(year),
        "year": year,
    }
    return TemplateResponse(request, "rotation/workdays.html", context)


@require_POST
def delete(request: PortalRequest, pk: int) -> HttpResponse:
    require("rotation.workdays", request.user)
    operations.drop_workday(get_object_or_404(WorkdayOverride, pk=pk))
    messages.success(request, "已从表中删除，会商提醒已按新的工作日重排。")
    return redirect("rotation:workdays")
