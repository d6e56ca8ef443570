"""Sample data: true facts named, inventions marked, and a second run that changes nothing."""

import pytest
from django.utils import timezone

from notifications.models import Delivery
from organizations import sample
from organizations.models import (
    Alliance,
    AllianceMember,
    Branch,
    Committee,
    FrameworkAgreement,
    LiaisonGroup,
    LiaisonVisit,
    Pairing,
    PairingBatch,
    PairingTerm,
)
from organizations.sample_texts import GUANGDONG_BRANCHES
from todos.models import Todo
from todos.operations import audit

pytestmark = pytest.mark.django_db
MODELS = (
    *(Branch, Committee, Pairing, PairingBatch, PairingTerm),
    *(Alliance, AllianceMember, FrameworkAgreement, LiaisonGroup, LiaisonVisit),
)


def events():
    return [model.pgh_event_model.objects.count() for model in MODELS]


def test_a_second_run_changes_nothing(sample_data):
    before = events(), Delivery.objects.count()

    sample.seed(timezone.now())

    assert (events(), Delivery.objects.count()) == before


def test_every_committee_has_a_tree_three_levels_deep(sample_data):
    for committee in Committee.objects.all():
        rows = committee.branches.filter(name__contains="示例")
        assert rows.count() >= 9
        assert max(len(row.ancestors()) for row in rows) == 2


def test_what_is_invented_says_so(sample_data):
    true_names = {place.name for place in GUANGDONG_BRANCHES} | {"湛江市直机关工委"}

    assert not Branch.objects.exclude(name__contains="示例").exclude(name__in=true_names).exists()
    assert not Pairing.objects.exclude(theme__contains="示例").exists()


def test_the_wujiang_batch_names_its_figures_and_source(sample_data):
    batch = PairingBatch.objects.get()

    assert (batch.committee.slug, str(batch.organised_on), batch.supporter) == (
        "jiangsu",
        "2020-07-24",
        "省工商联",
    )
    assert all(fact in batch.description for fact in ("28 个", "41 个", "45 家", "《旗帜》2020 年第 12 期"))
    assert batch.pairings.filter(status="active").count() == 3


def test_every_state_of_a_pairing_can_be_seen(sample_data):
    states = set(Pairing.objects.values_list("status", flat=True))

    assert states == {"proposed", "active", "ended", "declined"}
    assert Pairing.objects.expiring(timezone.localdate()).count() == 2
    assert Todo.objects.filter(kind="pair", committee__slug="jiangsu").count() == 1
    assert audit(timezone.now(), repair=False).differing == []


def test_zhanjiangs_bonds_are_true_and_name_their_source(sample_data):
    joint = Alliance.objects.filter(kind="joint")
    true = FrameworkAgreement.objects.filter(note__contains="叶兴宇")

    assert set(joint.values_list("chain", flat=True)) == {"重大项目", "粮食安全", "海洋牧场", "百千万工程"}
    assert {row.status for row in joint} == {row.status for row in true} == {"active"}
    assert all("叶兴宇" in row.source for row in joint)
    assert sorted(row.title[3:5] for row in true) == ["广州", "柳州", "玉林"]
    assert not AllianceMember.objects.exclude(branch__name__contains="示例").exists()


def test_an_alliance_waits_an_agreement_runs_out_a_group_is_at_work(sample_data):
    assert Alliance.objects.get(status="proposed").members.awaiting_answer().count() == 1
    assert FrameworkAgreement.objects.expiring(timezone.localdate()).count() == 1
    assert LiaisonGroup.objects.get().units.count() == 3
