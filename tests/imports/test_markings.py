"""A 密级标志 in an uploaded table: the row is told, the text is kept nowhere."""

import pytest

from organizations.imports.kinds import kinds
from tests.factories import make_user
from tests.imports.helpers import check, counts, problems, workbook

pytestmark = pytest.mark.django_db
MARKED = "机密★1年"


@pytest.mark.parametrize("kind", ["branches", "pairings", "activities", "totals"])
def test_every_column_of_every_kind_refuses_a_marking(kind):
    found = next(one for one in kinds() if one.key == kind)
    labels = [column.label for column in found.columns]
    table = workbook(
        labels, *[[MARKED if at == row else "" for at in range(len(labels))] for row, _ in enumerate(labels)]
    )

    job = check(table, make_user(), kind=kind)

    told = problems(job)
    assert counts(job) == (0, 0, 0, len(labels))
    for number, label in enumerate(labels, start=2):
        assert [label, "内容带有“机密★”密级标志。本平台不得存储、传输涉密信息，请删除后再提交。"] in told[
            number
        ]


def test_the_marked_text_is_not_kept_and_is_no_column_is_forgotten():
    staff = make_user()
    head = ["活动名称", "形式", "举行日期", "参与工委", "牵头人次", "活动纪要", "备注"]
    row = ["专题会", "联合主题党日", "2026-01-05", "浙江", 3, "秘密★ 内容", "绝密\u3000★"]

    job = check(workbook(head, row), staff, kind="activities")

    assert counts(job) == (0, 0, 0, 1)
    stored = job.rows.get()
    assert (stored.cells["活动纪要"], stored.cells["备注"]) == ("", "")
    assert {label for label, _ in problems(job)[2]} >= {"活动纪要", "备注"}


def test_words_alone_are_no_marking():
    head = ["活动名称", "形式", "举行日期", "参与工委", "牵头人次"]

    job = check(
        workbook(head, ["保守国家秘密专题党课", "联合主题党日", "2026-01-05", "浙江", 3]),
        make_user(),
        kind="activities",
    )

    assert counts(job) == (1, 0, 0, 0)
