"""The pages of a consultation's work: three viewpoints, two editors, a bounded cost."""

import pytest
from django.urls import reverse

from rotation import operations
from rotation.models import Minutes
from tests.factories import make_user
from tests.rotation.work import NOW, as_held, ask_dates, calling, decide, propose, screen, send_round

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def test_the_second_editor_sees_both_texts_and_may_then_save_his(client, consultation, lead):
    held = as_held(consultation)
    operations.write_minutes(held, actor=make_user("hubei"), body="<p>先存的</p>", version=0, now=NOW)
    client.force_login(lead)
    url = reverse("rotation:minutes-write", args=[held.pk])

    refused = client.post(url, {"body": "<p>后写的</p>", "version": "0"})

    text = refused.content.decode()
    assert "先存的" in text
    assert "后写的" in text
    assert client.post(
        url, {"body": "<p>后写的</p>", "version": refused.context["form"]["version"].value()}
    ).url
    assert "后写的" in str(Minutes.objects.get().body)


@pytest.mark.parametrize("viewer", ["hubei", "jiangsu", "anhui"])
@pytest.mark.parametrize("name", ["items", "poll", "minutes", "decisions", "report", "consultation"])
def test_every_tab_opens_for_lead_attending_and_absent(client, consultation, lead, staff, name, viewer):
    calling(consultation, lead)
    screen(propose(consultation, staff), lead)
    ask_dates(consultation, lead)
    held = as_held(consultation, "jiangsu")
    send_round(held, lead)
    decide(held, lead)
    client.force_login({"hubei": lead, "jiangsu": staff}.get(viewer) or make_user(viewer))

    response = client.get(reverse(f"rotation:{name}", args=[held.pk]))

    assert response.status_code == 200


@pytest.mark.parametrize("name", ["items", "poll", "minutes", "decisions", "report"])
def test_every_tab_stays_within_twelve_queries(
    client, consultation, lead, staff, name, django_assert_max_num_queries
):
    calling(consultation, lead)
    for number in range(5):
        screen(propose(consultation, staff, title=f"议题{number}"), lead)
    ask_dates(consultation, lead)
    held = as_held(consultation, "jiangsu", "anhui", "zhejiang")
    send_round(held, lead)
    for number in range(5):
        decide(held, lead, title=f"事项{number}")
    client.force_login(lead)

    with django_assert_max_num_queries(12):
        client.get(reverse(f"rotation:{name}", args=[held.pk]))
