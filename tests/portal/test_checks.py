"""The CHECKs of a row asked in one question say what Django says that asks for each."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from collab_portal.lib.checks import Checked
from tests.factories import make_activity, make_article, make_resource

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MADE = {
    "activity": lambda: make_activity("jiangsu"),
    "resource": lambda: make_resource("jiangsu"),
    "article": lambda: make_article("jiangsu"),
}


def said(validate: Any, obj: models.Model, **excluded: Any) -> Any:
    try:
        validate(obj, **excluded)
    except ValidationError as error:
        return error.message_dict
    return None


def broken(obj: Any) -> list[dict[str, Any]]:
    """Values that no row of the model may have, alone and together."""
    wrong: dict[str, Any] = {"status": "?", "kind": "?", "area": "?", "scope": "?", "way": "?", "mode": "?"}
    wrong = {name: value for name, value in wrong.items() if hasattr(obj, name)}
    if hasattr(obj, "held_on"):
        wrong |= {"ended_on": obj.held_on - DAY, "cancel_reason": "无", "headcount": -1}
        wrong = {name: value for name, value in wrong.items() if hasattr(obj, name)}
    return [{}, *({name: value} for name, value in wrong.items()), wrong]


@pytest.mark.parametrize("made", MADE)
def test_the_same_is_refused_in_the_same_words(made: str) -> None:
    obj = MADE[made]()
    kept = {field.attname: getattr(obj, field.attname) for field in obj._meta.concrete_fields}
    refused = 0

    for values in broken(obj):
        for name, value in {**kept, **values}.items():
            setattr(obj, name, value)
        for exclude in (None, {"status"}, set(values), {"held_on", "kind"}):
            ours = said(Checked.validate_constraints, obj, exclude=exclude)
            assert ours == said(models.Model.validate_constraints, obj, exclude=exclude), (values, exclude)
            refused += ours is not None

    assert refused > 2


def test_what_holds_is_one_question() -> None:
    activity = make_activity("jiangsu")
    checks = [kept for kept in activity._meta.constraints if isinstance(kept, models.CheckConstraint)]

    with CaptureQueriesContext(connection) as queries:
        activity.validate_constraints()

    assert len(checks) > 10
    assert len([query for query in queries if "_check" in query["sql"]]) == 1
