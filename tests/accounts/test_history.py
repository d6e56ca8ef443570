"""History says who, when, before and after, also for changes that no form made."""

from typing import Any

import pytest
from django.db import connection, models

from accounts.models import User
from collab_portal.lib.history import acting, changes_of
from organizations.models import Branch, Committee
from tests.factories import committee, make_branch, make_user

pytestmark = pytest.mark.django_db


def rows(obj: models.Model) -> list[tuple[Any, ...]]:
    return [(change.who, change.label, change.fields) for change in changes_of(obj)]


def test_a_bulk_update_is_history_with_before_and_after() -> None:
    branch = make_branch(name="第一支部", kind="branch")
    with acting(None, "批量改名"):
        Branch.objects.filter(pk=branch.pk).update(name="第二支部", kind=Branch.Kind.UNIT)

    assert rows(branch) == [
        ("系统", "修改", [("名称", "第一支部", "第二支部"), ("类别", "党支部", "单位")]),
        ("系统", "新建", []),
    ]
    assert changes_of(branch)[0].reason == "批量改名"


def test_raw_sql_is_history_too() -> None:
    branch = make_branch(name="第一支部")

    with connection.cursor() as cursor:
        cursor.execute("UPDATE organizations_branch SET name = '第二支部' WHERE id = %s", [branch.pk])

    assert rows(branch)[0] == ("系统", "修改", [("名称", "第一支部", "第二支部")])


def test_a_person_is_named_by_display_name() -> None:
    person = make_user(display_name="李江")
    branch = make_branch(contact_name="王某")

    with acting(person, "更换联系人"):
        branch.contact_name = ""
        branch.save()

    assert rows(branch)[0] == ("李江", "修改", [("联系人", "王某", "")])


def test_a_person_who_is_gone_is_still_a_person() -> None:
    person = make_user()
    branch = make_branch()
    with acting(person, "改名"):
        Branch.objects.filter(pk=branch.pk).update(name="新名")
    person.delete()

    assert changes_of(branch)[0].who == "已删除的用户"


def test_references_and_yes_or_no_are_words() -> None:
    person = make_user("jiangsu", display_name="李江")
    person.committee, person.is_editor = committee("anhui"), True
    person.save()

    assert rows(person)[0] == (
        "系统",
        "修改",
        [("工委", "江苏", "安徽"), ("专栏编辑", "否", "是")],
    )


def test_passwords_and_sign_in_times_are_not_in_the_history() -> None:
    person = make_user()
    person.set_password("Changjiang-2026!!")
    person.save()

    assert rows(person) == [("系统", "新建", [])]
    assert {"password", "last_login"} & {f.name for f in User.pgh_event_model._meta.fields} == set()


def test_long_texts_show_where_they_differ() -> None:
    home = committee()
    Committee.objects.filter(pk=home.pk).update(introduction="甲" * 200 + "旧" + "乙" * 200)
    Committee.objects.filter(pk=home.pk).update(introduction="甲" * 200 + "新" + "乙" * 200)

    name, before, after = changes_of(home)[0].fields[0]

    assert (name, before) == ("简介", "…" + "甲" * 10 + "旧" + "乙" * 49 + "…")
    assert after == before.replace("旧", "新")


def test_history_is_never_rewritten() -> None:
    branch = make_branch()

    with pytest.raises(Exception, match="Cannot update or delete"):
        Branch.pgh_event_model.objects.filter(pgh_obj_id=branch.pk).update(name="伪造")


@pytest.mark.parametrize("changes", [1, 5])
def test_history_costs_two_queries_however_long(django_assert_num_queries: Any, changes: int) -> None:
    branch = make_branch()
    for number in range(changes):
        with acting(make_user(), "改名"):
            Branch.objects.filter(pk=branch.pk).update(name=f"支部{number}")

    with django_assert_num_queries(2):  # events with context, people
        found = changes_of(branch)

    assert len(found) == changes + 1
