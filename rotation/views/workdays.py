"""放假调休: the official year table, kept by the rotation's administrators."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from collab_portal.lib import dates
from collab_portal.lib.http import PortalRequest, require, takes_files
from collab_portal.lib.pages import paginate
from rotation import operations
from rotation.forms import WorkdayForm
from rotation.holiday_notice import Reading, read
from rotation.models import WorkdayOverride
from rotation.workday_forms import NoticeForm

YEARS_SHOWN = 4


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
    working = WorkdayOverride.objects.calendar()
    context = {
        "form": form,
        "page": paginate(request, WorkdayOverride.objects.order_by("-day", "-pk"), size=50),
        "official_until": working.official_until(year),
        "years": [(row, not working.is_predicted(row)) for row in range(year, year + YEARS_SHOWN)],
        "year": year,
        "sources": WorkdayOverride.objects.values_list("source")
        .annotate(days=Count("pk"))
        .order_by("source")[:50],
    }
    return TemplateResponse(request, "rotation/workdays.html", context)


@require_POST
def delete(request: PortalRequest, pk: int) -> HttpResponse:
    require("rotation.workdays", request.user)
    operations.drop_workday(get_object_or_404(WorkdayOverride, pk=pk))
    messages.success(request, "已从表中删除，会商提醒已按新的工作日重排。")
    return redirect("rotation:workdays")


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: PortalRequest) -> HttpResponse:
    """Paste the yearly notice or upload a table; the days read are shown before anything is stored."""
    require("rotation.workdays", request.user)
    initial = {"year": dates.today().year + 1}
    form, reading = NoticeForm(request.POST or None, request.FILES or None, initial=initial), None
    conflicts: list[str] = []
    if request.method == "POST" and form.is_valid():
        reading = read(form.cleaned_data["text"], form.cleaned_data["year"])
        conflicts = operations.conflicts(reading.days)
        if "store" in request.POST and not reading.problems and _store(request, form, reading):
            return redirect("rotation:workdays")
    context = {"form": form, "reading": reading, "conflicts": conflicts}
    return TemplateResponse(request, "rotation/workday_notice.html", context)


def _store(request: PortalRequest, form: NoticeForm, reading: Reading) -> bool:
    try:
        count = operations.import_notice(reading.days, source=form.cleaned_data["source"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, f"已录入 {count} 天，会商提醒已按新的工作日重排。")
    return True


@require_POST
def undo(request: PortalRequest) -> HttpResponse:
    """Take back all days of one source."""
    require("rotation.workdays", request.user)
    count = operations.drop_notice(request.POST.get("source", "").replace("\x00", "")[:120])
    messages.success(request, f"已撤销 {count} 天，会商提醒已重排。" if count else "没有这一依据的日期。")
    return redirect("rotation:workdays")
