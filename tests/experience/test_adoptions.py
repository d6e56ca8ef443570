"""借鉴: who took up whose experience, what it led to, what came of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from experience import flowing, operations
from experience.models import Adoption
from notifications.models import Notification
from organizations.models import Committee
from tests.factories import (
    committee,
    make_activity,
    make_adoption,
    make_article,
    make_pairing,
    make_user,
)
from tests.my_work import awaiting

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]  # also when midnight passes
FLOW, LIST = reverse("experience:flow"), reverse("experience:adoptions")


def url(name, obj):
    return reverse(f"experience:{name}", args=[obj.pk])


def filled(**fields):
    return {"plan": "先在两个支部试行", "activity": "", "pairing": "", "result": "", **fields}


def test_a_committee_takes_up_anothers_piece_and_the_piece_says_so(client):
    article = make_article("jiangsu")
    user = make_user("zhejiang")
    client.force_login(user)

    response = client.post(url("adopt", article), filled())

    assert response.url == f"{article.get_absolute_url()}#adoptions"
    adoption = Adoption.objects.get()
    assert (adoption.giver.slug, adoption.committee.slug, adoption.created_by) == (
        "jiangsu",
        "zhejiang",
        user,
    )
    client.logout()
    page = client.get(article.get_absolute_url()).content.decode()
    assert "先在两个支部试行" in page
    assert user.committee.name in page


def test_the_committee_whose_experience_it_is_is_told_and_told_again_of_the_result():
    giver = make_user("jiangsu")
    adoption = make_adoption("zhejiang", make_article("jiangsu"))

    operations.report(
        adoption,
        actor=make_user("zhejiang"),
        now=NOW,
        version=1,
        fields={"plan": "试行", "activity": None, "pairing": None, "result": "三个支部已经用上"},
    )

    told = Notification.objects.filter(recipient=giver, topic=adoption.topic).order_by("pk")
    assert [notice.step for notice in told] == ["adopted", "result"]
    assert told[1].body == "三个支部已经用上"


@pytest.mark.parametrize(
    ("slug", "role", "expected"),
    [
        ("zhejiang", "staff", 200),
        ("zhejiang", "member", 403),
        ("jiangsu", "staff", 403),
        (None, "member", 403),
    ],
)
def test_only_another_committees_staff_take_up_a_piece(client, slug, role, expected):
    article = make_article("jiangsu")
    client.force_login(make_user(slug, role=role))

    assert client.get(url("adopt", article)).status_code == expected
    if expected == 403:
        assert client.post(url("adopt", article), filled()).status_code == 403
        assert not Adoption.objects.exists()


@pytest.mark.parametrize("status", ["draft", "editing", "withdrawn"])
def test_what_cannot_be_read_cannot_be_taken_up(client, status):
    article = make_article("jiangsu", status=status)
    client.force_login(make_user("zhejiang"))

    assert client.post(url("adopt", article), filled()).status_code == 404
    with pytest.raises(ValidationError):
        operations.adopt(article, actor=make_user("zhejiang"), now=NOW, fields=filled())


def test_the_database_refuses_ones_own_piece_a_second_row_and_a_result_without_its_moment():
    adoption = make_adoption()
    values = {
        "article": adoption.article,
        "giver": adoption.giver,
        "committee": committee("anhui"),
        "plan": "试行",
        "adopted_at": NOW,
        "created_by": adoption.created_by,
    }

    for broken, constraint in [
        ({"committee": adoption.giver}, "adoption_of_anothers"),
        ({"committee": adoption.committee}, "adoption_once"),
        ({"result": "有成效"}, "adoption_result_has_moment"),
    ]:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Adoption.objects.create(**{**values, **broken})


def test_sent_twice_it_is_one_and_the_second_time_opens_what_is_there(client):
    article = make_article("jiangsu")
    client.force_login(make_user("zhejiang"))

    client.post(url("adopt", article), filled())
    again = client.post(url("adopt", article), filled())

    assert again.url == reverse("experience:adoption", args=[Adoption.objects.get().pk])


def test_what_it_led_to_and_what_came_of_it_are_added_later(client):
    adoption = make_adoption("zhejiang")
    activity = make_activity("zhejiang", ("anhui",), confirmed=True)
    pairing = make_pairing("zhejiang", "anhui")
    client.force_login(make_user("zhejiang"))
    data = filled(version="1", activity=activity.pk, pairing=pairing.pk, result="办了三场")

    assert client.post(url("adoption", adoption), data).status_code == 302

    adoption.refresh_from_db()
    assert (adoption.activity, adoption.pairing, adoption.result) == (activity, pairing, "办了三场")
    assert adoption.reported_at is not None
    client.logout()
    page = client.get(adoption.article.get_absolute_url()).content.decode()
    assert activity.get_absolute_url() in page
    assert pairing.get_absolute_url() in page
    assert "已报告成效" in page


def test_a_record_that_is_not_public_is_not_named_on_the_page(client):
    activity = make_activity("zhejiang", ("anhui",), title="还没确认的活动")
    adoption = make_adoption("zhejiang", activity=activity)

    assert "还没确认的活动" not in client.get(adoption.article.get_absolute_url()).content.decode()


def test_anothers_activity_is_refused(client):
    article = make_article("jiangsu")
    foreign = make_activity("hunan", ("hubei",), confirmed=True)
    client.force_login(make_user("zhejiang"))

    response = client.post(url("adopt", article), filled(activity=foreign.pk))

    assert set(response.context["form"].errors) == {"activity"}


@pytest.mark.parametrize(
    "fields",
    [
        {"plan": ""},
        {"plan": "字" * 501},
        {"plan": "\x00"},
        {"result": "字" * 2_001},
        {"activity": "9" * 30},
        {"pairing": "x"},
    ],
)
def test_wrong_input_is_said_beside_its_field_and_changes_nothing(client, fields):
    article = make_article("jiangsu")
    client.force_login(make_user("zhejiang"))

    response = client.post(url("adopt", article), filled(**fields))

    assert set(response.context["form"].errors) == set(fields)
    assert not Adoption.objects.exists()


def test_an_edit_over_a_colleagues_edit_is_refused_and_nothing_typed_is_lost(client):
    adoption = make_adoption("zhejiang")
    Adoption.objects.filter(pk=adoption.pk).update(version=2, plan="同事改过")
    client.force_login(make_user("zhejiang"))

    stale = client.post(url("adoption", adoption), filled(version="1", plan="我的文字"))

    assert "我的文字" in stale.content.decode()
    adoption.refresh_from_db()
    assert adoption.plan == "同事改过"
    assert client.post(url("adoption", adoption), filled(version="2", plan="我的文字")).status_code == 302


def test_taken_back_it_neither_shows_nor_counts_and_can_be_taken_up_again(client):
    adoption = make_adoption("zhejiang")
    client.force_login(make_user("zhejiang"))

    client.post(url("adoption-withdraw", adoption))

    assert not Adoption.objects.standing(timezone.now()).exists()
    assert client.get(url("adoption", adoption)).status_code == 404
    assert client.post(url("adoption-withdraw", adoption)).status_code == 404
    client.post(url("adopt", adoption.article), filled(plan="再试一次"))
    adoption.refresh_from_db()
    assert (adoption.withdrawn_at, adoption.plan) == (None, "再试一次")


def test_nobody_else_changes_it(client):
    adoption = make_adoption("zhejiang")

    for user in (
        make_user("jiangsu"),
        make_user("anhui", role="admin"),
        make_user("zhejiang", role="member"),
    ):
        client.force_login(user)
        assert client.post(url("adoption", adoption), filled(version="1")).status_code == 403
        assert client.post(url("adoption-withdraw", adoption)).status_code == 403


def test_an_adoption_of_a_withdrawn_piece_leaves_the_lists_with_it():
    adoption = make_adoption()

    operations.withdraw(adoption.article, actor=make_user("jiangsu", role="admin"), now=NOW, reason="有误")

    assert not Adoption.objects.standing(timezone.now()).exists()


def test_who_took_a_piece_up_hears_of_its_withdrawal_and_why():
    article = make_article("jiangsu")
    taker, left, stranger = make_user("hubei"), make_user("shanghai"), make_user("hunan")
    make_adoption("hubei", article)
    given_up = make_adoption("shanghai", article)
    operations.take_back(given_up, actor=left, now=NOW)

    operations.withdraw(article, actor=make_user("jiangsu", role="admin"), now=NOW, reason="数据失实")

    told = Notification.objects.filter(step="withdrawn", topic=article.topic)
    assert "数据失实" in told.get(recipient=taker).body
    assert not told.filter(recipient__in=[left, stranger]).exists()


def test_after_a_quarter_the_result_is_asked_for_on_my_work():
    old = make_adoption("zhejiang")
    later = NOW + timedelta(days=91)
    user = make_user("zhejiang")

    assert [line for line in awaiting(user, NOW) if line.kind == "成效"] == []
    assert [line.title for line in awaiting(user, later)] == [old.article.title]
    assert awaiting(make_user("zhejiang", role="member"), later) == []
    operations.report(
        old, actor=user, now=later, version=1, fields=filled(activity=None, pairing=None, result="有")
    )
    assert awaiting(user, later) == []


def test_the_flow_draws_every_pair_once_and_the_table_adds_up():
    committees = list(Committee.objects.order_by("position"))
    for slug in ("zhejiang", "anhui"):
        make_adoption(slug, make_article("jiangsu"))
    make_adoption("jiangsu", make_article("zhejiang"))

    drawing = flowing.draw(committees, Adoption.objects.standing(timezone.now()).pairs(), "")

    assert [(stream.giver, stream.taker, stream.number) for stream in drawing.streams] == [
        ("江苏", "浙江", 1),
        ("江苏", "安徽", 1),
        ("浙江", "江苏", 1),
    ]
    assert drawing.total == sum(row.total for row in drawing.rows) == 3
    assert [row.name for row in drawing.rows] == [row.short_name for row in committees]


def test_a_number_of_the_flow_opens_the_list_that_adds_up_to_it(client):
    make_adoption("zhejiang", make_article("jiangsu"))
    make_adoption("anhui", make_article("jiangsu"))
    client.force_login(make_user("hubei", role="member"))

    stream = client.get(FLOW).context["drawing"].streams[0]

    assert client.get(stream.url).context["page"].total == stream.number == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, 2),
        ({"giver": "jiangsu"}, 1),
        ({"taker": "jiangsu"}, 1),
        ({"result": "yes"}, 1),
        ({"year": "2023"}, 0),
        ({"giver": "\x00", "taker": "x", "year": "9" * 30, "result": "<"}, 2),
    ],
)
def test_the_list_is_narrowed_by_giver_taker_year_and_result(client, query, expected):
    make_adoption("zhejiang", make_article("jiangsu"), result="用上了")
    make_adoption("jiangsu", make_article("zhejiang"))
    client.force_login(make_user())

    assert client.get(LIST, query).context["page"].total == expected
    assert client.get(FLOW, query).status_code == 200


@pytest.mark.parametrize("rows", [1, 5])
def test_flow_and_list_cost_the_same_however_much_there_is(client, django_assert_num_queries, rows):
    for slug in ("zhejiang", "anhui", "hubei", "hunan", "sichuan")[:rows]:
        make_adoption(slug)
    client.force_login(make_user(role="member"))

    with django_assert_num_queries(5):  # session, user, inbox, committees, pairs
        client.get(FLOW)
    with django_assert_num_queries(6):  # session, user, inbox, committees, rows, count
        assert len(client.get(LIST).context["page"].rows) == rows


@pytest.mark.parametrize("rows", [1, 5])
def test_a_piece_costs_the_same_however_many_took_it_up(client, django_assert_num_queries, rows):
    article = make_article()
    for slug in ("zhejiang", "anhui", "hubei", "hunan", "sichuan")[:rows]:
        activity = make_activity(slug, ("yunnan",), confirmed=True)
        make_adoption(slug, article, activity=activity, pairing=make_pairing(slug, "yunnan"))
    client.force_login(make_user("fujian", role="member"))

    with django_assert_num_queries(6):  # session, user, inbox, piece, who took it up, related
        response = client.get(article.get_absolute_url())

    assert len(response.context["adoptions"]) == rows


def test_a_committees_page_shows_what_it_gave_and_took(client):
    for slug in ("zhejiang", "anhui", "hubei", "hunan"):
        make_adoption(slug, make_article("jiangsu"))
    make_adoption("jiangsu", make_article("zhejiang", title="浙江的做法"))
    client.force_login(make_user("fujian", role="member"))

    page = client.get(reverse("organizations:detail", args=["jiangsu"])).content.decode()

    assert page.count("江苏供稿") == 0
    assert (page.count("借鉴 · "), page.count("浙江供稿 · ")) == (3, 1)
    assert "浙江的做法" in page
