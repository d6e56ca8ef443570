"""Bad input and bad luck: a clear answer, and nothing that was written is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from collab_portal.lib import uploads
from collab_portal.lib.dates import today
from experience import operations
from experience.models import Article
from notifications.models import Notification
from tests.experience.pictured import make_pictured
from tests.experience.test_writing import filled
from tests.factories import committee, make_article, make_branch, make_chain, make_user
from tests.my_work import awaiting

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WRITE = reverse("experience:write")


def test_a_text_of_two_hundred_thousand_characters_is_refused_and_kept_in_the_form(client):
    client.force_login(make_user("jiangsu"))

    response = client.post(WRITE, filled(body=f"<p>{'长' * 200_000}</p>", title="太长的稿"))
    page = response.content.decode()

    assert "正文不能超过10万字" in page
    assert "长" * 1000 in page
    assert Article.objects.count() == 0


@pytest.mark.parametrize("body", ["", " ", "<p></p>", "<p>&nbsp;</p>", "<script>1</script>", "<p><br></p>"])
def test_a_body_without_a_word_is_refused(client, body):
    client.force_login(make_user("jiangsu"))

    page = client.post(WRITE, filled(body=body)).content.decode()

    assert "error-summary" in page
    assert Article.objects.count() == 0


@pytest.mark.parametrize("gone", ["disabled", "moved away"])
def test_a_piece_that_comes_back_to_an_author_who_left_goes_to_the_colleagues(client, gone):
    author, colleague = make_user("jiangsu"), make_user("jiangsu")
    article = make_article("jiangsu", status="draft", created_by=author)
    operations.submit(article, actor=author, now=NOW)
    change = {"is_active": False} if gone == "disabled" else {"committee": committee("anhui")}
    User.objects.filter(pk=author.pk).update(**change)

    operations.send_back(article, actor=make_chain()[0], now=NOW, remark="请改")

    assert list(
        Notification.objects.filter(topic=article.topic, step="returned").values_list("recipient", flat=True)
    ) == [colleague.pk]
    assert [line.title for line in awaiting(colleague, NOW)] == [article.title]
    client.force_login(colleague)
    client.post(reverse("experience:submit", args=[article.pk]))
    assert Article.objects.get(pk=article.pk).status == "editing"


def test_a_colleague_who_sends_it_again_does_not_become_its_author():
    author = make_user("jiangsu", is_editor=True)
    article = make_article("jiangsu", status="returned", created_by=author)
    operations.submit(article, actor=make_user("jiangsu"), now=NOW)

    with pytest.raises(Exception, match="不能由您签"):
        operations.sign(article, actor=author, now=NOW)


def test_a_piece_of_a_branch_that_was_dissolved_is_read_edited_and_sent(client):
    author = make_user("jiangsu")
    branch = make_branch("jiangsu", name="已撤销支部", ends_on=today() - timedelta(days=1))
    published = make_article("jiangsu", branch=branch)
    draft = make_article("jiangsu", status="draft", branch=branch, created_by=author)

    assert "已撤销支部" in client.get(published.get_absolute_url()).content.decode()
    client.force_login(author)
    edit = reverse("experience:edit", args=[draft.pk])
    client.post(edit, filled(branch=branch.pk, version="1", submit="1", title="改过"))
    draft.refresh_from_db()
    assert (draft.title, draft.branch, draft.status) == ("改过", branch, "editing")


def test_the_same_form_sent_from_two_tabs_is_one_piece(client):
    client.force_login(make_user("jiangsu"))
    form = filled(title="只有一篇", submit="1")

    for _ in range(2):
        client.post(WRITE, form)

    article = Article.objects.get()
    assert (article.status, article.round) == ("editing", 1)


def test_a_link_to_a_piece_that_is_gone_says_why_and_one_to_nothing_says_so(client):
    gone = make_article("hubei", title="撤下的")
    operations.withdraw(gone, actor=make_user("hubei", role="admin"), now=timezone.now(), reason="数字有误")
    links = [gone.get_absolute_url(), "/experience/999999/"]
    body = "".join(f'<p><a href="{link}">见此</a></p>' for link in links)
    piece = make_article("jiangsu", body=body)

    page = client.get(piece.get_absolute_url()).content.decode()
    answers = [client.get(link) for link in links]

    assert all(f'href="{link}"' in page for link in links)
    assert [answer.status_code for answer in answers] == [410, 404]
    assert "数字有误" in answers[0].content.decode()
    assert "没有找到这一页" in answers[1].content.decode()


def test_a_picture_whose_file_is_lost_leaves_its_words_and_a_clear_answer(client, settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    piece, picture = make_pictured(alt="签约现场")
    uploads.discard(picture.file.key)

    page, answer = client.get(piece.get_absolute_url()), client.get(picture.get_absolute_url())

    assert 'alt="签约现场"' in page.content.decode()
    assert answer.status_code == 409
    assert "与上传时不一致" in answer.content.decode()
