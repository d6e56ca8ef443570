"""统计底数: the months' sums equal the live query, can be made anew, and keep the pages flat."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from activities import counting, scale, tallies
from activities.counting import Scope
from activities.models import Activity, MonthTally, PairTally
from activities.operations import corrections
from tests.factories import committee, make_activity, make_user
from tests.factories import make_correction as proposed


def run(*arguments: str) -> tuple[str, int]:
    said = StringIO()
    try:
        call_command("tallies_rebuild", *arguments, stdout=said)
    except SystemExit as end:
        return said.getvalue().strip(), int(end.code or 0)
    return said.getvalue().strip(), 0


def test_what_drifted_is_found_and_mended(db):
    make_activity("jiangsu", ("zhejiang",), confirmed=True)
    PairTally.objects.update(records=7)

    assert run("--check") == ("有 4 行与记录不符。", 1)
    assert run() == ("已重新汇总，改正 4 行。", 0)
    assert run("--check") == ("统计底数与记录一致。", 0)


@pytest.mark.thorough
def test_many_records_in_many_months_equal_the_live_query(db):
    scale.activities(600, 11)

    assert tallies.differences() == 0
    assert counting.totals().activities == Activity.objects.counted().count()


def test_a_correction_that_moves_a_record_moves_it_in_the_sums(db):
    activity = make_activity(confirmed=True)

    correction = proposed(activity, held_on=date(2024, 2, 29), ended_on=date(2024, 2, 29))
    corrections.agree(correction, actor=make_user("zhejiang"), now=timezone.now(), headcount=10)

    assert set(MonthTally.objects.values_list("month", flat=True)) == {date(2024, 2, 1)}
    assert tallies.differences() == 0


@pytest.mark.parametrize("wrong", [{"since": date(2024, 1, 2)}, {"until": date(2024, 1, 30)}])
def test_parts_of_months_are_not_asked_for(wrong):
    with pytest.raises(ValueError, match="whole months"):
        Scope(**wrong)


def test_pairs_are_not_told_apart_by_kind(db):
    with pytest.raises(ValueError, match="by kind"):
        counting.by_partner(committee().pk, Scope(kind="forum"))
