"""What accounts give to other apps."""

from accounts.awaiting import awaiting, counted
from accounts.exports import TRAIL
from collab_portal.lib.awaiting import AwaitingSource

CONTRIBUTIONS = (AwaitingSource(6, "账号", awaiting, counted), TRAIL)
