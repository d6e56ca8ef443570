"""A header is read as people write it, wherever it stands; what nobody expects is said."""

import pytest

from activities.models import Activity
from organizations.models import Branch
from tests.factories import make_branch, make_user
from tests.imports.helpers import check, commit, counts, problems
from tests.imports.spreadsheets import number, row, sheet, text, workbook

HEAD = ("编码", "名称", "类别")
ROW = ("A1", "甲支部", "党支部")


@pytest.fixture
def staff(db):
    return make_user()


@pytest.mark.parametrize(
    "head",
    [
        ("编 码", "名称（必填）", "类别*"),
        ("*编码", "名称(必填)", "类　别："),
        ("編碼", "名稱", "類別"),
        ("党组织编码", "支部名称", "类型"),
        ("编码\n（不重复）", "名称 ", "类别【下拉】"),
        ("编\u200b码", "\ufeff名称", "类别"),
    ],
)
def test_a_header_is_understood_as_people_write_it(staff, head):
    job = check(workbook(sheet(row(*head), row(*ROW))), staff)

    assert (counts(job), job.note) == ((1, 0, 0, 0), "")


def test_a_synonym_beside_the_column_itself_is_another_column(staff):
    job = check(workbook(sheet(row(*HEAD, "单位名称"), row(*ROW, "某厅"))), staff)

    assert (counts(job), job.note) == ((1, 0, 0, 0), "未识别的列没有导入：单位名称。")


def test_titles_above_the_header_are_passed_over_though_they_are_merged(staff):
    book = workbook(
        sheet(
            row("江苏党组织名录"),
            row("填报单位：", "省直机关工委"),
            row(*HEAD),
            row(*ROW),
            after='<mergeCells><mergeCell ref="A1:C1"/></mergeCells>',
        )
    )

    job = check(book, staff)

    assert (counts(job), job.note) == ((1, 0, 0, 0), "")
    assert job.rows.get().number == 4
    assert check("名录,,\n编码,名称,类别\nA1,甲支部,党支部".encode(), staff).new_rows == 1


def test_merged_cells_among_the_rows_are_still_refused(staff):
    book = workbook(
        sheet(row("名录"), row(*HEAD), row(*ROW), after='<mergeCells><mergeCell ref="A3:A4"/></mergeCells>')
    )

    assert check(book, staff).note.startswith("表中有合并单元格（A3:A4）")


def test_the_first_sheet_that_has_the_header_is_read_and_named(staff):
    book = workbook(
        sheet(row("填写须知"), row("编码", "不要重复")),
        sheet(row(*HEAD), row(*ROW)),
        sheet(row(*HEAD), row("B1", "乙支部", "党支部")),
        names=["说明", "数据", "去年"],
    )

    job = check(book, staff)

    assert counts(job) == (1, 0, 0, 0)
    assert job.note == (
        "读取的是工作表“数据”。另有工作表也有表头，没有读取：去年。需要的请另存为单独的文件上传。"
    )


def test_hidden_rows_columns_and_sheets_are_said(staff):
    book = workbook(
        sheet(
            row(*HEAD),
            row(*ROW),
            row("B1", "乙支部", "党支部", hidden="1"),
            before='<cols><col min="2" max="2" hidden="1"/></cols>',
        ),
        sheet(row("旧")),
        names=["党组织", "旧数据"],
        states=["visible", "hidden"],
    )

    job = check(book, staff)

    assert counts(job) == (2, 0, 0, 0)
    assert job.note == (
        "第 3 行在表中是隐藏的（或被筛选掉的），也一并读入，请核对。表中有隐藏的列，也一并读入，请核对。"
        "隐藏的工作表没有读取：旧数据。"
    )


def test_a_missing_column_is_named_of_the_sheet_that_comes_nearest(staff):
    book = workbook(sheet(row("说明")), sheet(row("名录"), row("编码", "名称"), row("A1", "甲")))

    assert check(book, staff).note == "缺少必需的列：类别。请下载模板，按其表头填写。"


def test_a_code_shown_with_zeros_updates_the_branch_of_that_code(staff):
    make_branch(code="007", name="旧名")

    commit(
        check(workbook(sheet(row(*HEAD), row(number("7"), "新名", "党支部")), formats=["000"]), staff), staff
    )

    assert list(Branch.objects.values_list("code", "name")) == [("007", "新名")]


@pytest.mark.parametrize("code", ["js-001", "\uff2a\uff33\uff0d\uff10\uff10\uff11"])
def test_a_code_that_only_looks_like_a_known_one_is_asked_about(staff, code):
    make_branch(code="JS-001", name="旧名")

    job = check(workbook(sheet(row(*HEAD), row(code, "新名", "党支部"))), staff)

    assert counts(job) == (0, 0, 0, 1)
    assert problems(job)[2] == [
        ["编码", "与已有的“JS-001”只差大小写、全半角或符号，看上去是同一个；请写成“JS-001”。"]
    ]


def test_a_code_that_became_a_day_is_refused(staff):
    book = workbook(sheet(row(*HEAD), row(number("46024"), "甲", "党支部")), formats=[14])

    assert problems(check(book, staff))[2] == [
        ["编码", "被表格软件当成了日期，已不是原来填写的样子。请把该列设为“文本”格式后重新填写。"]
    ]


def test_a_long_code_as_a_number_is_refused(staff):
    book = workbook(sheet(row(*HEAD), row(number("3201050000000001234"), "甲", "党支部")), formats=[0])

    assert problems(check(book, staff))[2][0][1].startswith("是长数字，Excel 只留前 15 位")


def test_lines_of_minutes_stay_lines(staff):
    head = ("活动名称", "形式", "举行日期", "参与工委", "活动纪要")
    strings = ["<si><t>第一行_x000D_\n第二行</t></si>"]
    cells = ("示例", "联合主题党日", "2026-05-06", "浙江", '<c t="s"><v>0</v></c>')

    job = check(workbook(sheet(row(*head), row(*cells)), strings=strings), staff, kind="activities")
    commit(job, staff)

    assert Activity.objects.get().summary == "<p>第一行</p><p>第二行</p>"


@pytest.mark.parametrize(
    "named",
    ["浙江;安徽", "浙江/安徽", "浙江、安徽。", "浙江省、安徽省", "浙江\n安徽", "浙江 | 安徽", "浙江，安徽"],
)
def test_committees_are_named_as_people_write_them(staff, named):
    head, cells = ("活动名称", "形式", "举行日期", "参与工委"), ("示例", "联合主题党日", "2026-05-06")

    job = check(workbook(sheet(row(*head), row(*cells, named))), staff, kind="activities")

    assert (counts(job), problems(job)) == ((1, 0, 0, 0), {})


@pytest.mark.parametrize("named", ["青海省", "青海 "])
def test_a_committee_is_known_by_its_look(staff, named):
    head, cells = ("活动名称", "形式", "举行日期", "参与工委"), ("示例", "联合主题党日", "2026-05-06")

    job = check(workbook(sheet(row(*head), row(*cells, text(named)))), staff, kind="activities")

    assert (counts(job), problems(job)) == ((1, 0, 0, 0), {})
