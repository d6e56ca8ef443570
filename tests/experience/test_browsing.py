"""Browsing the column: light enough for a phone, helpful when nothing is found."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
LIST = reverse("experience:list")
LIGHT = 60_000
IMPORT = re.compile(r'@import url\("([^"]+)"\)')
SHEET = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)"')


def styles(name):
    """A style sheet and those it imports, as they are served."""
    path = Path(finders.find(name))
    text = path.read_text()
    yield text
    for imported in IMPORT.findall(text):
        yield from styles((Path(name).parent / imported).as_posix().replace("css/../", ""))


def zipped(text):
    return len(gzip.compress(text.encode(), 6))


@pytest.mark.parametrize("query", [{}, {"q": "正文"}])
def test_a_full_list_weighs_little_with_all_its_styles(client, query):
    for _ in range(21):
        make_article(summary="摘要" * 100, title="结对共建" * 12)
    client.force_login(make_user("anhui", role="member"))

    page = client.get(LIST, query).content.decode()

    sheets = [text for name in SHEET.findall(page) for text in styles(name)]
    assert len(sheets) >= 4  # portal, Bootstrap, river, column
    assert sum(map(zipped, [page, *sheets])) <= LIGHT


def test_the_list_and_a_piece_need_no_script_to_be_read(client):
    article = make_article(body="<p>看得见的正文</p>")

    for address in (LIST, article.get_absolute_url()):
        page = client.get(address).content.decode()
        scripts = re.findall(r"<script\b([^>]*)>", page)
        assert all("defer" in tag or "module" in tag or "early.js" in tag for tag in scripts)
        assert article.title in page


def test_nothing_found_says_what_would_be(client):
    make_article("jiangsu", kind="case", body="<p>港航物流</p>")
    make_article("hubei", kind="news", body="<p>税收服务</p>")

    response = client.get(LIST, {"q": "港航 税收", "committee": "hubei"})
    page = response.content.decode()

    assert [words for words, _ in response.context["hints"]] == ["税收"]
    assert client.get(f"{LIST}?{response.context['hints'][0][1]}").context["results"].total == 1
    assert "没有找到" in page
    assert "在全站查找" in page


def test_nothing_found_within_the_filters_leads_beyond_them(client):
    make_article("jiangsu", body="<p>港航物流</p>")

    response = client.get(LIST, {"q": "港航物流", "committee": "hubei", "kind": "study"})

    assert response.context["beyond"] == 1
    assert "去掉筛选再查" in response.content.decode()
    assert client.get(f"{LIST}?{response.context['beyond_query']}").context["results"].total == 1


def test_a_long_question_without_a_hit_is_halved(client):
    make_article(body="<p>港航物流提速</p>")

    response = client.get(LIST, {"q": "港航物流减负清单"})

    assert [words for words, _ in response.context["hints"]] == ["港航物流"]


@pytest.mark.parametrize(
    "query",
    [
        "x" * 1000,
        "字" * 1000,
        '"' * 999,
        '"甲 & 乙" | !丙',
        "a:* <-> b",
        "OR AND NOT",
        "'; --",
        "%_\\",
        "<b>",
    ],
)
def test_no_question_makes_the_page_fail_or_its_markup_break(client, query):
    make_article(body="<p>甲 &amp; 乙 &lt;b&gt; %_\\</p>")

    page = client.get(LIST, {"q": query}).content.decode()

    assert "<b>" not in page
    assert page.count("<mark>") == page.count("</mark>")


def test_nothing_found_costs_eight_queries_at_most(client, django_assert_max_num_queries):
    make_article("jiangsu", body="<p>港航物流</p>")

    with django_assert_max_num_queries(8):
        client.get(LIST, {"q": "港航物流减负清单"})
