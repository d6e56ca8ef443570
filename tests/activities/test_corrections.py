"""更正: the confirmed version stays in force and counted until every party has signed the new one."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from activities import counting, operations
from activities.history import history_of
from activities.models import Activity, Correction
from activities.operations import Party, Result, corrections
from collab_portal.lib.dates import today
from collab_portal.lib.versions import StaleError
from notifications.models import Notification
from tests.factories import committee, make_activity, make_branch, make_user
from tests.factories import make_correction as proposed
from tests.my_work import awaiting, nudge


def agreed(correction: Correction, *slugs: str, headcount: int | None = 10) -> Correction:
    for slug in slugs:
        staff = make_user(slug)
        correction = corrections.agree(correction, actor=staff, now=timezone.now(), headcount=headcount)
    return correction


@pytest.fixture
def confirmed(db: None) -> Activity:
    return make_activity("jiangsu", ("zhejiang", "anhui"), confirmed=True, place="南京")


def test_the_confirmed_version_is_in_force_until_the_last_party_signs(confirmed):
    before = counting.totals()

    correction = agreed(proposed(confirmed, place="太湖", held_on=confirmed.held_on), "zhejiang")

    confirmed.refresh_from_db()
    assert (correction.status, confirmed.status, confirmed.place, confirmed.version) == (
        "open",
        "confirmed",
        "南京",
        1,
    )
    assert counting.totals() == before
    assert [answer.committee.slug for answer in correction.owing] == ["anhui"]

    agreed(correction, "anhui", headcount=99)

    confirmed.refresh_from_db()
    assert (confirmed.status, confirmed.place, confirmed.version) == ("confirmed", "太湖", 2)
    assert counting.totals() == counting.Totals(1, 20 + 10 + 99)
    assert {row.signed_version for row in confirmed.participations.all()} == {2}


def test_a_partner_joins_or_leaves_only_by_its_own_word(confirmed):
    correction = proposed(confirmed, partners=("zhejiang", "hubei"))

    asked = {answer.committee.slug for answer in correction.owing}
    agreed(correction, "zhejiang", "hubei")
    confirmed.refresh_from_db()
    still = confirmed.committee_ids
    agreed(correction, "anhui", headcount=None)
    confirmed.refresh_from_db()

    assert asked == {"zhejiang", "anhui", "hubei"}
    assert committee("anhui").pk in still
    assert confirmed.committee_ids == sorted(committee(slug).pk for slug in ("jiangsu", "zhejiang", "hubei"))
    assert set(counting.by_committee()) == set(confirmed.committee_ids)


def test_outcomes_branches_and_everything_else_survive_being_kept_apart(confirmed):
    outcome = Result("wan", 12, "签约")

    agreed(proposed(confirmed, outcomes=[outcome], summary="<p>改</p>", place="扬州"), "zhejiang", "anhui")

    confirmed.refresh_from_db()
    assert counting.outcomes() == {"wan": (12, 1)}
    assert (confirmed.summary, confirmed.place) == ("<p>改</p>", "扬州")


def test_without_another_committee_it_is_in_force_at_once(db):
    own = [Party(committee("jiangsu").pk, "host", frozenset({make_branch("jiangsu").pk}), 20)]
    facts = {"title": "本系统联学", "kind": "party_day", "held_on": today()}
    now, host = timezone.now(), make_user("jiangsu")
    alone, _ = operations.log(actor=host, submission=uuid4(), facts=facts, parties=own, now=now)

    correction = proposed(alone, place="扬州")

    alone.refresh_from_db()
    assert (correction.status, alone.place, alone.version) == ("applied", "扬州", 2)


def test_an_objection_leaves_the_record_and_awaits_the_host(confirmed):
    correction = proposed(confirmed, place="太湖")
    now, host = timezone.now(), make_user("jiangsu")

    corrections.object_to(correction, actor=make_user("zhejiang"), reason="地点没错", now=now)

    confirmed.refresh_from_db()
    assert (confirmed.status, confirmed.place) == ("confirmed", "南京")
    assert [line.kind for line in awaiting(host, now)] == ["异议"]
    assert [line.kind for line in awaiting(make_user("zhejiang"), now)] == []
    revised = proposed(confirmed, place="常州")
    assert [line.kind for line in awaiting(host, now)] == []
    assert [line.kind for line in awaiting(make_user("zhejiang"), now)] == ["更正"]
    agreed(revised, "zhejiang", "anhui")
    confirmed.refresh_from_db()
    assert (confirmed.place, confirmed.version) == ("常州", 3)


def test_who_objected_may_still_agree(confirmed):
    correction = proposed(confirmed, place="太湖")
    corrections.object_to(correction, actor=make_user("zhejiang"), reason="不对", now=timezone.now())

    agreed(correction, "zhejiang", "anhui")

    confirmed.refresh_from_db()
    assert confirmed.place == "太湖"


def test_a_withdrawn_correction_is_over_and_its_number_is_not_used_again(confirmed):
    host = make_user("jiangsu")
    correction = proposed(confirmed, place="太湖")
    corrections.withdraw(correction, actor=host, now=timezone.now())
    corrections.withdraw(correction, actor=host, now=timezone.now())

    with pytest.raises(ValidationError, match="已撤回"):
        agreed(correction, "zhejiang")
    confirmed.refresh_from_db()
    assert (confirmed.place, confirmed.version) == ("南京", 1)
    assert proposed(confirmed, place="常州").version == 3
    assert not Notification.objects.filter(step="correction", settled_at=None, revision=2).exists()


def test_a_late_signature_never_means_another_text(confirmed):
    old = proposed(confirmed, place="太湖")
    new = proposed(confirmed, place="常州")

    with pytest.raises(ValidationError, match="取代"):
        agreed(old, "zhejiang")

    assert new.answers.unsigned().count() == 2


def test_the_second_proposer_is_told(confirmed):
    proposed(confirmed, place="太湖")

    with pytest.raises(StaleError):
        proposed(confirmed, place="常州", version=1)

    assert confirmed.corrections.get().changes == [["地点", "南京", "太湖"]]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "内容与现行版本相同"),
        ({"place": "太湖", "reason": "  "}, "不能为空"),
        ({"held_on": date(2099, 1, 1), "ended_on": date(2099, 1, 1)}, "不能晚于今天"),
    ],
)
def test_what_is_no_correction_is_refused(confirmed, facts, said):
    with pytest.raises(ValidationError, match=said):
        proposed(confirmed, **facts)

    assert not Correction.objects.exists()


def test_only_parties_propose_and_only_confirmed_records_need_it(confirmed):
    for stranger in (make_user("hubei"), make_user("zhejiang", role="member")):
        with pytest.raises(PermissionDenied):
            proposed(confirmed, actor=stranger, place="太湖")
    with pytest.raises(PermissionDenied):
        agreed(proposed(confirmed, place="太湖"), "jiangsu")
    with pytest.raises(PermissionDenied):
        agreed(confirmed.corrections.get(), "hubei")
    with pytest.raises(ValidationError, match="只有各方都已确认"):
        proposed(make_activity("jiangsu"), place="太湖")


def test_who_owes_an_answer_is_nudged_once(confirmed):
    host, correction = make_user("jiangsu"), proposed(confirmed, place="太湖")
    make_user("anhui")
    agreed(correction, "zhejiang")

    first, again = (nudge(correction.activity, host, timezone.now()) for _ in range(2))

    assert (first, again) == (1, 0)
    told = Notification.objects.filter(step__startswith="nudge").values_list("committee__slug", flat=True)
    assert set(told) == {"anhui"}


def test_the_history_says_who_corrected_what_and_why(confirmed):
    host = make_user("jiangsu", display_name="赵六")
    agreed(proposed(confirmed, actor=host, place="太湖", reason="地点写错"), "zhejiang", "anhui")
    confirmed.refresh_from_db()

    change = next(
        c for c in history_of(confirmed, host, confirmed.corrections.all()) if c.label == "更正生效（第2版）"
    )

    assert (change.who, change.reason) == ("赵六", "地点写错")
    assert ("地点", "南京", "太湖") in change.fields


@pytest.mark.parametrize(
    "change",
    [
        {"status": "applied"},
        {"status": "elsewhere"},
        {"ended_at": timezone.now()},
        {"reason": ""},
        {"version": 1},
    ],
)
def test_the_database_refuses_what_cannot_be(confirmed, change):
    correction = proposed(confirmed, place="太湖")

    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=correction.pk).update(**change)


def test_the_database_keeps_one_open_correction_and_a_possible_headcount(confirmed):
    correction = proposed(confirmed, place="太湖")
    answer = correction.answers.get(committee=committee("jiangsu"))
    who = {"proposed_by_id": answer.signed_by_id, "proposed_at": timezone.now()}
    fields = {"facts": {}, "parties": [], "outcomes": [], "changes": [], "reason": "再", "base": 1, **who}

    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(activity=confirmed, version=9, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        correction.answers.filter(pk=answer.pk).update(headcount=1_000_001)
