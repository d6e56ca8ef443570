"""续签 of an agreement of three: it comes to rest only where all of them sign again, and all of them hear."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates
from notifications.models import Delivery, Notification
from organizations.models import FrameworkAgreement
from organizations.operations import agreements
from tests.factories import committee, make_agreement, make_user

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
PROPOSE = reverse("organizations:agreement-propose")


def later(days):
    return dates.today(NOW) + timedelta(days=days)


def test_nobody_ends_an_agreement_of_three_by_renewing_it_with_another(client):
    third, other = make_user("hunan"), make_user("hubei")
    old = make_agreement("hubei", "hunan", title="三方协议", expires_on=later(70))
    client.force_login(other)
    page = client.get(f"{PROPOSE}?renews={old.pk}")
    fields = {name: value for name, value in page.context["form"].initial.items() if name != "committees"}

    told = client.post(
        f"{PROPOSE}?renews={old.pk}",
        {**fields, "title": "续", "outside": "某公司", "expires_on": str(later(900))},
        follow=True,
    )

    old.refresh_from_db()
    new = FrameworkAgreement.objects.get(title="续")
    assert (old.status, new.status, new.renews) == ("active", "active", None)
    assert "原协议的江苏、湖南不在其中" in told.content.decode()
    assert Delivery.objects.filter(topic=f"agreement-expiry:{old.pk}", status="pending").exists()
    assert not Notification.objects.filter(recipient=third, topic=f"agreement:{new.pk}").exists()


def test_two_of_three_do_not_renew_for_the_third():
    old = make_agreement("hubei", "hunan", expires_on=later(70))

    new = make_agreement("hubei", renews=old, expires_on=later(900))

    old.refresh_from_db()
    assert (old.status, new.status) == ("active", "active")
    assert agreements.left_behind(old, {committee("jiangsu").pk, committee("hubei").pk}) == [
        committee("hunan")
    ]


def test_of_a_renewal_every_party_of_the_old_one_hears():
    people = [make_user("hubei"), make_user("hunan")]
    old = make_agreement("hubei", "hunan", title="三方协议", expires_on=later(70))
    new = make_agreement("hubei", "hunan", renews=old, expires_on=later(900), answer="proposed")
    for signer in people:
        agreements.answer(new, actor=signer, now=NOW, agree=True)

    told = Notification.objects.filter(topic=f"agreement:{new.pk}", step="started")

    assert people[0] in {note.recipient for note in told}  # the last to sign saw it on the page
    assert "原协议《三方协议》由它接替" in told.first().body
    old.refresh_from_db()
    assert old.status == "renewed"
