"""The pages of a correction, seen by the host, a partner, and a stranger."""

from typing import Any

import pytest
from django.urls import reverse

from activities.models import Activity, Correction
from collab_portal.lib.forms import Difference
from tests.activities.test_corrections import agreed
from tests.factories import committee, make_activity, make_user
from tests.factories import make_correction as proposed
from tests.my_work import nudge_url


@pytest.fixture
def confirmed(db: None) -> Activity:
    return make_activity("jiangsu", ("zhejiang", "anhui"), confirmed=True, place="南京")


def posted(client: Any, activity: Activity, **changes: Any) -> Any:
    """The correction's form as it stands, sent back with changes."""
    url = reverse("activities:correct", args=[activity.pk])
    form = client.get(url).context["form"]
    values = {field.html_name: field.value() for field in form}
    values |= {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "reason": "地点写错"} | changes
    return client.post(url, {name: value for name, value in values.items() if value not in (None, False)})


def verb(name: str, correction: Correction) -> str:
    return reverse(f"activities:correction-{name}", args=[correction.activity_id, correction.version])


def test_the_host_proposes_the_partners_agree_and_everybody_reads_the_new_version(client, confirmed):
    client.force_login(make_user("jiangsu"))
    assert posted(client, confirmed, place="太湖").status_code == 302
    correction = confirmed.corrections.get()
    page = client.get(confirmed.get_absolute_url()).content.decode()
    assert "第2版更正" in page
    assert "撤回更正" in page
    assert page.count("待确认") >= 2

    for slug in ("zhejiang", "anhui"):
        client.force_login(make_user(slug))
        before = client.get(confirmed.get_absolute_url()).content.decode()
        assert "同意更正" in before
        assert "太湖" in before
        assert client.post(verb("agree", correction), {"headcount": "8"}).status_code == 302

    client.force_login(make_user("hubei"))
    after = client.get(confirmed.get_absolute_url()).content.decode()
    assert "太湖" in after
    assert "南京" not in after


def test_a_stranger_reads_the_version_in_force_and_nothing_of_the_correction(client, confirmed):
    correction = proposed(confirmed, place="太湖")
    client.force_login(make_user("hubei"))

    page = client.get(confirmed.get_absolute_url()).content.decode()

    assert "南京" in page
    assert "太湖" not in page
    assert [client.post(verb(name, correction)).status_code for name in ("agree", "object", "withdraw")] == [
        404
    ] * 3


def test_a_partner_objects_and_the_host_revises_what_he_proposed(client, confirmed):
    correction = proposed(confirmed, place="太湖")
    client.force_login(make_user("zhejiang"))
    assert client.post(verb("object", correction), {"reason": ""}).status_code == 200
    client.post(verb("object", correction), {"reason": "在常州"})

    client.force_login(make_user("jiangsu"))
    assert "在常州" in client.get(confirmed.get_absolute_url()).content.decode()
    form = client.get(reverse("activities:correct", args=[confirmed.pk])).context["form"]
    assert (form["place"].value(), form["version"].value()) == ("太湖", 2)
    posted(client, confirmed, place="常州")

    page = client.get(confirmed.get_absolute_url()).content.decode()
    assert "第3版更正" in page
    assert "已被新的更正取代" in page


def test_the_second_editor_keeps_his_text_and_sees_the_others_proposal(client, confirmed):
    client.force_login(make_user("jiangsu"))
    stale = client.get(reverse("activities:correct", args=[confirmed.pk])).context["form"]["version"].value()
    proposed(confirmed, make_user("jiangsu", display_name="张三"), place="太湖")

    response = posted(client, confirmed, place="常州", version=stale)
    page = response.content.decode()
    again = client.post(
        reverse("activities:correct", args=[confirmed.pk]), dict(response.context["form"].data.lists())
    )

    assert Difference("地点", "太湖", "常州") in response.context["form"].theirs
    assert "张三" in page
    assert 'value="常州"' in page
    assert again.status_code == 302
    assert [row.changes for row in confirmed.corrections.open()] == [[["地点", "南京", "常州"]]]


def test_a_withdrawn_correction_can_still_be_read(client, confirmed):
    correction = proposed(confirmed, place="太湖")
    client.force_login(make_user("jiangsu"))

    client.post(nudge_url(confirmed))
    client.post(verb("withdraw", correction))

    page = client.get(confirmed.get_absolute_url()).content.decode()
    assert "第2版更正：登记有误（已撤回" in page
    assert "提出更正" not in client.get(confirmed.get_absolute_url(), follow=True).content.decode()
    assert client.post(nudge_url(confirmed)).status_code == 404


def test_members_read_of_a_correction_and_are_offered_nothing(client, confirmed):
    correction = proposed(confirmed, place="太湖")
    for slug in ("jiangsu", "zhejiang"):
        client.force_login(make_user(slug, role="member"))
        page = client.get(confirmed.get_absolute_url()).content.decode()

        assert "第2版更正" in page
        assert "同意更正</button>" not in page
        assert "撤回更正" not in page
        assert client.post(verb("agree", correction)).status_code == 403


def test_only_confirmed_records_are_corrected(client, db):
    waiting = make_activity("jiangsu")
    client.force_login(make_user("jiangsu"))

    answer = client.get(reverse("activities:correct", args=[waiting.pk]))

    assert answer.status_code == 302
    assert "更正</a>" not in client.get(waiting.get_absolute_url()).content.decode()


@pytest.mark.parametrize("slug", ["jiangsu", "zhejiang"])
@pytest.mark.parametrize("corrections", [1, 5])
def test_the_page_costs_the_same_however_many_corrections(
    client, confirmed, django_assert_max_num_queries, corrections, slug
):
    for number in range(corrections):
        agreed(proposed(confirmed, place=f"地点{number}"), "zhejiang", "anhui")
    proposed(confirmed, place="太湖")
    client.force_login(make_user(slug))
    client.get(confirmed.get_absolute_url())

    with django_assert_max_num_queries(12):
        client.get(confirmed.get_absolute_url())


def test_a_confirmed_partner_committee_that_would_join_is_asked_on_its_own_page(client, confirmed):
    correction = proposed(confirmed, partners=("zhejiang", "anhui", "hubei"))
    client.force_login(make_user("hubei"))

    assert "更正" in client.get("/my/").content.decode()
    assert client.post(verb("agree", correction), {"headcount": "5"}).status_code == 302
    assert correction.answers.get(committee=committee("hubei")).headcount == 5


def test_foreign_marks_are_refused_wherever_a_correction_takes_words(client, confirmed):
    client.force_login(make_user("jiangsu"))
    assert "reason" in posted(client, confirmed, place="太湖", reason="机密★10年").context["form"].errors
    correction = proposed(confirmed, place="太湖")
    client.force_login(make_user("zhejiang"))

    client.post(verb("object", correction), {"reason": "机密★10年"})

    assert not correction.answers.objecting().exists()
