"""What cannot be had on a day is told when it is asked for."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from activities.models import Activity
from collab_portal.lib.dates import today
from commons.models import Closure
from tests.factories import make_activity, make_resource

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["closed", "paused", "shut"])
def test_what_is_not_to_be_had_that_day_is_told_beside_the_field(state):
    day = today() + timedelta(days=9)
    fields = {
        "closed": {"closed_on": today(), "close_reason": "改建"},
        "paused": {"paused_until": day},
        "shut": {},
    }[state]
    hall = make_resource("jiangsu", **fields)
    if state == "shut":
        Closure.objects.create(resource=hall, first=day, last=day, reason="检修")

    with pytest.raises(ValidationError) as refused:
        make_activity("zhejiang", ("anhui",), held_on=day, resources=[hall])

    assert list(refused.value.error_dict) == ["resources"]
    assert not Activity.objects.exists()
