"""The feed: all of the column, page by page, and nothing sent twice."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib.html import with_site
from experience import operations
from experience.models import Article
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
FEED = reverse("experience:feed")
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(response):
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def test_the_feed_walks_back_to_the_first_piece(client):
    now = timezone.now()
    for number in range(53):
        make_article(title=f"稿{number}", published_at=now - timedelta(hours=number))

    first, second = client.get(FEED), client.get(FEED, {"page": "2"})

    found = [entry.findtext(f"{ATOM}title") for entry in [*entries(first), *entries(second)]]
    assert found == [f"稿{number}" for number in range(53)]
    links = [link.get("rel") for link in ElementTree.fromstring(first.content).findall(f"{ATOM}link")]
    assert "next" in links
    assert len(entries(client.get(FEED, {"page": "3"}))) == 0


@pytest.mark.parametrize("number", ["0", "-1", "x", "٣", "99999999", "\x00", "1.5"])
def test_what_is_no_page_is_not_found(client, number):
    assert client.get(FEED, {"page": number}).status_code == 404


def test_an_unchanged_feed_is_not_sent_twice(client):
    make_article()
    first = client.get(FEED)

    by_tag = client.get(FEED, HTTP_IF_NONE_MATCH=first["ETag"])
    by_date = client.get(FEED, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])

    assert (by_tag.status_code, by_date.status_code) == (304, 304)


def test_a_new_a_due_and_a_withdrawn_piece_change_the_feed(client, time_machine):
    article = make_article()
    tags = [client.get(FEED)["ETag"]]

    make_article(published_at=timezone.now() + timedelta(hours=1))
    tags.append(client.get(FEED)["ETag"])
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    tags.append(client.get(FEED)["ETag"])
    operations.withdraw(article, actor=make_user("jiangsu", role="admin"), now=timezone.now(), reason="示例")
    tags.append(client.get(FEED)["ETag"])

    assert (len(set(tags)), tags[0] == tags[1]) == (3, True)  # one to come changes nothing yet
    assert len(entries(client.get(FEED))) == 1


def test_the_feeds_date_says_nothing_of_work_on_pieces_nobody_may_see(client, time_machine):
    article = make_article()
    before = client.get(FEED)["Last-Modified"]
    time_machine.move_to(timezone.now() + timedelta(hours=1))

    for status in ("draft", "editing", "reviewing", "issuing", "returned"):
        make_article(status=status)
    make_article(published_at=timezone.now() + timedelta(hours=9))  # signed, its hour is to come

    assert client.get(FEED)["Last-Modified"] == before
    operations.withdraw(article, actor=make_user("jiangsu", role="admin"), now=timezone.now(), reason="示例")
    assert client.get(FEED)["Last-Modified"] != before


def test_only_published_pieces_are_in_the_feed(client):
    for status in ("draft", "editing", "returned", "withdrawn"):
        make_article(status=status)
    make_article(published_at=timezone.now() + timedelta(hours=1))

    assert entries(client.get(FEED)) == []


def test_characters_no_document_may_carry_do_not_break_the_feed(client):
    article = make_article()
    Article.objects.filter(pk=article.pk).update(title="题\x0b目", body="<p>\x1f</p>")

    assert entries(client.get(FEED))[0].findtext(f"{ATOM}title") == "题目"


@pytest.mark.parametrize("articles", [1, 5])
def test_the_feed_costs_the_same_however_long(client, django_assert_num_queries, articles):
    for _ in range(articles):
        make_article()

    with django_assert_num_queries(3):  # committees, rows, the moment of the last change
        client.get(FEED)


def test_a_feed_stays_the_same_when_the_portal_moves_to_another_name(client, settings):
    make_article()
    ids = []
    for site in ("http://10.0.0.1:8000", "https://portal.example.cn"):
        settings.SITE_URL = site
        found = ElementTree.fromstring(client.get(FEED).content)
        ids.append([each.findtext(f"{ATOM}id") for each in (found, *found.iter(f"{ATOM}entry"))])

    assert ids[0] == ids[1]
    assert {each.partition(",")[0] for each in ids[0]} == {f"tag:{settings.FEED_DOMAIN}"}


def test_whole_texts_are_content_with_complete_addresses(client, settings):
    settings.SITE_URL = "https://portal.example.cn"
    body = '<p>见<a href="/activities/1/">活动</a>和<a href="https://example.cn/">网页</a>。</p>'
    make_article(body=body)

    (entry,) = entries(client.get(FEED))

    content = entry.find(f"{ATOM}content")
    assert content.get("type") == "html"
    assert 'href="https://portal.example.cn/activities/1/"' in content.text
    assert 'href="https://example.cn/"' in content.text
    assert 'href="/activities' not in content.text
    assert entry.find(f"{ATOM}summary") is None


def test_pictures_and_links_of_ours_get_the_whole_address():
    html = '<img src="/a" alt="x"><a href="/b/" rel="noopener noreferrer">乙</a><p>"/c"</p>'

    made = with_site(html, "https://p.cn")

    assert made.startswith('<img src="https://p.cn/a" alt="x"><a href="https://p.cn/b/" rel')
    assert made.endswith('<p>"/c"</p>')
