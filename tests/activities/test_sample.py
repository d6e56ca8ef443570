"""Sample data: facts with their source, the rest marked 示例, the same after a second run."""

from datetime import timedelta

from django.utils import timezone

from accounts import sample as people
from activities import sample
from activities.models import Activity, Participation
from notifications.models import Notification
from organizations import sample as organizations
from organizations.models import Branch, Committee, Pairing
from tests.activities.test_counting import invariants
from tests.factories import make_user
from tests.my_work import awaiting


def seeded() -> None:
    for committee in Committee.objects.all():
        make_user(committee.slug)
    sample.seed(timezone.now())


def test_facts_have_their_source_and_all_else_says_example(db):
    seeded()

    facts = Activity.objects.exclude(source_title="")
    invented = Activity.objects.filter(source_title="")
    assert facts.count() == 10
    assert {(a.when, a.host.slug, a.status) for a in facts} == {("2021年", "guangdong", "confirmed")}
    assert str(facts.get(labels__name="委读书交流活动")) == "“书香机关·悦读会”暨委读书交流活动（第11期）"
    assert not [a.title for a in invented if not a.title.startswith("示例：")]
    invariants()


def test_every_state_is_there_and_everybody_has_something_to_do(db):
    seeded()

    now = timezone.now()
    assert set(Activity.objects.values_list("status", flat=True)) == set(Activity.Status.values)
    assert Participation.objects.objecting().exists()
    idle = [u.committee.slug for u in sample.User.objects.all() if not awaiting(u, now)]
    assert len(idle) <= 4


def test_a_second_run_changes_nothing(db):
    seeded()
    before = [m.objects.count() for m in (Activity, Participation, Notification, Branch)]
    versions = list(Activity.objects.order_by("pk").values_list("pk", "version", "updated_at"))

    sample.seed(timezone.now() + timedelta(days=3))

    assert [m.objects.count() for m in (Activity, Participation, Notification, Branch)] == before
    assert list(Activity.objects.order_by("pk").values_list("pk", "version", "updated_at")) == versions


def test_without_people_nothing_is_seeded(db):
    sample.seed(timezone.now())

    assert not Activity.objects.exists()


def test_no_organization_stands_twice_and_pairings_show_what_their_sides_did_together(db):
    people.seed(timezone.now())
    organizations.seed(timezone.now())
    before = Branch.objects.count()
    sample.seed(timezone.now())

    assert Branch.objects.count() == before
    pairs = Pairing.objects.filter(first__committee__slug="guangdong", second__committee__slug="guangdong")
    held = {pair.theme: pair.activities.get().title for pair in pairs}
    assert len(held) == 5
    assert held["跨行业联学（示例）"] == "广州农民运动讲习所旧址联合主题党日"
    assert not Pairing.objects.active().with_last_activity().filter(pk__in=pairs, last_on=None)
