"""我的工作 names an import that is checked and waits for 写入, until somebody writes it or gives it up."""

import pytest
from django.utils import timezone

from organizations.models import ImportJob
from organizations.operations import imports
from organizations.sample_imports import seed_import
from tests.factories import make_user
from tests.imports.helpers import branch_table, check, commit
from tests.my_work import awaiting

pytestmark = pytest.mark.django_db
GOOD, BAD = ["A", "甲", "党支部", "税务", ""], ["", "无编码", "党支部", "", ""]


def lines(user):
    return [(line.kind, line.title, line.detail, line.url) for line in awaiting(user, timezone.now())]


def test_a_checked_import_awaits_its_committee_until_it_is_written(client):
    staff = make_user()
    job = check(branch_table(GOOD), staff, filename="名册.xlsx")

    line = ("批量导入", "名册.xlsx", "1 行检查无误，待写入", job.get_absolute_url())
    assert lines(staff) == lines(make_user()) == [line]
    assert lines(make_user("zhejiang")) == lines(make_user(role="member")) == []
    client.force_login(staff)
    assert job.get_absolute_url() in client.get("/my/").content.decode()
    commit(job, staff)
    assert lines(staff) == []


def test_what_is_wrong_is_said_and_giving_up_settles_it():
    staff = make_user()
    job = check(branch_table(GOOD, BAD), staff)
    assert [detail for _, _, detail, _ in lines(staff)] == ["1 行有错，补正或去掉这些行后写入"]

    imports.drop(job, actor=staff)

    assert lines(staff) == []


def test_a_table_with_nothing_to_write_awaits_nobody():
    staff = make_user()
    commit(check(branch_table(GOOD), staff), staff)

    check(branch_table(GOOD), staff)

    assert lines(staff) == []


def test_the_sample_import_is_checked_once_with_rows_that_are_wrong():
    staff = make_user()
    for _ in range(2):
        seed_import(staff, timezone.now())

    job = ImportJob.objects.get()
    assert (job.status, job.new_rows, job.failed_rows) == ("checked", 2, 4)
    assert {row.title[:2] for row in job.rows.all()} == {"示例"}
    imports.drop(job, actor=staff)
    seed_import(staff, timezone.now())
    assert ImportJob.objects.get().status == "dropped"
