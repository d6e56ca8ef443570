"""Sample data: facts with their source, the rest marked 示例, the same after a second run."""

from datetime import timedelta

from django.utils import timezone

from activities import sample
from activities.models import Activity, Participation
from notifications.models import Notification
from organizations.models import Branch, Pairing
from tests.activities.test_counting import invariants
from tests.my_work import awaiting


def test_facts_have_their_source_and_all_else_says_example(sample_data, db):
    facts = Activity.objects.exclude(source_title="")
    invented = Activity.objects.filter(source_title="")
    assert facts.count() == 10
    assert {(a.when, a.host.slug, a.status) for a in facts} == {("2021年", "guangdong", "confirmed")}
    assert str(facts.get(labels__name="委读书交流活动")) == "“书香机关·悦读会”暨委读书交流活动（第11期）"
    assert not [a.title for a in invented if "示例" not in a.title]
    invariants()


def test_every_state_is_there_and_everybody_has_something_to_do(sample_data, db):
    now = timezone.now()
    assert set(Activity.objects.values_list("status", flat=True)) == set(Activity.Status.values)
    assert Participation.objects.objecting().exists()
    staff = sample.User.objects.filter(committee__isnull=False, role="staff")
    assert [user.username for user in staff if not awaiting(user, now)] == []


def test_a_second_run_changes_nothing(sample_data, db):
    before = [m.objects.count() for m in (Activity, Participation, Notification, Branch)]
    versions = list(Activity.objects.order_by("pk").values_list("pk", "version", "updated_at"))

    sample.seed(timezone.now() + timedelta(days=3))

    assert [m.objects.count() for m in (Activity, Participation, Notification, Branch)] == before
    assert list(Activity.objects.order_by("pk").values_list("pk", "version", "updated_at")) == versions


def test_no_organization_stands_twice_and_pairings_show_what_their_sides_did_together(sample_data, db):
    pairs = Pairing.objects.filter(first__committee__slug="guangdong", second__committee__slug="guangdong")
    held = {pair.theme: pair.activities.get().title for pair in pairs}
    assert len(held) == 5
    assert held["跨行业联学（示例）"] == "广州农民运动讲习所旧址联合主题党日"
    assert not Pairing.objects.active().with_last_activity().filter(pk__in=pairs, last_on=None)
