"""Remarks beside a passage, taking a piece back, due dates, versions side by side."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from experience import comparing, marking, operations
from experience.comparing import Text, compare
from experience.models import Article, Remark
from tests.factories import make_article, make_chain, make_user

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]  # also when midnight passes
BODY = "<p>第一段，<strong>结对</strong>共建两年。</p><p>第二段，结对共建两年。</p>"


@pytest.fixture
def chain():
    return make_chain()


def said(article, person, quote="结对共建两年", before="", note="请核实年数") -> Remark:
    return operations.remark(article, actor=person, now=NOW, quote=quote, before=before, note=note)


def test_a_passage_is_found_across_tags_and_spaces(chain):
    article = make_article(status="editing", body=BODY)
    made = said(article, chain[0])

    html, found = marking.mark(article.body, [made])

    assert found == {made.pk}
    start = f'<span id="passage-{made.pk}" tabindex="-1"></span><mark class="passage">结对</mark>'
    assert html == BODY.replace("<strong>结对</strong>共建两年", f"<strong>{start}</strong>@", 1).replace(
        "@", '<mark class="passage">共建两年</mark>'
    )


def test_the_words_before_tell_two_equal_passages_apart(chain):
    article = make_article(status="editing", body=BODY)
    made = said(article, chain[0], before="第二段，")

    html, _ = marking.mark(article.body, [made])

    assert html.index("passage") > html.index("第二段")


def test_hostile_text_stays_text_when_it_is_marked(chain):
    article = make_article(status="editing", body="<p>甲 &lt;img onerror=x&gt; &amp; 乙</p>")
    made = said(article, chain[0], quote="<img onerror=x>")

    html, _ = marking.mark(article.body, [made])

    assert '<mark class="passage">&lt;img onerror=x&gt;</mark> &amp; 乙' in html


def test_a_passage_that_was_edited_says_so_and_the_remark_stays(client, chain):
    article = make_article(status="editing", body=BODY)
    said(article, chain[0])
    operations.send_back(article, actor=chain[0], now=NOW, remark="见批注")
    Article.objects.filter(pk=article.pk).update(body="<p>第一段，结对共建三年。</p>")
    client.force_login(make_user("jiangsu"))

    page = client.get(article.get_absolute_url()).content.decode()

    assert "请核实年数" in page
    assert "该处文字已改动" in page


def test_words_that_are_not_in_the_text_cannot_be_quoted(client, chain):
    article = make_article(status="editing", body=BODY)
    client.force_login(chain[0])
    data = {"passage-quote": "没有这句", "passage-note": "请改"}

    page = client.post(reverse("experience:remark", args=[article.pk]), data).content.decode()

    assert "正文里没有这段文字" in page
    assert Remark.objects.count() == 0


def test_the_author_ticks_a_remark_off_and_the_signer_takes_his_own_back(client, chain):
    article = make_article(status="editing", body=BODY)
    first, second = said(article, chain[0]), said(article, chain[0], note="多余")
    client.force_login(chain[0])
    client.post(reverse("experience:remark-drop", args=[second.pk]))
    operations.send_back(article, actor=chain[0], now=NOW, remark="见批注")
    client.force_login(make_user("jiangsu"))

    client.post(reverse("experience:remark-settle", args=[first.pk]))

    (left,) = Remark.objects.all()
    assert (left.note, left.settled_at is not None) == ("请核实年数", True)


@pytest.mark.parametrize("who", ["member of ours", "partner", "reviewer"])
def test_remarks_are_made_by_who_signs_the_step_and_nobody_else(chain, who):
    article = make_article(status="editing", body=BODY)
    people = {"member of ours": make_user("jiangsu"), "partner": make_user("anhui"), "reviewer": chain[1]}

    with pytest.raises(ValidationError, match="不能批注"):
        said(article, people[who])


@pytest.mark.parametrize("remarks", [1, 5])
def test_the_page_costs_the_same_however_many_remarks(client, chain, django_assert_max_num_queries, remarks):
    article = make_article(status="editing", body=BODY)
    for number in range(remarks):
        said(article, chain[0], note=f"请核实{number}")
    client.force_login(chain[0])

    with django_assert_max_num_queries(8):
        client.get(article.get_absolute_url())


def test_the_author_takes_a_submitted_piece_back_and_sends_it_again(client, chain):
    author = make_user("jiangsu")
    article = make_article(status="draft", created_by=author)
    operations.submit(article, actor=author, now=NOW)
    operations.sign(article, actor=chain[0], now=NOW)
    client.force_login(author)

    client.post(reverse("experience:take-back", args=[article.pk]))

    back = Article.objects.get(pk=article.pk)
    assert (back.status, back.submitted_at, back.due_on) == ("draft", None, None)
    again = operations.submit(back, actor=author, now=NOW)
    assert operations.sign(again, actor=chain[0], now=NOW).status == "reviewing"


def test_what_is_issued_or_returned_cannot_be_taken_back():
    author = make_user("jiangsu")
    for status in ("issued", "returned", "draft", "withdrawn"):
        with pytest.raises(ValidationError, match="不能撤回"):
            operations.take_back_piece(make_article(status=status, created_by=author), actor=author)


def test_each_step_has_working_days_and_the_queue_goes_by_them(client, chain):
    friday = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    author = make_user("jiangsu")
    article = make_article(status="draft", created_by=author)

    sent = operations.submit(article, actor=author, now=friday)
    assert sent.due_on == date(2026, 11, 25)
    sooner = make_article(status="editing", due_on=date(2026, 11, 24))
    client.force_login(chain[0])
    assert list(client.get(reverse("experience:queue")).context["mine"]) == [sooner, article]
    assert operations.sign(article, actor=chain[0], now=friday).due_on == date(2026, 11, 25)
    assert operations.sign(article, actor=chain[1], now=friday).due_on == date(2026, 11, 24)
    assert operations.publish(article, actor=chain[2], now=friday).due_on is None


def test_two_versions_are_shown_in_two_columns_with_the_words_that_changed():
    old = Text("题", "", "<p>甲乙丙</p><p>同一段</p><p>删去的</p>")
    new = Text("题", "", "<p>甲丁丙</p><p>同一段</p>")

    rows = [(row.kind, str(row.left), str(row.right)) for row in compare(old, new)]

    assert rows == [
        ("same", "题", "题"),
        ("changed", "甲<del>乙</del>丙", "甲<ins>丁</ins>丙"),
        ("same", "同一段", "同一段"),
        ("gone", "<del>删去的</del>", ""),
    ]


def test_long_equal_stretches_are_folded_and_hostile_words_stay_words():
    same = "".join(f"<p>第{number}段</p>" for number in range(20))
    rows = compare(Text("题", "", same + "<p>&lt;b&gt;</p>"), Text("题", "", same + "<p>&lt;i&gt;</p>"))

    assert [row.kind for row in rows] == ["skipped", "same", "same", "same", "changed"]
    assert rows[-1].left == "&lt;<del>b</del>&gt;"


def test_versions_are_for_insiders_and_begin_for_signers_with_the_first_submission(client, chain):
    author = make_user("jiangsu")
    article = make_article(status="draft", created_by=author, body="<p>私下的初稿</p>")
    Article.objects.filter(pk=article.pk).update(body="<p>送出的稿</p>", version=2)
    article.refresh_from_db()
    operations.submit(article, actor=author, now=NOW)

    assert [version.number for version in comparing.versions(article, author)] == [2, 1]
    assert len(comparing.versions(article, chain[0])) == 1
    url = reverse("experience:versions", args=[article.pk])
    answers = []
    for person in (author, chain[0], make_user("anhui")):
        client.force_login(person)
        answers.append(client.get(f"{url}?old=1&new=x").status_code)
    assert answers == [200, 200, 404]
    client.force_login(chain[0])
    assert "私下的初稿" not in client.get(f"{url}?old=1&new=2").content.decode()
