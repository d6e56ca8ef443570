"""Search engines are told of what strangers may read, all of it and nothing else."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import fromstring

import pytest
from django.utils import timezone

from experience.models import Article
from experience.sitemaps import Pieces
from tests.factories import make_article, make_bulletin

pytestmark = pytest.mark.django_db
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HREF = re.compile(r'<a\s[^>]*?href="([^"#]+)')


def told(client, path):
    """What a map says: date of change by address, without the host."""
    entries = fromstring(client.get(path).content)
    return {
        entry.findtext(f"{SPACE}loc").removeprefix("http://testserver"): entry.findtext(f"{SPACE}lastmod")
        for entry in entries
    }


def allowed(rules, path):
    """By RFC 9309: the longest rule that fits decides."""
    fitting = []
    for verb, rule in re.findall(r"(Allow|Disallow): (\S+)", rules):
        pattern = re.escape(rule).replace(r"\*", ".*").replace(r"\$", "$")
        if re.match(pattern, path):
            fitting.append((len(rule), verb == "Allow"))
    return max(fitting)[1]


def test_robots_are_led_to_the_map(client, settings):
    settings.SITE_URL = "https://portal.example.cn"

    said = client.get("/robots.txt").content.decode()

    assert said.startswith("User-agent: *\nAllow: /$\n")
    assert said.endswith("\nDisallow: /\nSitemap: https://portal.example.cn/sitemap.xml\n")


def test_nobody_is_led_anywhere_where_the_column_is_for_members(client, settings):
    settings.COLUMN_PUBLIC = False

    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
    assert client.get("/sitemap.xml").status_code == 404
    assert client.get("/sitemap-pieces.xml").status_code == 404


@pytest.mark.parametrize(
    ("path", "open_to_robots"),
    [
        ("/", True),
        ("/experience/", True),
        ("/experience/12/", True),
        ("/static/css/portal.css", True),
        ("/sitemap-pieces.xml?p=2", True),
        ("/experience/?area=2&page=7", False),
        ("/search/?q=a", False),
        ("/accounts/login/", False),
        ("/activities/", False),
        ("/api/v1/articles", False),
    ],
)
def test_robots_read_pages_and_not_their_endless_variations(client, path, open_to_robots):
    assert allowed(client.get("/robots.txt").content.decode(), path) is open_to_robots


def test_wherever_robots_may_go_they_are_let_in(client):
    make_article("jiangsu", status="issued")
    make_bulletin(released=True)
    rules = client.get("/robots.txt").content.decode()
    waiting = ["/", *told(client, "/sitemap-pages.xml"), *told(client, "/sitemap-pieces.xml")]
    waiting += told(client, "/sitemap-issues.xml")
    answers = {}

    while waiting:
        path = waiting.pop()
        if path in answers or not allowed(rules, path):
            continue
        answer = client.get(path)
        answers[path] = answer.status_code
        if answer["Content-Type"].startswith("text/html"):
            found = [urlsplit(urljoin(path, link)) for link in HREF.findall(answer.content.decode())]
            waiting += [f"{link.path}?{link.query}" if link.query else link.path for link in found]

    assert len(answers) >= 5
    assert set(answers.values()) == {200}


def test_the_map_names_every_piece_that_is_out_and_no_other(client):
    out = make_article("jiangsu", status="issued")
    make_article("jiangsu", status="draft")
    later = make_article("jiangsu", status="issued")
    Article.objects.filter(pk=later.pk).update(published_at=timezone.now() + timedelta(days=1))

    assert list(told(client, "/sitemap-pieces.xml")) == [out.get_absolute_url()]


def test_the_map_says_when_a_piece_changed_for_its_readers(client):
    piece = make_article("jiangsu", status="issued")
    written, out = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 4, 8, tzinfo=UTC)
    Article.objects.filter(pk=piece.pk).update(updated_at=written, published_at=out)

    assert list(told(client, "/sitemap-pieces.xml").values()) == ["2026-03-04"]
    assert told(client, "/sitemap.xml")["/sitemap-pieces.xml"] == "2026-03-04T16:00:00+08:00"


def test_the_map_names_issues_that_are_out(client):
    out = make_bulletin(released=True)
    make_bulletin(released=False)

    assert list(told(client, "/sitemap-issues.xml")) == [out.get_absolute_url()]


def test_a_long_map_has_pages(client, monkeypatch):
    monkeypatch.setattr(Pieces, "limit", 2)
    pieces = [make_article("jiangsu", status="issued") for _ in range(3)]

    assert list(told(client, "/sitemap.xml"))[1:3] == ["/sitemap-pieces.xml", "/sitemap-pieces.xml?p=2"]
    assert list(told(client, "/sitemap-pieces.xml?p=2")) == [pieces[2].get_absolute_url()]


@pytest.mark.parametrize("path", ["/sitemap-pieces.xml?p=3", "/sitemap-pieces.xml?p=x", "/sitemap-a.xml"])
def test_a_page_of_the_map_that_is_none_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("pieces", [1, 5])
def test_the_map_costs_the_same_however_long(client, pieces, django_assert_num_queries):
    for _ in range(pieces):
        make_article("jiangsu", status="issued")

    with django_assert_num_queries(2):
        client.get("/sitemap-pieces.xml")
    with django_assert_num_queries(4):
        client.get("/sitemap.xml")
