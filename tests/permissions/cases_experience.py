"""Forms of what readers, authors and editors of the column do, as they are meant."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from collab_portal.lib.dates import today
from tests.factories import make_article, make_bulletin, make_case, make_piece_correction, make_user

WORDS = {"title": "新题", "summary": "", "body": "<p>新的正文</p>", "note": "年份有误"}

NO_FORM = {
    *("experience:keep", "experience:let-go", "experience:clear-list", "experience:adoption-withdraw"),
    "experience:case-drop",
    *("experience:bulletin-add", "experience:bulletin-settle", "experience:bulletin-hold"),
    *("experience:bulletin-discard", "experience:take-back", "experience:remark-settle"),
    *("experience:remark-drop", "experience:correction-drop"),
    *("experience:call-close", "experience:picture-add", "experience:digest-stop"),  # a file, a link alone
}


def _issue_facts() -> dict[str, str]:
    day = str(today() + timedelta(days=9))
    return {"number": "77", "title": "他山之石", "planned_on": day, "sections": "甲\n乙", "least": "3"}


def _case_facts() -> dict[str, str]:
    facts = {"level": "province", "recipient": "省委办公厅", "reported_on": str(today())}
    return {**facts, "outcome": "", "outcome_on": "", "medium": "", "printed_on": ""}


def _editor() -> Any:
    return make_user("shanghai", role="member", is_editor=True)


def _arranged(_: Any) -> Any:
    issue = make_bulletin(make_article(), released=False)
    item = issue.items.get()
    data = {f"section_{item.pk}": "动态信息", f"place_{item.pk}": "1", "version": "1"}
    return {"pk": issue.pk}, _editor(), data


CASES: dict[str, Any] = {
    "experience:following": lambda w: ({}, w.user("member"), {"committees": ["anhui"], "areas": ["model"]}),
    "experience:follow": lambda w: ({}, w.user("member"), {"committee": "", "area": "model", "on": "1"}),
    "experience:report-case": lambda w: ({"pk": make_article().pk}, w.user("staff"), _case_facts()),
    "experience:case": lambda w: (
        {"pk": make_case(make_article()).pk},
        w.user("staff"),
        {**_case_facts(), "version": "1"},
    ),
    "experience:bulletin-new": lambda w: ({}, _editor(), _issue_facts()),
    "experience:bulletin-edit": lambda w: (
        {"pk": make_bulletin(released=False).pk},
        _editor(),
        {**_issue_facts(), "version": "1"},
    ),
    "experience:bulletin-plan": _arranged,
    "experience:remark": lambda w: (
        {"pk": make_article("jiangsu", status="editing", body="<p>一句话</p>").pk},
        _editor(),
        {"passage-quote": "一句话", "passage-note": "请改"},
    ),
    "experience:correct": lambda w: ({"pk": make_article("jiangsu").pk}, w.user("staff"), WORDS),
    "experience:correction-revise": lambda w: (
        {"pk": make_piece_correction(make_article("jiangsu"), "returned").pk},
        w.user("staff"),
        {**WORDS, "version": "1"},
    ),
    "experience:correction-decide": lambda w: (
        {"pk": make_piece_correction(make_article("jiangsu")).pk},
        _editor(),
        {"decision": "return", "return-remark": "请补充", "return-version": "1"},
    ),
    "experience:call-new": lambda w: (
        {},
        _editor(),
        {
            "topic": "碳汇",
            "due_on": str(today() + timedelta(days=5)),
            "committees": [str(w.home.pk)],
            "submission": str(uuid4()),
        },
    ),
}
