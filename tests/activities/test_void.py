"""作废: a confirmed record logged twice stays readable and counts nowhere, once every party agreed."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from activities import counting, operations, tallies
from activities.calendars import event
from activities.dormancy import last_confirmed
from activities.history import history_of
from activities.models import Activity
from activities.operations import Party, corrections
from collab_portal.lib.dates import today
from collab_portal.lib.versions import StaleError
from notifications.models import Notification
from organizations.models import Pairing
from tests.activities.voids import make_void
from tests.factories import (
    committee,
    make_activity,
    make_adoption,
    make_article,
    make_branch,
    make_correction,
    make_pairing,
    make_user,
)
from tests.my_work import awaiting
from tests.races import together

TITLE, OTHER = "太湖联合巡护", "联合巡护太湖"


@pytest.fixture
def twice(db: None) -> tuple[Activity, Activity]:
    """江苏 and 浙江 each logged what they did together, with 安徽."""
    first = make_activity("jiangsu", ("zhejiang", "anhui"), confirmed=True, title=TITLE)
    second = make_activity("zhejiang", ("jiangsu", "anhui"), confirmed=True, title=OTHER)
    return first, second


def stored(activity: Activity) -> Activity:
    return Activity.objects.get(pk=activity.pk)


def test_it_counts_until_the_last_party_agreed_and_nowhere_afterwards(twice):
    first, second = twice
    correction = make_void(first, make_user("zhejiang"), second)

    corrections.agree(correction, actor=make_user("anhui"), now=timezone.now())
    assert (stored(first).status, counting.totals().activities) == ("confirmed", 2)
    corrections.agree(correction, actor=make_user("jiangsu"), now=timezone.now())

    void = stored(first)
    assert (void.status, void.voided_reason, void.duplicate_of_id) == ("void", "登记了两次", second.pk)
    assert counting.totals().activities == 1
    assert {part.activities for part in counting.by_committee().values()} == {1}
    assert set(counting.pairs().values()) == {1}
    assert tallies.differences() == 0
    assert (stored(second).status, void.version) == ("confirmed", first.version)


def test_without_another_committee_it_is_void_at_once(db):
    own = [Party(committee("jiangsu").pk, "host", frozenset({make_branch("jiangsu").pk}), 20)]
    facts = {"title": "本系统联学", "kind": "party_day", "held_on": today()}
    now, host = timezone.now(), make_user("jiangsu")
    record, _ = operations.log(actor=host, submission=uuid4(), facts=facts, parties=own, now=now)

    make_void(record)

    assert stored(record).status == "void"


def test_only_parties_propose_it_and_only_of_confirmed_records(twice):
    for stranger in (make_user("hubei"), make_user("jiangsu", role="member")):
        with pytest.raises(PermissionDenied):
            make_void(twice[0], stranger)
    with pytest.raises(ValidationError, match="只有各方都已确认"):
        make_void(make_activity("jiangsu"))
    with pytest.raises(ValidationError, match="不能为空"):
        make_void(twice[0], reason="  ")
    assert not twice[0].corrections.exists()


def test_the_other_record_is_of_the_same_days_with_a_party_in_common_and_confirmed(twice):
    first, _ = twice
    day = first.held_on.replace(year=first.held_on.year - 1)
    wrong = [
        first,
        make_activity("jiangsu", ("zhejiang",), confirmed=True, held_on=day, ended_on=day),
        make_activity("hubei", ("hunan",), confirmed=True),
        make_activity("jiangsu", ("zhejiang",)),
    ]

    for other in wrong:
        with pytest.raises(ValidationError, match="只能选同一时间"):
            make_void(first, twin=other)


def test_two_records_are_never_void_in_favour_of_each_other(twice):
    first, second = twice
    one, other = make_void(first, twin=second), make_void(second, twin=first)
    for slug in ("zhejiang", "anhui"):
        corrections.agree(one, actor=make_user(slug), now=timezone.now())

    corrections.agree(other, actor=make_user("anhui"), now=timezone.now())
    with pytest.raises(ValidationError, match="不能再以它为准"):
        corrections.agree(other, actor=make_user("jiangsu"), now=timezone.now())

    assert [stored(row).status for row in twice] == ["void", "confirmed"]
    assert counting.totals().activities == 1


def test_one_proposal_at_a_time_whether_it_corrects_or_voids(twice):
    first, second = twice
    make_void(first, make_user("zhejiang"), second)

    with pytest.raises(ValidationError, match="浙江提出的作废正待各方确认"):
        make_correction(first, place="常州")
    with pytest.raises(StaleError):
        make_void(first, make_user("zhejiang"), version=1)
    changed = make_correction(first, make_user("zhejiang"), place="常州")

    assert [row.pk for row in first.corrections.open()] == [changed.pk]


def test_an_objection_or_a_withdrawal_leaves_it_as_it_was(twice):
    first, second = twice
    host, now = make_user("zhejiang"), timezone.now()
    correction = make_void(first, host, second)
    assert [line.kind for line in awaiting(make_user("jiangsu"), now)] == ["作废"]

    corrections.object_to(correction, actor=make_user("jiangsu"), reason="是两次活动", now=now)
    assert [line.kind for line in awaiting(host, now)] == ["异议"]
    corrections.withdraw(correction, actor=host, now=now)

    assert (stored(first).status, counting.totals().activities) == ("confirmed", 2)
    assert not Notification.objects.filter(step="correction", settled_at=None).exists()


def test_a_void_record_is_at_its_end(twice):
    first, second = twice
    make_void(first, twin=second, agreed=True)

    with pytest.raises(ValidationError, match="只有各方都已确认"):
        make_correction(first, place="常州")
    with pytest.raises(ValidationError, match="只有各方都已确认"):
        make_void(first)
    change = history_of(stored(first), make_user("anhui"))[0]
    assert (change.label, event(stored(first)).cancelled) == ("记录作废", True)


def test_everybody_reads_the_banner_and_finds_it_only_by_the_state(client, twice):
    first, second = twice
    pairing = make_pairing()
    Activity.objects.filter(pk=first.pk).update(pairing=pairing)
    article = make_article(activity=stored(first))
    adoption = make_adoption(activity=None, article=article)
    make_void(first, twin=second, agreed=True)
    for reader in (make_user("jiangsu"), make_user("anhui", role="member"), make_user("hubei")):
        client.force_login(reader)

        page = client.get(first.get_absolute_url()).content.decode()
        assert "已作废，不计入统计。" in page
        assert second.get_absolute_url() in page
        for url in (
            "/",
            "/activities/",
            f"/activities/calendar/?month={first.held_on:%Y-%m}",
            "/organizations/jiangsu/",
            pairing.get_absolute_url(),
            f"/search/?q={TITLE}",
            "/api/v1/activities",
        ):
            assert TITLE not in client.get(url).content.decode().split("</form>")[-1], url
        assert [row.pk for row in client.get("/activities/?status=void").context["page"].rows] == [first.pk]
        assert TITLE in client.get(reverse("experience:detail", args=[article.pk])).content.decode()
        assert client.get(adoption.article.get_absolute_url()).status_code == 200
    asleep = Pairing.objects.annotate(last=last_confirmed()).get(pk=pairing.pk)
    assert asleep.last is None


def test_the_same_title_may_be_logged_again_and_files_are_not_added(client, twice):
    first, second = twice
    make_void(first, twin=second, agreed=True)
    client.force_login(make_user("jiangsu"))

    page = client.get(first.get_absolute_url()).content.decode()

    assert "data-upload" not in page
    assert not Activity.objects.alike(TITLE, first.held_on).exists()


def posted(client: Any, activity: Activity, **words: Any) -> Any:
    url = reverse("activities:void", args=[activity.pk])
    form = client.get(url).context["form"]
    return client.post(url, {"version": form["version"].value(), "reason": "重复", **words})


def test_a_party_proposes_on_the_page_and_the_likeliest_duplicate_comes_first(client, twice):
    first, second = twice
    make_activity("jiangsu", ("zhejiang",), confirmed=True, title="别的活动", held_on=first.held_on)
    make_activity("hubei", ("hunan",), confirmed=True, title=TITLE, held_on=first.held_on)
    client.force_login(make_user("zhejiang"))
    form = client.get(reverse("activities:void", args=[first.pk])).context["form"]
    offered = [str(label) for _, label in form.fields["duplicate_of"].choices]
    assert (len(offered), offered[0], OTHER in offered[1]) == (3, "没有对应的记录", True)

    assert posted(client, first, duplicate_of=str(second.pk)).status_code == 302
    page = client.get(first.get_absolute_url()).content.decode()

    assert "提请作废" in page
    assert "撤回作废" in page
    client.force_login(make_user("anhui"))
    page = client.get(first.get_absolute_url()).content.decode()
    assert "同意作废</button>" in page
    assert 'name="headcount"' not in page.split('id="correction"')[1].split("</section>")[0]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "机密★10年"}, "reason"),
        ({"duplicate_of": "999999"}, "duplicate_of"),
        ({"duplicate_of": "乱写"}, "duplicate_of"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_proposed(client, twice, words, field):
    client.force_login(make_user("zhejiang"))

    response = posted(client, twice[0], **words)

    assert list(response.context["form"].errors) == [field]
    assert not twice[0].corrections.exists()


def test_the_second_of_two_proposers_keeps_his_words(client, twice):
    client.force_login(make_user("zhejiang"))
    url = reverse("activities:void", args=[twice[0].pk])
    version = client.get(url).context["form"]["version"].value()
    make_void(twice[0], make_user("zhejiang"), reason="同事先提")

    response = client.post(url, {"version": version, "reason": "我的话"})

    assert "我的话" in response.content.decode()
    assert client.post(url, {"version": response.context["form"]["version"].value(), "reason": "我的话"}).url


@pytest.mark.parametrize("twins", [1, 5])
def test_the_form_costs_the_same_however_many_duplicates(client, twice, django_assert_max_num_queries, twins):
    for _ in range(twins):
        make_activity("jiangsu", ("zhejiang", "anhui"), confirmed=True, held_on=twice[0].held_on)
    client.force_login(make_user("zhejiang"))
    client.get(reverse("activities:void", args=[twice[0].pk]))

    with django_assert_max_num_queries(12):
        client.get(reverse("activities:void", args=[twice[0].pk]))


@pytest.mark.usefixtures("committed")
def test_two_records_signed_away_at_once_leave_one_that_counts():
    for _ in range(3):
        first = make_activity("jiangsu", ("zhejiang",), confirmed=True, held_on=today())
        second = make_activity("zhejiang", ("jiangsu",), confirmed=True, held_on=today())
        one, other = make_void(first, twin=second), make_void(second, twin=first)

        results = together(
            partial(corrections.agree, one, actor=make_user("zhejiang"), now=timezone.now()),
            partial(corrections.agree, other, actor=make_user("jiangsu"), now=timezone.now()),
        )

        assert [isinstance(result, ValidationError) for result in results].count(True) == 1
        assert sorted(stored(row).status for row in (first, second)) == ["confirmed", "void"]
    assert (counting.totals(committee=committee("jiangsu").pk).activities, tallies.differences()) == (3, 0)
