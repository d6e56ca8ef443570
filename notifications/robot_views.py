"""群机器人: kept by a committee's admins for its own group, and by the secretariat for theirs."""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from collab_portal.lib.attempts import perform, posted
from collab_portal.lib.http import PortalRequest, require
from notifications import robot_operations as operations
from notifications.models import Robot
from notifications.models.robot import TOPICS
from notifications.robot_forms import RobotForm


@require_http_methods(["GET", "HEAD", "POST"])
def robots(request: PortalRequest) -> HttpResponse:
    """One's robots, and the form for a further one."""
    require("notifications.robots", request.user)
    if not settings.ROBOTS:
        return _robots_page(request, None)
    form = RobotForm(posted(request), instance=Robot(), user=request.user)
    return _save(request, form, partial(_robots_page, request, form))


def _robots_page(request: PortalRequest, form: RobotForm | None) -> HttpResponse:
    mine = Robot.objects.visible_to(request.user).select_related("committee").order_by("-active", "pk")
    rows = [(robot, [TOPICS.get(topic, topic) for topic in robot.topics]) for robot in mine[:100]]
    return TemplateResponse(request, "notifications/robots.html", {"rows": rows, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def robot(request: PortalRequest, pk: int) -> HttpResponse:
    """Change one; below it the fate of its latest messages."""
    require("notifications.robots", request.user)
    row = get_object_or_404(Robot.objects.visible_to(request.user), pk=pk)
    form = RobotForm(posted(request), instance=row, user=request.user)
    context = {"robot": row, "form": form, "latest": row.deliveries.order_by("-pk")[:10]}
    return _save(request, form, lambda: TemplateResponse(request, "notifications/robot.html", context))


def _save(request: PortalRequest, form: RobotForm, page: Callable[[], HttpResponse]) -> HttpResponse:
    return perform(
        request,
        form,
        lambda: operations.save_robot(form.wish(), now=timezone.now(), version=form.opened_version),
        done=lambda saved: f"已保存：{saved}。可发一条测试消息。",
        to=request.path,
        page=page,
        stored=lambda current: RobotForm(instance=current, user=request.user),
    )


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
