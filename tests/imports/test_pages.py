"""The pages: choose, upload, watch, decide; who sees them, and what they cost."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from organizations.imports.kinds import kinds
from organizations.models import Branch, ImportJob
from tests.factories import committee, make_branch, make_user
from tests.imports.helpers import branch_table, cells, check, commit, counts, fresh, work, workbook

pytestmark = pytest.mark.django_db
BAD = ["", "无编码", "党支部", "", ""]
GOOD = ["A", "甲", "党支部", "税务", ""]


@pytest.fixture
def staff(client):
    user = make_user()
    client.force_login(user)
    return user


def send(client, content: bytes, name: str = "名册.xlsx", kind: str = "branches", **more):
    data = {"file": SimpleUploadedFile(name, content), "submission": str(uuid.uuid4()), **more}
    return client.post(reverse("organizations:import-new", args=[kind]), data)


def test_a_table_goes_from_upload_to_the_directory(client, staff):
    answer = send(client, branch_table(GOOD))
    job = ImportJob.objects.get()
    assert answer.url == job.get_absolute_url()
    waiting = client.get(answer.url).content.decode()
    work()

    checked = client.get(answer.url).content.decode()
    client.post(reverse("organizations:import-commit", args=[job.pk]))
    work()
    done = client.get(answer.url).content.decode()

    assert "已排队" in waiting
    assert "every 2s" in waiting
    assert "写入 1 行" in checked
    assert Branch.objects.get().name == "甲"
    assert "可撤销至" in done
    assert f"{reverse('organizations:import-undo', args=[job.pk])}" in done


def test_progress_is_a_fragment_and_ends_with_a_reload(client, staff):
    send(client, branch_table(GOOD))
    job = ImportJob.objects.get()
    ImportJob.objects.update(
        total_rows=40, done_rows=10, lease_token=uuid.uuid4(), lease_until="2100-01-01T00:00Z"
    )
    running = client.get(job.get_absolute_url(), headers={"hx-request": "true"})
    ImportJob.objects.update(lease_token=None, lease_until=None)
    work()

    ended = client.get(job.get_absolute_url(), headers={"hx-request": "true"})

    assert "已处理 10 / 40 行" in running.content.decode()
    assert 'max="40" value="10"' in running.content.decode()
    assert "<html" not in running.content.decode()
    assert ended.headers["HX-Refresh"] == "true"


def test_sending_the_form_twice_makes_one_job(client, staff):
    submission = str(uuid.uuid4())
    first = send(client, branch_table(GOOD), submission=submission)
    second = send(client, branch_table(GOOD), submission=submission)

    assert first.url == second.url
    assert ImportJob.objects.count() == 1


def test_a_table_with_a_wrong_row_cannot_be_written(client, staff):
    job = check(branch_table(GOOD, BAD), staff)
    page = client.get(job.get_absolute_url()).content.decode()

    answer = client.post(reverse("organizations:import-commit", args=[job.pk]), follow=True)
    work()

    assert "全部写入，或者一行也不写" in page
    assert reverse("organizations:import-commit", args=[job.pk]) not in page
    assert "还有 1 行有错" in answer.content.decode()
    assert (fresh(job).status, Branch.objects.count()) == ("checked", 0)


def test_failed_rows_come_as_a_workbook_and_its_corrected_self_completes_the_import(client, staff):
    job = check(branch_table(GOOD, BAD, ["B", "乙", "党小组", "", "A"]), staff)
    answer = client.get(reverse("organizations:import-failed", args=[job.pk]))
    head, first, second = cells(b"".join(answer.streaming_content))
    assert head == ["原行号", "问题", "编码", "名称", "类别", "系统", "上级编码"]
    assert first[:2] == [3, "编码：不能为空。"]
    assert second[0] == 4
    assert second[1].startswith("类别：“党小组”不在可选范围内")

    first[2], second[4] = "C", "党支部"
    url = reverse("organizations:import-correct", args=[job.pk])
    client.post(url, {"file": SimpleUploadedFile("改.xlsx", workbook(head, first, second))})
    work()

    job = fresh(job)
    assert (job.status, counts(job)) == ("checked", (3, 0, 0, 0))
    assert commit(job, staff).status == "done"
    assert sorted(Branch.objects.values_list("code", "parent__code")) == [
        ("A", None),
        ("B", "A"),
        ("C", None),
    ]


def test_a_correction_that_cannot_be_read_leaves_the_job_as_it_was(client, staff):
    job = check(branch_table(GOOD, BAD), staff)
    url = reverse("organizations:import-correct", args=[job.pk])
    nothing = client.post(url, {})
    client.post(url, {"file": SimpleUploadedFile("改.xlsx", b"PK\x03\x04 broken")})
    work()

    job = fresh(job)
    assert "请选择文件" in nothing.content.decode()
    assert (job.status, counts(job)) == ("checked", (1, 0, 0, 1))
    assert job.note.startswith("补正文件未采用：文件已损坏")


def test_failed_rows_may_be_left_out_knowingly(client, staff):
    job = check(branch_table(GOOD, BAD), staff)
    client.post(reverse("organizations:import-leave-out", args=[job.pk]))
    work()

    assert counts(fresh(job)) == (1, 0, 0, 0)
    assert commit(job, staff).status == "done"


def test_a_table_of_failed_rows_alone_cannot_be_emptied(client, staff):
    job = check(branch_table(BAD), staff)
    answer = client.post(reverse("organizations:import-leave-out", args=[job.pk]), follow=True)

    assert "没有可导入的内容了" in answer.content.decode()
    assert counts(fresh(job)) == (0, 0, 0, 1)


def test_a_refused_file_says_why_and_how_to_go_on(client, staff):
    job = check(b"%PDF-1.7 \xff\xfe\xff", staff)
    page = client.get(job.get_absolute_url()).content.decode()

    assert job.status == "failed"
    assert "既不是 xlsx，也不是" in page
    assert reverse("organizations:import-new", args=["branches"]) in page


@pytest.mark.parametrize(
    ("data", "words"), [({}, "请选择文件"), ({"file": SimpleUploadedFile("空.xlsx", b"")}, "文件是空的")]
)
def test_no_file_or_an_empty_one_is_told_beside_the_field(client, staff, data, words):
    answer = client.post(reverse("organizations:import-new", args=["branches"]), data)

    assert words in answer.content.decode()
    assert not ImportJob.objects.exists()


def test_a_job_can_be_given_up_but_not_afterwards_written(client, staff):
    job = check(branch_table(GOOD), staff)
    client.post(reverse("organizations:import-drop", args=[job.pk]))
    answer = client.post(reverse("organizations:import-commit", args=[job.pk]), follow=True)

    assert fresh(job).status == "dropped"
    assert "该导入已放弃，不能再作此操作" in answer.content.decode()


def test_colleagues_see_the_job_and_strangers_do_not(client):
    job = check(branch_table(GOOD), make_user())
    found = {}
    for user in (make_user(), make_user(role="admin"), make_user(role="member"), make_user("zhejiang")):
        client.force_login(user)
        found[user.committee.slug, user.role] = client.get(job.get_absolute_url()).status_code

    assert found == {
        ("jiangsu", "staff"): 200,
        ("jiangsu", "admin"): 200,
        ("jiangsu", "member"): 404,
        ("zhejiang", "staff"): 404,
    }


def test_an_undone_job_lists_what_stayed(client, staff):
    job = commit(check(branch_table(GOOD), staff), staff)
    make_branch(code="B", parent=Branch.objects.get(code="A"))
    client.post(reverse("organizations:import-undo", args=[job.pk]))
    work()

    page = client.get(job.get_absolute_url()).content.decode()

    assert "未能撤销" in page
    assert "已有下级、结对、活动或人员关联到它" in page


def test_after_a_day_an_import_is_not_undone_as_a_whole(client, staff):
    job = commit(check(branch_table(GOOD), staff), staff)
    ImportJob.objects.update(committed_at="2026-01-01T00:00Z")
    page = client.get(job.get_absolute_url()).content.decode()
    answer = client.post(reverse("organizations:import-undo", args=[job.pk]), follow=True)

    assert reverse("organizations:import-undo", args=[job.pk]) not in page
    assert "已超过一天" in answer.content.decode()
    assert Branch.objects.count() == 1


@pytest.mark.parametrize("key", [kind.key for kind in kinds()])
def test_a_template_explains_itself_and_its_example_is_not_imported(client, staff, key):
    answer = client.get(reverse("organizations:import-template", args=[key]))
    book = load_workbook(io.BytesIO(answer.content))

    data, explained = book.worksheets[0], book["填写说明"]
    labels = [cell.value.rstrip("*") for cell in data[1]]
    assert labels == [row[0].value for row in list(explained.iter_rows(min_row=9))[: len(labels)]]
    assert data.data_validations.dataValidation
    job = check(answer.content, staff, kind=key)
    assert (job.status, job.note) == ("failed", "只有表头，没有数据行。")


def test_an_unknown_kind_is_not_found(client, staff):
    assert client.get(reverse("organizations:import-new", args=["people"])).status_code == 404


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_the_same_however_long(client, staff, django_assert_num_queries, number):
    for _ in range(number):
        check(branch_table(GOOD), staff)
    with django_assert_num_queries(5):
        page = client.get(reverse("organizations:imports")).content.decode()

    assert page.count("<article") == number


@pytest.mark.parametrize("number", [1, 5])
def test_a_job_costs_the_same_however_many_rows(client, staff, django_assert_num_queries, number):
    job = check(branch_table(*([f"A{i}", "甲", "党支部", "", ""] for i in range(number))), staff)
    with django_assert_num_queries(6):
        page = client.get(job.get_absolute_url()).content.decode()

    assert page.count("甲（A") == number


def test_what_is_exported_is_what_the_filter_shows(client, staff):
    make_branch(code="007", name="=1+1", kind="unit", term_ends_on="2026-05-06", contact_name="张三")
    make_branch("zhejiang", code="B")
    answer = client.get(reverse("organizations:branch-export") + "?committee=jiangsu&state=all")
    page = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active

    head = [cell.value for cell in page[1]]
    row = dict(zip(head, page[2], strict=True))
    assert page.max_row == 2
    assert (row["编码"].value, row["名称"].value, row["名称"].data_type) == ("007", "=1+1", "s")
    assert row["换届到期"].is_date
    assert row["联系人"].value == "张三"


def test_an_import_of_people_who_left_the_committee_writes_nothing(staff):
    job = check(branch_table(GOOD), staff)
    job.refresh_from_db()
    from organizations.operations import imports

    imports.commit(job, actor=staff)
    staff.committee = committee("zhejiang")
    staff.save()
    work()

    assert fresh(job).status == "checked"
    assert "不再负责" in fresh(job).note
    assert not Branch.objects.exists()
