"""Named places at which the fault tests let a sender die. Nothing happens unless ``CRASH_AT`` is set."""

import os
import signal

CRASH_AT = os.environ.get("CRASH_AT", "")


def reach(point: str) -> None:
    """``after_claim``, ``after_accept`` (by the mail server), ``before_mark`` or ``after_mark``."""
    if point == CRASH_AT:
        os.kill(os.getpid(), signal.SIGKILL)
