"""One step of an object's life, as the stepper component shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["done", "now", "next", "skipped", "stopped"]


@dataclass(frozen=True)
class Step:
    """``state``: done, now, next (not reached), skipped (passed over) or stopped (cancelled, declined).

    ``url``: where an open one is done.
    """

    label: str
    state: State
    when: datetime | None = None
    who: str = ""
    url: str = ""
