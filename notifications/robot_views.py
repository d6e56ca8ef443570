"""群机器人: kept by a committee's admins for its own group, and by the secretariat for theirs."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from collab_portal.lib.http import PortalRequest, require
from notifications import robot_operations as operations
from notifications.models import Robot
from notifications.models.robot import TOPICS
from notifications.robot_forms import RobotForm


@require_http_methods(["GET", "HEAD", "POST"])
def robots(request: PortalRequest) -> HttpResponse:
    """One's robots, and the form for a further one."""
    require("notifications.robots", request.user)
    form = RobotForm(request.POST or None, instance=Robot(), user=request.user) if settings.ROBOTS else None
    if form and request.method == "POST" and _save(request, form):
        return redirect("notifications:robots")
    mine = Robot.objects.visible_to(request.user).select_related("committee").order_by("-active", "pk")
    rows = [(robot, [TOPICS.get(topic, topic) for topic in robot.topics]) for robot in mine[:100]]
    return TemplateResponse(request, "notifications/robots.html", {"rows": rows, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def robot(request: PortalRequest, pk: int) -> HttpResponse:
    """Change one; below it the fate of its latest messages."""
    require("notifications.robots", request.user)
    row = get_object_or_404(Robot.objects.visible_to(request.user), pk=pk)
    form = RobotForm(request.POST or None, instance=row, user=request.user)
    if request.method == "POST" and _save(request, form):
        return redirect("notifications:robot", pk)
    context = {"robot": row, "form": form, "latest": row.deliveries.order_by("-pk")[:10]}
    return TemplateResponse(request, "notifications/robot.html", context)


def _save(request: PortalRequest, form: RobotForm) -> bool:
    if not form.is_valid():
        return False
    try:
        saved = operations.save_robot(form.wish(), now=timezone.now())
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return False
    messages.success(request, f"已保存：{saved}。可发一条测试消息。")
    return True


@require_POST
def test(request: PortalRequest, pk: int) -> HttpResponse:
    require("notifications.robots", request.user)
    operations.test_robot(get_object_or_404(Robot.objects.visible_to(request.user), pk=pk))
    messages.success(request, "测试消息已交发送，稍后刷新本页看结果。")
    return redirect("notifications:robot", pk)


@require_POST
def delete(request: PortalRequest, pk: int) -> HttpResponse:
    require("notifications.robots", request.user)
    robot = get_object_or_404(Robot.objects.visible_to(request.user), pk=pk)
    operations.delete_robot(robot, now=timezone.now())
    messages.success(request, f"已停用：{robot}。")
    return redirect("notifications:robots")
