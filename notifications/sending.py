"""One look at the table: free what was left behind, close what expired, send what is due."""

import time

import structlog

from notifications import channels
from notifications.sweeping import sweep
from notifications.timing import SEND_FOR

log = structlog.get_logger("portal.notifications")


def send_due(seconds: float = SEND_FOR.total_seconds()) -> int:
    """Any number of these may run at once, anywhere; each takes what the others leave."""
    until = time.monotonic() + seconds
    used = channels.every()
    sweep(hold=[channel.name for channel in used if channel.on_uncertain == "hold"])
    total = sum(channel.drain(until) for channel in used)
    if total:
        log.info("deliveries_sent", count=total)
    return total
