"""草稿: kept with what is known so far; nothing reaches others before it is whole."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from activities import operations
from activities.models import Activity
from collab_portal.lib.dates import today
from tests.factories import committee, make_user

pytestmark = pytest.mark.django_db
LOG = "/activities/log/"
LITTLE = {"partners": None, "headcount": None, "mode": None}


@pytest.fixture
def draft(client, filled_form):
    client.force_login(make_user("jiangsu"))
    client.post(LOG, filled_form(draft="1", **LITTLE))
    return Activity.objects.get()


def edit(client, activity, form, **changes):
    url = reverse("activities:edit", args=[activity.pk])
    return client.post(url, {**form, "version": activity.version, **changes})


def test_a_draft_needs_a_name_a_kind_and_a_day_only(client, draft):
    assert (draft.status, draft.mode, draft.committee_ids) == ("draft", "onsite", [committee("jiangsu").pk])
    assert draft.participations.get().headcount is None
    assert client.get(draft.get_absolute_url()).status_code == 200
    assert client.get(reverse("activities:edit", args=[draft.pk])).status_code == 200
    assert client.get(reverse("activities:list"), {"status": "draft"}).context["page"].total == 1


@pytest.mark.parametrize("name", ["title", "kind", "held_on"])
def test_what_a_draft_lacks_is_said_beside_the_field_and_nothing_else_is(client, filled_form, name):
    client.force_login(make_user())

    response = client.post(LOG, filled_form(draft="1", **{**LITTLE, name: None}))

    assert list(response.context["form"].errors) == [name]
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [("headcount", "-1"), ("partners", ["committee-0"]), ("mode", "nowhere"), ("link", "x")],
)
def test_what_a_draft_says_must_still_be_possible(client, filled_form, name, value):
    client.force_login(make_user())

    response = client.post(LOG, filled_form(draft="1", **{**LITTLE, name: value}))

    assert list(response.context["form"].errors) == [name]


def test_a_draft_is_saved_again_and_again(client, filled_form, draft):
    response = edit(client, draft, filled_form(**LITTLE), title="改了名")

    draft.refresh_from_db()
    assert response.url == draft.get_absolute_url()
    assert (draft.status, draft.title) == ("draft", "改了名")


def test_a_draft_is_published_whole_or_not_at_all(client, filled_form, draft):
    refused = edit(client, draft, filled_form(**LITTLE), publish="1")
    draft.refresh_from_db()
    status_then = draft.status
    edit(client, draft, filled_form(), publish="1")

    draft.refresh_from_db()
    assert set(refused.context["form"].errors) == {"mode", "partners", "headcount"}
    assert (status_then, draft.status) == ("draft", "held")


def test_the_operation_itself_publishes_nothing_without_a_partner(draft):
    facts = {"title": draft.title, "kind": draft.kind, "held_on": today()}
    parties = [operations.Party(draft.host_id, "host")]

    with pytest.raises(ValidationError, match="至少要有一个合作方"):
        operations.edit(
            draft,
            actor=make_user("jiangsu"),
            version=draft.version,
            facts=facts,
            parties=parties,
            publish=True,
            now=timezone.now(),
        )


def test_a_record_once_published_is_not_thinned_to_a_draft(client, filled_form):
    client.force_login(make_user("jiangsu"))
    client.post(LOG, filled_form())
    activity = Activity.objects.get()

    response = edit(client, activity, filled_form(**LITTLE), draft="1")

    assert "partners" in response.context["form"].errors


def test_the_button_skips_the_browsers_own_check_and_says_what_is_needed(client):
    client.force_login(make_user())

    page = client.get(LOG).content.decode()

    assert 'name="draft" value="1" formnovalidate' in page
    assert "草稿只需名称、形式和日期" in page
