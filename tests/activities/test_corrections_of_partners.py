"""更正 proposed by a partner: it speaks for itself alone, the host answers like everybody else."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from activities import counting
from activities.models import Activity, Correction
from activities.operations import Party, corrections
from activities.operations.content import stored_parties
from notifications.models import Notification
from tests.activities.test_correction_pages import posted, verb
from tests.activities.test_corrections import agreed
from tests.factories import committee, make_activity, make_user
from tests.factories import make_correction as proposed
from tests.my_work import awaiting, nudge


@pytest.fixture
def confirmed(db: None) -> Activity:
    return make_activity("jiangsu", ("zhejiang", "anhui"), confirmed=True, place="南京")


def heads(activity: Activity) -> dict[str, int | None]:
    return {row.committee.slug: row.headcount for row in activity.participations.select_related("committee")}


def by_partner(activity: Activity, **facts: Any) -> Correction:
    return proposed(activity, actor=make_user("zhejiang"), **facts)


def test_a_partner_proposes_and_the_others_are_asked_the_host_among_them(confirmed):
    make_user("jiangsu"), make_user("anhui")

    correction = by_partner(confirmed, place="太湖", reason="地点写错")

    assert {answer.committee.slug for answer in correction.owing} == {"jiangsu", "anhui"}
    told = Notification.objects.filter(step="correction")
    assert set(told.values_list("committee__slug", flat=True)) == {"jiangsu", "anhui"}
    assert "浙江提出更正：地点写错" in told.first().body
    assert [line.kind for line in awaiting(make_user("jiangsu"), timezone.now())] == ["更正"]
    agreed(correction, "jiangsu", "anhui")
    confirmed.refresh_from_db()
    assert (confirmed.place, confirmed.version, confirmed.host.slug) == ("太湖", 2, "jiangsu")


def test_who_proposes_may_not_answer_itself(confirmed):
    correction = by_partner(confirmed, place="太湖")

    with pytest.raises(PermissionDenied):
        agreed(correction, "zhejiang")

    assert {answer.committee.slug for answer in correction.owing} == {"jiangsu", "anhui"}


def test_a_partner_corrects_its_own_people_and_nobody_elses(confirmed):
    others = {"jiangsu": 777, "zhejiang": 31, "anhui": 888}
    told = [
        party._replace(headcount=others[slug])
        for party in stored_parties(confirmed)
        for slug in others
        if committee(slug).pk == party.committee_id
    ]
    before = heads(confirmed)

    correction = corrections.propose(
        confirmed,
        actor=make_user("zhejiang"),
        version=1,
        reason="人次登记有误",
        facts={},
        parties=told,
        now=timezone.now(),
    )
    agreed(correction, "jiangsu", "anhui", headcount=None)

    assert len(correction.changes) == 1
    assert heads(confirmed) == before | {"zhejiang": 31}
    assert counting.totals().attendances == sum(heads(confirmed).values())


def test_the_host_may_give_its_own_headcount_with_its_answer(confirmed):
    correction = by_partner(confirmed, place="太湖")

    agreed(correction, "jiangsu", headcount=55)
    agreed(correction, "anhui", headcount=None)

    assert heads(confirmed)["jiangsu"] == 55


def test_a_partner_may_propose_that_it_was_not_there(confirmed):
    kept = [party for party in stored_parties(confirmed) if party.committee_id != committee("zhejiang").pk]

    correction = corrections.propose(
        confirmed,
        actor=make_user("zhejiang"),
        version=1,
        reason="本工委没有参加",
        facts={},
        parties=kept,
        now=timezone.now(),
    )
    agreed(correction, "jiangsu", "anhui")

    assert set(heads(confirmed)) == {"jiangsu", "anhui"}
    assert set(counting.by_committee()) == {committee("jiangsu").pk, committee("anhui").pk}


def test_a_correction_never_changes_who_hosts(confirmed):
    own = [Party(committee("zhejiang").pk, "host"), Party(committee("jiangsu").pk)]

    with pytest.raises(ValidationError):
        corrections.propose(
            confirmed,
            actor=make_user("zhejiang"),
            version=1,
            reason="换牵头",
            facts={},
            parties=own,
            now=timezone.now(),
        )

    assert not Correction.objects.exists()


def test_only_who_proposed_takes_back_and_reminds(confirmed):
    correction, now = by_partner(confirmed, place="太湖"), timezone.now()

    for stranger in ("jiangsu", "anhui"):
        with pytest.raises(PermissionDenied):
            corrections.withdraw(correction, actor=make_user(stranger), now=now)
        assert nudge(correction.activity, make_user(stranger), now) == 0

    assert nudge(correction.activity, make_user("zhejiang"), now) == 2
    assert corrections.withdraw(correction, actor=make_user("zhejiang"), now=now).status == "withdrawn"


def test_an_open_correction_is_answered_first_and_replaced_only_after_an_objection(confirmed):
    correction = by_partner(confirmed, place="太湖")
    with pytest.raises(ValidationError, match="浙江提出的更正正待各方确认"):
        proposed(confirmed, place="常州")

    corrections.object_to(correction, actor=make_user("anhui"), reason="在常州", now=timezone.now())
    host = make_user("zhejiang")
    assert [line.kind for line in awaiting(host, timezone.now())] == ["异议"]
    counter = proposed(confirmed, place="常州")

    assert [row.pk for row in confirmed.corrections.open()] == [counter.pk]
    assert {answer.committee.slug for answer in counter.owing} == {"zhejiang", "anhui"}
    assert [line.kind for line in awaiting(host, timezone.now())] == ["更正"]


def test_a_partner_fills_in_the_form_as_the_host_would_with_its_own_headcount(client, confirmed):
    client.force_login(make_user("zhejiang"))
    assert (
        reverse("activities:correct", args=[confirmed.pk])
        in client.get(confirmed.get_absolute_url()).content.decode()
    )
    form = client.get(reverse("activities:correct", args=[confirmed.pk])).context["form"]
    assert form["headcount"].value() == heads(confirmed)["zhejiang"]
    tokens = {value for value, _ in form.fields["partners"].choices}
    assert f"committee-{committee('zhejiang').pk}" in tokens
    assert f"committee-{committee('jiangsu').pk}" not in tokens

    response = posted(client, confirmed, place="太湖", headcount="31")

    assert response.status_code == 302
    correction = confirmed.corrections.get()
    assert [label for label, *_ in correction.changes] == ["地点", "各方"]
    page = client.get(confirmed.get_absolute_url()).content.decode()
    assert "撤回更正" in page
    assert "同意更正</button>" not in page


def test_the_host_answers_on_the_page_and_is_offered_nothing_that_is_the_proposers(client, confirmed):
    correction = by_partner(confirmed, place="太湖")
    client.force_login(make_user("jiangsu"))

    page = client.get(confirmed.get_absolute_url()).content.decode()
    away = client.get(reverse("activities:correct", args=[confirmed.pk]), follow=True).content.decode()

    assert "同意更正</button>" in page
    assert "撤回更正" not in page
    assert "另提更正" not in page
    assert "浙江提出的更正正待各方确认，请先答复" in away
    assert client.post(verb("withdraw", correction)).status_code == 403
    client.post(verb("object", correction), {"reason": "地点没错"})
    assert "另提更正" in client.get(confirmed.get_absolute_url()).content.decode()
    assert posted(client, confirmed, place="常州").status_code == 302
    assert confirmed.corrections.open().get().committee.slug == "jiangsu"


def test_a_stranger_may_not_propose(client, confirmed):
    client.force_login(make_user("hubei"))

    assert client.get(reverse("activities:correct", args=[confirmed.pk])).status_code == 403
    assert "更正</a>" not in client.get(confirmed.get_absolute_url()).content.decode()


def test_it_is_asked_for_under_the_name_in_force(confirmed):
    asked = make_user("jiangsu")
    name = str(confirmed)

    by_partner(confirmed, title="完全不同的新名")

    title = Notification.objects.get(recipient=asked, step="correction").title
    assert title == f"请确认更正：{name}"
    assert [line.title for line in awaiting(asked, timezone.now())] == [name]


def test_everybody_who_signed_hears_when_it_takes_effect_but_the_last_who_sees_it(confirmed):
    host, proposer, last = make_user("jiangsu"), make_user("zhejiang"), make_user("anhui")

    correction = proposed(confirmed, actor=proposer, title="新名")
    agreed(correction, "jiangsu", "anhui")

    told = Notification.objects.filter(step="correction-applied")
    assert {note.recipient for note in told} >= {host, proposer}
    assert not told.filter(recipient=last).exists()
    assert told.get(recipient=host).title == "更正已生效：新名"


def test_a_partner_takes_its_headcount_back_to_not_said(client, confirmed):
    client.force_login(make_user("zhejiang"))

    posted(client, confirmed, headcount="")
    correction = Correction.objects.get()
    agreed(correction, "jiangsu", "anhui", headcount=None)

    assert correction.changes == [
        [
            "各方",
            "江苏（牵头）；浙江（参与，10人次）；安徽（参与）",
            "江苏（牵头）；浙江（参与）；安徽（参与）",
        ]
    ]
    assert heads(confirmed) == {"jiangsu": 20, "zhejiang": None, "anhui": 10}
