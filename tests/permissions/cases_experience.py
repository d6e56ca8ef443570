"""Forms of what a reader of the column does and of the ladder of cases, as they are meant."""

from typing import Any

from collab_portal.lib.dates import today
from tests.factories import make_article, make_case

NO_FORM = {"experience:keep", "experience:let-go", "experience:clear-list", "experience:case-drop"}


def _case_facts() -> dict[str, str]:
    facts = {"level": "province", "recipient": "省委办公厅", "reported_on": str(today())}
    return {**facts, "outcome": "", "outcome_on": "", "medium": "", "printed_on": ""}


CASES: dict[str, Any] = {
    "experience:following": lambda w: ({}, w.user("member"), {"committees": ["anhui"], "areas": ["model"]}),
    "experience:follow": lambda w: ({}, w.user("member"), {"committee": "", "area": "model", "on": "1"}),
    "experience:report-case": lambda w: ({"pk": make_article().pk}, w.user("staff"), _case_facts()),
    "experience:case": lambda w: (
        {"pk": make_case(make_article()).pk},
        w.user("staff"),
        {**_case_facts(), "version": "1"},
    ),
}
