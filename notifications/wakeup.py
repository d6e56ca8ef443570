"""Tells the sender to look now."""

from collab_portal.lib import wakeup

TASK = "notifications.tasks.send_due"


def wake_on_commit() -> None:
    """Once for each transaction, after it has been committed."""
    wakeup.wake_on_commit(TASK)
