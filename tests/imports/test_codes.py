"""A code is taken as the person typed it, or refused beside its row: never another one in silence."""
# ruff: noqa: RUF001 - full widths are what is tested

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from collab_portal.lib import codes
from collab_portal.lib.columns import Column
from organizations.models import Branch
from tests.factories import make_branch, make_user
from tests.imports.helpers import branch_table, cells, check, commit, counts, fresh, problems, work
from tests.imports.helpers import workbook as table
from tests.imports.spreadsheets import number, row, sheet, workbook

CODE = Column("code", "编码", is_code=True)
HEAD = ("编码", "名称", "类别")
EXPONENTS = (
    "3.20105E+18",
    "3.20105e+18",
    "3.20105E18",
    "３．２０１０５Ｅ＋１８",
    "3,20105E+18",
    "-3.2E+18",
    "1E+15",
    "3.2 E+ 18",
)


@pytest.fixture
def staff(db):
    return make_user()


@pytest.mark.parametrize("text", EXPONENTS)
def test_a_code_in_exponents_is_refused_though_its_cell_is_text(staff, text):
    job = check(branch_table([text, "甲支部", "党支部", "", ""], ["A1", "乙支部", "党支部", "", text]), staff)

    assert problems(job)[2] == [["编码", codes.IN_EXPONENTS]]
    assert ["上级编码", codes.IN_EXPONENTS] in problems(job)[3]


@pytest.mark.parametrize("text", ["3月5日", "2026年3月", "26年3月5日", "３月５日", "5-Mar", "Mar-26"])
@pytest.mark.parametrize("is_csv", [True, False])
def test_a_code_that_became_a_day_is_refused_though_its_cell_is_text(staff, text, is_csv):
    csv = f"编码,名称,类别\n{text},甲支部,党支部".encode()

    job = check(csv if is_csv else branch_table([text, "甲支部", "党支部", "", ""]), staff)

    assert problems(job) == {2: [["编码", codes.IS_DAY]]}


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-06",
        "2026年3月第1号",
        "3-5",
        "A-Mar",
        "JS-5-Mar",
        "1e3",
        "1E3",
        "3E-1",
        "JS-1.5E3",
        "E18",
        "1.2.3",
    ],
)
def test_letters_and_points_of_a_code_are_no_exponent(text):
    assert CODE.parse(text) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("'JS-001", "JS-001"), ("'001", "001"), ("＇001", "001"), ("’苏001", "苏001"), ("`001", "001")),
        *(('="001"', "001"), ('= "JS-001"', "JS-001"), ("=“001”", "001"), ("＝＂001＂", "001")),
        *((" \u200b'001 ", "001"), ("'甲'", "'甲'"), ("=A1", "=A1"), ("'", "'"), ("长  码", "长  码")),
    ],
)
def test_a_code_is_read_without_the_sign_that_keeps_its_zeros(text, code):
    assert CODE.parse(text) == code
    assert codes.code(codes.code(text)) == code


@pytest.mark.parametrize("text", ["'001", '="001"'])
def test_a_code_with_its_sign_updates_the_branch_it_means(staff, text):
    branch = make_branch(code="001", name="旧名")
    job = commit(
        check(branch_table([text, "新名", "党支部", "", ""], ["A1", "乙", "党支部", "", text]), staff), staff
    )

    branch.refresh_from_db()
    assert (counts(job), branch.name) == ((1, 1, 0, 0), "新名")
    assert Branch.objects.get(code="A1").parent == branch


def test_a_number_keeps_the_zeros_its_format_shows_or_is_refused(staff):
    rows = [row(number("7", style), f"{style}支部", "党支部") for style in (1, 2, 3)]
    job = check(
        workbook(sheet(row(*HEAD), *rows), formats=["[=7]000", "[<=999]0000;0", "[DBNum1]000"]), staff
    )

    assert [line.cells["编码"] for line in job.rows.exclude(outcome="failed")] == ["007", "0007"]
    assert problems(job) == {4: [["编码", codes.OTHERWISE_SHOWN]]}


def test_long_codes_of_a_csv_that_all_end_in_zeros_are_refused(staff):
    job = check(
        "编码,名称,类别\n3201050000001230000,甲,党支部\n3201050000004560000,乙,党支部\nA1,丙,党支部".encode(),
        staff,
    )

    assert problems(job) == {2: [["编码", codes.ROUNDED]], 3: [["编码", codes.ROUNDED]]}


def test_one_whole_code_of_a_csv_shows_that_the_others_end_in_zeros_by_themselves(staff):
    table = "编码,名称,类别\n3201050000001230,甲,党支部\n3201050000001234,乙,党支部"

    assert counts(check(table.encode(), staff)) == (2, 0, 0, 0)


def correct(client, job, *changes):
    """Upload the workbook of failed rows as it came, but for (row, column, text) of ``changes``."""
    answer = client.get(reverse("organizations:import-failed", args=[job.pk]))
    rows = cells(b"".join(answer.streaming_content))
    for at, column, text in changes:
        rows[at][column] = text
    url = reverse("organizations:import-correct", args=[job.pk])
    client.post(url, {"file": SimpleUploadedFile("改.xlsx", table(*rows))})
    work()
    return fresh(job)


def test_a_lost_code_that_comes_back_uncorrected_is_still_lost(client, staff):
    client.force_login(staff)
    rows = [row(number("3201050000001230000", 1), name, "党支部") for name in ("甲", "乙")]
    job = check(workbook(sheet(row(*HEAD), *rows), formats=["0"]), staff)

    job = correct(client, job, (1, 2, "3201050000001234567"))

    assert counts(job) == (1, 0, 0, 1)
    assert problems(job) == {3: [["编码", codes.LOST]]}


def test_a_code_that_ends_in_zeros_by_itself_is_taken_when_it_is_said_again(client, staff):
    client.force_login(staff)
    job = check("编码,名称,类别\n3201050000001230000,甲,党支部".encode(), staff)

    assert counts(correct(client, job)) == (1, 0, 0, 0)


def test_a_code_in_text_cells_may_end_in_zeros(staff):
    assert counts(check(branch_table(["3201050000001230000", "甲", "党支部", "", ""]), staff)) == (1, 0, 0, 0)


@pytest.mark.parametrize("text", [*EXPONENTS[:4], "3月5日"])
def test_a_form_refuses_what_a_spreadsheet_left_of_a_code_beside_its_field(client, staff, text):
    client.force_login(staff)
    facts = {"code": text, "name": "甲支部", "kind": "branch", "line": "tax"}

    answer = client.post(reverse("organizations:branch-new"), facts)

    assert answer.context["form"].errors["code"] == [codes.BY_HAND]
    assert not Branch.objects.exists()


def test_a_form_reads_a_code_as_an_import_does(client, staff):
    client.force_login(staff)
    facts = {"code": "'001", "name": "甲支部", "kind": "branch", "line": "tax"}

    client.post(reverse("organizations:branch-new"), facts)

    assert Branch.objects.get().code == "001"


def test_a_branch_whose_code_was_taken_before_can_still_be_edited(client, staff):
    client.force_login(staff)
    branch = make_branch(code="3.20105E+18")
    facts = {"code": branch.code, "name": "新名", "kind": "branch", "line": "tax", "version": branch.version}

    answer = client.post(reverse("organizations:branch-edit", args=[branch.pk]), facts)

    branch.refresh_from_db()
    assert (answer.status_code, branch.name) == (302, "新名")
