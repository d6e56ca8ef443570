"""What rotation and consultation give to other apps."""

from accounts.listeners import AccountListener
from accounts.models import User
from collab_portal.lib.api import ApiRouter
from collab_portal.lib.reminders import AnswerRuleSource
from collab_portal.lib.search.kinds import SearchKind
from collab_portal.lib.workdays import WorkingDaysSource
from notifications.words import StepWords
from organizations.calendars import CalendarSource
from organizations.chairs import ChairSource
from organizations.panels import PanelSource
from rotation import chairs, feeds, panels, search, tables
from rotation.answer_rules import answer_rules
from rotation.api import router
from rotation.exports import RESOLUTIONS as RESOLUTION_FILE
from rotation.matter_sources import MINUTES, RESOLUTIONS
from rotation.models import CalendarToken, PollLink, WorkdayOverride
from rotation.operations.following import follow_alliance
from rotation.rulebook import DEFAULTS
from rotation.sources import ConsultationSource
from rotation.todos import SUBJECTS
from todos.subjects import owing


def end_links(person: User) -> None:
    """Calendars and answers by link are deleted with the account that they act for, never only suspended."""
    CalendarToken.objects.filter(user=person).delete()
    PollLink.objects.filter(made_by=person).delete()


CONTRIBUTIONS = (
    *(tables.TURNS, tables.CONSULTATIONS, tables.RESOLUTIONS),
    *owing(*SUBJECTS),
    AccountListener(end_links=end_links),
    CalendarSource("rotation", feeds.of_committee),
    ChairSource(chairs.chairs_of, follow_alliance),
    PanelSource("committee", panels.PLACE, panels.turns_of),
    ConsultationSource(),
    MINUTES,
    RESOLUTIONS,
    StepWords({rule.step: rule.label for rule in DEFAULTS} | {"added": "另设的提醒"}),
    AnswerRuleSource(answer_rules),
    WorkingDaysSource(WorkdayOverride.objects.calendar),
    SearchKind(
        3,
        "consultations",
        "会商",
        lambda user, _now: search.readable_consultations(user),
        lambda committee: search.led_by(committee, "consultation__turn__"),
        search.consultation_url,
    ),
    SearchKind(
        3,
        "resolutions",
        "议定事项",
        lambda user, _now: search.readable(user),
        search.owned_by,
        search.url,
    ),
    SearchKind(
        3,
        "turns",
        "轮值任期",
        lambda user, _now: search.readable_turns(user),
        search.led_by,
        search.turn_url,
    ),
    ApiRouter(3, router),
    RESOLUTION_FILE,
)
