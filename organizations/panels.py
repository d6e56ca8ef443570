"""What the apps above have to say on a page of organizations: they contribute it.

Organizations stands below them and imports none of them; a page shows the panels in the
order of their places.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from accounts.models import User
from collab_portal.lib import portal

Kind = Literal["committee", "branch", "pairing", "alliance", "agreement", "resource", "label"]


@dataclass(frozen=True)
class Panel:
    """A section of the page: the template sees ``context`` as ``panel``."""

    template: str
    context: dict[str, Any]


Build = Callable[[Any, User, datetime], Panel | None]


@dataclass(frozen=True)
class PanelSource:
    """Ask ``build(obj, user, now)`` for every page of a ``kind``; each app has its own place."""

    kind: Kind
    place: int
    build: Build


def panels(kind: Kind, obj: Any, user: User, now: datetime) -> list[Panel]:
    sources = [source for source in portal.every(PanelSource) if source.kind == kind]
    built = (source.build(obj, user, now) for source in sorted(sources, key=lambda source: source.place))
    return [panel for panel in built if panel is not None]
