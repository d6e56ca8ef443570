"""What the column gives to other apps."""

from django.db.models import Q

from accounts.listeners import AccountListener
from accounts.models import User
from collab_portal.lib.api import ApiRouter
from collab_portal.lib.search.kinds import SearchKind
from collab_portal.lib.todos import Dependants
from commons.bearers import Bearer
from experience import digest, panels, search, tables
from experience.api import router
from experience.models import COLUMN
from experience.todos import Adoptions, Calls, Corrections, Issues, Pieces, follow_authors
from notifications.operations import close_for
from notifications.stopping import StopLink
from organizations.panels import PanelSource
from todos.subjects import owing


def close_signatures(person: User, what: frozenset[str]) -> None:
    """Who edits, reviews or issues no longer is asked for no signature, and reads no title of a draft."""
    asked = [link.step for link in COLUMN.links if f"is_{link.duty}" in what]
    asked += ["bulletin"] if "is_editor" in what else []
    if asked:
        close_for(person, asks=asked)


CONTRIBUTIONS = (
    tables.ARTICLES,
    AccountListener(loses=close_signatures),
    *owing(Pieces(), Corrections(), Issues(), Calls(), Adoptions()),
    Dependants(follow_authors),
    PanelSource("committee", panels.PLACE, panels.column_of),
    PanelSource("pairing", panels.PLACE, panels.pieces_about),
    PanelSource("label", panels.PLACE, panels.of_label),
    Bearer(2, "稿件", panels.borne, panels.bear_instead),
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
