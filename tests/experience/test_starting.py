"""A piece begun from a record carries its facts and figures."""

from decimal import Decimal

import pytest
from django.urls import reverse

from activities.models import Outcome
from collab_portal.lib.html import clean
from experience.models import Article
from tests.factories import (
    make_activity,
    make_adoption,
    make_article,
    make_document,
    make_honour,
    make_pairing,
    make_resolution,
    make_user,
)

pytestmark = pytest.mark.django_db
WRITE, HONOURS = reverse("experience:write"), reverse("commons:honours")


def begun(client, **asked):
    return client.get(WRITE, asked).context["form"].initial


def test_an_activity_hands_over_its_facts_its_text_and_its_figures(client):
    activity = make_activity(
        "jiangsu", ("zhejiang",), confirmed=True, place="苏州", summary="<p>同上一堂课</p>"
    )
    Outcome.objects.create(activity=activity, unit="wan", value=Decimal(5000), text="退税")
    client.force_login(make_user("jiangsu"))

    initial = begun(client, activity=activity.pk)

    assert (initial["activity"], initial["area"], initial["title"]) == (
        activity.pk,
        activity.area,
        str(activity),
    )
    for fact in ("苏州", "浙江省委直属机关工委", "参加人次：30。", "<p>同上一堂课</p>", "退税 5000 万元"):
        assert fact in initial["body"]
    assert clean(initial["body"]) == initial["body"]


def test_a_pairing_hands_over_both_sides_and_its_theme(client):
    pairing = make_pairing(theme="税收<服务>")
    client.force_login(make_user("jiangsu"))

    initial = begun(client, pairing=pairing.pk)

    assert initial["pairing"] == pairing.pk
    assert pairing.first.name in initial["body"]
    assert "税收&lt;服务&gt;" in initial["body"]


def test_what_one_may_not_see_hands_over_nothing(client):
    draft = make_activity("jiangsu", publish=False, title="本工委的草稿")
    proposal = make_pairing("jiangsu", "zhejiang", answer="proposed")
    client.force_login(make_user("anhui"))

    assert "body" not in begun(client, activity=draft.pk)
    assert "body" not in begun(client, pairing=proposal.pk)


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 19, "9" * 40, "\x00", "٣"])
def test_a_number_that_is_no_record_begins_blank(client, number):
    client.force_login(make_user())

    assert "body" not in begun(client, activity=number, pairing=number)


def test_the_page_of_a_confirmed_record_leads_its_parties_to_writing(client):
    activity = make_activity("jiangsu", ("zhejiang",), confirmed=True)
    open_one = make_activity("jiangsu", ("zhejiang",))
    way = f"{WRITE}?activity="

    def leads(user, record):
        client.force_login(user)
        return way in client.get(record.get_absolute_url()).content.decode()

    assert leads(make_user("zhejiang"), activity)
    assert not leads(make_user("zhejiang"), open_one)
    assert not leads(make_user("zhejiang", role="member"), activity)
    assert not leads(make_user("anhui"), activity)


def test_what_was_carried_over_is_stored_as_any_piece(client):
    activity = make_activity("jiangsu", ("zhejiang",), confirmed=True)
    client.force_login(make_user("jiangsu"))
    form = client.get(WRITE, {"activity": activity.pk}).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}

    assert client.post(WRITE, data).status_code == 302
    assert Article.objects.get().activity == activity


def test_a_decision_hands_over_what_was_decided_and_how_far_it_is(client):
    decision = make_resolution(title="共建<联络员>制度")
    decision.reports.create(
        committee=make_user("jiangsu").committee,
        text="首批联络员已到岗",
        reported_by=make_user("jiangsu"),
        reported_at=decision.created_at,
    )
    client.force_login(make_user("jiangsu"))

    initial = begun(client, resolution=decision.pk)

    assert initial["resolution"] == decision.pk
    for fact in ("共建&lt;联络员&gt;制度", "首批联络员已到岗", "承办：江苏"):
        assert fact in initial["body"]
    page = client.get(decision.get_absolute_url()).content.decode()
    assert f"{WRITE}?resolution={decision.pk}" in page


def test_a_decision_of_others_gives_its_facts_but_is_not_linked(client):
    decision = make_resolution()
    client.force_login(make_user("hunan"))

    assert begun(client, resolution=decision.pk)["resolution"] is None


def test_a_decision_beside_a_piece_or_an_adoption_is_for_members_only(client):
    decision = make_resolution(title="只给成员看的事项")
    article = make_article("zhejiang", resolution=decision)
    make_adoption("jiangsu", article, resolution=decision)

    assert "只给成员看的事项" not in client.get(article.get_absolute_url()).content.decode()
    client.force_login(make_user("hunan", role="member"))
    assert client.get(article.get_absolute_url()).content.decode().count("只给成员看的事项") == 2


def test_an_honour_hands_over_who_was_awarded_what_and_shows_the_piece(client):
    paper = make_document(title="表彰<决定>", number="某〔2025〕1号")
    honour = make_honour(title="先进集体", winner="某支部", document=paper)
    client.force_login(make_user("jiangsu"))
    address = f"{WRITE}?honour={honour.pk}"
    offered = f"honour={honour.pk}"
    before = offered in client.get(HONOURS).content.decode()

    initial = client.get(address).context["form"].initial
    client.post(address, {**initial, "area": "sharing", "branch": "", "label": "", "version": ""})

    piece = Article.objects.get()
    assert (piece.honour, piece.kind, piece.title) == (honour, "case", "某支部：先进集体")
    for fact in ("2025年，某支部获某机关授予“先进集体”（省部级）。", "表彰&lt;决定&gt;", "某〔2025〕1号"):
        assert fact in piece.body
    assert before
    make_article(title="写成的案例", honour=honour)
    page = client.get(HONOURS).content.decode()
    assert "写成的案例" in page
    assert piece.title not in page
    assert offered not in page


def test_a_person_s_honour_and_another_s_hand_over_nothing(client):
    client.force_login(make_user("jiangsu"))
    person = make_honour(subject="person", winner="张三", source_title="通报")

    for honour in (person, make_honour("anhui")):
        form = client.get(WRITE, {"honour": honour.pk}).context["form"]
        assert ("honour" in form.fields, form.initial.get("body")) == (False, None)
    assert f"honour={person.pk}" not in client.get(HONOURS).content.decode()


def test_the_piece_leads_back_to_the_honour_for_who_is_signed_in(client):
    piece = make_article(honour=make_honour(title="先进集体"))
    address = piece.get_absolute_url()

    public = client.get(address).content.decode()
    client.force_login(make_user("anhui", role="member"))

    assert "先进集体" not in public
    assert "先进集体（2025 年）" in client.get(address).content.decode()
