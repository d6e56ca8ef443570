"""A piece as a state machine: whoever presses what in whatever order, nobody's promise is broken.

``MACHINE_EXAMPLES=300`` walks thousands of steps, the suite a few dozen. A model says what must happen.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from experience import operations
from experience.models import Article, Correction, SearchDocument, SignOff
from tests.factories import make_article, make_bulletin, make_user
from todos.operations import audit

NEXT = {"editing": "reviewing", "reviewing": "issuing", "issuing": "issued"}
DUTY = {"editing": "is_editor", "reviewing": "is_reviewer", "issuing": "is_issuer"}
STEP = {"editing": "edit", "reviewing": "review", "issuing": "issue"}
PEOPLE = st.integers(0, 6)
STEPS_WALKED = [0]


class Piece(RuleBasedStateMachine):
    """An author, a colleague who admins, four with duties (one with two of them), and a partner."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        author, admin = make_user("jiangsu", is_editor=True), make_user("jiangsu", role="admin")
        duties = ({"is_editor": True}, {"is_reviewer": True}, {"is_issuer": True})
        signers = [make_user("hubei", role="member", **duty) for duty in duties]
        both = make_user("hunan", role="member", is_editor=True, is_reviewer=True, is_issuer=True)
        self.people = [author, admin, *signers, both, make_user("zhejiang")]
        self.pk = make_article("jiangsu", status="draft", created_by=author).pk
        self.issue = make_bulletin(released=False)
        self.now = timezone.now()
        self.status, self.signed, self.published_at = "draft", set[int](), None
        self.correction, self.corrected = "", set[int]()
        self.texts = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @property
    def article(self) -> Article:
        return Article.objects.get(pk=self.pk)

    def tried(self, call: Callable[[], Any], expected: bool) -> None:
        """The operation does it exactly when the model says it may."""
        STEPS_WALKED[0] += 1
        try:
            with transaction.atomic():
                call()
        except ValidationError:
            assert not expected
        else:
            assert expected

    def may_sign(self, who: int) -> bool:
        duty = DUTY.get(self.status)
        return bool(duty and getattr(self.people[who], duty) and who != 0 and who not in self.signed)

    @rule(hours=st.integers(1, 40))
    def time_goes_on(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(who=PEOPLE)
    def submit(self, who: int) -> None:
        expected = who in (0, 1) and self.status in ("draft", "returned", "withdrawn")
        self.tried(partial(operations.submit, self.article, actor=self.people[who], now=self.now), expected)
        if expected:
            self.status, self.signed, self.published_at = "editing", set(), None

    @rule(who=PEOPLE)
    def take_back(self, who: int) -> None:
        expected = who in (0, 1) and self.status in DUTY
        self.tried(partial(operations.take_back_piece, self.article, actor=self.people[who]), expected)
        if expected:
            self.status = "draft"

    @rule(who=PEOPLE)
    def sign(self, who: int) -> None:
        expected = self.status in ("editing", "reviewing") and self.may_sign(who)
        self.tried(partial(operations.sign, self.article, actor=self.people[who], now=self.now), expected)
        if expected:
            self.status = NEXT[self.status]
            self.signed.add(who)

    @rule(who=PEOPLE)
    def send_back(self, who: int) -> None:
        expected = self.may_sign(who)
        call = partial(operations.send_back, self.article, actor=self.people[who], now=self.now, remark="改")
        self.tried(call, expected)
        if expected:
            self.status = "returned"

    @rule(who=PEOPLE, hours=st.integers(-1, 60))
    def publish(self, who: int, hours: int) -> None:
        at = self.now + timedelta(hours=hours) if hours else None
        expected = self.status == "issuing" and self.may_sign(who) and hours >= 0
        call = partial(operations.publish, self.article, actor=self.people[who], now=self.now, at=at)
        self.tried(call, expected)
        if expected:
            self.status, self.published_at = "issued", at or self.now

    @rule(who=PEOPLE)
    def withdraw(self, who: int) -> None:
        expected = self.status == "issued" and (who == 1 or self.people[who].is_issuer)
        call = partial(operations.withdraw, self.article, actor=self.people[who], now=self.now, reason="误")
        self.tried(call, expected)
        if expected:
            self.status, self.correction = "withdrawn", ""

    @rule(who=PEOPLE)
    def correct(self, who: int) -> None:
        allowed = who in (0, 1) or self.people[who].is_editor
        expected = self.status == "issued" and not self.correction and allowed
        self.texts += 1
        words = {"title": "更正", "summary": "", "body": f"<p>第{self.texts}稿</p>", "note": "更正"}
        call = partial(operations.correct, self.article, actor=self.people[who], now=self.now, fields=words)
        self.tried(call, expected)
        if expected:
            self.correction, self.corrected, self.writer = "editing", set(), who

    @rule(who=PEOPLE, passes=st.booleans())
    def decide_correction(self, who: int, passes: bool) -> None:
        made = Correction.objects.filter(article=self.pk).order_by("-pk").first()
        if made is None:
            return
        duty = DUTY.get(self.correction)
        able = bool(duty and getattr(self.people[who], duty))
        expected = able and who not in {0, self.writer, *self.corrected}
        do = operations.pass_correction if passes else partial(operations.return_correction, remark="改")
        self.tried(partial(do, made, actor=self.people[who], now=self.now), expected)
        if expected:
            self.corrected.add(who)
            after = {"issued": "", **{step: step for step in DUTY}}
            self.correction = after[NEXT[self.correction]] if passes else "returned"

    @rule(who=PEOPLE)
    def drop_correction(self, who: int) -> None:
        made = Correction.objects.filter(article=self.pk).order_by("-pk").first()
        if made is None:
            return
        expected = bool(self.correction) and who in {0, 1, self.writer}
        self.tried(partial(operations.drop_correction, made, actor=self.people[who]), expected)
        if expected:
            self.correction = ""

    @rule()
    def take_into_the_issue(self) -> None:
        editor = self.people[2]
        expected = self.status == "issued"
        self.tried(partial(operations.add, self.issue, actor=editor, articles=[self.article]), expected)

    @invariant()
    def the_piece_stands_where_the_model_says(self) -> None:
        article = self.article
        assert (article.status, article.published_at) == (
            self.status,
            self.published_at if self.status != "withdrawn" else article.published_at,
        )

    @invariant()
    def issued_means_signed_by_three_none_the_author(self) -> None:
        article = self.article
        if article.status == "issued":
            signed = SignOff.objects.filter(article=article, round=article.round, decision="passed")
            people = list(signed.values_list("person", flat=True))
            assert len(people) == len(set(people)) == 3
            assert article.created_by_id not in people

    @invariant()
    def search_holds_exactly_what_is_issued(self) -> None:
        assert SearchDocument.objects.filter(article=self.pk).exists() == (self.status == "issued")

    @invariant()
    def a_withdrawn_piece_stands_in_no_issue(self) -> None:
        if self.status == "withdrawn":
            assert not self.issue.items.filter(left_out_at=None).exists()

    @invariant()
    def one_correction_at_most_is_open(self) -> None:
        assert Correction.objects.filter(article=self.pk).open().count() == bool(self.correction)

    @invariant()
    def the_rows_say_what_is_owed(self) -> None:
        assert audit(self.now, repair=False).differing == []

    @invariant()
    def only_who_must_sign_has_a_day(self) -> None:
        assert (self.article.due_on is not None) == (self.status in DUTY)


@pytest.mark.django_db
@pytest.mark.timeout(3000)
def test_whatever_is_pressed_a_piece_keeps_its_promises(capsys: pytest.CaptureFixture[str]) -> None:
    full = os.environ.get("MACHINE_EXAMPLES")
    quick = settings(
        max_examples=int(full) if full else 4,
        stateful_step_count=50 if full else 15,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(Piece, settings=quick)
    if full:
        with capsys.disabled():
            print(f"\n{STEPS_WALKED[0]} operations tried")
