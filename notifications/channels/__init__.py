"""How messages leave: one module a channel."""

from collections.abc import Sequence
from typing import Literal, Protocol

from django.conf import settings

from notifications.channels import robots
from notifications.channels.email import EmailChannel
from notifications.channels.inbox import InboxChannel


class Channel(Protocol):
    on_uncertain: Literal["resend", "hold"]

    @property
    def name(self) -> str: ...

    def drain(self, until: float) -> int:
        """Send what is due until ``until`` (``time.monotonic``); returns how many rows have gone."""


def every() -> Sequence[Channel]:
    """The channels in use. ``NOTIFICATIONS_ON_UNCERTAIN = {"email": "hold"}`` changes what a cut-off does."""
    choice = getattr(settings, "NOTIFICATIONS_ON_UNCERTAIN", {})
    channels: list[Channel] = [InboxChannel(), EmailChannel(), *robots.in_use()]
    for channel in channels:
        channel.on_uncertain = choice.get(channel.name, channel.on_uncertain)
    return channels
