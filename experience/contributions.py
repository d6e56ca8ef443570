"""What the column gives to other apps."""

from django.db.models import Q

from accounts.listeners import AccountListener
from accounts.models import User
from collab_portal.lib.api import ApiRouter
from collab_portal.lib.awaiting import AwaitingSource
from collab_portal.lib.search.kinds import SearchKind
from experience import digest, panels, search
from experience.api import router
from experience.awaiting import awaiting
from experience.models import Article
from notifications.operations import close_for
from notifications.stopping import StopLink
from organizations.panels import PanelSource


def close_signatures(person: User, what: frozenset[str]) -> None:
    """Who edits, reviews or issues no longer is asked for no signature, and reads no title of a draft."""
    steps = [f"ask-{status}" for status, duty in Article.DUTIES.items() if duty in what]
    if steps:
        close_for(person, steps=steps)


CONTRIBUTIONS = (
    AccountListener(loses=close_signatures),
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
