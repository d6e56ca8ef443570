"""Letters that a person may stop by one click (RFC 8058): the apps above say which, and by which link."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings

from notifications.models import Delivery

if TYPE_CHECKING:
    from accounts.models import User

_registry: dict[tuple[str, str], Callable[["User"], str]] = {}


def register(prefix: str, step: str, link: Callable[["User"], str]) -> None:
    """Called in ``AppConfig.ready()``: notices of these topics and this step can be stopped at ``link``."""
    _registry[prefix, step] = link


def link_of(row: Delivery) -> str:
    """The whole address at which its recipient ends this kind of notice; empty where there is none."""
    link = _registry.get((row.topic.partition(":")[0], row.step))
    return f"{settings.SITE_URL}{link(row.recipient)}" if link and row.recipient else ""
