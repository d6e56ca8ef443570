"""共享资源 as a table: what goes out comes back, what is wrong is said beside its cell."""

import pytest

from commons.models import Resource
from tests.factories import make_branch, make_resource, make_user
from tests.imports.helpers import check, commit, counts, undo, workbook

pytestmark = pytest.mark.django_db
HEAD = ["编码", "名称", "类别", "同时容纳人数", "管理单位"]


def table(*rows, user=None):
    return check(workbook(HEAD, *rows), user or make_user(), kind="resources")


def problems(job):
    return [row.problems for row in job.rows.order_by("number") if row.problems]


def test_new_ones_come_by_code_or_by_name_and_are_updated_by_it():
    staff = make_user()
    make_resource(title="无码", code="", capacity=1)

    job = commit(
        table(["A1", "甲", "示范点", "50", ""], ["", "无码", "科创教育基地", "20", ""], user=staff), staff
    )

    assert counts(job) == (1, 1, 0, 0)
    found = dict(Resource.objects.values_list("title", "capacity"))
    assert found == {"甲": 50, "无码": 20}
    again_the_same = table(["A1", "甲", "示范点", "50", ""], user=staff)
    assert counts(again_the_same) == (0, 0, 1, 0)


def test_undone_it_is_as_before_but_for_what_was_touched_since():
    staff = make_user()
    kept = make_resource(title="乙", code="B1", capacity=7)
    job = commit(
        table(["A1", "甲", "示范点", "50", ""], ["B1", "乙", "科创教育基地", "20", ""], user=staff), staff
    )

    undo(job, staff)

    kept.refresh_from_db()
    assert kept.capacity == 7
    assert list(Resource.objects.values_list("title", flat=True)) == ["乙"]


@pytest.mark.parametrize(
    ("row", "label"),
    [
        (["A1", "甲", "城堡", "", ""], "类别"),
        (["A1", "甲", "示范点", "0", ""], "同时容纳人数"),
        (["A1", "甲" * 81, "示范点", "", ""], "名称"),
        (["", "", "示范点", "", ""], "名称"),
        (["c1", "甲", "示范点", "", ""], "编码"),
        (["A1", "丙", "科创教育基地", "", ""], "名称"),
        (["D1", "丁", "科创教育基地", "", "某馆"], "管理单位"),
        (["E1", "戊", "科创教育基地", "1", ""], "编码"),
    ],
)
def test_what_cannot_be_is_told_beside_its_cell(row, label):
    make_resource(title="丙", code="C1")
    make_resource(title="丁", code="D1", branch=make_branch())
    make_resource(title="戊", code="E1", closed_on="2026-01-01", close_reason="改建")

    job = table(row)

    assert [one[0] for one in problems(job)[0]] == [label]


def test_the_same_twice_in_one_file_is_told_in_both_rows():
    job = table(["A1", "甲", "示范点", "", ""], ["a1", "乙", "示范点", "", ""])

    assert len(problems(job)) == 2
