"""Every page about consultations costs twelve queries at most, with forty of them and 300 decisions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collab_portal.lib.history import acting
from rotation.models import MinutesSignature
from tests.rotation import crowd
from tests.rotation.work import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
MOST = 12
TABS = ("consultation", "items", "poll", "minutes", "decisions", "report")


def _addresses(coming, held) -> dict[str, str]:
    decided = held.resolutions.first()
    objection = MinutesSignature.objects.filter(minutes__consultation=held)[0]
    assert objection.minutes.consultation_id == held.pk
    return {
        **{f"{name}, to come": reverse(f"rotation:{name}", args=[coming.pk]) for name in TABS},
        **{f"{name}, held": reverse(f"rotation:{name}", args=[held.pk]) for name in TABS},
        "decisions of all": reverse("rotation:resolutions"),
        "decisions overdue": f"{reverse('rotation:resolutions')}?state=overdue&owner=jiangsu",
        "decisions as a workbook": reverse("rotation:resolutions-export"),
        "one decision": decided.get_absolute_url(),
        "the report as a file": reverse("rotation:document", args=[coming.pk, "report", "docx"]),
        "the minutes as a file": reverse("rotation:document", args=[held.pk, "minutes", "docx"]),
        "rotation": reverse("rotation:home"),
        "turn": coming.turn.get_absolute_url(),
        "my work": reverse("my-work"),
        "home": reverse("home"),
    }


def _of_lead(coming, held) -> dict[str, str]:
    item, decided = coming.items.first(), held.resolutions.first()
    return {
        "a topic to screen": reverse("rotation:item-screen", args=[item.pk]),
        "a new topic": reverse("rotation:item-new", args=[coming.pk]),
        "the minutes' editor": reverse("rotation:minutes-write", args=[held.pk]),
        "versions compared": reverse("rotation:minutes-compare", args=[held.pk]),
        "a new decision": reverse("rotation:resolution-new", args=[held.pk]),
        "a decision to change": reverse("rotation:resolution-edit", args=[decided.pk]),
        "attendance": reverse("rotation:consultation-hold", args=[held.pk]),
        "schedule": reverse("rotation:consultation-schedule", args=[coming.pk]),
        "reminder plan": reverse("rotation:reminder-plan", args=[coming.pk]),
    }


@pytest.mark.parametrize("leads", [True, False], ids=["lead", "member"])
def test_every_page_stays_within_twelve_queries_however_much_there_is(
    client, consultation, lead, staff, leads
):
    held = crowd.held(40, lead, staff)
    crowd.decisions(300, held, lead, staff)
    with acting(lead, "示例"):
        crowd.busy(consultation, lead, staff)
    client.force_login(lead if leads else staff)
    pages = _addresses(consultation, held[0]) | (_of_lead(consultation, held[0]) if leads else {})

    costs = {}
    for name, url in pages.items():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
            b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code == 200, name
        costs[name] = len(queries)

    assert {name: cost for name, cost in costs.items() if cost > MOST} == {}
