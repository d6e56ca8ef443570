"""A published piece is corrected by three signatures, or withdrawn with a page that says why."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from experience import operations, search
from experience.models import Article, Correction, SignOff
from notifications.models import Notification
from tests.factories import make_adoption, make_article, make_chain, make_user

pytestmark = pytest.mark.django_db
WORDS = {"title": "新题", "summary": "", "body": "<p>更正后的正文</p>", "note": "年份应为2021年"}


@pytest.fixture
def chain():
    return make_chain()


def proposed(article=None, actor=None) -> Correction:
    return operations.correct(
        article or make_article("jiangsu", title="旧题"),
        actor=actor or make_user("jiangsu"),
        now=timezone.now(),
        fields=WORDS,
    )


def through(correction, chain) -> Correction:
    for person in chain:
        correction = operations.pass_correction(correction, actor=person, now=timezone.now())
    return correction


def test_readers_see_the_old_words_until_three_have_signed_then_the_new_with_a_note(client, chain):
    correction = proposed()
    article = correction.article
    for person in chain:
        assert "旧题" in client.get(article.get_absolute_url()).content.decode()
        operations.pass_correction(correction, actor=person, now=timezone.now())

    page = client.get(article.get_absolute_url()).content.decode()

    assert "更正后的正文" in page
    assert "年份应为2021年" in page
    assert search.find("更正后的正文", make_user(), timezone.now()).total == 1
    signed = SignOff.objects.filter(article=article, round=Article.objects.get(pk=article.pk).round)
    assert list(signed.values_list("person", flat=True)) == [person.pk for person in chain]


def test_nobody_signs_twice_nor_what_he_wrote(chain):
    writer = make_user("jiangsu", is_editor=True)
    article = make_article("jiangsu", created_by=(author := make_user("jiangsu", is_editor=True)))
    correction = proposed(article, writer)

    for person in (writer, author, chain[1]):
        with pytest.raises(ValidationError, match="不能由您签"):
            operations.pass_correction(correction, actor=person, now=timezone.now())
    both = make_user("hunan", role="member", is_editor=True, is_reviewer=True)
    correction = operations.pass_correction(correction, actor=both, now=timezone.now())
    with pytest.raises(ValidationError, match="不能由您签"):
        operations.pass_correction(correction, actor=both, now=timezone.now())


def test_a_returned_correction_comes_again_and_a_second_one_waits(client, chain):
    correction = proposed()
    operations.return_correction(correction, actor=chain[0], now=timezone.now(), remark="说明不清")
    writer = correction.created_by
    client.force_login(writer)

    with pytest.raises(ValidationError, match="已有更正在办理"):
        proposed(correction.article)
    url = reverse("experience:correction-revise", args=[correction.pk])
    page = client.post(url, {**WORDS, "note": "年份应为2022年", "version": "1"}).content.decode()
    assert "同事已保存过" in page
    client.post(url, {**WORDS, "note": "年份应为2022年", "version": "2"})

    again = Correction.objects.get(pk=correction.pk)
    assert (again.status, again.note) == ("editing", "年份应为2022年")
    assert through(again, chain).status == "issued"


def test_a_correction_that_changes_nothing_is_refused():
    article = make_article("jiangsu", title="旧题", body="<p>正文</p>")
    same = {"title": "旧题", "summary": "", "body": "<p>正文</p>", "note": "无"}

    with pytest.raises(ValidationError, match="还没有改动"):
        operations.correct(article, actor=make_user("jiangsu"), now=timezone.now(), fields=same)


@pytest.mark.parametrize("who", ["partner", "member"])
def test_only_the_own_staff_and_editors_correct(client, who):
    article = make_article("jiangsu")
    client.force_login(make_user("zhejiang") if who == "partner" else make_user("jiangsu", role="member"))

    assert client.get(reverse("experience:correct", args=[article.pk])).status_code == 403
    assert client.get(reverse("experience:correction", args=[proposed().pk])).status_code == 404


def test_a_correction_goes_through_its_pages(client, chain):
    article = make_article("jiangsu", title="旧题")
    client.force_login(make_user("jiangsu"))
    client.post(reverse("experience:correct", args=[article.pk]), WORDS)
    correction = Correction.objects.get()
    decide = reverse("experience:correction-decide", args=[correction.pk])
    for person in chain:
        client.force_login(person)
        assert "<del>旧" in client.get(correction.get_absolute_url()).content.decode()
        shown = Correction.objects.get().version
        client.post(decide, {"decision": "pass", "pass-remark": "", "pass-version": shown})

    assert Article.objects.get(pk=article.pk).title == "新题"
    assert client.get(correction.get_absolute_url()).status_code == 200


def test_who_took_the_piece_up_is_told_of_the_correction(chain):
    adoption = make_adoption("zhejiang", make_article("jiangsu"))
    taker = make_user("zhejiang")

    correction = through(proposed(adoption.article), chain)

    assert Notification.objects.filter(recipient=taker, topic=correction.topic, step="issued").count() == 1


def test_withdrawing_the_piece_drops_what_was_to_be_corrected(chain):
    correction = proposed()
    admin = make_user("jiangsu", role="admin")
    operations.withdraw(correction.article, actor=admin, now=timezone.now(), reason="失实")

    correction.refresh_from_db()
    assert correction.status == "dropped"
    with pytest.raises(ValidationError):
        operations.pass_correction(correction, actor=chain[0], now=timezone.now())


def test_a_dropped_correction_leaves_its_number_and_the_piece_can_be_signed_anew(chain):
    author = make_user("jiangsu", role="admin")
    article = make_article("jiangsu", created_by=author)
    correction = proposed(article, author)
    operations.pass_correction(correction, actor=chain[0], now=timezone.now())
    operations.drop_correction(correction, actor=author)
    operations.withdraw(article, actor=author, now=timezone.now(), reason="重写")

    operations.submit(article, actor=author, now=timezone.now())
    operations.sign(article, actor=chain[0], now=timezone.now())

    assert Article.objects.get(pk=article.pk).status == "reviewing"


def test_a_withdrawn_piece_answers_410_with_the_reason_and_where_to_go(client):
    article = make_article("jiangsu", area="vision", published_at=timezone.now() - timedelta(days=2))
    near = make_article("hubei", area="vision", title="相近的")
    admin = make_user("jiangsu", role="admin")
    operations.withdraw(article, actor=admin, now=timezone.now(), reason="数据有误")

    response = client.get(article.get_absolute_url())
    page = response.content.decode()

    assert response.status_code == 410
    assert "数据有误" in page
    assert near.get_absolute_url() in page
    assert article.body not in page


def test_what_readers_never_had_is_simply_not_there(client):
    later = make_article("jiangsu", published_at=timezone.now() + timedelta(days=2))
    admin = make_user("jiangsu", role="admin")
    operations.withdraw(later, actor=admin, now=timezone.now(), reason="不发了")

    assert client.get(later.get_absolute_url()).status_code == 404
