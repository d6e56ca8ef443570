"""What imports owe and change of what is owed: to be decided until it is, proposals, names of branches."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from collab_portal.lib import dates
from notifications.models import Notification
from organizations.imports import machine
from organizations.operations import imports
from tests.factories import make_branch, make_pairing, make_user
from tests.imports.helpers import branch_table, check, commit, undo, workbook
from tests.my_work import awaiting
from todos.models import Todo
from todos.operations import audit

pytestmark = pytest.mark.django_db
UNTIL = dates.today() + timedelta(days=3)


@pytest.fixture(autouse=True)
def _rows_are_what_is_owed(db: Any) -> Iterator[None]:
    yield
    assert audit(timezone.now(), repair=False).differing == []


def lines(person: User, days: int = 0) -> list[str]:
    """Kind and title of each line so many days from now."""
    now = timezone.now() + timedelta(days=days)
    return [f"{line.kind} {line.title}" for line in awaiting(person, now, "组织")]


def asked(person: User) -> int:
    return Notification.objects.filter(recipient=person).to_do().count()


def test_a_checked_import_waits_until_it_is_written_given_up_or_too_old() -> None:
    person = make_user()
    jobs = [check(branch_table([code, "甲", "党支部", "税务", ""]), person, filename=code) for code in "ABC"]
    assert lines(person) == ["批量导入 A", "批量导入 B", "批量导入 C"]

    commit(jobs[0], person)
    imports.drop(jobs[1], actor=person)
    assert lines(person) == ["批量导入 C"]
    machine.run_due(timezone.now() + timedelta(days=31))

    assert lines(person) == []


def test_a_written_import_of_pairings_asks_for_each_and_undone_asks_for_none() -> None:
    person, partner = make_user(), make_user("zhejiang")
    for number in range(3):
        make_branch(code=f"JS{number}", name=f"苏{number}")
        make_branch("zhejiang", code=f"ZJ{number}", name=f"浙{number}")
    rows = [[f"JS{number}", "浙江", f"ZJ{number}", "共建", str(UNTIL)] for number in range(3)]
    rows += [["JS0", "江苏", "JS1", "内部", str(UNTIL)]]
    head = ["一方编码", "另一方工委", "另一方编码", "共建主题", "有效期至"]

    job = commit(check(workbook(head, *rows), person, kind="pairings"), person)

    assert job.status == "done"
    assert lines(partner) == [f"结对答复 苏{number} × 浙{number}" for number in range(3)]
    assert lines(person, days=4) == ["结对到期 苏0 × 苏1"]
    assert asked(partner) == 3
    undo(job, person)
    assert (lines(partner), asked(partner), Todo.objects.count()) == ([], 0, 0)


def test_names_changed_by_an_import_are_said_and_taken_back_with_it() -> None:
    person, partner = make_user(), make_user("zhejiang")
    branch = make_branch(code="JS1", name="旧名支部", kind="branch", line="tax")
    make_pairing(own=branch, with_branch=make_branch("zhejiang", name="对方"), answer="proposed")

    job = commit(check(branch_table(["JS1", "新名支部", "党支部", "税务", ""]), person), person)
    renamed = lines(partner)
    undo(job, person)

    assert (renamed, lines(partner)) == (["结对答复 新名支部 × 对方"], ["结对答复 旧名支部 × 对方"])
