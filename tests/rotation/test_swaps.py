"""调换与顺延 as people do them: both sides, a decision, what follows, what is refused."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from collab_portal.lib import dates
from notifications.models import Delivery
from organizations.network import MEMBERS
from rotation import operations
from rotation.models import Consultation, Rotation, Skip, Swap, Turn
from rotation.operations import Wish
from rotation.planning import Cadence
from tests.factories import make_consultation, make_rotation, make_user

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW), pytest.mark.usefixtures("followed")]
ALL = [member.slug for member in MEMBERS]
ORDER = [*ALL[5:], *ALL[:5]]  # 湖北 leads from 1 November on


@pytest.fixture
def rotation() -> Rotation:
    return make_rotation(now=NOW)


def _turn(slug: str, cycle: int = 1) -> Turn:
    return Turn.objects.get(committee__slug=slug, cycle=cycle)


def _leads() -> list[str]:
    return list(Turn.objects.order_by("starts_on").values_list("committee__slug", flat=True))


def _swap(one: str = "hunan", other: str = "sichuan", agree: bool = True) -> Swap:
    swap = operations.propose_swap(_turn(one), _turn(other), actor=make_user(one), reason="换届", now=NOW)
    return operations.answer_swap(
        swap, actor=make_user(other), agree=agree, reason="" if agree else "另有安排", now=NOW
    )


def _admin():
    return make_user(role="member", is_rotation_admin=True)


def test_an_agreed_swap_exchanges_the_leads_and_leaves_every_date(rotation):
    dates = list(Turn.objects.order_by("pk").values_list("pk", "starts_on", "ends_on"))

    swap = _swap()

    assert swap.status == "agreed"
    assert _leads()[:4] == ["hubei", "sichuan", "chongqing", "hunan"]
    assert list(Turn.objects.order_by("pk").values_list("pk", "starts_on", "ends_on")) == dates


def test_a_declined_swap_changes_nothing_and_says_why(rotation):
    swap = _swap(agree=False)

    assert (swap.status, swap.reason) == ("declined", "另有安排")
    assert _leads() == ORDER


def test_nobody_answers_or_proposes_for_another_committee(rotation):
    swap = operations.propose_swap(
        _turn("hunan"), _turn("sichuan"), actor=make_user("hunan"), reason="换届", now=NOW
    )

    for stranger in (make_user("hunan"), make_user("anhui"), make_user("sichuan", role="member"), _admin()):
        with pytest.raises(PermissionDenied):
            operations.answer_swap(swap, actor=stranger, agree=True, now=NOW)
    with pytest.raises(PermissionDenied):
        operations.propose_swap(
            _turn("anhui"), _turn("zhejiang"), actor=make_user("hunan"), reason="换届", now=NOW
        )


def test_a_proposal_whose_turn_has_begun_keeps_nobody_from_another_one(rotation, time_machine):
    old = operations.propose_swap(
        _turn("hunan"), _turn("sichuan"), actor=make_user("hunan"), reason="换届", now=NOW
    )
    midnight = dates.start_of(_turn("hunan").starts_on)
    time_machine.move_to(midnight)  # the worker has not looked yet

    new = operations.propose_swap(
        _turn("sichuan"), _turn("anhui"), actor=make_user("sichuan"), reason="换届", now=midnight
    )

    old.refresh_from_db()
    assert (old.status, new.status) == ("lapsed", "proposed")


def test_an_admin_decides_with_a_reason_and_settles_the_open_proposal(rotation):
    pending = operations.propose_swap(
        _turn("hunan"), _turn("sichuan"), actor=make_user("hunan"), reason="换届", now=NOW
    )

    operations.order_swap(_turn("hunan"), _turn("sichuan"), actor=_admin(), reason="统筹安排", now=NOW)

    pending.refresh_from_db()
    assert pending.status == "lapsed"
    assert _leads()[1:4] == ["sichuan", "chongqing", "hunan"]
    with pytest.raises(PermissionDenied):
        operations.order_swap(
            _turn("hunan"), _turn("anhui"), actor=make_user("hunan"), reason="统筹安排", now=NOW
        )


@pytest.mark.parametrize(
    ("one", "other", "words"), [("hubei", "hunan", "已经开始"), ("hunan", "hunan", "本任期")]
)
def test_what_has_begun_and_oneself_are_no_partners(rotation, one, other, words):
    with pytest.raises(ValidationError, match=words):
        operations.propose_swap(_turn(one), _turn(other), actor=make_user(one), reason="换届", now=NOW)


def test_turns_of_different_cycles_are_not_exchanged(rotation):
    operations.store(
        Wish(tuple(ORDER), Cadence.QUARTER, date(2027, 2, 1), 2), actor=None, seen=rotation.revision, now=NOW
    )

    with pytest.raises(ValidationError, match="同一轮次"):
        operations.propose_swap(
            _turn("hunan"), _turn("sichuan", cycle=2), actor=make_user("hunan"), reason="换届", now=NOW
        )


def test_one_turn_has_one_open_proposal(rotation):
    operations.propose_swap(
        _turn("hunan"), _turn("sichuan"), actor=make_user("hunan"), reason="换届", now=NOW
    )

    with pytest.raises(ValidationError, match="已有待答复"):
        operations.propose_swap(
            _turn("sichuan"), _turn("anhui"), actor=make_user("sichuan"), reason="换届", now=NOW
        )


def test_the_open_draft_and_its_reminders_follow_to_the_new_lead(rotation):
    old, new = make_user("hunan"), make_user("sichuan")
    consultation = operations.convene(_turn("hunan"), now=NOW)

    _swap()

    consultation.refresh_from_db()
    rows = Delivery.objects.filter(topic=consultation.topic, status="pending", step__startswith="fix-")
    assert consultation.title == "机关党建协作会商：四川牵头"
    assert rows.filter(recipient=new).exists()
    assert not rows.filter(recipient=old).exists()


def test_a_dated_meeting_stays_on_its_day_with_the_replies_it_has(rotation):
    consultation = operations.convene(_turn("hunan"), now=NOW)
    moment = datetime(2027, 3, 2, 1, tzinfo=UTC)
    operations.schedule(
        consultation,
        title="会商",
        agenda="",
        arrangement=operations.Arrangement(moment, moment.replace(hour=3), "onsite", "一会议室"),
        now=NOW,
    )
    operations.reply(
        consultation, actor=make_user("sichuan"), answer="decline", delegates="", revision=1, now=NOW
    )
    operations.reply(
        consultation, actor=make_user("anhui"), answer="attend", delegates="", revision=1, now=NOW
    )

    _swap()

    consultation.refresh_from_db()
    assert (consultation.starts_at, consultation.turn.committee.slug) == (moment, "sichuan")
    assert [reply.committee.slug for reply in consultation.replies.valid()] == ["anhui"]


def test_the_plan_form_left_alone_keeps_swaps_and_skips(rotation, client):
    _swap()
    operations.skip_turn(_turn("yunnan"), actor=_admin(), reason="防汛", now=NOW)
    stored = _leads()

    for cadence in (Cadence.QUARTER, Cadence.MONTH):
        wish = Wish(tuple(ORDER), cadence, date(2027, 2, 1))
        draft = operations.draft(Rotation.objects.get(), wish, today=date(2026, 11, 23))
        assert [change.slot.member for change in draft.diff.changes] == stored
        assert draft.lapsing == []
    assert operations.draft(
        Rotation.objects.get(),
        Wish(tuple(ORDER), Cadence.QUARTER, date(2027, 2, 1)),
        today=date(2026, 11, 23),
    ).unchanged


def test_when_one_of_the_two_leaves_the_swap_lapses_and_the_preview_says_so(rotation, client):
    swap = _swap()
    client.force_login(_admin())
    form = client.get(reverse("rotation:plan")).context["form"].initial
    query = {name: f"{value}" for name, value in form.items() if name != "order_sichuan"} | {"pool": "custom"}

    response = client.get(reverse("rotation:plan"), query)
    operations.store(
        Wish(tuple(slug for slug in ORDER if slug != "sichuan"), Cadence.QUARTER, date(2027, 2, 1)),
        actor=None,
        seen=Rotation.objects.get().revision,
        now=NOW,
    )

    swap.refresh_from_db()
    assert f"{swap}" in response.content.decode()
    assert swap.status == "lapsed"
    assert _leads()[1] == "hunan"


def test_who_is_skipped_leads_next(rotation):
    skip = operations.skip_turn(_turn("hunan"), actor=_admin(), reason="防汛", now=NOW)

    assert _leads()[:4] == ["hubei", "chongqing", "hunan", "sichuan"]
    assert (skip.until, skip.reason) == (date(2027, 2, 1), "防汛")


def test_a_skipped_turn_stays_skipped_when_the_next_in_line_leaves(rotation):
    operations.skip_turn(_turn("hunan"), actor=_admin(), reason="防汛", now=NOW)

    operations.store(
        Wish(tuple(slug for slug in ORDER if slug != "chongqing"), Cadence.QUARTER, date(2027, 2, 1)),
        actor=None,
        seen=Rotation.objects.get().revision,
        now=NOW,
    )

    assert _leads()[:4] == ["hubei", "sichuan", "hunan", "yunnan"]


def test_who_was_just_skipped_does_not_get_the_turn_back_by_a_second_skip(rotation):
    operations.skip_turn(_turn("hunan"), actor=_admin(), reason="防汛", now=NOW)

    with pytest.raises(ValidationError, match="湖南刚从这一任期顺延"):
        operations.skip_turn(_turn("chongqing"), actor=_admin(), reason="防汛", now=NOW)


def test_the_last_of_a_cycle_cannot_be_skipped(rotation):
    with pytest.raises(ValidationError, match="本轮其后没有任期"):
        operations.skip_turn(_turn(ORDER[-1]), actor=_admin(), reason="防汛", now=NOW)

    assert not Skip.objects.exists()


def test_two_leads_click_their_way_through_a_swap(client, rotation):
    client.force_login(make_user("hunan"))
    form = {"other": f"{_turn('sichuan').pk}", "reason": "换届"}

    proposed = client.post(reverse("rotation:swap-propose", args=[_turn("hunan").pk]), form)

    swap = Swap.objects.get()
    assert proposed.headers["Location"] == swap.get_absolute_url()
    client.force_login(make_user("sichuan"))
    assert "湖南提出调换轮值任期" in client.get("/my/").content.decode()
    client.post(reverse("rotation:swap-answer", args=[swap.pk]), {"answer": "agree"})
    assert _leads()[1] == "sichuan"
    assert "双方同意" in client.get(swap.get_absolute_url()).content.decode()


def test_an_admin_skips_and_orders_from_the_turn_page(client, rotation):
    client.force_login(_admin())
    turn = _turn("hunan")
    assert "顺延一任" in client.get(turn.get_absolute_url()).content.decode()

    client.post(reverse("rotation:skip", args=[turn.pk]), {"reason": "防汛"})
    client.post(
        reverse("rotation:swap-propose", args=[_turn("hunan").pk]),
        {"other": f"{_turn('anhui').pk}", "reason": "统筹"},
    )

    assert _leads()[1:3] == ["chongqing", "anhui"]


@pytest.mark.parametrize("form", [{}, {"answer": "maybe"}, {"answer": "decline"}, {"answer": "\x00"}])
def test_a_damaged_answer_is_explained_and_changes_nothing(client, rotation, form):
    swap = operations.propose_swap(
        _turn("hunan"), _turn("sichuan"), actor=make_user("hunan"), reason="换届", now=NOW
    )
    client.force_login(make_user("sichuan"))

    response = client.post(reverse("rotation:swap-answer", args=[swap.pk]), form)

    assert "error-summary" in response.content.decode()
    assert Swap.objects.get().status == "proposed"


@pytest.mark.parametrize("swaps", [1, 5])
def test_the_turn_page_costs_the_same_however_many_swaps(
    client, rotation, django_assert_max_num_queries, swaps
):
    for other in ORDER[3 : 3 + swaps]:
        _swap("hunan", other, agree=False)
    client.force_login(make_user("hunan"))

    with django_assert_max_num_queries(12):
        client.get(_turn("hunan").get_absolute_url())


def test_consultations_are_where_they_were(rotation):
    make_consultation(now=NOW, days=30)

    _swap()

    assert Consultation.objects.count() == 1
