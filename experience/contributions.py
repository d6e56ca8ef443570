"""What the column gives to other apps."""

from django.db.models import Q

from collab_portal.lib.api import ApiRouter
from collab_portal.lib.awaiting import AwaitingSource
from collab_portal.lib.search.kinds import SearchKind
from experience import digest, panels, search
from experience.api import router
from experience.awaiting import awaiting
from notifications.stopping import StopLink
from organizations.panels import PanelSource

CONTRIBUTIONS = (
    AwaitingSource(4, "他山之石", awaiting),
    PanelSource("committee", panels.PLACE, panels.column_of),
    PanelSource("pairing", panels.PLACE, panels.pieces_about),
    StopLink("bulletin", digest.STEP, digest.stop_url),
    SearchKind(
        1,
        "articles",
        "他山之石",
        search.readable,
        lambda committee: Q(committee=committee),
        search.url,
        is_public=True,
    ),
    ApiRouter(4, router),
)
