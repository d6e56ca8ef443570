"""Writing a piece: nothing typed is lost, nothing is stored twice, nothing dangerous is kept."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from experience.models import Article
from tests.experience.test_html import VECTORS, assert_safe
from tests.factories import make_article, make_branch, make_chain, make_user

pytestmark = pytest.mark.django_db
WRITE = reverse("experience:write")


def filled(**fields):
    return {
        "title": "联学共建的一点做法",
        "kind": "practice",
        "area": "sharing",
        "author_name": "示例",
        "body": "<p>正文</p>",
        "submission": str(uuid.uuid4()),
        **fields,
    }


def edit_url(article):
    return reverse("experience:edit", args=[article.pk])


@pytest.fixture
def author(client):
    user = make_user("jiangsu")
    client.force_login(user)
    return user


def test_a_draft_belongs_to_the_writers_committee(client, author):
    response = client.post(WRITE, filled(committee="1", status="issued", created_by="1"))

    article = Article.objects.get()
    assert response.url == article.get_absolute_url()
    assert (article.committee, article.created_by, article.status) == (author.committee, author, "draft")


def test_five_fields_are_required_and_what_was_typed_stays(client, author):
    response = client.post(WRITE, {"summary": "已写好的摘要", "body": "<p> </p>"})

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"title", "kind", "area", "author_name", "body"}
    assert "已写好的摘要" in response.content.decode()


def test_sending_twice_makes_one_piece(client, author):
    data = filled()

    first, second = client.post(WRITE, data), client.post(WRITE, data)

    assert first.url == second.url
    assert Article.objects.count() == 1


def test_anothers_submission_number_opens_nothing(client, author):
    theirs = make_article("zhejiang", status="draft")

    response = client.post(WRITE, filled(submission=str(theirs.submission)))

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert Article.objects.count() == 1


def test_saving_and_sending_is_one_click(client, author):
    client.post(WRITE, filled(submit="1"))

    article = Article.objects.get()
    assert (article.status, article.round) == ("editing", 1)


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_dangerous_is_kept_or_shown(client, author, vector):
    client.post(WRITE, filled(title=vector[:90].replace("\x00", "") or "题", body=f"<p>字</p>{vector}"))

    article = Article.objects.get()
    assert_safe(article.body)
    page = client.get(article.get_absolute_url()).content.decode()
    assert "alert(1)>" not in page.replace("&gt;", "").split("<main")[1]
    assert "<img src=x" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "字" * 101},
        {"title": "\x00"},
        {"kind": "nothing"},
        {"area": "\x00"},
        {"branch": "99999999999999999999"},
        {"activity": "x"},
        {"pairing": "-1"},
        {"source_date": "1-1-1"},
        {"source_url": "javascript:alert(1)"},
        {"source_url": "ftp://example.cn/a"},
        {"submission": "x"},
        {"summary": "字" * 301},
        {"body": "<p>" + "字" * 200_000 + "</p>"},
    ],
)
def test_wrong_input_is_said_beside_its_field(client, author, fields):
    response = client.post(WRITE, filled(**fields))

    assert response.status_code == 200
    assert set(response.context["form"].errors) == set(fields)
    assert not Article.objects.exists()


def test_two_hundred_thousand_characters_of_markup_are_stored(client, author):
    client.post(WRITE, filled(body="<p>三个字</p>" * 20_000))

    assert len(Article.objects.get().body) == 200_000


def test_control_characters_are_dropped_from_every_field(client, author):
    client.post(WRITE, filled(title="题\x0b目", author_name="示\x1f例", body="<p>正\x07文</p>"))

    article = Article.objects.get()
    assert (article.title, article.author_name, article.body) == ("题目", "示例", "<p>正文</p>")


def test_a_branch_of_another_committee_is_refused(client, author):
    response = client.post(WRITE, filled(branch=str(make_branch("zhejiang").pk)))

    assert "branch" in response.context["form"].errors


def test_members_partners_and_strangers_do_not_write_or_edit(client):
    article = make_article("jiangsu", status="draft")

    def answers(user):
        client.force_login(user)
        return client.get(WRITE).status_code, client.get(edit_url(article)).status_code

    assert answers(make_user("jiangsu", role="member")) == (403, 404)
    assert answers(make_user("zhejiang", role="staff")) == (200, 404)
    assert answers(make_user("jiangsu", role="staff")) == (200, 200)


@pytest.mark.parametrize(
    ("status", "author_may", "editor_may"),
    [
        ("draft", True, False),
        ("returned", True, False),
        ("withdrawn", True, False),
        ("editing", False, True),
        ("reviewing", False, False),
        ("issued", False, False),
    ],
)
def test_the_text_is_open_to_one_side_at_a_time(client, status, author_may, editor_may):
    article = make_article("jiangsu", status=status)
    editor, *_ = make_chain()

    client.force_login(article.created_by)
    assert (client.get(edit_url(article)).status_code == 200) is author_may
    client.force_login(editor)
    assert (client.get(edit_url(article)).status_code == 200) is editor_may


def test_an_edit_over_anothers_edit_is_shown_not_lost(client, author):
    article = make_article("jiangsu", status="draft")
    Article.objects.filter(pk=article.pk).update(version=2, body="<p>同事的文字</p>")

    stale = client.post(edit_url(article), filled(version="1", body="<p>我的文字</p>"))

    page = stale.content.decode()
    assert "我的文字" in page
    assert "同事的文字" in page
    assert 'name="version" value="2"' in page
    again = client.post(edit_url(article), filled(version="2", body="<p>我的文字</p>"))
    assert again.status_code == 302
    article.refresh_from_db()
    assert (article.body, article.version) == ("<p>我的文字</p>", 3)


def test_every_version_of_the_text_is_kept(client, author):
    client.post(WRITE, filled(body="<p>第一稿</p>"))
    article = Article.objects.get()

    client.post(edit_url(article), filled(version="1", body="<p>第二稿</p>"))

    events = Article.pgh_event_model.objects.filter(pgh_obj=article).order_by("pgh_id")
    assert list(events.values_list("body", flat=True)) == ["<p>第一稿</p>", "<p>第二稿</p>"]


def test_the_editor_sees_a_branch_and_links_he_may_not_choose(client):
    branch = make_branch("jiangsu")
    article = make_article("jiangsu", status="editing", branch=branch)
    editor, *_ = make_chain()
    client.force_login(editor)

    response = client.post(edit_url(article), filled(version="1", branch=str(branch.pk)))

    assert response.status_code == 302
    article.refresh_from_db()
    assert article.branch == branch


def test_the_form_carries_its_draft_its_number_and_the_editors_files(client, author):
    page = client.get(WRITE).content.decode()

    assert 'data-draft="experience.write"' in page
    assert 'name="submission"' in page
    assert "django_prose_editor/editor.js" in page
    assert "style=" not in page.split("<main")[1]


def test_submitting_twice_says_so_once(client, author):
    article = make_article("jiangsu", status="draft", created_by=author)
    url = reverse("experience:submit", args=[article.pk])

    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 302
    article.refresh_from_db()
    assert article.round == 1
    assert article.submitted_at <= timezone.now()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", "机密★10年"),
        ("summary", "秘密★"),
        ("body", "<p>一</p><p><strong>绝密</strong>★长期</p>"),
        ("body", f'<p>一</p><img src="/experience/pictures/{uuid.UUID(int=1)}/" alt="机密★">'),
        ("author_post", "机密 ★"),
        ("source_note", "絕密★"),
    ],
)
def test_a_text_with_a_classification_mark_is_refused_beside_its_field(client, author, field, text):
    response = client.post(WRITE, filled(**{field: text}))

    assert set(response.context["form"].errors) == {field}
    assert "不得存储、传输涉密信息" in response.context["form"].errors[field][0]
    assert not Article.objects.exists()


def test_words_about_secrecy_are_no_mark(client, author):
    client.post(WRITE, filled(title="保密教育周", body="<p>机密岗位培训，五星★评定。</p>"))

    assert Article.objects.get().title == "保密教育周"


def test_a_remark_a_return_and_a_correction_carry_no_mark(client):
    waiting, issued = make_article("jiangsu", status="editing", body="<p>一句话</p>"), make_article("jiangsu")
    client.force_login(make_chain()[0])
    words = {"title": issued.title, "summary": "", "body": "<p>新</p>"}

    answers = [
        client.post(reverse(f"experience:{name}", args=[article.pk]), data)
        for name, article, data in (
            ("return", waiting, {"return-remark": "机密★"}),
            ("remark", waiting, {"passage-quote": "一句话", "passage-note": "秘密★"}),
            ("correct", issued, {**words, "note": "绝密★"}),
        )
    ]

    assert all("不得存储、传输涉密信息" in answer.content.decode() for answer in answers)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.remarks.count(), issued.corrections.count()) == ("editing", 0, 0)
