"""One step of an object's life, as the stepper component shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Step:
    """``state``: done, now, next (not reached) or stopped (cancelled, disputed, declined)."""

    label: str
    state: Literal["done", "now", "next", "stopped"]
    when: datetime | None = None
    who: str = ""
