"""Two at once on the column's workflow."""

import os
from datetime import UTC, datetime
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from experience import operations
from experience.models import Article, SignOff
from tests.experience.test_signing import submitted
from tests.factories import make_article, make_user
from tests.races import together

pytestmark = pytest.mark.usefixtures("committed")
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ROUNDS = int(os.environ.get("RACE_ROUNDS", "5"))


def test_of_two_who_sign_at_once_one_wins_and_the_piece_moves_one_step():
    for _ in range(ROUNDS):
        article = submitted()
        people = [make_user("shanghai", role="member", is_editor=True, is_reviewer=True) for _ in range(2)]

        results = together(
            *(partial(operations.send_back, article, actor=one, now=NOW, remark="请改") for one in people)
        )

        assert sum(isinstance(one, ValidationError) for one in results) == 1
        assert SignOff.objects.filter(article=article).count() == 1
        assert Article.objects.get(pk=article.pk).status == "returned"


def test_two_colleagues_who_take_up_a_piece_at_once_make_one_adoption():
    fields = {"plan": "试行", "activity": None, "pairing": None, "result": ""}
    for _ in range(ROUNDS):
        article = make_article("jiangsu", published_at=NOW)
        people = [make_user("zhejiang") for _ in range(2)]

        done = together(
            *(partial(operations.adopt, article, actor=one, now=NOW, fields=fields) for one in people)
        )

        assert len({adoption.pk for adoption in done}) == 1
