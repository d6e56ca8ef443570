"""What a prepared query brings is what its QuerySet brings, whoever asked for another row before."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from activities.models import Activity
from activities.models.participation import PartyBranch
from activities.querysets import record
from collab_portal.lib.prepared import Prepared
from experience.models import Article, Kept
from experience.models.reading import piece
from tests.factories import (
    committee,
    make_activity,
    make_article,
    make_attachment,
    make_branch,
    make_user,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ACTIVITIES = Prepared(lambda *wanted: Activity.objects.filter(*wanted).order_by("pk"))
BESIDE = Prepared(lambda wanted, one: Activity.objects.filter(wanted).exclude(one).order_by("-pk")[:2])


def test_each_person_gets_what_is_theirs_to_see_however_often_others_asked():
    drafts = {slug: make_article(slug, "draft") for slug in ("jiangsu", "zhejiang")}
    issued = make_article("hubei")
    people: list[Any] = [make_user("jiangsu"), make_user("zhejiang"), make_user("zhejiang", "member")]

    for reader in (*people, AnonymousUser(), *people):
        seen = set(Article.objects.visible_to(reader, NOW))
        for article in (*drafts.values(), issued):
            found = piece(article.pk, reader, NOW, author=False)
            assert found == (article if article in seen else None)


def test_a_piece_knows_what_its_reader_keeps_and_no_other_does():
    article, one, other = make_article(), make_user("jiangsu"), make_user("jiangsu")
    Kept.objects.create(person=one, article=article, added_at=NOW)

    found: list[Any] = [piece(article.pk, reader, NOW, author=False) for reader in (one, other, one)]

    assert [each.is_kept for each in found] == [True, False, True]


@pytest.mark.parametrize(
    "condition",
    [
        lambda one, other: Q(pk=one.pk),
        lambda one, other: Q(pk=other.pk),
        lambda one, other: Q(host=other.host),
        lambda one, other: ~Q(host=one.host_id),
        lambda one, other: Q(pk__in=[other.pk, one.pk]),
        lambda one, other: Q(committee_ids__contains=[other.host_id]),
        lambda one, other: Q(held_on=other.held_on, confirmed_at__lte=NOW) | Q(pk=one.pk),
        lambda one, other: Q(host_branch=None),
        lambda one, other: Q(title=other.title),
        lambda one, other: Q(pk=2**63),
        lambda one, other: Q(pk=-(2**70)) | Q(pk=one.pk),
    ],
)
def test_rows_are_those_of_the_query_set(condition):
    one, other = (
        make_activity("jiangsu"),
        make_activity("hubei", title="另一次活动", held_on=date(2025, 3, 2)),
    )
    wanted = condition(one, other)

    assert ACTIVITIES.rows(wanted) == list(Activity.objects.filter(wanted).order_by("pk"))
    assert ACTIVITIES.first(wanted) == Activity.objects.filter(wanted).order_by("pk").first()


def test_each_condition_has_its_own_place(django_assert_num_queries):
    first, second, third = (make_activity("jiangsu", title=f"第{number}次") for number in "一二三")
    ours = Q(host=committee("jiangsu"))

    with django_assert_num_queries(3):
        found = [BESIDE.rows(ours, Q(pk=each.pk)) for each in (first, second, third)]

    assert found == [[third, second], [third, first], [second, first]]


def test_what_is_no_value_is_refused():
    def cut(wanted: Q) -> QuerySet[Activity]:
        return Activity.objects.all()

    with pytest.raises(TypeError):
        ACTIVITIES.rows(Q(pk__in=Activity.objects.values("pk")))
    with pytest.raises(TypeError):
        ACTIVITIES.rows(Q(host=F("created_by")))
    with pytest.raises(ValueError, match="in no parameter"):
        Prepared(cut).rows(Q(pk=1))


def test_a_record_holds_its_parties_and_files_like_one_with_everything_prefetched(django_assert_num_queries):
    activity, person = make_activity("jiangsu"), make_user("zhejiang")
    party = activity.participations.get(committee=committee("zhejiang"))
    branch = make_branch("zhejiang")
    PartyBranch.objects.create(participation=party, branch=branch)
    make_attachment(activity)

    with django_assert_num_queries(5):
        held: Any = record(activity.pk, person)
        parties = [(each.committee.slug, each.activity, list(each.branches.all())) for each in held.parties]
        files = [(each.activity, str(each)) for each in held.attachments.all()]

    whole = Activity.objects.for_page().get(pk=activity.pk)
    assert parties == [(each.committee.slug, whole, list(each.branches.all())) for each in whole.parties]
    assert files == [(whole, str(each)) for each in whole.attachments.all()]
    assert parties[1][2] == [branch]
    assert list(held.participations.filter(committee=person.committee)) == [party]
