"""Letters that a person may stop by one click (RFC 8058): the apps above say which, and by which link."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from collab_portal.lib import portal
from notifications.models import Delivery

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class StopLink:
    """Notices of these topics and this step can be stopped by their recipient at ``link``."""

    prefix: str
    step: str
    link: Callable[["User"], str]


def link_of(row: Delivery) -> str:
    """The whole address at which its recipient ends this kind of notice; empty where there is none."""
    prefix = row.topic.partition(":")[0]
    links = (one.link for one in portal.every(StopLink) if (one.prefix, one.step) == (prefix, row.step))
    link = next(links, None)
    return f"{settings.SITE_URL}{link(row.recipient)}" if link and row.recipient else ""
