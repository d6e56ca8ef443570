"""安全日志: what happened to accounts, data and the system, for those whose duty it is to look."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import exports, reading, tracing
from accounts.forms.security import SecurityFilter
from accounts.models import SecurityEvent, User
from accounts.views.exports import answer
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate

SIZE = 50
LABELS = {"xlsx": "Excel", "csv": "CSV", "jsonl": "JSON"}
SCOPES: dict[str, str] = {
    User.Platform.AUDITOR: "全部安全日志。查阅和导出本身也记入日志。",
    User.Platform.SECURITY: "登录、密码、账号、权限，以及被拒绝和失败的操作。查阅和导出本身也记入日志。",
    User.Platform.SYSTEM: "系统运行和命令行操作，以及您本人的登录。查阅和导出本身也记入日志。",
}


@require_safe
def security(request: PortalRequest) -> HttpResponse:
    """The trail as far as the reader's duty reaches, newest first; that it was read is in it, too."""
    require("accounts.read_trail", request.user)
    form = SecurityFilter(request.GET)
    page = paginate(request, form.apply(SecurityEvent.objects.visible_to(request.user)), SIZE)
    tracing.record_reading(request, request.user)
    context = {
        "page": page,
        "lines": list(reading.lines(page.rows)),
        "form": form,
        "scope": SCOPES[request.user.platform_role],
        "clear_url": reverse("accounts:security") if form.is_used else "",
        "formats": LABELS.items(),
        "query": form.understood,
    }
    part = request.htmx and not request.htmx.history_restore_request
    return TemplateResponse(
        request, "accounts/_security_rows.html" if part else "accounts/security.html", context
    )


@require_safe
def export(request: PortalRequest, file_format: str) -> HttpResponseBase:
    if file_format not in exports.TRAIL.formats:
        raise Http404
    return answer(request, exports.TRAIL, file_format)
