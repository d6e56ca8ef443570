"""结对共建: both sides sign, one open pairing a pair, nothing answered twice."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from collab_portal.lib import dates
from notifications.models import Notification
from organizations.models import Pairing
from organizations.operations import pairings
from tests.factories import make_branch, make_pairing, make_user
from tests.my_work import awaiting

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]  # also when midnight passes
TODAY = dates.today(NOW)


def propose(own, partner, **fields):
    facts = {"submission": uuid.uuid4(), "theme": "共建", "term": {}, "now": NOW, **fields}
    return pairings.propose(actor=make_user(own.committee.slug), own=own, partner=partner, **facts)


def message(error):
    return " ".join(error.value.messages)


def test_a_proposal_is_signed_by_its_side_and_waits_for_the_other():
    pairing = make_pairing(answer="proposed")

    term = pairing.terms.get()
    assert (pairing.status, pairing.started_on) == ("proposed", None)
    assert (term.number, term.status, term.proposer.slug) == (1, "proposed", "jiangsu")


def test_the_second_signature_puts_it_in_force():
    pairing = make_pairing(answer="proposed", term={"valid_until": date(2030, 1, 1)})

    pairings.agree(pairing.terms.get(), actor=make_user("zhejiang"), now=NOW)

    pairing.refresh_from_db()
    assert (pairing.status, pairing.started_on, pairing.valid_until) == ("active", TODAY, date(2030, 1, 1))


def test_contacts_left_empty_come_from_the_directory():
    own, partner = (
        make_branch(contact_name="王某", contact_phone="1"),
        make_branch("anhui", contact_name="李某"),
    )

    pairing = make_pairing("jiangsu", "anhui", own=own, with_branch=partner, contact="赵某")

    assert (pairing.first_contact, pairing.first_phone, pairing.second_contact) == ("赵某", "1", "李某")


def test_declining_keeps_the_reason_and_frees_the_pair():
    pairing = make_pairing(answer="declined")

    again = propose(pairing.first, pairing.second)

    assert (pairing.status, pairing.terms.get().reason) == ("declined", "年度已有安排")
    assert again.status == "proposed"


def test_the_same_two_can_not_be_proposed_twice_from_either_side():
    first, second = make_branch(), make_branch("anhui")
    propose(first, second)

    for own, partner in ((first, second), (second, first)):
        with pytest.raises(ValidationError) as error:
            propose(own, partner)
        assert message(error) == "这两个党组织已有待确认或进行中的结对。"
    assert Pairing.objects.count() == 1


def test_a_branch_can_not_pair_with_itself():
    branch = make_branch()

    with pytest.raises(ValidationError) as error:
        propose(branch, branch)

    assert message(error) == "支部不能与自身结对。"


def test_nobody_proposes_for_another_committee():
    with pytest.raises(ValidationError) as error:
        pairings.propose(
            actor=make_user("anhui"),
            submission=uuid.uuid4(),
            own=make_branch("jiangsu"),
            partner=make_branch("zhejiang"),
            theme="共建",
            term={},
            now=NOW,
        )

    assert message(error) == "只能为本工委的党组织发起结对。"


def test_a_closed_branch_can_not_be_paired():
    with pytest.raises(ValidationError) as error:
        propose(make_branch(), make_branch("anhui", ends_on=TODAY))

    assert message(error) == "已撤销的党组织不能结对。"


def test_the_same_submission_is_the_same_pairing():
    own, partner, submission = make_branch(), make_branch("anhui"), uuid.uuid4()

    one = propose(own, partner, submission=submission)
    two = propose(own, partner, submission=submission)

    assert one.pk == two.pk
    assert Notification.objects.filter(topic=f"pairing:{one.pk}").count() == 0  # nobody works in Anhui yet


def test_within_one_committee_one_signature_is_enough():
    pairing = make_pairing("jiangsu", "jiangsu", answer="none")

    assert (pairing.status, pairing.terms.get().status) == ("active", "agreed")


def test_a_withdrawn_proposal_frees_the_pair():
    pairing = make_pairing(answer="proposed")

    pairings.withdraw(pairing.terms.get(), actor=make_user(), now=NOW)

    assert Pairing.objects.get().status == "withdrawn"
    assert propose(pairing.first, pairing.second).status == "proposed"


def test_a_renewal_starts_when_agreed_and_the_old_term_stays():
    pairing = make_pairing(term={"valid_until": TODAY, "agreement_no": "一号"})

    new = pairings.renew(
        pairing,
        actor=make_user("zhejiang"),
        now=NOW,
        valid_until=TODAY + timedelta(365),
        agreement_no="二号",
    )
    before = Pairing.objects.get().valid_until
    pairings.agree(new, actor=make_user("jiangsu"), now=NOW)

    assert (before, Pairing.objects.get().valid_until) == (TODAY, TODAY + timedelta(365))
    assert list(pairing.terms.values_list("number", "agreement_no", "status")) == [
        (1, "一号", "agreed"),
        (2, "二号", "agreed"),
    ]


def test_a_declined_renewal_leaves_the_running_term():
    pairing = make_pairing(term={"valid_until": TODAY})
    new = pairings.renew(pairing, actor=make_user(), now=NOW, valid_until=TODAY + timedelta(1))

    pairings.decline(new, actor=make_user("zhejiang"), now=NOW, reason="另议")

    pairing.refresh_from_db()
    assert (pairing.status, pairing.valid_until) == ("active", TODAY)


@pytest.mark.parametrize("days", [0, -1])
def test_a_renewal_must_reach_further(days):
    pairing = make_pairing(term={"valid_until": TODAY})

    with pytest.raises(ValidationError) as error:
        pairings.renew(pairing, actor=make_user(), now=NOW, valid_until=TODAY + timedelta(days))

    assert message(error) == "新的有效期须晚于现有效期。"


def test_one_renewal_at_a_time():
    pairing = make_pairing()
    pairings.renew(pairing, actor=make_user(), now=NOW, valid_until=TODAY)

    with pytest.raises(ValidationError) as error:
        pairings.renew(pairing, actor=make_user("zhejiang"), now=NOW, valid_until=TODAY + timedelta(9))

    assert message(error) == "已有一份待答复的提议。"


def test_ending_takes_an_open_renewal_along():
    pairing = make_pairing()
    renewal = pairings.renew(pairing, actor=make_user(), now=NOW, valid_until=TODAY)

    pairings.end(pairing, actor=make_user("zhejiang"), now=NOW, reason="任务完成")

    renewal.refresh_from_db()
    pairing.refresh_from_db()
    assert (pairing.status, pairing.ended_on, pairing.end_reason) == ("ended", TODAY, "任务完成")
    assert (renewal.status, renewal.reason) == ("lapsed", "结对已结束")


def test_what_ended_can_not_end_again():
    pairing = make_pairing()
    pairings.end(pairing, actor=make_user(), now=NOW, reason="任务完成")

    with pytest.raises(ValidationError) as error:
        pairings.end(pairing, actor=make_user(), now=NOW, reason="再次")

    assert message(error) == "该结对已结束，不能再作此操作。"


def test_a_proposal_awaits_the_other_side_and_nobody_else():
    asked = make_user("zhejiang")
    pairing = make_pairing(answer="proposed")

    lines = awaiting(asked, NOW)

    assert [(line.kind, line.url) for line in lines] == [("结对答复", pairing.get_absolute_url())]
    for user in (
        make_user(),
        make_user("anhui"),
        make_user("zhejiang", role="member"),
        make_user(None, "member"),
    ):
        assert awaiting(user, NOW) == []


def test_the_other_side_is_told_and_its_todo_is_done_with_the_answer():
    asked, colleague, member = (
        make_user("zhejiang"),
        make_user("zhejiang"),
        make_user("zhejiang", role="member"),
    )
    pairing = make_pairing(answer="proposed")
    notices = Notification.objects.filter(topic=f"pairing:{pairing.pk}")

    told = set(notices.values_list("recipient", "kind"))
    pairings.agree(pairing.terms.get(), actor=asked, now=NOW)

    assert told == {(asked.pk, "action"), (colleague.pk, "action")}
    assert not notices.filter(recipient=member).exists()
    assert not notices.filter(kind="action", settled_at__isnull=True).exists()
    assert notices.filter(step="term-1-answered").exists()


REFUSED = [
    {"status": "active"},
    {"status": "ended"},
    {"status": "proposed", "started_on": TODAY},
    {"status": "active", "started_on": TODAY, "ended_on": TODAY, "end_reason": "理由"},
    {"status": "ended", "started_on": TODAY, "ended_on": TODAY},
    {"status": "ended", "started_on": TODAY, "ended_on": TODAY - timedelta(1), "end_reason": "理由"},
]


@pytest.mark.parametrize("facts", REFUSED)
def test_the_database_ties_status_to_its_dates(facts):
    pairing = make_pairing(answer="proposed")

    with pytest.raises(IntegrityError), transaction.atomic():
        Pairing.objects.filter(pk=pairing.pk).update(**facts)
