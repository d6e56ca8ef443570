"""What joint activities give to other apps."""

from django.db.models import Q

from activities import calendars, dormancy, label_panels, panels, search, tables, use_panels
from activities.api import router
from activities.exports import ACTIVITIES, TOTALS, USAGE
from activities.imports.records import Activities
from activities.imports.totals import Totals
from activities.operations import labels
from activities.reminders import STEPS, ActivitySource
from activities.todos import Records, Uses
from collab_portal.lib.api import ApiRouter
from collab_portal.lib.search.kinds import SearchKind
from commons.bearers import Bearer
from notifications.words import StepWords
from organizations.calendars import CalendarSource
from organizations.cards import CardNumber
from organizations.dormancy import ActivitySource as LastActivity
from organizations.panels import PanelSource
from todos.subjects import owing

CONTRIBUTIONS = (
    *(tables.ACTIVITIES, tables.TOTALS),
    *owing(Records(), Uses()),
    CalendarSource("activities", calendars.of_committee),
    LastActivity(dormancy.last_confirmed),
    CardNumber(1, "本年场次", panels.this_year, panels.this_year_url),
    PanelSource("committee", panels.PLACE, panels.of_committee),
    PanelSource("branch", panels.PLACE, panels.of_branch),
    PanelSource("pairing", panels.PLACE, panels.of_pairing),
    PanelSource("alliance", panels.PLACE, panels.of_alliance),
    PanelSource("agreement", panels.PLACE, panels.of_agreement),
    PanelSource("resource", panels.PLACE, use_panels.of_resource),
    PanelSource("label", panels.PLACE, label_panels.of_label),
    Bearer(1, "联合活动", labels.count, labels.move, labels.renamed),
    ActivitySource(),
    StepWords(STEPS),
    Activities(),
    Totals(),
    SearchKind(
        2,
        "activities",
        "联合活动",
        lambda user, _now: search.readable(user),
        lambda committee: Q(activity__committee_ids__contains=[committee]),
        search.url,
    ),
    ApiRouter(2, router),
    ACTIVITIES,
    TOTALS,
    USAGE,
)
