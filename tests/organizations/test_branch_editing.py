"""What a committee's staff may do with its own branches, and what happens when two do it at once."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib.forms import Difference
from organizations.models import Branch
from organizations.operations.branches import add_branch, edit_branch
from tests.factories import make_branch, make_user

pytestmark = pytest.mark.django_db
NEW = reverse("organizations:branch-new")
TYPED = {"name": "江苏省税务局机关党委", "code": "JS-01", "kind": "committee", "line": "tax"}


@pytest.fixture
def staff(client):
    user = make_user()
    client.force_login(user)
    return user


def edit_url(branch):
    return reverse("organizations:branch-edit", args=[branch.pk])


def typed(branch, **changed):
    facts = {"name": branch.name, "code": branch.code, "kind": branch.kind, "line": branch.line}
    return {**facts, "version": branch.version, **changed}


def test_staff_add_a_branch_to_their_own_committee(client, staff):
    unit = make_branch()

    response = client.post(NEW, {**TYPED, "parent": unit.pk, "submission": uuid.uuid4()})

    branch = Branch.objects.get(code="JS-01")
    assert response.url == branch.get_absolute_url()
    assert (branch.committee, branch.parent) == (staff.committee, unit)


def test_a_double_click_adds_one(client, staff):
    submission = uuid.uuid4()

    urls = {client.post(NEW, {**TYPED, "submission": submission}).url for _ in range(2)}

    assert urls == {Branch.objects.get(code="JS-01").get_absolute_url()}


@pytest.mark.parametrize(
    ("standing", "typed_name"),
    [
        ("佛山市顺德区发改局", "佛山市顺德区发展和改革局党组织"),
        ("长江航运 联络处", "長江航運聯絡處"),
        ("“先锋”第一党支部", "先锋第1党支部"),
        ("水利厅（本级）机关党委", "水利厅(本级)机关党委。"),
    ],
)
def test_the_same_organisation_is_asked_about_before_it_stands_twice(client, staff, standing, typed_name):
    before = make_branch(name=standing)
    form = {**TYPED, "name": typed_name, "submission": uuid.uuid4()}

    page = client.post(NEW, form)

    assert page.context["form"].namesake == before
    assert f'<a href="{before.get_absolute_url()}">{standing}</a>' in page.content.decode()
    assert client.post(NEW, {**form, "another_confirmed": "on"}).status_code == 302
    assert Branch.objects.filter(name=typed_name, committee=staff.committee).exists()


def test_names_may_repeat_elsewhere_and_after_an_end(client, staff):
    """Each unit has its 第一党支部; a dissolved one stands in nobody's way; renaming is asked about too."""
    unit, own = make_branch(name="水利厅"), make_branch(name="第三党支部")
    make_branch(name="第一党支部", parent=unit)
    make_branch("zhejiang", name="第一党支部")
    make_branch(name="第二党支部", ends_on="2020-01-01")
    for number, name in enumerate(("第一党支部", "第二党支部")):
        form = {**TYPED, "name": name, "code": f"N{number}", "submission": uuid.uuid4()}
        assert client.post(NEW, form).status_code == 302

    assert client.post(edit_url(own), typed(own, contact_name="李")).status_code == 302
    own.refresh_from_db()
    assert client.post(edit_url(own), typed(own, name="第 1 党支部")).context["form"].namesake is not None


def test_a_code_in_use_is_said_beside_the_form_and_nothing_is_lost(client, staff):
    make_branch(code="JS-01")

    page = client.post(NEW, {**TYPED, "submission": uuid.uuid4()}).content.decode()

    assert "本工委已有使用该编码的党组织。" in page
    assert 'value="江苏省税务局机关党委"' in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "长" * 5000),
        ("name", "\0"),
        ("kind", "x"),
        ("parent", "9" * 40),
        ("parent", "x"),
        ("term_ends_on", "2026-02-30"),
        ("contact_email", "@"),
        ("starts_on", "99999-01-01"),
    ],
)
def test_bad_input_is_a_message_not_an_error(client, staff, field, value):
    response = client.post(NEW, {**TYPED, "submission": uuid.uuid4(), field: value})

    assert (response.status_code, field in response.context["form"].errors) == (200, True)
    assert Branch.objects.count() == 0


def test_searching_a_superior_without_a_script_keeps_what_was_typed(client, staff):
    unit = make_branch(name="江苏省税务局")
    make_branch("anhui", name="安徽省税务局")

    page = client.post(NEW, {**TYPED, "find": "parent", "find_parent": "税务局"}).content.decode()

    assert f'<option value="{unit.pk}">江苏省税务局（江苏）</option>' in page
    assert "安徽省税务局" not in page
    assert 'value="JS-01"' in page
    assert Branch.objects.filter(code="JS-01").count() == 0


def test_another_committee_branch_can_not_be_the_superior(client, staff):
    foreign = make_branch("anhui")

    response = client.post(NEW, {**TYPED, "parent": foreign.pk, "submission": uuid.uuid4()})

    assert "parent" in response.context["form"].errors
    with pytest.raises(ValidationError, match="上级须是本工委的党组织"):
        add_branch(actor=staff, now=timezone.now(), submission=uuid.uuid4(), parent=foreign, **TYPED)


def test_an_edit_is_stored_and_raises_the_version(client, staff):
    branch = make_branch()

    client.post(edit_url(branch), typed(branch, name="新名称"))

    branch.refresh_from_db()
    assert (branch.name, branch.version) == ("新名称", 2)


def test_the_second_editor_is_told_and_keeps_his_text(client, staff):
    branch = make_branch(name="原名")
    edit_branch(branch, actor=staff, now=timezone.now(), version=1, name="同事改的名")

    response = client.post(edit_url(branch), typed(branch, name="我改的名"))

    page = response.content.decode()
    assert Branch.objects.get().name == "同事改的名"
    assert ("其他同事已保存过" in page, 'value="我改的名"' in page) == (True, True)
    assert Difference("名称", "同事改的名", "我改的名") in response.context["form"].theirs


def test_sending_again_after_seeing_the_other_text_stores_mine(client, staff):
    branch = make_branch(name="原名")
    edit_branch(branch, actor=staff, now=timezone.now(), version=1, name="同事改的名")
    first = client.post(edit_url(branch), typed(branch, name="我改的名"))

    client.post(
        edit_url(branch), typed(branch, name="我改的名", version=first.context["form"]["version"].value())
    )

    assert Branch.objects.get().name == "我改的名"


def test_a_branch_can_not_move_under_its_own_descendant(client, staff):
    unit = make_branch()
    middle = make_branch(parent=unit)
    branch = make_branch(parent=middle)

    response = client.post(edit_url(unit), typed(unit, parent=branch.pk))

    assert response.context["form"].errors["parent"] == ["上级不能是自己或自己的下级。"]
    unit.refresh_from_db()
    assert unit.parent is None


def test_a_branch_can_not_stand_under_itself(client, staff):
    branch = make_branch()

    response = client.post(edit_url(branch), typed(branch, parent=branch.pk))

    assert response.context["form"].errors["parent"] == ["上级不能是自己或自己的下级。"]


def test_a_branch_moves_within_its_committee(client, staff):
    unit, branch = make_branch(), make_branch()

    client.post(edit_url(branch), typed(branch, parent=unit.pk))

    branch.refresh_from_db()
    assert branch.parent == unit


@pytest.mark.parametrize(("slug", "role"), [("anhui", "staff"), ("anhui", "admin"), ("jiangsu", "member")])
def test_nobody_else_may_change_a_branch(client, slug, role):
    branch = make_branch()
    client.force_login(make_user(slug, role))

    assert client.post(edit_url(branch), typed(branch, name="新名称")).status_code == 403
    assert client.post(reverse("organizations:branch-close", args=[branch.pk])).status_code == 403
    assert Branch.objects.get().name == branch.name


def test_history_is_for_the_own_staff(client):
    branch = make_branch(name="原名")
    edit_branch(branch, actor=make_user(), now=timezone.now(), version=1, name="新名")

    def shows(user):
        client.force_login(user)
        return "变更记录" in client.get(branch.get_absolute_url()).content.decode()

    assert [shows(user) for user in (make_user(), make_user("anhui"), make_user(role="member"))] == [
        True,
        False,
        False,
    ]


def test_history_names_the_fields_that_changed(client, staff):
    branch = make_branch(name="原名")
    client.post(edit_url(branch), typed(branch, name="新名"))

    latest = client.get(branch.get_absolute_url()).context["changes"][0]

    assert (latest.who, latest.fields) == (str(staff), [("名称", "原名", "新名")])
