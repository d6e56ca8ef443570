"""党组织 from a table: judged row by row, written whole, taken back."""

from datetime import date

import pytest
from django.utils import timezone

from collab_portal.lib import dates
from organizations.models import Branch
from organizations.operations.branches import edit_branch
from organizations.operations.ending import close_branch
from tests.factories import committee, make_branch, make_pairing, make_user
from tests.imports.helpers import BRANCH_HEAD, branch_table, check, commit, counts, fresh, problems, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_user()


def test_new_branches_are_written_with_their_tree(staff):
    table = branch_table(
        ["JS-1", "示例厅机关党委", "机关党委", "税务", ""],
        ["JS-1-1", "第一党支部", "党支部", "税务", "JS-1"],
        ["JS-1-2", "第二党支部", "branch", "", "JS-1"],
    )

    job = check(table, staff)
    assert (job.status, counts(job), Branch.objects.count()) == ("checked", (3, 0, 0, 0), 0)
    job = commit(job, staff)

    assert job.status == "done"
    rows = Branch.objects.order_by("code").values_list("code", "parent__code", "line", "committee__slug")
    assert list(rows) == [
        ("JS-1", None, "tax", "jiangsu"),
        ("JS-1-1", "JS-1", "tax", "jiangsu"),
        ("JS-1-2", "JS-1", "other", "jiangsu"),
    ]


def test_what_is_known_by_its_code_is_changed_or_left_alone(staff):
    make_branch(code="A", name="旧名", version=4)
    make_branch(code="B", name="不变", kind="unit", line="health")

    job = check(
        branch_table(["A", "新名", "党支部", "税务", ""], ["B", " 不变 ", "单位", "卫生健康", None]), staff
    )
    assert counts(job) == (0, 1, 1, 0)
    assert job.rows.get(number=2).changes == [["名称", "旧名", "新名"]]
    commit(job, staff)

    assert list(Branch.objects.order_by("code").values_list("name", "version")) == [("新名", 5), ("不变", 1)]


def test_a_column_that_is_not_there_is_left_alone_and_an_empty_cell_empties(staff):
    make_branch(code="A", name="甲", contact_name="张三", contact_phone="025")

    commit(
        check(branch_table(["A", "乙", "党支部", ""], head=["编码", "名称", "类别", "办公电话"]), staff),
        staff,
    )

    branch = Branch.objects.get()
    assert (branch.name, branch.contact_name, branch.contact_phone, branch.line) == ("乙", "张三", "", "tax")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["", "甲", "党支部", "税务", ""], ["编码", "不能为空。"]),
        (["X", "", "党支部", "税务", ""], ["名称", "不能为空。"]),
        (["X", "长" * 121, "党支部", "税务", ""], ["名称", "超过 120 字。"]),
        (["X", "甲", "党小组", "税务", ""], ["类别", "“党小组”不在可选范围内"]),
        (["X", "甲", "党支部", "税务", "没有"], ["上级编码", "“没有”在本工委的名录和本表中都没有。"]),
        (["X", "甲", "党支部", "税务", "X"], ["上级编码", "上级不能是自己或自己的下级，这样会成环。"]),
        (["X", "=1+1", "党支部", "税务", ""], ["名称", "是公式"]),
    ],
)
def test_a_row_that_cannot_stand_says_column_and_reason(staff, row, problem):
    job = check(branch_table(["OK", "好的", "党支部", "税务", ""], row), staff)

    assert counts(job) == (1, 0, 0, 1)
    (found,) = problems(job)[3]
    assert found[0] == problem[0]
    assert problem[1] in found[1]


@pytest.mark.parametrize(
    ("label", "text", "reason"),
    [
        ("办公邮箱", "不是邮箱", "请填写邮箱地址"),
        ("成立日期", "2024-02-30", "不是日期"),
        ("成立日期", "45000", "不是日期"),
        ("换届到期", "1899-01-01", "1900 年至 2100 年"),
        ("撤销日期", "2024-05-01", "不能经导入办理"),
        ("工委", "浙江", "只能导入本工委（江苏）的"),
    ],
)
def test_a_cell_that_cannot_stand_says_why(staff, label, text, reason):
    make_branch(code="X", name="甲")
    job = check(branch_table(["X", "甲", "党支部", text], head=["编码", "名称", "类别", label]), staff)

    ((found,),) = problems(job).values()
    assert found[0] == label
    assert reason in found[1]


@pytest.mark.parametrize(
    "text",
    [
        "2024-5-6",
        "2024/05/06",
        "2024.5.6",
        "2024年5月6日",
        "20240506",
        "\uff12\uff10\uff12\uff14-05-06",
        date(2024, 5, 6),
    ],
)
def test_dates_are_taken_in_every_usual_way(staff, text):
    job = check(branch_table(["X", "甲", "党支部", text], head=["编码", "名称", "类别", "成立日期"]), staff)
    commit(job, staff)

    assert Branch.objects.get().starts_on == date(2024, 5, 6)


def test_the_same_code_twice_in_a_file_is_told_to_both_rows(staff):
    job = check(branch_table(["A", "甲", "党支部", "", ""], ["A", "乙", "党支部", "", ""]), staff)

    assert problems(job) == {2: [["编码", "与第 3 行重复。"]], 3: [["编码", "与第 2 行重复。"]]}


def test_a_ring_through_file_and_directory_is_found(staff):
    top = make_branch(code="TOP")
    make_branch(code="MID", parent=top)
    job = check(
        branch_table(["TOP", top.name, "党支部", "税务", "LOW"], ["LOW", "下", "党支部", "", "MID"]), staff
    )

    assert [found[0][0] for found in problems(job).values()] == ["上级编码", "上级编码"]
    assert all("成环" in found[0][1] for found in problems(job).values())


def test_who_stands_under_a_failed_new_row_fails_with_it(staff):
    job = check(
        branch_table(
            ["A", "", "党支部", "", ""], ["B", "乙", "党支部", "", "A"], ["C", "丙", "党支部", "", "B"]
        ),
        staff,
    )

    assert [found[0][0] for found in problems(job).values()] == ["名称", "上级编码", "上级编码"]


def test_branches_move_to_another_parent_and_not_under_a_closed_one(staff):
    make_branch(code="OLD")
    make_branch(code="NEW")
    make_branch(code="GONE", ends_on=date(2020, 1, 1))
    make_branch(code="A", name="甲", parent=Branch.objects.get(code="OLD"))

    refused = check(branch_table(["A", "甲", "党支部", "税务", "GONE"]), staff)
    moved = check(branch_table(["A", "甲", "党支部", "税务", "NEW"]), staff)
    commit(moved, staff)

    assert problems(refused) == {2: [["上级编码", "“GONE”已撤销。"]]}
    assert Branch.objects.get(code="A").parent.code == "NEW"


def test_another_committees_branch_of_the_same_code_is_another_branch(staff):
    make_branch("zhejiang", code="A", name="浙江的")

    commit(check(branch_table(["A", "江苏的", "党支部", "", ""]), staff), staff)

    assert set(Branch.objects.values_list("committee__slug", "name")) == {
        ("zhejiang", "浙江的"),
        ("jiangsu", "江苏的"),
    }


def test_what_changed_between_check_and_commit_is_shown_again_and_nothing_is_written(staff):
    branch = make_branch(code="A", name="甲")
    job = check(branch_table(["A", "乙", "党支部", "税务", ""], ["B", "新的", "党支部", "", ""]), staff)
    edit_branch(branch, actor=staff, version=1, name="丙", now=timezone.now())

    job = commit(job, staff)

    assert (job.status, counts(job)) == ("checked", (1, 1, 0, 0))
    assert "有了变动" in job.note
    assert list(Branch.objects.values_list("name", flat=True)) == ["丙"]
    assert job.rows.get(number=2).changes == [["名称", "丙", "乙"]]
    assert commit(job, staff).status == "done"


def test_undo_takes_back_exactly_what_was_done(staff):
    top = make_branch(code="TOP")
    make_branch(code="A", name="甲", parent=top, term_ends_on=date(2026, 1, 2), contact_name="张三")
    before = list(Branch.objects.order_by("pk").values())
    table = branch_table(
        ["A", "乙", "单位", "", "2030-01-01"],
        ["B", "新", "党支部", "A", ""],
        ["C", "新", "党支部", "B", ""],
        head=["编码", "名称", "类别", "上级编码", "换届到期"],
    )
    job = commit(check(table, staff), staff)
    assert Branch.objects.count() == 4

    job = undo(job, staff)

    after = list(Branch.objects.order_by("pk").values())
    assert (job.status, job.kept_rows) == ("undone", 0)
    assert [row | {"version": 0} for row in after] == [row | {"version": 0} for row in before]


def test_undo_leaves_what_somebody_has_touched_since_and_says_so(staff):
    make_branch(code="A", name="甲")
    make_branch(code="Z", name="丁")
    rows = (["A", "乙", "党支部", "税务", ""], ["Z", "戊", "党支部", "税务", ""])
    new = (["B", "新", "党支部", "", ""], ["C", "新", "党支部", "", "B"], ["D", "新", "党支部", "", ""])
    job = commit(check(branch_table(*rows, *new), staff), staff)
    edit_branch(Branch.objects.get(code="A"), actor=staff, version=2, name="后来的名", now=timezone.now())
    make_pairing(own=Branch.objects.get(code="C"))

    job = undo(job, staff)

    kept = {row.title: row.kept for row in job.rows.exclude(kept="")}
    assert job.kept_rows == len(kept) == 3
    assert kept["乙（A）"] == "写入之后又被修改过，保持现状。"
    assert kept["新（C）"] == kept["新（B）"] == "已有下级、结对、活动或人员关联到它，保持现状。"
    assert dict(Branch.objects.filter(committee=committee()).values_list("code", "name")) == {
        "A": "后来的名",
        "Z": "丁",
        "B": "新",
        "C": "新",
    }


def test_undo_does_not_close_a_ring_with_later_moves(staff):
    top, low = make_branch(code="TOP"), make_branch(code="LOW")
    edit_branch(low, actor=staff, version=1, parent=top, now=timezone.now())
    job = commit(check(branch_table(["LOW", low.name, "党支部", "税务", ""]), staff), staff)
    edit_branch(top, actor=staff, version=1, parent=Branch.objects.get(code="LOW"), now=timezone.now())

    job = undo(job, staff)

    assert job.kept_rows == 1
    assert Branch.objects.get(code="LOW").parent is None


def test_a_closed_branch_is_not_reopened_by_its_own_export(staff):
    branch = make_branch(code="A", name="甲")
    close_branch(branch, actor=staff, ends_on=dates.today(), now=timezone.now())
    head = [*BRANCH_HEAD, "撤销日期"]

    assert counts(
        check(branch_table(["A", "甲", "党支部", "税务", "", dates.today()], head=head), staff)
    ) == (0, 0, 1, 0)
    refused = check(branch_table(["A", "甲", "党支部", "税务", "", ""], head=head), staff)

    assert counts(refused) == (0, 0, 0, 1)
    assert fresh(refused).status == "checked"


def test_everything_wrong_with_a_row_is_told_at_once(staff):
    head = [*BRANCH_HEAD, "办公邮箱", "成立日期", "换届到期"]
    table = branch_table(
        ["JS-9", "某支部", "没有的类别", "税务", "无此编码", "不是邮箱", "2036-05-01", "2016-05-01"],
        head=head,
    )

    job = check(table, staff)

    labels = sorted(label for label, _ in problems(job)[2])
    assert labels == ["上级编码", "办公邮箱", "换届到期", "类别"]


def test_a_term_that_ends_before_the_branch_began_is_a_fault_by_itself(staff):
    table = branch_table(
        ["JS-9", "某支部", "党支部", "税务", "", "2036-05-01", "2016-05-01"],
        head=[*BRANCH_HEAD, "成立日期", "换届到期"],
    )

    assert problems(check(table, staff)) == {2: [["换届到期", "不能早于成立日期。"]]}


def test_new_codes_that_look_alike_in_one_file_are_told_apart_by_the_person(staff):
    table = branch_table(
        ["JS-901", "甲支部", "党支部", "", ""],
        ["js-901", "乙支部", "党支部", "", ""],
        ["\uff2a\uff33\uff0d901", "丙支部", "党支部", "", ""],
        ["JS-902", "丁支部", "党支部", "", ""],
    )

    job = check(table, staff)

    assert counts(job) == (1, 0, 0, 3)
    assert problems(job)[2] == [["编码", "与第 3、4 行重复。"]]


def test_stored_codes_that_look_alike_may_stand_in_one_file(staff):
    make_branch(code="A B", name="甲")
    make_branch(code="a  b", name="乙")

    job = check(branch_table(["A B", "丙", "党支部", "", ""], ["a  b", "丁", "党支部", "", ""]), staff)

    assert counts(job) == (0, 2, 0, 0)


def test_an_organisation_that_stands_there_under_another_code_is_not_made_twice(staff):
    """The row names its code; elsewhere in the tree, and after an end, a name may come again."""
    unit = make_branch(code="U", name="水利厅", kind="unit")
    make_branch(code="SD", name="佛山市顺德区发改局", kind="city")
    make_branch(code="X", name="第一党支部", parent=unit)
    make_branch(code="OLD", name="物资储备处党支部", ends_on="2020-01-01")

    job = check(
        branch_table(
            ["N1", "佛山市顺德区发展和改革局党组织", "市县党组织", "发展改革", ""],
            ["N2", "第 1 党支部", "党支部", "水利", "U"],
            ["N3", "第一党支部", "党支部", "水利", ""],
            ["N4", "物资储备处党支部", "党支部", "水利", ""],
            ["SD", "佛山市顺德区发改局", "市县党组织", "发展改革", ""],
        ),
        staff,
    )

    refused = problems(job)
    assert sorted(refused) == [2, 3]
    said = "名录中同一上级下已有“佛山市顺德区发改局”（编码 SD）：是同一个的，编码请写成“SD”；确是另一个的，"
    assert refused[2] == [["名称", f"{said}请把名称写得有所区别。"]]
