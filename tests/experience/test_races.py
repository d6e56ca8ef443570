"""Two at once on the column's workflow."""

import time
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from accounts.operations import people
from collab_portal.lib.dates import today
from experience import digest, operations
from experience.models import Article, Bulletin, BulletinItem, Correction, SignOff
from notifications.models import Notification
from tests.experience.test_signing import submitted
from tests.factories import committee, make_article, make_bulletin, make_chain, make_user
from tests.races import PATIENCE, ROUNDS, together
from todos.models import Todo

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.timeout(PATIENCE)]
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def refused(results) -> int:
    return sum(isinstance(one, ValidationError) for one in results)


def test_of_two_who_sign_at_once_one_wins_and_the_piece_moves_one_step():
    editors = [make_user("shanghai", role="member", is_editor=True, is_reviewer=True) for _ in range(2)]
    for _ in range(ROUNDS):
        article = submitted()

        results = together(
            *(partial(operations.send_back, article, actor=one, now=NOW, remark="请改") for one in editors)
        )

        assert refused(results) == 1
        assert SignOff.objects.filter(article=article).count() == 1
        assert Article.objects.get(pk=article.pk).status == "returned"


def test_of_two_reviewers_at_once_one_signs():
    people = [make_user("shanghai", role="member", is_reviewer=True) for _ in range(2)]
    for _ in range(ROUNDS):
        article = submitted("reviewing")

        results = together(*(partial(operations.sign, article, actor=one, now=NOW) for one in people))

        assert refused(results) == 1
        assert SignOff.objects.filter(article=article, step="review").count() == 1
        assert Article.objects.get(pk=article.pk).status == "issuing"


def test_two_issuers_and_the_author_who_wants_it_back_leave_one_outcome():
    issuers = [make_user("sichuan", role="member", is_issuer=True) for _ in range(2)]
    for _ in range(ROUNDS):
        article = submitted("issuing")
        author = Article.objects.get(pk=article.pk).created_by

        results = together(
            *(partial(operations.publish, article, actor=one, now=NOW) for one in issuers),
            partial(operations.take_back_piece, article, actor=author),
        )

        article.refresh_from_db()
        issued = SignOff.objects.filter(article=article, step="issue").count()
        assert refused(results) == 2
        assert (article.status, issued) in {("issued", 1), ("draft", 0)}


def test_issuing_a_correction_against_withdrawing_the_piece_never_publishes_twice():
    chain, admin = make_chain(), make_user("jiangsu", role="admin")
    for number in range(ROUNDS):
        article = make_article("jiangsu", title="旧题")
        words = {"title": f"新题{number}", "summary": "", "body": "<p>新</p>", "note": "更正"}
        made = operations.correct(article, actor=admin, now=NOW, fields=words)
        for person in chain[:2]:
            made = operations.pass_correction(made, actor=person, now=NOW)

        together(
            partial(operations.pass_correction, made, actor=chain[2], now=NOW),
            partial(operations.withdraw, article, actor=admin, now=timezone.now(), reason="失实"),
        )

        article.refresh_from_db()
        made.refresh_from_db()
        assert article.status == "withdrawn"
        assert (made.status, article.title) in {("issued", f"新题{number}"), ("dropped", "旧题")}


def test_scheduling_a_piece_against_correcting_it_leaves_one_signature_and_one_text():
    issuer, admin = make_user("sichuan", role="member", is_issuer=True), make_user("jiangsu", role="admin")
    words = {"title": "新题", "summary": "", "body": "<p>新</p>", "note": "更正"}
    for _ in range(ROUNDS):
        article = submitted("issuing")
        at = NOW + timedelta(days=3)

        together(
            partial(operations.publish, article, actor=issuer, now=NOW, at=at),
            partial(operations.correct, article, actor=admin, now=NOW, fields=words),
            partial(operations.correct, article, actor=admin, now=NOW, fields=words),
        )

        article.refresh_from_db()
        assert (article.status, article.published_at) == ("issued", at)
        assert article.title != "新题"
        assert SignOff.objects.filter(article=article, step="issue").count() == 1
        assert Correction.objects.filter(article=article).count() <= 1


def test_two_workers_let_an_issue_out_once_while_a_piece_of_it_is_withdrawn():
    admin, reader = make_user("jiangsu", role="admin"), make_user("hunan")
    operations.follow(actor=reader, committee=committee("hubei"))
    for _ in range(ROUNDS):
        gone, kept = make_article("jiangsu"), make_article("hubei")
        issue = make_bulletin(
            gone, kept, released=False, ready_at=NOW, planned_on=today() - timedelta(days=1)
        )
        now = timezone.now()

        results = together(
            partial(operations.release_due, now=now),
            partial(operations.release_due, now=now),
            partial(operations.withdraw, gone, actor=admin, now=now, reason="失实"),
        )

        assert sum(one for one in results if isinstance(one, int)) == 1
        assert Bulletin.objects.get(pk=issue.pk).released_at == now
        assert Notification.objects.filter(topic=issue.topic, step=digest.STEP, recipient=reader).count() == 1
        standing = BulletinItem.objects.filter(bulletin=issue, left_out_at=None)
        assert list(standing.values_list("article", flat=True)) == [kept.pk]


def test_two_editors_who_take_a_piece_into_two_issues_at_once_put_it_into_one():
    editor = make_user("shanghai", role="member", is_editor=True)
    for _ in range(ROUNDS):
        article = make_article("jiangsu")
        issues = [make_bulletin(released=False) for _ in range(2)]

        results = together(
            *(partial(operations.add, issue, actor=editor, articles=[article]) for issue in issues)
        )

        assert refused(results) == 1
        assert BulletinItem.objects.filter(article=article).count() == 1


def test_two_colleagues_who_take_up_a_piece_at_once_make_one_adoption():
    fields = {"plan": "试行", "activity": None, "pairing": None, "result": ""}
    people = [make_user("zhejiang") for _ in range(2)]
    for _ in range(ROUNDS):
        article = make_article("jiangsu", published_at=NOW)

        done = together(
            *(partial(operations.adopt, article, actor=one, now=NOW, fields=fields) for one in people)
        )

        assert len({adoption.pk for adoption in done}) == 1


def test_a_piece_that_comes_back_while_its_author_is_closed_falls_to_the_committee():
    author, colleague = make_user("jiangsu"), make_user("jiangsu")
    editor = make_user(None, role="member", is_editor=True)
    keeper = make_user(None, role="member", platform_role="system")
    article, written = make_article(status="editing", created_by=author), Event()

    def slowly(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if 'INSERT INTO "todos_todo"' in sql:
            written.set()
            time.sleep(0.3)
        return result

    def send_back():
        with connection.execute_wrapper(slowly):
            return operations.send_back(article, actor=editor, now=timezone.now(), remark="请改")

    def close():
        written.wait(20)
        return people.disable_person(author, actor=keeper)

    together(send_back, close)

    todo = Todo.objects.get(topic=article.topic)
    assert (todo.committee, todo.person) == (colleague.committee, None)
    assert Notification.objects.to_do().filter(recipient=colleague, asks="returned").exists()
