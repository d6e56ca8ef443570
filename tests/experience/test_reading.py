"""Who may read what, what a page costs, and how it reads."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from experience.models import Article
from tests.factories import make_article, make_bulletin, make_chain, make_user

pytestmark = pytest.mark.django_db
LIST = reverse("experience:list")


def titles(response):
    return [article.title for article in response.context["page"].rows]


def test_a_stranger_reads_the_public_column_without_signing_in(client):
    article = make_article(title="公开的经验")

    assert titles(client.get(LIST)) == ["公开的经验"]
    assert client.get(article.get_absolute_url()).status_code == 200


def test_a_column_that_is_not_public_asks_strangers_to_sign_in(client, settings):
    settings.COLUMN_PUBLIC = False
    article = make_article()

    for name, args in [("list", []), ("detail", [article.pk]), ("feed", []), ("bulletins", [])]:
        response = client.get(reverse(f"experience:{name}", args=args))
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))

    client.force_login(make_user("anhui", role="member"))
    assert client.get(article.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("status", ["draft", "editing", "reviewing", "issuing", "returned", "withdrawn"])
def test_an_unpublished_piece_is_there_only_for_its_committee_and_those_who_sign(client, status):
    article = make_article("jiangsu", status=status)
    editor, *_ = make_chain()
    url, hidden = article.get_absolute_url(), 410 if status == "withdrawn" else 404

    def seen_by(user):
        client.force_login(user)
        return client.get(url).status_code

    assert client.get(url).status_code == hidden
    assert seen_by(make_user("jiangsu", role="staff")) == 200
    assert seen_by(make_user("jiangsu", role="member")) == hidden
    assert seen_by(make_user("zhejiang", role="admin")) == hidden
    assert seen_by(editor) == (404 if status == "draft" else 200)
    assert titles(client.get(LIST)) == []


def test_a_scheduled_piece_appears_by_itself_when_its_hour_comes(client, time_machine):
    article = make_article(published_at=timezone.now() + timedelta(hours=2), title="明天见报")
    assert client.get(article.get_absolute_url()).status_code == 404
    assert titles(client.get(LIST)) == []

    time_machine.move_to(timezone.now() + timedelta(hours=3))

    assert client.get(article.get_absolute_url()).status_code == 200
    assert titles(client.get(LIST)) == ["明天见报"]
    assert client.get(LIST, {"q": "见报"}).context["results"].total == 1


@pytest.mark.parametrize("articles", [1, 5])
def test_the_list_costs_the_same_however_long(client, django_assert_num_queries, articles):
    for _ in range(articles):
        make_article()

    with django_assert_num_queries(4):  # committees, bulletins, rows, count
        response = client.get(LIST)

    assert response.content.decode().count("<article") == articles


@pytest.mark.parametrize("articles", [1, 5])
def test_a_member_pays_four_queries_more_at_most(client, django_assert_max_num_queries, articles):
    for _ in range(articles):
        make_article()
    client.force_login(make_user("anhui", role="member"))

    with django_assert_max_num_queries(8):
        response = client.get(LIST)

    assert response.content.decode().count("<article") == articles


@pytest.mark.parametrize("articles", [1, 5])
def test_search_costs_the_same_however_many_hits(client, django_assert_num_queries, articles):
    for _ in range(articles):
        make_article()

    with django_assert_num_queries(4):  # committees, bulletins, count, rows
        response = client.get(LIST, {"q": "正文"})

    assert response.content.decode().count("<article") == articles


@pytest.mark.parametrize("related", [1, 5])
def test_an_article_costs_the_same_however_many_relatives(client, django_assert_num_queries, related):
    article = make_article()
    for _ in range(related):
        make_article()

    with django_assert_num_queries(2):  # article, related
        response = client.get(article.get_absolute_url())

    assert len(response.context["related"]) == min(related, 4)


def test_a_member_reads_an_article_in_six_queries(client, django_assert_max_num_queries):
    article = make_article()
    client.force_login(make_user("anhui", role="member"))

    with django_assert_max_num_queries(6):
        client.get(article.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 5])
def test_the_queue_costs_the_same_however_long(client, django_assert_max_num_queries, rows):
    for _ in range(rows):
        make_article(status="editing")
    editor, *_ = make_chain()
    client.force_login(editor)

    with django_assert_max_num_queries(8):
        response = client.get(reverse("experience:queue"))

    assert len(response.context["mine"]) == rows


def test_filters_narrow_by_committee_area_kind_year_and_issue(client):
    wanted = make_article("jiangsu", area="mission", kind="case", title="要找的")
    make_article("zhejiang", area="mission", kind="case")
    make_article("jiangsu", area="vision", kind="case")
    make_article("jiangsu", area="mission", kind="news")
    old = timezone.now() - timedelta(days=800)
    make_article("jiangsu", area="mission", kind="case", published_at=old)
    make_article("jiangsu", area="mission", kind="case")
    make_bulletin(wanted, number=3)
    year = str(timezone.localtime().year)
    query = {"committee": "jiangsu", "area": "mission", "kind": "case", "year": year, "bulletin": "3"}

    assert titles(client.get(LIST, query)) == ["要找的"]
    assert [hit.url for hit in client.get(LIST, {**query, "q": "要找"}).context["results"].hits] == [
        wanted.get_absolute_url()
    ]


@pytest.mark.parametrize(
    "name", ["committee", "area", "kind", "year", "bulletin", "q", "page", "after", "before"]
)
def test_no_parameter_breaks_the_list(client, name):
    make_article()

    for value in ("x", "9" * 40, "-1", "\x00", "<script>", "1' OR '1'='1"):
        assert client.get(LIST, {name: value}).status_code == 200
        assert client.get(LIST, {"q": "正文", name: value}).status_code == 200


def test_htmx_gets_the_rows_alone(client):
    make_article()

    response = client.get(LIST, HTTP_HX_REQUEST="true")

    assert "<html" not in response.content.decode()
    assert response.content.decode().count("<article") == 1


def test_pages_are_walked_by_key(client):
    for number in range(25):
        make_article(title=f"稿{number:02}", published_at=timezone.now() - timedelta(hours=number + 1))

    first = client.get(LIST)
    second = client.get(f"{LIST}?{first.context['page'].next_query}")

    assert titles(first) + titles(second) == [f"稿{number:02}" for number in range(25)]
    assert titles(client.get(f"{LIST}?{second.context['page'].previous_query}")) == titles(first)


def test_the_page_names_source_licence_and_the_three_who_signed(client):
    from experience import operations

    author = make_user("jiangsu")
    article = make_article(
        status="draft",
        created_by=author,
        source_title="原文",
        source_site="某报",
        source_url="https://example.cn/a",
        source_date="2020-12-01",
        source_note="转载须注明出处。",
    )
    editor, reviewer, issuer = make_chain()
    now = timezone.now()
    operations.submit(article, actor=author, now=now)
    operations.sign(article, actor=editor, now=now)
    operations.sign(article, actor=reviewer, now=now)
    operations.publish(article, actor=issuer, now=now)

    page = client.get(article.get_absolute_url()).content.decode()

    assert f"编辑：{editor}" in page
    assert f"审核：{reviewer}" in page
    assert f"签发：{issuer}" in page
    assert "来源：某报《" in page
    assert "2020年12月1日" in page
    assert "版权说明：转载须注明出处。" in page


def test_text_size_works_by_link_and_stays(client):
    article = make_article()

    assert "size-normal" in client.get(article.get_absolute_url()).content.decode()
    assert "size-larger" in client.get(article.get_absolute_url(), {"size": "larger"}).content.decode()
    assert "size-larger" in client.get(article.get_absolute_url()).content.decode()
    assert "size-normal" in client.get(article.get_absolute_url(), {"size": '"><script>'}).content.decode()


def test_relatives_are_of_the_same_area_and_never_the_piece_itself(client):
    article = make_article(area="vision")
    near = make_article(area="vision")
    make_article(area="model")

    assert client.get(article.get_absolute_url()).context["related"] == [near]


def test_an_issue_shows_its_published_pieces_in_their_order(client):
    first, second, hidden = make_article(), make_article(), make_article(status="editing")
    bulletin = make_bulletin(second, hidden, first)

    response = client.get(bulletin.get_absolute_url())

    parts = response.context["parts"]
    assert [item.article for part in parts for item in part.items] == [second, first]
    assert f"第{bulletin.number}期" in client.get(first.get_absolute_url()).content.decode()


def test_an_issue_is_not_out_before_its_day(client):
    bulletin = make_bulletin(make_article(), released=False)

    assert client.get(bulletin.get_absolute_url()).status_code == 404
    assert client.get(reverse("experience:bulletins")).context["page"].total == 0


@pytest.mark.parametrize("pk", [0, 2**63 - 1, 2**63, 10**30])
def test_a_number_that_is_no_article_is_not_found(client, pk):
    assert client.get(f"/experience/{pk}/").status_code == 404
    assert client.get(f"/experience/bulletins/{pk}/").status_code == 404


def test_history_is_for_the_committee_and_the_chain(client):
    article = make_article()
    Article.objects.filter(pk=article.pk).update(summary="改过的摘要")

    assert "办理经过" not in client.get(article.get_absolute_url()).content.decode()
    client.force_login(make_user("jiangsu", role="staff"))
    assert "办理经过" in client.get(article.get_absolute_url()).content.decode()


def test_an_empty_queue_leads_those_who_write_to_writing(client):
    editor = make_user("shanghai", role="member", is_editor=True)

    def ways(user) -> int:
        client.force_login(user)
        return client.get(reverse("experience:queue")).content.decode().count(reverse("experience:write"))

    assert (ways(make_user()), ways(editor)) == (2, 0)
