"""Forms of the column's desks for the mass-assignment test."""

from datetime import timedelta
from typing import Any

from collab_portal.lib.dates import today
from tests.factories import make_article, make_bulletin, make_user


def _issue_facts() -> dict[str, str]:
    day = str(today() + timedelta(days=9))
    return {"number": "77", "title": "他山之石", "planned_on": day, "sections": "甲\n乙", "least": "3"}


def _editor() -> Any:
    return make_user("shanghai", role="member", is_editor=True)


def _arranged(_: Any) -> Any:
    issue = make_bulletin(make_article(), released=False)
    item = issue.items.get()
    data = {f"section_{item.pk}": "动态信息", f"place_{item.pk}": "1", "version": "1"}
    return {"pk": issue.pk}, _editor(), data


CASES = {
    "experience:bulletin-new": lambda w: ({}, _editor(), _issue_facts()),
    "experience:bulletin-edit": lambda w: (
        {"pk": make_bulletin(released=False).pk},
        _editor(),
        {**_issue_facts(), "version": "1"},
    ),
    "experience:bulletin-plan": _arranged,
}
