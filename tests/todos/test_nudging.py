"""催办: one button on every page of what waits, once for each thing as it is now, by who waits for it."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.models import Notification
from organizations.operations import agreements, pairings
from rotation import operations
from tests.factories import (
    committee,
    make_agreement,
    make_consultation,
    make_pairing,
    make_rotation,
    make_user,
)
from tests.my_work import nudge, nudge_url
from tests.races import PATIENCE, together
from tests.rotation.work import NOW, TODAY, as_held, ask_dates, send_round, votes

pytestmark = [pytest.mark.time_machine(NOW), pytest.mark.timeout(PATIENCE)]


def nudges(person: Any) -> list[str]:
    rows = Notification.objects.filter(recipient=person, step__startswith="nudge")
    return list(rows.order_by("pk").values_list("title", flat=True))


@pytest.mark.django_db
def test_the_committee_that_asked_finds_the_button_and_nobody_else(client: Any) -> None:
    asker, signer, stranger = (make_user(slug) for slug in ("jiangsu", "zhejiang", "anhui"))
    agreement = make_agreement("zhejiang", title="水环境协议", answer="proposed")

    def offered(person: Any) -> bool:
        client.force_login(person)
        page = client.get(agreement.get_absolute_url())
        return page.status_code == 200 and "催办一次" in page.content.decode()

    assert [offered(person) for person in (asker, signer, stranger)] == [True, False, False]
    for person in (signer, stranger):
        client.force_login(person)
        assert client.post(nudge_url(agreement)).status_code == 404
    client.force_login(asker)
    said = [client.post(nudge_url(agreement), follow=True).content.decode() for _ in range(2)]

    assert ["已催办 1 家工委" in said[0], "没有重复" in said[1], "催办一次" in said[1]] == [True, True, False]
    assert nudges(signer) == ["请尽快办理（协议会签）：水环境协议"]


@pytest.mark.django_db
def test_whoever_asks_from_a_refused_form_comes_back_to_the_page_of_the_thing(client: Any) -> None:
    asker = make_user()
    pairing = make_pairing()
    make_user("zhejiang")
    pairings.renew(pairing, actor=asker, now=NOW, valid_until=TODAY + timedelta(days=90))
    client.force_login(asker)
    refused = client.post(reverse("organizations:pairing-end", args=[pairing.pk]), {})
    page = refused.content.decode()
    assert f'name="next" value="{pairing.get_absolute_url()}"' in page
    assert "催办一次" in page

    for way in (pairing.get_absolute_url(), refused.wsgi_request.path):  # an old page still names the form
        answer = client.post(nudge_url(pairing), {"next": way}, follow=True)
        assert answer.redirect_chain == [(pairing.get_absolute_url(), 302)]


@pytest.mark.django_db
def test_who_asks_when_nobody_owes_any_more_reads_that_on_the_page_of_the_thing(client: Any) -> None:
    asker, signer, stranger, reader = (
        make_user(),
        make_user("zhejiang"),
        make_user("anhui"),
        make_user(role="member"),
    )
    withdrawn, signed = make_agreement("zhejiang", answer="proposed"), make_agreement("zhejiang")
    agreements.withdraw(withdrawn, actor=asker, now=NOW)
    declined, agreed = make_pairing(answer="declined"), make_pairing()

    for obj in (withdrawn, signed, declined, agreed):
        client.force_login(asker)
        answer = client.post(nudge_url(obj), {"next": "/my/"}, follow=True)
        assert answer.redirect_chain == [(obj.get_absolute_url(), 302)]
        assert "已没有待答复的工委。" in answer.content.decode()
    for nobody, obj in ((stranger, withdrawn), (stranger, declined), (reader, signed)):
        client.force_login(nobody)
        assert client.post(nudge_url(obj)).status_code == 404
    assert nudges(signer) == []


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["nothing", "import"])
def test_what_is_not_there_is_not_nudged(client: Any, prefix: str) -> None:
    client.force_login(make_user())

    assert client.post(reverse("nudge", args=[prefix, 7])).status_code == 404


@pytest.mark.django_db
def test_who_convenes_nudges_voters_once_for_a_poll_and_again_under_a_new_lead(client: Any) -> None:
    make_rotation(now=NOW)
    lead, silent, voter = make_user("hubei"), make_user("jiangsu"), make_user("zhejiang")
    meeting = make_consultation(now=NOW)
    poll = ask_dates(meeting, lead)
    facts = {"committee": voter.committee, "votes": votes(poll), "now": NOW}
    operations.answer_poll(poll, actor=voter, **facts)
    client.force_login(lead)
    assert "催办一次" in client.get(reverse("rotation:poll", args=[meeting.pk])).content.decode()

    page = reverse("rotation:poll", args=[meeting.pk])
    assert f'name="next" value="{page}"' in client.get(page).content.decode()
    assert (nudge(meeting, lead, NOW), nudge(meeting, lead, NOW)) == (1, 0)
    assert (len(nudges(silent)), nudges(voter)) == (1, [])
    assert nudge(meeting, voter, NOW) == 0
    operations.set_co_lead(meeting.turn, committee("anhui"), today=TODAY)

    assert nudge(meeting, lead, NOW) == 1


@pytest.mark.django_db
def test_replies_and_signatures_are_asked_for_once_more_where_they_are_listed(client: Any) -> None:
    make_rotation(now=NOW)
    lead, signer = make_user("hubei"), make_user("jiangsu")
    meeting = make_consultation(now=NOW, days=30)
    client.force_login(lead)
    offered = [
        "催办一次" in client.get(reverse("rotation:reminder-plan", args=[meeting.pk])).content.decode()
    ]
    assert nudge(meeting, lead, NOW) == 1
    send_round(as_held(meeting, "jiangsu"), lead)
    offered.append("催办一次" in client.get(reverse("rotation:minutes", args=[meeting.pk])).content.decode())

    assert nudge(meeting, lead, meeting.starts_at) == 1
    assert offered == [True, False]  # the minutes went round in the future of this test's clock
    assert len(nudges(signer)) == 2


@pytest.mark.usefixtures("committed")
def test_two_who_press_at_once_ask_once() -> None:
    one, other, signer = make_user("jiangsu"), make_user("jiangsu"), make_user("zhejiang")
    agreement = make_agreement("zhejiang", title="水环境协议", answer="proposed")

    asked = together(*(partial(nudge, agreement, person, timezone.now()) for person in (one, other)))

    assert sorted(asked) == [0, 1]
    assert len(nudges(signer)) == 1
