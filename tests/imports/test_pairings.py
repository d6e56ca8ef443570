"""结对共建 from a table: proposals are made, nothing agreed is rewritten."""

import pytest

from collab_portal.lib import dates
from notifications.models import Delivery
from organizations.models import Pairing
from organizations.operations import pairings
from tests.factories import make_branch, make_pairing, make_user
from tests.imports.helpers import check, commit, counts, problems, undo, workbook

pytestmark = pytest.mark.django_db
HEAD = ["一方编码", "另一方工委", "另一方编码", "共建主题", "支持单位", "有效期至"]


@pytest.fixture
def staff():
    make_branch(code="JS1", name="江苏一支部")
    make_branch(code="JS2", name="江苏二支部")
    make_branch("zhejiang", code="ZJ1", name="浙江一支部")
    return make_user()


def table(*rows, head=HEAD):
    return workbook(head, *rows)


def test_new_rows_become_proposals_with_one_mail_and_own_pairs_begin_at_once(staff):
    partner = make_user("zhejiang")
    rows = [["JS1", "浙江", "ZJ1", "示例主题", "示例单位", "2030-01-01"], ["JS1", "", "JS2", "内部", "", ""]]

    job = commit(check(table(*rows), staff, kind="pairings"), staff)

    assert job.status == "done"
    found = {pairing.theme: pairing for pairing in Pairing.objects.all()}
    assert (found["示例主题"].status, found["内部"].status) == ("proposed", "active")
    assert found["示例主题"].terms.get().valid_until.isoformat() == "2030-01-01"
    mails = Delivery.objects.filter(recipient=partner, channel="email", status="pending", planned=False)
    assert [mail.title for mail in mails] == ["请答复1份结对共建提议"]


@pytest.mark.parametrize(
    ("row", "label", "reason"),
    [
        (["JS9", "浙江", "ZJ1", "题", "", ""], "一方编码", "不在该工委的名录中"),
        (["JS1", "江浙", "ZJ1", "题", "", ""], "另一方工委", "没有“江浙”这家工委"),
        (["JS1", "", "JS1", "题", "", ""], "另一方编码", "不能与自身结对"),
        (["JS1", "浙江", "ZJ1", "", "", ""], "共建主题", "不能为空"),
        (["JS1", "浙江", "ZJ1", "题", "", "2030-13-01"], "有效期至", "不是日期"),
    ],
)
def test_a_row_that_cannot_stand_says_column_and_reason(staff, row, label, reason):
    ((found,), *_) = problems(check(table(row), staff, kind="pairings")).values()

    assert found[0] == label
    assert reason in found[1]


def test_pairings_of_others_and_the_same_pair_twice_are_refused(staff):
    make_branch("anhui", code="AH1")
    head = ["一方工委", *HEAD]
    rows = [
        ["安徽", "AH1", "浙江", "ZJ1", "题", "", ""],
        ["江苏", "JS1", "浙江", "ZJ1", "题", "", ""],
        ["浙江", "ZJ1", "江苏", "JS1", "题", "", ""],
    ]
    found = problems(check(table(*rows, head=head), staff, kind="pairings"))

    assert "两方都不是本工委" in found[2][0][1]
    assert [found[3], found[4]] == [[["另一方编码", "与第 4 行重复。"]], [["另一方编码", "与第 3 行重复。"]]]


def test_what_both_sides_agreed_to_is_not_changed_and_ones_own_supporter_is(staff):
    from organizations.models import Branch

    js, zj = Branch.objects.get(code="JS1"), Branch.objects.get(code="ZJ1")
    pairing = make_pairing(own=js, with_branch=zj, theme="原题")
    refused = check(table(["JS1", "浙江", "ZJ1", "改题", "", ""]), staff, kind="pairings")
    job = commit(check(table(["JS1", "浙江", "ZJ1", "原题", "新单位", ""]), staff, kind="pairings"), staff)
    pairing.refresh_from_db()

    assert "不能单方修改" in problems(refused)[2][0][1]
    assert (counts(job), pairing.supporter) == ((0, 1, 0, 0), "新单位")
    undo(job, staff)
    pairing.refresh_from_db()
    assert pairing.supporter == ""


def test_undo_withdraws_what_nobody_has_answered(staff):
    rows = [
        ["JS1", "浙江", "ZJ1", "未答", "", ""],
        ["JS2", "浙江", "ZJ1", "已答", "", ""],
        ["JS1", "", "JS2", "内", "", ""],
    ]
    job = commit(check(table(*rows), staff, kind="pairings"), staff)
    term = Pairing.objects.get(theme="已答").terms.get()
    pairings.agree(term, actor=make_user("zhejiang"), now=dates.end_of(dates.today()))

    job = undo(job, staff)

    assert dict(Pairing.objects.values_list("theme", "status")) == {"未答": "withdrawn", "已答": "active"}
    assert [row.number for row in job.rows.exclude(kept="")] == [3]
