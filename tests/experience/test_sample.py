"""Sample pieces and bulk pieces: true, safe, the same every time."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from collab_portal.lib.html import clean, plain_text
from experience import sample
from experience.models import Adoption, Article, Bulletin, Call, Remark, SearchDocument, SignOff

pytestmark = pytest.mark.django_db


def state():
    models = (Adoption, Article, SignOff, Bulletin, SearchDocument, Call, Remark)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_seeding_again_changes_nothing(sample_data):
    before = state()

    sample.seed(timezone.now())

    assert state() == before


def test_most_are_published_and_every_step_has_one(sample_data):
    states = [article.status for article in Article.objects.all()]

    assert Article.objects.published(timezone.now()).count() == 11
    assert {name: states.count(name) for name in ("draft", "editing", "reviewing", "issuing")} == {
        "draft": 1,
        "editing": 1,
        "reviewing": 1,
        "issuing": 1,
    }
    assert Article.objects.filter(status="issued", published_at__gt=timezone.now()).count() == 1


def test_every_piece_names_its_source_and_is_of_reading_length(sample_data):
    for article in Article.objects.all():
        assert article.source_title
        assert article.source_site
        assert "示例" in article.source_note
        assert 240 <= len(plain_text(article.body)) <= 900
        assert clean(article.body) == article.body
        article.full_clean()


def test_adoptions_are_of_anothers_published_piece_and_marked_as_samples(sample_data):
    rows = list(Adoption.objects.standing(timezone.now()))

    assert len(rows) == 5
    assert all("示例" in row.plan for row in rows)
    for row in rows:
        row.full_clean()


def test_published_pieces_were_signed_by_three(sample_data):
    for article in Article.objects.filter(status="issued"):
        assert article.signoffs.values("person").distinct().count() == 3


def test_the_first_issue_is_out_and_reads_well(sample_data, client):
    bulletin = Bulletin.objects.get(number=1)

    page = client.get(bulletin.get_absolute_url()).content.decode()

    assert len(re.findall(r"<article", page)) == 4
    assert client.get(reverse("experience:list"), {"q": "四十五"}).context["results"].total == 1


def test_the_desk_has_a_planned_issue_a_call_and_a_returned_piece_with_remarks(sample_data, client):
    client.force_login(User.objects.get(username="zhejiang-staff"))
    returned = Article.objects.get(status="returned")
    page = client.get(returned.get_absolute_url()).content.decode()

    assert page.count("该处文字已改动") == 1
    assert 'class="passage"' in page
    call = Call.objects.get()
    assert (call.asks.count(), call.bulletin.number) == (4, 2)
    client.force_login(User.objects.get(username="editor"))
    desk = client.get(reverse("experience:bulletin-plan", args=[call.bulletin_id])).content.decode()
    assert "稿件不足" in desk
