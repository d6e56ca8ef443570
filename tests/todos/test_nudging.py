"""催办: one button on every page of what waits, once for each thing as it is now, by who waits for it."""

from functools import partial
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.models import Notification
from rotation import operations
from tests.factories import committee, make_agreement, make_consultation, make_rotation, make_user
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
