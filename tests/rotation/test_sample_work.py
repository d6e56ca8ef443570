"""The sample portal shows a consultation in each main state, with everything invented marked 示例."""

import pytest

from organizations.network import MEMBERS
from rotation import sample
from rotation.models import AgendaItem, Consultation, DatePoll, Minutes, Resolution, Turn
from rotation.models.turn import PREPARE
from rotation.progress import marks
from tests.factories import make_user
from tests.my_work import awaiting
from tests.rotation.work import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
ROWS = (AgendaItem, Consultation, DatePoll, Minutes, Resolution)


def test_sample_consultations_stand_at_different_steps_and_stay_the_same_when_seeded_again():
    people = {member.slug: make_user(member.slug) for member in MEMBERS}
    make_user("hubei", role="member", is_rotation_admin=True)

    sample.seed(NOW)
    counts = [model.objects.count() for model in ROWS]
    sample.seed(NOW)

    assert [model.objects.count() for model in ROWS] == counts
    basin = Consultation.objects.filter(turn__rotation__slug="basin")
    found = basin.for_page().with_work().order_by("turn__starts_on")
    reached = [[mark.label for mark in marks(row, NOW) if mark.reached] for row in found]
    assert reached[0][-1] == "办结"
    assert reached[1] == ["定时", "召开"]
    assert reached[2] == ["征集议题", "定题", "定时", "通知"]
    assert reached[3] == []  # calling, and a poll runs
    assert {line.kind for line in awaiting(people["fujian"], NOW)} >= {"议题", "投票", "回执"}
    assert {line.kind for line in awaiting(people["sichuan"], NOW)} >= {"会签"}
    soon = Turn.objects.within(TODAY, TODAY + PREPARE).filter(rotation__convenes=True)
    assert not soon.filter(consultations=None).exists()
    final = Minutes.objects.get(finished_on__isnull=False)
    assert [bool(row.differences()) for row in final.decisions.all()] == [False, True]
    titles = [str(row) for model in (AgendaItem, Resolution) for row in model.objects.all()]
    assert [title for title in titles if "示例" not in title] == []
