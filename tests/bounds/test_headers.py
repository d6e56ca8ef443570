"""What stands in a request's head and in its addresses is bounded before anything is made of it."""

import pytest
from django.template import Context, Template

from collab_portal.lib import bounds
from rotation.notice_text import sentences
from tests.factories import make_activity, make_alliance, make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "sent", ['a="' + "\\" * 4_000 + '"', "a=" + "x" * bounds.COOKIES], ids=["marks", "long"]
)
def test_cookies_that_are_not_ours_count_as_none(client, sent):
    client.force_login(make_user())
    client.cookies.clear()

    response = client.get("/healthz", HTTP_COOKIE=sent)

    assert (response.status_code, response.wsgi_request.COOKIES) == (200, {})


def test_our_own_cookies_are_read(client):
    client.force_login(make_user())

    assert client.get("/my/").status_code == 200


@pytest.mark.parametrize("way", ["//[", "http://[", "//a\u2100b", "//a" + "\u0301" * 9_000, "/x" * 300])
def test_a_way_back_that_cannot_be_read_is_none(client, way):
    assert client.get("/accounts/login/", {"next": way}).status_code == 200


def test_a_way_back_on_this_site_is_kept(client):
    assert (
        'value="/activities/?page=2"'
        in client.get("/accounts/login/", {"next": "/activities/?page=2"}).content.decode()
    )


def test_a_cursor_of_another_list_means_the_first_page(client):
    client.force_login(make_user())
    for _ in range(21):
        make_article()
        make_activity()
    cursor = client.get("/experience/").context["page"].next_query

    for address in ("/activities/", "/organizations/branches/", "/experience/bulletins/"):
        assert client.get(f"{address}?{cursor.lstrip('?')}").status_code == 200


def test_history_shows_what_no_parser_of_html_takes(client):
    user = make_user(role="admin")
    client.force_login(user)
    alliance = make_alliance(work_plan="江苏<![x>" + ">" + "<a " * 400)

    assert client.get(alliance.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("text", "cut"),
    [("一二三四", "一二三四"), ("一二三四五", "一二三…"), ("e" + "\u0301" * 9, "e\u0301\u0301…")],
)
def test_a_long_text_is_cut_as_it_stands(text, cut):
    assert Template("{{ text|truncatechars:4 }}").render(Context({"text": text})) == cut


def test_an_aside_that_never_ends_is_looked_for_once():
    [sentence] = sentences("（" * 5_000 + "甲（含周末）")

    assert sentence.text == "(" * 5_000 + "甲"


@pytest.mark.parametrize("charset", ["zip", "rot13", "punycode", "undefined", "gbk"])
def test_a_charset_of_the_senders_choice_is_not_used(client, charset):
    body = b'--X\r\nContent-Disposition: form-data; name="login"\r\n\r\nx-x\r\n--X--\r\n'
    kind = f"multipart/form-data; boundary=X; charset={charset}"

    assert client.generic("POST", "/accounts/login/", body, content_type=kind).status_code == 200


def test_more_parameters_than_anybody_asks_with_are_a_page(client):
    query = "&".join(f"a{number}=1" for number in range(1_100))

    assert client.get(f"/search/?{query}").status_code == 413
