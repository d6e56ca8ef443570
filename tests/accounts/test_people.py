"""Opening accounts and granting rights: two persons, and nobody for himself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts import operations
from accounts.models import User
from collab_portal.lib.history import changes_of
from organizations.models import Committee
from tests.factories import committee, make_branch, make_user
from tests.my_work import awaiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def system() -> User:
    return make_user(None, role="member", platform_role="system")


@pytest.fixture
def security() -> User:
    return make_user(None, role="member", platform_role="security")


def fields(**changed: Any) -> dict[str, Any]:
    return {
        "username": "wanghe",
        "display_name": "王河",
        "post": "主任科员",
        "office_phone": "025-0000",
        "email": "WangHe@example.cn",
        "committee": committee("jiangsu").pk,
        "branch": "",
        **changed,
    }


def duties(**changed: Any) -> dict[str, Any]:
    return {"role": "member", "platform_role": "", "version": "1", **changed}


def test_an_account_starts_without_rights_and_without_a_password(client: Client, system: User) -> None:
    client.force_login(system)
    client.post("/accounts/people/new/", fields())

    person = User.objects.get(username="wanghe")
    assert (person.email, person.duties, person.has_usable_password()) == ("wanghe@example.cn", [], False)
    assert [change.who for change in changes_of(person)] == [system.display_name]


def test_the_form_of_accounts_has_no_rights_in_it(client: Client, system: User) -> None:
    client.force_login(system)
    rights = {
        "role": "admin",
        "is_issuer": "on",
        "platform_role": "security",
        "is_active": "",
        "password": "x",
    }
    client.post("/accounts/people/new/", fields(**rights))

    person = User.objects.get(username="wanghe")
    client.post(f"/accounts/people/{person.pk}/edit/", fields(**rights))

    person.refresh_from_db()
    assert (person.duties, person.is_active) == ([], True)


def test_sending_the_form_twice_opens_one_account(client: Client, system: User) -> None:
    client.force_login(system)
    answers = [client.post("/accounts/people/new/", fields()).headers["Location"] for _ in range(2)]

    assert answers[0] == answers[1]
    assert User.objects.filter(username="wanghe").count() == 1


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"username": "li jiang"}, "username"),
        ({"username": "x" * 61}, "username"),
        ({"username": "taken"}, "username"),
        ({"email": "TAKEN@example.cn"}, "email"),
        ({"email": "\uff34aken@Example.cn"}, "email"),
        ({"username": "TAKEN"}, "username"),
        ({"username": "\uff54aken"}, "username"),
        ({"username": "taken@example.cn"}, "username"),
        ({"email": "no"}, "email"),
        ({"display_name": ""}, "display_name"),
        ({"committee": "999999"}, "committee"),
        ({"committee": "9" * 40}, "committee"),
        ({"branch": "无此编码"}, "branch"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    client: Client, system: User, wrong: dict[str, str], where: str
) -> None:
    make_user(username="taken", email="taken@example.cn")
    client.force_login(system)

    page = client.post("/accounts/people/new/", fields(**wrong))

    assert (page.status_code, list(page.context["form"].errors)) == (200, [where])
    assert 'value="主任科员"' in page.content.decode()


def test_who_opens_accounts_cannot_take_over_one_that_holds_rights(system: User) -> None:
    issuer = make_user(is_issuer=True, email="issuer@example.cn")

    with pytest.raises(PermissionDenied):
        operations.invite_person(issuer, actor=system, now=timezone.now())
    for change in ({"email": "mine@example.cn"}, {"committee": committee("anhui")}):
        with pytest.raises(ValidationError, match="邮箱只能由本人更改"):
            operations.edit_person(issuer, actor=system, **change)


def test_the_closed_fields_of_such_an_account_keep_their_values(client: Client, system: User) -> None:
    issuer = make_user(is_issuer=True, email="issuer@example.cn")
    client.force_login(system)

    client.post(
        f"/accounts/people/{issuer.pk}/edit/", fields(email="mine@example.cn", post="处长", version="1")
    )

    issuer.refresh_from_db()
    assert (issuer.email, issuer.post) == ("issuer@example.cn", "处长")


def test_rights_are_given_by_the_security_admin(client: Client, security: User) -> None:
    person = make_user(role="member")
    client.force_login(security)

    client.post(f"/accounts/people/{person.pk}/duties/", duties(role="staff", is_reviewer="on"))

    person.refresh_from_db()
    assert person.duties == ["工委干部", "专栏审核"]
    assert changes_of(person)[0].fields == [("角色", "党员", "工委干部"), ("专栏审核", "否", "是")]


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        ({}, {"role": "staff", "platform_role": "auditor"}),
        ({}, {"is_editor": "on", "platform_role": "system"}),
        ({"slug": None}, {"role": "admin"}),
    ],
)
def test_rights_that_exclude_each_other_are_refused(
    client: Client, security: User, who: dict[str, Any], asked: dict[str, str]
) -> None:
    person = make_user(role="member", **who)
    client.force_login(security)

    page = client.post(f"/accounts/people/{person.pk}/duties/", duties(**asked))

    assert (page.status_code, len(page.context["form"].non_field_errors())) == (200, 1)
    assert User.objects.get(pk=person.pk).duties == []


@pytest.mark.parametrize("first", ["system", "security", "auditor"])
@pytest.mark.parametrize("right", [{"role": "staff"}, {"is_issuer": True}, {"is_rotation_admin": True}])
def test_the_database_never_lets_a_platform_duty_meet_another(first: str, right: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="user_platform_role_alone"), transaction.atomic():
        make_user(**{"role": "member", "platform_role": first, **right})


def test_the_database_knows_no_fourth_platform_duty() -> None:
    with pytest.raises(IntegrityError, match="user_platform_role_known"), transaction.atomic():
        make_user(role="member", platform_role="root")


def test_there_is_no_superuser() -> None:
    assert {"is_superuser", "is_staff"} & {field.name for field in User._meta.get_fields()} == set()


def test_nobody_changes_his_own_rights_or_account(client: Client, system: User, security: User) -> None:
    answers = {}
    for admin in (system, security):
        client.force_login(admin)
        for page in ("edit", "duties", "disable", "enable", "invite"):
            path = f"/accounts/people/{admin.pk}/{page}/"
            answers[admin.platform_role, page] = client.post(path, duties(role="admin")).status_code

    assert set(answers.values()) == {403}


def test_no_single_login_opens_an_account_and_gives_it_rights(
    client: Client, system: User, security: User
) -> None:
    person = make_user(role="member")
    client.force_login(system)
    assert client.post(f"/accounts/people/{person.pk}/duties/", duties(role="admin")).status_code == 403
    client.force_login(security)
    assert client.post("/accounts/people/new/", fields()).status_code == 403


def test_a_closed_account_is_out_at_once(
    client: Client, person: User, system: User, sign_in: Callable[..., Client]
) -> None:
    theirs = sign_in()
    assert theirs.get("/my/").status_code == 200

    client.force_login(system)
    client.post(f"/accounts/people/{person.pk}/disable/")

    assert theirs.get("/my/").status_code == 302
    client.post(f"/accounts/people/{person.pk}/enable/")
    assert theirs.get("/my/").status_code == 302  # signing in again is needed
    assert sign_in().get("/my/").status_code == 200


def test_the_last_system_and_security_admin_stay(system: User, security: User) -> None:
    with pytest.raises(ValidationError, match="最后一名安全管理员"):
        operations.disable_person(security, actor=system)
    with pytest.raises(ValidationError, match="最后一名系统管理员"):
        operations.grant_duties(system, actor=security, platform_role="")

    make_user(None, role="member", platform_role="security")
    assert operations.disable_person(security, actor=system).is_active is False


def test_the_profile_holds_three_things_and_takes_no_others(client: Client, person: User) -> None:
    client.force_login(person)
    page = client.get("/accounts/profile/")
    assert list(page.context["form"].fields) == ["display_name", "post", "office_phone", "version"]

    typed = {
        "display_name": "李江江",
        "role": "admin",
        "platform_role": "system",
        "version": f"{person.version}",
    }
    client.post("/accounts/profile/", typed)

    person.refresh_from_db()
    assert (person.display_name, person.duties) == ("李江江", ["工委干部"])


def test_a_branch_is_found_by_its_code_within_the_committee(client: Client, system: User) -> None:
    ours, theirs = make_branch("jiangsu", code="A1"), make_branch("anhui", code="A2")
    client.force_login(system)

    assert client.post("/accounts/people/new/", fields(branch=theirs.code)).status_code == 200
    client.post("/accounts/people/new/", fields(branch=ours.code))

    assert User.objects.get(username="wanghe").branch == ours


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_the_same_however_long(
    client: Client, system: User, django_assert_num_queries: Any, number: int
) -> None:
    for _ in range(number):
        make_user("anhui", branch=make_branch("anhui"))
    client.force_login(system)
    asked = {"committee": committee("anhui").pk}

    with django_assert_num_queries(7):  # session, user, asked, rows, count, committees; top
        page = client.get("/accounts/people/", asked)

    assert page.context["page"].total == number


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "李"}, {"李江"}),
        ({"q": "LIJIANG"}, {"李江"}),
        ({"q": "\uff2cijiang"}, {"李江"}),
        ({"q": "安徽編輯"}, {"安徽编辑"}),
        ({"q": "停\u200b用 "}, {"停用"}),
        ({"duty": "column"}, {"安徽编辑"}),
        ({"state": "off"}, {"停用"}),
        ({"duty": "platform"}, {"系统"}),
        ({"q": "\0"}, None),
        ({"committee": "x"}, None),
        ({"duty": "无"}, None),
        ({"after": "damaged"}, None),
    ],
)
def test_the_filters(client: Client, query: dict[str, str], found: set[str] | None) -> None:
    admin = make_user(None, role="member", platform_role="system", display_name="系统")
    make_user(username="lijiang", display_name="李江")
    make_user("anhui", display_name="安徽编辑", is_editor=True)
    make_user(display_name="停用", is_active=False)
    client.force_login(admin)

    page = client.get("/accounts/people/", query)

    assert page.status_code == 200
    everybody = {"系统", "李江", "安徽编辑", "停用"}
    assert {row.display_name for row in page.context["page"].rows} == (found or everybody)


def test_three_viewpoints_on_the_list(client: Client, system: User) -> None:
    own = make_user("jiangsu", display_name="自己人")
    make_user("anhui", display_name="外人")
    client.force_login(make_user("jiangsu", role="admin", display_name="管理员"))

    rows = client.get("/accounts/people/").context["page"].rows

    assert {row.display_name for row in rows} == {"自己人", "管理员"}
    client.force_login(own)
    assert client.get("/accounts/people/").status_code == 403


def test_an_address_of_a_person_out_of_range_is_not_found(client: Client, system: User) -> None:
    client.force_login(system)

    assert client.get(f"/accounts/people/{10**30}/").status_code == 404


def test_the_form_sent_again_does_not_open_an_account_that_was_closed_meanwhile(
    client: Client, system: User
) -> None:
    client.force_login(system)
    client.post("/accounts/people/new/", fields())
    operations.disable_person(User.objects.get(username="wanghe"), actor=system)

    page = client.post("/accounts/people/new/", fields())

    assert page.status_code == 200
    assert "该用户名已被使用" in page.content.decode()


def test_who_opens_accounts_sees_which_committees_and_duties_nobody_works_for(system: User) -> None:
    editor = make_user("hubei", role="member", is_editor=True)
    staff = [make_user(row.slug) for row in Committee.objects.exclude(slug__in=("hunan", "xizang"))]
    make_user("hunan", role="member")

    def vacant(person: User = system) -> list[tuple[str, str]]:
        return [(line.title, line.detail) for line in awaiting(person, timezone.now()) if line.kind == "空缺"]

    waits = "送到这一环节的事项无人办理"
    assert vacant() == [
        ("2 家工委没有在岗人员", "湖南、西藏"),
        ("轮值管理员、专栏审核、专栏签发无人担任", waits),
    ]
    operations.disable_person(editor, actor=system)
    assert vacant()[1][0] == "轮值管理员、专栏编辑、专栏审核、专栏签发无人担任"
    assert vacant(staff[0]) == []
