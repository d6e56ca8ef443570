"""Feeds of one committee, area, kind or question, read back by an independent parser."""

from datetime import timedelta
from urllib.parse import urlsplit

import feedparser
import pytest
from django.urls import reverse
from django.utils import timezone

from experience import operations
from experience.models import Article
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
FEED = reverse("experience:feed")


def parsed(response):
    found = feedparser.parse(response.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def titles(response):
    return [entry.title for entry in parsed(response).entries]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["四", "三", "二", "一"]),
        ({"committee": "jiangsu"}, ["四", "一"]),
        ({"area": "model"}, ["二", "一"]),
        ({"kind": "case"}, ["三"]),
        ({"committee": "jiangsu", "area": "model"}, ["一"]),
        ({"q": "港航"}, ["四", "二"]),
        ({"q": "港航", "committee": "hubei"}, ["二"]),
        ({"q": "没有的词"}, []),
    ],
)
def test_a_feed_holds_what_its_filters_say_and_nothing_else(client, query, expected):
    now = timezone.now()
    for number, (title, slug, area, kind, body) in enumerate(
        [
            ("一", "jiangsu", "model", "news", "<p>甲</p>"),
            ("二", "hubei", "model", "news", "<p>港航物流</p>"),
            ("三", "hubei", "talent", "case", "<p>乙</p>"),
            ("四", "jiangsu", "talent", "news", "<p>港航</p>"),
        ]
    ):
        at = now - timedelta(hours=9 - number)
        make_article(slug, title=title, area=area, kind=kind, body=body, published_at=at)
    make_article("jiangsu", title="未到时", body="<p>港航</p>", published_at=now + timedelta(hours=1))

    assert titles(client.get(FEED, query)) == expected


def test_an_independent_parser_finds_all_that_atom_requires(client, settings):
    body = "<h2>一</h2><p>甲 &amp; 乙 &lt;丙&gt;</p><ul><li><p>丁</p></li></ul>"
    article = make_article("jiangsu", title="结对 & <共建>", body=body, source_note="转载须注明出处。")

    found = parsed(client.get(FEED, {"committee": "jiangsu", "q": "共建"}))

    entry = found.entries[0]
    assert found.feed.title == "他山之石 · “共建” · 江苏 · 长江流域机关党建协作平台"
    assert entry.title == "结对 & <共建>"
    assert entry.id == f"tag:{settings.FEED_DOMAIN},2026:article/{article.pk}"
    assert "<h2>一</h2>" in entry.summary
    assert entry.author.endswith("（江苏省委省级机关工委）")
    assert [tag.term for tag in entry.tags] == ["经验做法", "共享资源信息", "江苏"]
    assert entry.rights == "转载须注明出处。"
    assert entry.updated_parsed >= entry.published_parsed
    assert found.feed.updated_parsed
    links = {link.rel: link.href for link in found.feed.links}
    assert {"self", "alternate", "first"} <= set(links)
    assert all(urlsplit(href).scheme in {"http", "https"} for href in links.values())
    assert "committee=jiangsu" in links["self"]


def test_a_narrowed_feed_is_walked_to_its_end(client):
    now = timezone.now()
    for number in range(53):
        make_article("jiangsu", title=f"稿{number}", published_at=now - timedelta(hours=number))
        make_article("hubei", published_at=now - timedelta(hours=number))
    found, address = [], f"{FEED}?committee=jiangsu"
    while address:
        page = parsed(client.get(address))
        found += [entry.title for entry in page.entries]
        following = [link.href for link in page.feed.links if link.rel == "next"]
        address = following[0].partition("//")[2].partition("/")[2] if following else ""
        address = f"/{address}" if address else ""

    assert found == [f"稿{number}" for number in range(53)]


@pytest.mark.parametrize(
    "query",
    [
        {"committee": "atlantis"},
        {"area": "x"},
        {"kind": "\x00'"},
        {"q": "，。！"},
        {"q": "x" * 1001},
        {"committee": "9" * 4000},
    ],
)
def test_what_is_not_understood_is_no_feed(client, query):
    assert client.get(FEED, query).status_code == 404


def test_each_feed_has_its_own_tag_and_another_committees_piece_leaves_it_alone(client):
    make_article("jiangsu")
    first = client.get(FEED, {"committee": "jiangsu"})
    whole = client.get(FEED)

    make_article("hubei")

    again = client.get(FEED, {"committee": "jiangsu"}, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(FEED, HTTP_IF_NONE_MATCH=whole["ETag"]).status_code == 200
    assert len({first["ETag"], whole["ETag"], client.get(FEED, {"q": "正文"})["ETag"]}) == 3


def test_a_piece_that_went_back_to_its_author_is_gone_for_old_subscribers(client):
    older = make_article("jiangsu", published_at=timezone.now() - timedelta(days=9))
    Article.objects.filter(pk=older.pk).update(updated_at=timezone.now() - timedelta(days=9))
    make_article("jiangsu")
    before, now = client.get(FEED), timezone.now()
    admin = make_user("jiangsu", role="admin")

    operations.withdraw(older, actor=admin, now=now, reason="有误")
    operations.submit(older, actor=admin, now=now)

    assert client.get(FEED, HTTP_IF_NONE_MATCH=before["ETag"]).status_code == 200


def test_entries_and_feeds_keep_their_identity_when_the_portal_moves(client, settings):
    make_article("jiangsu", title="一")
    seen = []

    for host in ("http://test.example.cn:8000", "https://portal.example.cn"):
        settings.SITE_URL = host
        found = parsed(client.get(FEED, {"committee": "jiangsu"}))
        seen.append((found.feed.id, [entry.id for entry in found.entries]))
        assert found.entries[0].link.startswith(host)

    assert seen[0] == seen[1]
    assert seen[0][0] == "tag:yangtze-collab-portal,2026:experience?committee=jiangsu"
