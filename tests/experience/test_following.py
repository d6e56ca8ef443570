"""What a person follows and keeps to read: his own, and nobody's business."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from experience import operations
from experience.models import Follow, Kept
from tests.factories import committee, make_article, make_user

pytestmark = pytest.mark.django_db
FOLLOWING, FOLLOW = reverse("experience:following"), reverse("experience:follow")
READING, CLEAR = reverse("experience:reading-list"), reverse("experience:clear-list")
LIST = reverse("experience:list")


def url(name, article):
    return reverse(f"experience:{name}", args=[article.pk])


@pytest.fixture
def reader(client):
    user = make_user("anhui", role="member")
    client.force_login(user)
    return user


def titles(client):
    return [article.title for article in client.get(FOLLOWING).context["page"].rows]


def followed(person):
    rows = Follow.objects.filter(person=person).values_list("committee__slug", "area")
    return {slug or area for slug, area in rows}


def test_the_newest_of_what_one_follows_stands_in_one_place(client, reader):
    now = timezone.now()
    make_article("jiangsu", area="talent", title="江苏", published_at=now - timedelta(days=2))
    make_article("hubei", area="model", title="模范", published_at=now - timedelta(days=1))
    make_article("jiangsu", area="model", title="两者都是", published_at=now)
    make_article("hubei", area="talent", title="无关")
    make_article("jiangsu", status="editing", title="未刊发")
    make_article("jiangsu", title="明天的", published_at=now + timedelta(days=1))

    client.post(FOLLOWING, {"committees": ["jiangsu"], "areas": ["model"]})

    assert titles(client) == ["两者都是", "模范", "江苏"]


def test_the_page_says_what_one_follows(client, reader):
    client.post(FOLLOWING, {"committees": ["hubei", "jiangsu"], "areas": ["model"]})

    assert client.get(FOLLOWING).context["followed"] == ["江苏", "湖北", "共创模范机关"]


def test_the_choice_is_saved_whole_and_none_is_a_choice(client, reader):
    client.post(FOLLOWING, {"committees": ["jiangsu", "hubei"], "areas": ["model"]})
    client.post(FOLLOWING, {"committees": ["hubei", "fujian"], "areas": ["talent"]})
    after = followed(reader)
    client.post(FOLLOWING, {})

    assert (after, followed(reader)) == ({"hubei", "fujian", "talent"}, set())


def test_what_is_no_committee_or_area_is_refused_and_nothing_changes(client, reader):
    operations.follow(actor=reader, area="model")

    for wrong in ({"committees": ["atlantis"]}, {"areas": ["\x00"]}, {"areas": ["model", "x" * 5000]}):
        assert client.post(FOLLOWING, wrong).status_code == 200
    for wrong in ({}, {"committee": "anhui", "area": "model"}, {"area": "x"}, {"committee": "9" * 400}):
        assert client.post(FOLLOW, {**wrong, "on": "1"}).status_code == 400

    assert followed(reader) == {"model"}


def test_one_click_follows_and_one_ends_it_and_leads_back(client, reader):
    here = f"{LIST}?committee=jiangsu"

    response = client.post(FOLLOW, {"committee": "jiangsu", "on": "1", "next": here})
    client.post(FOLLOW, {"committee": "jiangsu", "on": "1"})
    shown = [(choice.label, choice.on) for choice in client.get(here).context["follows"]]
    client.post(FOLLOW, {"committee": "jiangsu"})

    assert (response.url, shown, followed(reader)) == (here, [("江苏", True)], set())
    assert client.post(FOLLOW, {"area": "model", "next": "//evil.example"}).url == FOLLOWING


def test_the_page_of_a_piece_offers_its_committee_and_area(client, reader):
    article = make_article("jiangsu", area="model")
    operations.follow(actor=reader, committee=committee("jiangsu"))

    page = client.get(article.get_absolute_url()).content.decode()

    assert "已关注江苏" in page
    assert "关注共创模范机关" in page
    assert "已关注共创模范机关" not in page


def test_the_database_follows_one_thing_once(reader):
    jiangsu = committee("jiangsu")
    Follow.objects.create(person=reader, committee=jiangsu)
    Follow.objects.create(person=reader, area="model")

    for broken, constraint in [
        ({"committee": jiangsu}, "follow_committee_once"),
        ({"area": "model"}, "follow_area_once"),
        ({"committee": jiangsu, "area": "model"}, "follow_one_thing"),
        ({}, "follow_one_thing"),
        ({"area": "nothing"}, "follow_one_thing"),
    ]:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Follow.objects.create(person=reader, **broken)


def test_a_piece_goes_on_the_list_once_and_off_again(client, reader):
    article = make_article()

    for _ in range(2):
        client.post(url("keep", article), {"next": article.get_absolute_url()})
    kept = [row.article for row in client.get(READING).context["page"].rows]
    for _ in range(2):
        client.post(url("let-go", article))

    assert (kept, Kept.objects.count()) == ([article], 0)


def test_the_list_is_emptied_at_once_and_only_ones_own(client, reader):
    for person in (reader, make_user()):
        for _ in range(3):
            operations.keep(make_article(), actor=person, now=timezone.now())

    client.post(CLEAR)

    assert set(Kept.objects.values_list("person__committee__slug", flat=True)) == {"jiangsu"}
    assert Kept.objects.count() == 3


def test_a_script_gets_the_button_alone(client, reader):
    article = make_article()

    put = client.post(url("keep", article), HTTP_HX_REQUEST="true").content.decode()
    taken = client.post(url("let-go", article), HTTP_HX_REQUEST="true").content.decode()

    assert ("移出清单" in put, "<html" in put, "加入清单" in taken) == (True, False, True)


@pytest.mark.parametrize("status", ["draft", "editing", "withdrawn"])
def test_what_cannot_be_read_is_not_kept(client, reader, status):
    article = make_article(status=status)

    assert client.post(url("keep", article)).status_code == 404
    assert not Kept.objects.exists()


def test_a_piece_withdrawn_since_keeps_its_place_without_its_title(client, reader):
    article = make_article("jiangsu", title="后来撤下的")
    operations.keep(article, actor=reader, now=timezone.now())
    operations.withdraw(article, actor=make_user("jiangsu", role="admin"), now=timezone.now(), reason="有误")

    page = client.get(READING).content.decode()
    client.post(url("let-go", article))

    assert ("这篇文章已撤下" in page, "后来撤下的" in page, Kept.objects.exists()) == (True, False, False)


@pytest.mark.parametrize("pk", [0, 2**63 - 1, 2**63, 10**30])
def test_numbers_of_no_piece_do_no_harm(client, reader, pk):
    assert client.post(f"/experience/{pk}/keep/").status_code == 404
    assert client.post(f"/experience/{pk}/let-go/").status_code == 302


def test_strangers_are_asked_to_sign_in_and_see_no_buttons(client):
    article = make_article()

    assert {client.get(path).status_code for path in (FOLLOWING, READING)} == {302}
    for path in (LIST, article.get_absolute_url()):
        page = client.get(path).content.decode()
        assert ("加入清单" in page, "阅读清单" in page) == (False, False)


def test_nobody_sees_what_another_reads_and_nothing_is_kept_as_history(client, reader):
    article = make_article("jiangsu")
    operations.keep(article, actor=reader, now=timezone.now())
    operations.follow(actor=reader, committee=committee("jiangsu"))
    client.force_login(make_user("jiangsu", role="admin"))

    assert client.get(READING).context["page"].total == 0
    assert titles(client) == []
    assert reader.display_name not in client.get(article.get_absolute_url()).content.decode()
    kept_by_history = {getattr(model, "pgh_tracked_model", None) for model in apps.get_models()}
    assert not {Follow, Kept} & kept_by_history


@pytest.mark.parametrize("rows", [1, 5])
def test_both_pages_cost_the_same_however_long(client, reader, django_assert_num_queries, rows):
    for _ in range(rows):
        operations.keep(make_article("jiangsu"), actor=reader, now=timezone.now())
    operations.follow(actor=reader, committee=committee("jiangsu"))

    with django_assert_num_queries(8):  # session, user, follows, stop, committees, rows, count, inbox
        following = client.get(FOLLOWING)
    with django_assert_num_queries(5):  # session, user, rows, count, inbox
        reading = client.get(READING)

    assert [len(page.context["page"].rows) for page in (following, reading)] == [rows, rows]


def test_the_narrowed_list_costs_eight_queries_at_most(client, reader, django_assert_max_num_queries):
    make_article("jiangsu", area="model")

    with django_assert_max_num_queries(8):
        client.get(LIST, {"committee": "jiangsu", "area": "model"})
