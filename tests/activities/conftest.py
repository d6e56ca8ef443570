"""What the log form sends, filled in as a person would."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from collab_portal.lib.dates import today
from tests.factories import committee

Form = Callable[..., dict[str, Any]]


@pytest.fixture
def filled_form(db: None) -> Form:
    """The six required fields and a submission number; ``**changes`` override, ``None`` leaves out."""

    def fill(**changes: Any) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "title": "长江大保护联合主题党日",
            "kind": "party_day",
            "held_on": str(today() - timedelta(days=1)),
            "mode": "onsite",
            "partners": [f"committee-{committee('zhejiang').pk}"],
            "headcount": "30",
            "submission": str(uuid.uuid4()),
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "0",
            **changes,
        }
        return {name: value for name, value in fields.items() if value is not None}

    return fill
