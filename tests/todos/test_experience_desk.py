"""What the editor's desk and what was taken up owe: issues, calls for pieces, results."""

from datetime import timedelta

import pytest
from django.utils import timezone

from collab_portal.lib.dates import plain_date, start_of, today
from experience import operations
from experience.models import Adoption
from experience.models.adoption import REPORT_AFTER
from notifications.models import Notification
from tests.factories import (
    make_adoption,
    make_article,
    make_bulletin,
    make_call,
    make_chain,
    make_piece_correction,
    make_user,
)
from tests.my_work import awaiting, nudge
from tests.todos.column import SECTION, asked, kinds, opens, rights, sent
from todos import operations as todos

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]  # also when midnight passes


@pytest.fixture(autouse=True)
def _rows_are_what_is_owed():
    yield
    assert todos.audit(timezone.now(), repair=False).differing == []


# Issues


def test_an_issue_waits_for_the_editors_from_a_week_before_until_it_is_settled(client):
    editor, second = make_user("hubei", role="member", is_editor=True), make_user("hunan", is_editor=True)
    day = today(NOW) + timedelta(days=20)
    facts = {"number": 7, "title": "他山之石", "planned_on": day}
    issue = operations.plan_issue(actor=editor, now=NOW, fields=facts)
    soon = start_of(day - timedelta(days=7))
    assert kinds(editor, soon - timedelta(minutes=2)) == []

    for person in (editor, second):
        (line,) = awaiting(person, soon, SECTION)
        assert (line.kind, line.title, line.due) == ("出刊", "编排第7期", day)
        assert opens(client, person, line.url)
    assert kinds(make_user("jiangsu"), soon) == []

    operations.add(issue, actor=editor, articles=[make_article()])
    operations.settle_issue(issue, actor=editor, now=NOW)
    assert kinds(second, soon) == []
    operations.hold(issue, actor=editor)
    assert kinds(second, soon) == ["出刊"]
    operations.discard(issue, actor=editor)
    assert kinds(second, soon) == []


def test_an_issue_with_nothing_left_is_asked_for_again_each_time_until_it_is_settled():
    editor = make_user("hubei", role="member", is_editor=True)
    issue = make_bulletin(released=False)
    for times in (1, 2):
        piece = make_article(published_at=NOW)  # also where the hour at which issues go out is over
        operations.add(issue, actor=editor, articles=[piece])
        assert asked(editor, "bulletin") == (times == 2)  # whoever changes it has not settled it
        operations.settle_issue(issue, actor=editor, now=NOW)
        assert (kinds(editor), asked(editor, "bulletin")) == ([], False)
        admin = make_user("jiangsu", role="admin")
        operations.withdraw(piece, actor=admin, now=NOW, reason="有误")
        operations.release_due(now=NOW + timedelta(days=1))
        assert (kinds(editor), asked(editor, "bulletin")) == (["出刊"], True)
        assert Notification.objects.filter(recipient=editor, asks="bulletin").count() == times

    rights(editor, is_editor=False)
    assert not asked(editor, "bulletin")


def test_an_issue_that_went_out_short_of_a_piece_asks_for_nothing():
    editor = make_user("hubei", role="member", is_editor=True)
    gone = make_article()
    make_bulletin(make_article(), gone, released=False, ready_at=NOW, ready_by=editor)
    operations.withdraw(gone, actor=make_user("jiangsu", role="admin"), now=NOW, reason="有误")

    operations.release_due(now=NOW + timedelta(days=1))

    assert Notification.objects.get(recipient=editor, step="missing").kind == "information"
    assert kinds(editor) == []


# Calls


def test_a_call_waits_for_every_colleague_of_who_was_asked_until_a_piece_is_sent(client):
    author, colleague, other = make_user("jiangsu"), make_user("jiangsu"), make_user("anhui")
    strangers = [make_user("jiangsu", role="member"), make_user("hunan")]
    call = make_call("jiangsu", "anhui", topic="结对成效")
    for person in (author, colleague, other):
        (line,) = awaiting(person, NOW, SECTION)
        assert (line.kind, line.title, line.due) == ("供稿", "结对成效", call.due_on)
        assert asked(person, "call")
        assert opens(client, person, line.url)
    assert not any(kinds(stranger) for stranger in strangers)

    article = make_article(status="draft", created_by=author, ask=call.asks.get(committee=author.committee))
    assert kinds(colleague) == ["供稿"]
    article = operations.submit(article, actor=author, now=NOW)

    assert (kinds(author), kinds(colleague), kinds(other)) == ([], [], ["供稿"])
    assert (asked(colleague, "call"), asked(other, "call")) == (False, True)
    operations.take_back_piece(article, actor=author)
    assert kinds(colleague) == ["供稿"]
    operations.close_call(call, actor=call.created_by, now=NOW)
    assert (kinds(colleague), kinds(other), asked(other, "call")) == ([], [], False)


def test_a_nudge_is_closed_with_the_request_and_only_for_who_answered():
    author, other = make_user("jiangsu"), make_user("anhui")
    call = make_call("jiangsu", "anhui")
    assert nudge(call, call.created_by, timezone.now()) == 2
    assert Notification.objects.filter(asks="call").to_do().count() == 4

    sent(author, ask=call.asks.get(committee=author.committee))

    left = Notification.objects.filter(asks="call").to_do()
    assert set(left.values_list("recipient", flat=True)) == {other.pk}
    assert [step.partition("@")[0] for step in left.values_list("step", flat=True).order_by("pk")] == [
        "asked",
        "nudge-call",
    ]


def test_a_piece_that_answers_another_call_now_leaves_the_first_one_open():
    author, (editor, *_) = make_user("jiangsu"), make_chain()
    first, second = make_call("jiangsu", topic="甲"), make_call("jiangsu", topic="乙")
    article = sent(author, ask=first.asks.get())
    article = operations.send_back(article, actor=editor, now=NOW, remark="请改")
    assert [line.title for line in awaiting(author, NOW, SECTION) if line.kind == "供稿"] == ["乙"]

    operations.edit(article, actor=author, version=article.version, fields={"ask": second.asks.get()})

    assert [line.title for line in awaiting(author, NOW, SECTION) if line.kind == "供稿"] == ["甲"]


# What was taken up


def test_a_result_is_asked_for_after_a_quarter_and_as_long_as_the_piece_stands(client):
    person, stranger = make_user("zhejiang"), make_user("hunan")
    adoption = make_adoption("zhejiang", make_article("jiangsu", title="甲"))
    later = adoption.adopted_at + REPORT_AFTER
    assert kinds(person, later - timedelta(minutes=2)) == []

    (line,) = awaiting(person, later, SECTION)
    assert (line.kind, line.title) == ("成效", "甲")
    assert line.detail == f"{plain_date(today(NOW))}借鉴江苏的文章，请报告成效"
    assert opens(client, person, line.url)
    assert kinds(stranger, later) == []

    operations.take_back(adoption, actor=person, now=NOW)
    assert kinds(person, later) == []
    fields = {"plan": "试行", "activity": None, "pairing": None, "result": ""}
    operations.adopt(
        adoption.article, actor=person, now=adoption.adopted_at + timedelta(days=1), fields=fields
    )
    assert kinds(person, later) == []
    assert kinds(person, later + timedelta(days=1)) == ["成效"]
    again = Adoption.objects.get()
    operations.report(
        again, actor=person, now=later, version=again.version, fields={**fields, "result": "办成"}
    )
    assert kinds(person, later + timedelta(days=1)) == []


def test_a_result_is_not_asked_for_while_the_piece_is_withdrawn_and_bears_its_new_title():
    person, author, admin = make_user("zhejiang"), make_user("jiangsu"), make_user("jiangsu", role="admin")
    editor, reviewer, issuer = make_chain()
    article = make_article("jiangsu", created_by=author, title="旧题")
    later = make_adoption("zhejiang", article).adopted_at + REPORT_AFTER
    made = make_piece_correction(article)
    for signer in (editor, reviewer, issuer):
        made = operations.pass_correction(made, actor=signer, now=NOW)
    assert [line.title for line in awaiting(person, later, SECTION)] == ["新题"]

    operations.withdraw(article, actor=admin, now=NOW, reason="有误")
    assert kinds(person, later) == []

    operations.submit(article, actor=author, now=NOW)
    operations.sign(article, actor=editor, now=NOW)
    operations.sign(article, actor=reviewer, now=NOW)
    operations.publish(article, actor=issuer, now=NOW, at=later + timedelta(days=5))
    assert kinds(person, later) == []
    assert kinds(person, later + timedelta(days=5)) == ["成效"]
