"""What the apps above have to say on a page of organizations: they register here when Django starts.

Organizations stands below them and imports none of them; a page asks the registry and shows the
panels in the order of their places.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from accounts.models import User

Kind = Literal["committee", "branch", "pairing", "alliance", "agreement"]


@dataclass(frozen=True)
class Panel:
    """A section of the page: the template sees ``context`` as ``panel``."""

    template: str
    context: dict[str, Any]


Build = Callable[[Any, User, datetime], Panel | None]
_builds: dict[Kind, dict[int, Build]] = {kind: {} for kind in get_args(Kind)}


def register(kind: Kind, place: int, build: Build) -> None:
    """Ask ``build(obj, user, now)`` for every page of a ``kind``; each app has its own place."""
    _builds[kind][place] = build


def panels(kind: Kind, obj: Any, user: User, now: datetime) -> list[Panel]:
    built = (build(obj, user, now) for _, build in sorted(_builds[kind].items()))
    return [panel for panel in built if panel is not None]
