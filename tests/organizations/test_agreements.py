"""合作框架协议: countersigned by every party, renewed in a chain, reminded of before it ends."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates
from notifications.models import Delivery, Notification
from notifications.operations import audit
from organizations import expiry
from organizations.models import FrameworkAgreement
from organizations.operations import agreements
from organizations.sources import AgreementExpiry, PairingExpiry
from tests.factories import committee, make_agreement, make_branch, make_pairing, make_user
from tests.my_work import awaiting

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]  # also when midnight passes
TODAY = dates.today(NOW)
LIST, PROPOSE = reverse("organizations:agreements"), reverse("organizations:agreement-propose")


def later(days):
    return TODAY + timedelta(days=days)


def test_it_is_in_force_with_the_last_signature():
    agreement = make_agreement("zhejiang", "anhui", answer="proposed")
    agreements.answer(agreement, actor=make_user("zhejiang"), now=NOW, agree=True)
    before = FrameworkAgreement.objects.get().status

    agreements.answer(agreement, actor=make_user("anhui"), now=NOW, agree=True)

    agreement.refresh_from_db()
    assert (before, agreement.status, agreement.started_on) == ("proposed", "active", TODAY)


def test_with_an_outside_partner_alone_it_is_in_force_at_once():
    agreement = agreements.propose(
        actor=make_user("guangdong"),
        submission=uuid.uuid4(),
        now=NOW,
        committees=[],
        items=[],
        title="湛江—玉林",
        outside="玉林市",
    )

    assert agreement.status == "active"


def test_a_partner_that_is_oneself_makes_no_agreement():
    with pytest.raises(ValidationError, match="至少两方"):
        agreements.propose(
            actor=make_user(),
            submission=uuid.uuid4(),
            now=NOW,
            committees=[committee("jiangsu")],
            items=[],
            title="自己",
        )


def test_one_that_declines_ends_the_proposal_and_closes_what_others_have_to_do():
    waiting = make_user("anhui")
    agreement = make_agreement("zhejiang", "anhui", answer="proposed")

    agreements.answer(agreement, actor=make_user("zhejiang"), now=NOW, agree=False, reason="条件未备")

    agreement.refresh_from_db()
    assert agreement.status == "declined"
    assert awaiting(waiting, NOW) == []
    assert Notification.objects.get(recipient=waiting).settled_at is not None


@pytest.mark.parametrize("how", ["declined", "withdrawn", "the one it renews ended"])
def test_who_had_signed_hears_that_it_came_to_nothing_and_who_had_not_is_asked_no_more(how):
    proposer, signed, waiting = make_user("jiangsu"), make_user("zhejiang"), make_user("anhui")
    old = make_agreement("zhejiang", "anhui", now=NOW) if how.startswith("the one") else None
    made = make_agreement("zhejiang", "anhui", answer="proposed", now=NOW, renews=old, title="会签中的协议")
    agreements.answer(made, actor=signed, now=NOW, agree=True)

    if how == "declined":
        agreements.answer(made, actor=waiting, now=NOW, agree=False, reason="条件未备")
    elif how == "withdrawn":
        agreements.withdraw(made, actor=proposer, now=NOW)
    else:
        agreements.end(old, actor=waiting, now=NOW, reason="不再执行")

    def heard(person):
        rows = Notification.objects.filter(recipient=person, title__contains="会签中的协议")
        return [row.title for row in rows.order_by("pk") if "请会签" not in row.title]

    word = "未签成" if how == "declined" else "已撤回"
    assert heard(signed) == [f"框架协议{word}：会签中的协议"]
    assert heard(waiting) == []
    assert awaiting(waiting, NOW) == awaiting(signed, NOW) == []


def test_nobody_signs_twice_or_for_another():
    agreement = make_agreement("zhejiang", "anhui", answer="proposed")
    agreements.answer(agreement, actor=make_user("zhejiang"), now=NOW, agree=True)

    with pytest.raises(ValidationError, match="没有等待"):
        agreements.answer(agreement, actor=make_user("zhejiang"), now=NOW, agree=True)
    with pytest.raises(PermissionDenied):
        agreements.answer(agreement, actor=make_user("fujian"), now=NOW, agree=True)


def test_a_renewal_lets_the_old_one_rest_once_all_have_signed():
    old = make_agreement(expires_on=later(40), number="苏浙〔2023〕1")
    renewal = make_agreement(renews=old, expires_on=later(800), answer="proposed")
    before = FrameworkAgreement.objects.get(pk=old.pk).status

    agreements.answer(renewal, actor=make_user("zhejiang"), now=NOW, agree=True)

    old.refresh_from_db()
    assert (before, old.status, old.ended_on) == ("active", "renewed", TODAY)
    assert (renewal.renews.number, FrameworkAgreement.objects.active().get()) == ("苏浙〔2023〕1", renewal)


def test_an_agreement_is_renewed_once_and_to_a_later_day():
    old = make_agreement(expires_on=later(40))

    with pytest.raises(ValidationError, match="晚于现协议"):
        make_agreement(renews=old, expires_on=later(40), answer="proposed")
    make_agreement(renews=old, expires_on=later(400), answer="proposed")
    with pytest.raises(ValidationError, match="已有一份续签"):
        make_agreement(renews=old, expires_on=later(500), answer="proposed")


def test_a_renewal_that_was_declined_leaves_the_way_free():
    old = make_agreement(expires_on=later(40))
    first = make_agreement(renews=old, answer="proposed")
    agreements.answer(first, actor=make_user("zhejiang"), now=NOW, agree=False, reason="改日再议")

    second = make_agreement(renews=old)

    old.refresh_from_db()
    assert (old.status, second.status) == ("renewed", "active")


def test_ending_takes_the_unsigned_renewal_along():
    old = make_agreement(expires_on=later(40))
    renewal = make_agreement(renews=old, answer="proposed")

    agreements.end(old, actor=make_user("zhejiang"), now=NOW, reason="合作完成")

    renewal.refresh_from_db()
    assert (old.pk, renewal.status) == (renewal.renews_id, "withdrawn")


def test_only_a_party_renews_or_ends():
    old = make_agreement()

    with pytest.raises(PermissionDenied):
        agreements.end(old, actor=make_user("fujian"), now=NOW, reason="无")
    with pytest.raises(PermissionDenied):
        make_agreement("zhejiang", proposer="fujian", renews=old)


# reminders


def planned(topic):
    rows = Delivery.objects.filter(topic=topic, channel="email", status="pending").order_by("not_before")
    return [(row.step, row.not_before) for row in rows]


def at_nine(*day):
    return dates.at(date(*day), expiry.HOUR)


def test_both_sides_are_reminded_ninety_thirty_and_seven_days_before():
    make_user("zhejiang", username="reminded")
    now = dates.at(date(2026, 11, 26), expiry.HOUR)
    agreement = make_agreement(expires_on=date(2027, 12, 15), now=now)

    steps = planned(f"agreement-expiry:{agreement.pk}")

    people = {row.recipient.committee.slug for row in Delivery.objects.filter(planned=True)}
    assert people == {"jiangsu", "zhejiang"}
    assert {step for step, _ in steps} == {"expiry-90", "expiry-30", "expiry-7"}


def test_an_end_on_a_holiday_counts_from_the_working_day_before():
    """1 October 2026 is the National Day; the days off begin there, the Wednesday before is worked."""
    holiday = date(2026, 10, 1)
    term = expiry.Term("agreement-expiry:1", 1, date(2026, 1, 5), holiday, (1,))

    moments = expiry.moments(term, expiry.workdays.calendar())

    assert [(step, due) for step, due, _ in moments] == [
        ("expiry-90", at_nine(2026, 7, 2)),
        ("expiry-30", at_nine(2026, 8, 31)),
        ("expiry-7", at_nine(2026, 9, 23)),
    ]
    assert moments[-1][2] == dates.end_of(holiday)


def test_what_lies_before_the_signature_is_not_sent_late():
    term = expiry.Term("agreement-expiry:1", 1, date(2026, 9, 1), date(2026, 9, 30), (1,))

    moments = expiry.moments(term, expiry.workdays.calendar())

    assert [step for step, _, _ in moments] == ["expiry-7"]


def test_plan_and_table_agree_after_everything_that_may_happen():
    pairing = make_pairing(term={"valid_until": later(200)})
    agreement = make_agreement(expires_on=later(200))
    renewed = make_agreement(expires_on=later(100))
    make_agreement(renews=renewed, expires_on=later(900))
    agreements.end(make_agreement(expires_on=later(300)), actor=make_user(), now=NOW, reason="完成")
    make_user("zhejiang")  # came later

    expiry.replan(TODAY)

    findings = audit(NOW, repair=False)
    assert findings.clean, (findings.missing, findings.differing)
    assert planned(f"pairing-expiry:{pairing.pk}")
    assert planned(f"agreement-expiry:{agreement.pk}")
    assert not planned(f"agreement-expiry:{renewed.pk}")


def test_a_text_is_made_from_the_facts_of_the_moment():
    agreement = make_agreement(expires_on=date(2027, 10, 1), title="江浙协议")
    source, topic = AgreementExpiry(), f"agreement-expiry:{agreement.pk}"
    party, stranger = make_user("zhejiang"), make_user("fujian")

    before = source.message(topic, "expiry-7", party)
    unknown = source.message(topic, "expiry-7", stranger)
    agreements.end(agreement, actor=make_user(), now=NOW, reason="完成")

    assert before.title == "框架协议即将到期：江浙协议"
    assert "2027年10月1日" in before.body
    assert "最后一个工作日是" in before.body
    assert unknown is None
    assert source.message(topic, "expiry-7", party) is None
    assert source.message("agreement-expiry:x", "expiry-7", party) is None
    assert source.message_to_group(topic, "expiry-7", None) is None


def test_a_pairing_is_reminded_of_until_it_is_renewed_or_ended():
    pairing = make_pairing(term={"valid_until": later(200)})
    source, topic = PairingExpiry(), f"pairing-expiry:{pairing.pk}"

    said = source.message(topic, "expiry-30", make_user("zhejiang"))

    assert said.url == pairing.get_absolute_url()
    assert source.message(topic, "expiry-30", make_user("fujian")) is None


def test_a_renewed_pairing_is_planned_anew():
    from organizations.operations import pairings

    pairing = make_pairing(term={"valid_until": later(200)})
    term = pairings.renew(pairing, actor=make_user(), now=NOW, valid_until=later(500))
    pairings.agree(term, actor=make_user("zhejiang"), now=NOW)

    rows = Delivery.objects.filter(topic=f"pairing-expiry:{pairing.pk}", planned=True)
    assert set(rows.filter(status="pending").values_list("revision", flat=True)) == {2}
    last = rows.filter(step="expiry-7", revision=2).first()
    assert last.expires_at == dates.end_of(later(500))


# pages


def test_from_the_form_to_the_signature(client):
    client.force_login(make_user())
    sent = {
        "title": "苏浙框架协议",
        "number": "苏浙〔2026〕1",
        "committees": [committee("zhejiang").pk],
        "expires_on": str(later(365)),
        "items": "互设教育基地\n\n 联合培训 ",
        "submission": str(uuid.uuid4()),
    }

    client.post(PROPOSE, sent)
    agreement = FrameworkAgreement.objects.get()
    client.force_login(make_user("zhejiang"))
    client.post(reverse("organizations:agreement-answer", args=[agreement.pk]), {"answer": "agree"})

    agreement.refresh_from_db()
    assert agreement.status == "active"
    assert [item.text for item in agreement.items.all()] == ["互设教育基地", "联合培训"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("expires_on", "2999-01-01", "1949 年至 2100 年"),
        ("signed_on", "1900-01-01", "1949 年至 2100 年"),
        ("expires_on", "2020-01-01", "不能早于签订日期"),
        ("items", "长" * 201, "超过 200 字"),
        ("items", "项\n" * 51, "最多 50 项"),
        ("committees", "999999", "没有"),
        ("title", "", "必填"),
    ],
)
def test_bad_input_is_said_beside_the_field(client, field, value, said):
    client.force_login(make_user())
    sent = {
        "title": "协议",
        "committees": [committee("zhejiang").pk],
        "signed_on": "2024-01-01",
        "submission": str(uuid.uuid4()),
    }

    response = client.post(PROPOSE, {**sent, field: value})

    assert said in " ".join(response.context["form"].errors[field])
    assert not FrameworkAgreement.objects.exists()


def test_a_renewal_starts_from_what_was_agreed(client):
    old = make_agreement(title="苏浙框架协议", items=["联合培训"])
    client.force_login(make_user())

    page = client.get(f"{PROPOSE}?renews={old.pk}").content.decode()

    assert "苏浙框架协议" in page
    assert "联合培训" in page
    assert f'<option value="{committee("zhejiang").pk}" selected>' in page


@pytest.mark.parametrize("asked", ["x", "9" * 30, "0"])
def test_renewing_what_is_not_there_is_not_found(client, asked):
    client.force_login(make_user())

    assert client.get(f"{PROPOSE}?renews={asked}").status_code == 404


def test_the_page_says_when_the_end_is_a_day_off(client):
    agreement = make_agreement(expires_on=date(2027, 10, 1))
    client.force_login(make_user("fujian"))

    assert "到期日是休息日" in client.get(agreement.get_absolute_url()).content.decode()


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_the_same_however_long(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_agreement("zhejiang", "anhui")
    client.force_login(make_user("fujian"))

    with django_assert_num_queries(7):  # session, user, inbox, rows, count, parties, their committees
        response = client.get(LIST)

    assert len(response.context["page"].rows) == rows


def test_filters_find_by_committee_status_expiry_and_words(client):
    make_agreement(title="甲", expires_on=later(20))
    make_agreement("anhui", title="乙", outside="玉林市")
    make_agreement("anhui", title="丙", expires_on=later(-3), signed_on=later(-300))
    client.force_login(make_user("fujian"))

    def titles(**query):
        return {row.title for row in client.get(LIST, query).context["page"].rows}

    assert titles(committee="anhui") == {"乙", "丙"}
    assert titles(expiry="soon") == {"甲"}
    assert titles(expiry="over") == {"丙"}
    assert titles(q="玉林") == {"乙"}
    assert titles(status="ended") == set()


def test_an_expired_agreement_awaits_its_parties():
    make_agreement("zhejiang", title="丙", expires_on=later(-3), signed_on=later(-300))

    [line] = awaiting(make_user("zhejiang"), NOW)

    assert (line.kind, line.title, line.due) == ("协议到期", "丙", later(-3))


def test_what_is_still_to_be_signed_awaits_the_others():
    make_agreement("zhejiang", title="甲", answer="proposed")
    make_branch("zhejiang")

    assert [line.kind for line in awaiting(make_user("zhejiang"), NOW)] == ["协议会签"]
    assert awaiting(make_user(), NOW) == []


@pytest.mark.parametrize("how", ["declined", "withdrawn"])
def test_who_never_answered_is_not_waited_for_once_it_has_ended(client, how):
    agreement = make_agreement("zhejiang", "anhui", answer="proposed")
    client.force_login(make_user())
    assert "待会签" in client.get(agreement.get_absolute_url()).content.decode()

    if how == "declined":
        agreements.answer(agreement, actor=make_user("zhejiang"), now=NOW, agree=False, reason="另签")
    else:
        agreements.withdraw(agreement, actor=make_user(), now=NOW)

    page = client.get(agreement.get_absolute_url())
    badges = sorted(party.badge.label for party in page.context["parties"])
    assert badges == sorted(["已签", "未会签", "已谢绝" if how == "declined" else "未会签"])
