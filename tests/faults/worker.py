"""The portal's Celery app with a hasty beat: a look every second."""

from collab_portal.celery import app

app.conf.beat_schedule = {"send": {"task": "notifications.tasks.send_due", "schedule": 1.0}}


@app.task(ignore_result=True)
def nothing() -> None:
    """The floor: what a task costs that does nothing."""
