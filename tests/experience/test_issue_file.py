"""The issue as one file: what is published of it, with right page numbers and its imprint."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from experience import documents
from experience.models import COLUMN, Bulletin, SignOff
from tests.factories import make_article, make_bulletin, make_chain, make_user
from tests.gongwen.samples import HOSTILE, SEEN, words

pytestmark = pytest.mark.django_db


def _issue(*articles, **fields) -> Bulletin:
    return make_bulletin(*articles, **{"number": 12, "planned_on": date(2026, 1, 5), **fields})


def _file(client, issue, file_format="docx"):
    return client.get(reverse("experience:bulletin-file", args=[issue.pk, file_format]))


def test_the_issue_has_cover_contents_sections_pieces_and_imprint(client):
    first = make_article(
        "jiangsu", kind="practice", title="经验一", body="<h2>做法</h2><p>正文<strong>甲</strong></p>"
    )
    second = make_article("zhejiang", kind="news", title="消息二", source_site="某报", source_title="原题")

    text = words(_file(client, _issue(first, second)).content)

    parts = (
        "他山之石",
        "第12期",
        "2026年1月5日",
        "目　录",
        "动态信息1",
        "消息二1",
        "经验做法2",
        "经验一2",
        "浙江省委直属机关工委供稿",
        "（来源：某报《原题》）",
        "江苏省委省级机关工委供稿",
        "\n做法\n正文甲",
        "2026年1月5日印发",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_the_imprint_names_each_signer_once(client):
    chain, articles = make_chain(), [make_article(), make_article("hunan")]
    for article in articles:
        for person, link in zip(chain, COLUMN.links, strict=True):
            SignOff.objects.create(
                article=article,
                round=1,
                step=link.step,
                decision="passed",
                person=person,
                author=article.created_by,
                at=timezone.now(),
            )

    text = words(_file(client, _issue(*articles)).content)

    names = [person.display_name for person in chain]
    assert f"编辑：{names[0]}　审核：{names[1]}　签发：{names[2]}" in text


def test_signers_keep_the_names_under_which_they_signed(client):
    chain, article = make_chain(), make_article()
    facts = {"article": article, "round": 1, "author": article.created_by, "at": timezone.now()}
    for person, link in zip(chain, COLUMN.links, strict=True):
        SignOff.objects.create(step=link.step, decision="passed", person=person, **facts)
    names, issue = [person.display_name for person in chain], _issue(article)

    for person in chain:
        person.display_name = "改名"
        person.save()

    text = words(_file(client, issue).content)
    assert f"编辑：{names[0]}　审核：{names[1]}　签发：{names[2]}" in text
    assert "改名" not in text
    assert "改名" not in client.get(article.get_absolute_url()).content.decode()


def test_what_is_not_published_is_not_printed(client):
    hidden = [make_article(title=f"密{status}", status=status) for status in ("issuing", "withdrawn")]
    later = make_article(title="密以后", published_at=timezone.now() + timedelta(days=1))

    text = words(_file(client, _issue(make_article(title="明"), *hidden, later)).content)

    assert "明" in text
    assert "密" not in text


def test_an_issue_to_come_is_not_there_yet(client):
    assert _file(client, _issue(make_article(), released=False)).status_code == 404


def test_an_issue_without_pieces_still_is_a_file(client):
    issue = _issue()

    assert _file(client, issue).content.startswith(b"PK")
    assert _file(client, issue, "pdf").content.startswith(b"%PDF")
    assert _file(client, issue, "odt").status_code == 404


def test_a_closed_column_asks_who_reads(client, settings):
    issue = _issue(make_article())
    settings.COLUMN_PUBLIC = False

    assert _file(client, issue).status_code == 302
    client.force_login(make_user(role="member"))
    assert _file(client, issue).status_code == 200


def test_hostile_words_are_printed_as_they_are(client):
    shown = HOSTILE.replace("\x00", "")
    article = make_article(title=shown[:100], author_name=shown[:60], source_note=shown)
    issue = _issue(article, title=shown[:100])

    assert SEEN[:20] in words(_file(client, issue).content)
    assert _file(client, issue, "pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("pieces", [1, 5])
def test_the_issue_costs_the_same_however_many_pieces(client, django_assert_num_queries, pieces):
    issue = _issue(*(make_article() for _ in range(pieces)))

    with django_assert_num_queries(2):  # pieces, signatures
        documents.booklet(issue, timezone.now())
