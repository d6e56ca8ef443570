"""放假调休: the notices and the office's own days, kept by the rotation's administrators."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from collab_portal.lib import dates
from collab_portal.lib.attempts import filled
from collab_portal.lib.http import PortalRequest, require, takes_files
from collab_portal.lib.pages import paginate
from rotation import operations
from rotation.forms import WorkdayForm
from rotation.holiday_notice import Reading, read
from rotation.models import WorkdayNotice, WorkdayOverride
from rotation.workday_forms import NoticeForm

YEARS_SHOWN = 4


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: PortalRequest) -> HttpResponse:
    """The rows that overrule the library, and up to which year the make-up days are official."""
    require("rotation.workdays", request.user)
    form = WorkdayForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _set(request, form):
        return redirect("rotation:workdays")
    year = dates.today().year
    working = WorkdayOverride.objects.calendar()
    context = {
        "form": form,
        "page": paginate(request, WorkdayOverride.objects.order_by("-day", "-pk"), size=50),
        "official_until": working.official_until(year),
        "years": [(row, not working.is_predicted(row)) for row in range(year, year + YEARS_SHOWN)],
        "year": year,
        "notices": WorkdayNotice.objects.annotate(days_count=Count("days")).order_by("-year", "-pk")[:50],
    }
    return TemplateResponse(request, "rotation/workdays.html", context)


def _set(request: PortalRequest, form: WorkdayForm) -> bool:
    override = filled(form, lambda: operations.set_workday(form.instance))
    if override is None:
        return False
    messages.success(request, f"已保存：{override}。会商提醒已按新的工作日重排。")
    return True


@require_POST
def delete(request: PortalRequest, pk: int) -> HttpResponse:
    require("rotation.workdays", request.user)
    operations.drop_workday(get_object_or_404(WorkdayOverride, pk=pk))
    messages.success(request, "已从表中删除，会商提醒已按新的工作日重排。")
    return redirect("rotation:workdays")


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: PortalRequest) -> HttpResponse:
    """Paste a notice or upload a table; what it would change is shown before anything is stored."""
    require("rotation.workdays", request.user)
    initial = {"year": dates.today().year + 1}
    form = NoticeForm(request.POST or None, request.FILES or None, initial=initial)
    reading, preview = None, None
    if request.method == "POST" and form.is_valid():
        year = form.cleaned_data["year"]
        reading = read(form.cleaned_data["text"], year, WorkdayOverride.objects.calendar())
        preview = operations.preview_notice(reading, year)
        if reading.problems:
            form.add_error("text", reading.problems)  # type: ignore[arg-type]
        elif "store" in request.POST and _store(request, form, reading):
            return redirect("rotation:workdays")
    context = {"form": form, "reading": reading, "preview": preview}
    return TemplateResponse(request, "rotation/workday_notice.html", context)


def _store(request: PortalRequest, form: NoticeForm, reading: Reading) -> bool:
    data = form.cleaned_data
    preview = filled(
        form,
        lambda: operations.import_notice(
            reading,
            year=data["year"],
            source=data["source"],
            text=data["text"],
            seen=request.POST.get("seen", ""),
            now=timezone.now(),
        ),
    )
    if preview is None:
        return False
    messages.success(request, f"已录入 {len(preview.rows)} 天，会商提醒已按新的工作日重排。")
    return True


@require_POST
def undo(request: PortalRequest) -> HttpResponse:
    """Take back a notice: what stood before it stands again."""
    require("rotation.workdays", request.user)
    count = operations.drop_notice(request.POST.get("source", "").replace("\x00", "")[:120])
    said = f"已撤销 {count} 天，此前的安排恢复，会商提醒已重排。" if count else "没有这一依据的日期。"
    messages.success(request, said)
    return redirect("rotation:workdays")
