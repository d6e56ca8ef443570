"""群机器人: set up, changed, tried out, taken away. What is planned follows in the same transaction."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Now

from collab_portal.lib.versions import check_version
from notifications import planning, sources
from notifications.models import Delivery, Notification, Robot
from notifications.operations import plan_all
from notifications.timing import NOTICE_LIFE
from notifications.wakeup import wake_on_commit


@transaction.atomic
def save_robot(robot: Robot, *, now: datetime, version: int | None = None) -> Robot:
    """Store it; its groups' rows of every live plan are written or taken back.

    ``version``: what the person had before them (None: a new one). Raises StaleError.
    """
    if robot.pk and version is not None:
        check_version(Robot.objects.select_for_update().get(pk=robot.pk), version)
    robot.full_clean()
    robot.save()
    _replan(now)
    return robot


@transaction.atomic
def delete_robot(robot: Robot, *, now: datetime) -> None:
    """It hears of nothing any more. What was sent stays in the ledger under its name, switched off."""
    robot.active, robot.topics = False, []
    robot.save()
    _replan(now)
    planning.recall(Delivery.objects.filter(robot=robot), "群机器人已停用。")


@transaction.atomic
def test_robot(robot: Robot) -> Delivery:
    """One message through the outbox like any other, so its fate is on record."""
    robot = Robot.objects.select_for_update().get(pk=robot.pk)
    sent = robot.deliveries.filter(topic=robot.topic).aggregate(number=Count("pk"))["number"]
    row = Delivery.objects.create(
        topic=robot.topic,
        revision=sent + 1,
        step="test",
        robot=robot,
        channel=robot.kind,
        kind=Notification.Kind.INFORMATION,
        title="测试消息：群机器人已接通",
        url="/notifications/",
        not_before=Now(),
        due_at=Now(),
        next_attempt_at=Now(),
        expires_at=Now() + NOTICE_LIFE,
    )
    wake_on_commit()
    return row


def _replan(now: datetime) -> None:
    plan_all(live for source in sources.every() for live in source.plans(now))
