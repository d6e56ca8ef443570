"""Pages of pairings, from three viewpoints: own committee, partner, stranger."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates
from organizations.models import Pairing, PairingBatch
from organizations.operations import pairings
from tests.factories import committee, make_branch, make_pairing, make_user

LIST, PROPOSE = reverse("organizations:pairings"), reverse("organizations:pairing-propose")
NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]  # also when midnight passes


def url(name, pairing):
    return reverse(f"organizations:pairing-{name}", args=[pairing.pk])


def read(pairing):
    """As the page's form says which proposal stood on it."""
    return {"version": pairing.terms.latest("number").pk}


def status_for(client, user, address):
    client.force_login(user)
    return client.get(address).status_code


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("agreed", [200, 200, 200, 200]),
        ("proposed", [200, 200, 404, 404]),
        ("declined", [200, 200, 404, 404]),
    ],
)
def test_a_proposal_is_its_parties_business_until_agreed(client, answer, expected):
    pairing = make_pairing(answer=answer)
    people = [make_user(), make_user("zhejiang"), make_user("anhui"), make_user(role="member")]

    assert [status_for(client, user, pairing.get_absolute_url()) for user in people] == expected


def test_the_list_shows_each_what_he_may_see(client):
    make_pairing(theme="已成", answer="agreed")
    make_pairing(theme="待复", answer="proposed")

    def themes(user):
        client.force_login(user)
        return {row.theme for row in client.get(LIST).context["page"].rows}

    assert themes(make_user()) == themes(make_user("zhejiang", role="admin")) == {"已成", "待复"}
    assert themes(make_user("anhui")) == themes(make_user(role="member")) == {"已成"}
    assert themes(make_user(None, role="member")) == {"已成"}


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_the_same_however_long(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_pairing(answer="proposed")
    client.force_login(make_user())

    with django_assert_num_queries(6):  # session, user, inbox, batches, rows, count
        response = client.get(LIST)

    assert len(response.context["page"].rows) == rows


@pytest.mark.parametrize("terms", [1, 5])
def test_a_pairing_page_costs_the_same_however_many_terms(client, django_assert_num_queries, terms):
    pairing = make_pairing("jiangsu", "jiangsu")
    for number in range(1, terms):
        until = dates.today() + timedelta(number)
        pairings.renew(pairing, actor=make_user(), now=NOW, valid_until=until)
    client.force_login(make_user("anhui"))

    with django_assert_num_queries(7):  # session, user, inbox, pairing, terms, activities, pieces
        response = client.get(pairing.get_absolute_url())

    assert len(response.context["terms"]) == terms


def test_the_own_page_with_history_stays_below_the_limit(client, django_assert_max_num_queries):
    pairing = make_pairing(answer="proposed")
    client.force_login(make_user())

    with django_assert_max_num_queries(12):
        client.get(pairing.get_absolute_url())


def test_every_filter_narrows_to_what_it_says(client):
    today = dates.today()
    batch = PairingBatch.objects.create(committee=committee(), name="2020 年第二批")
    water = make_branch(line="water", name="江苏省水利厅机关党委")
    make_pairing(theme="甲", own=water, batch=batch)
    make_pairing("anhui", "hubei", theme="乙", term={"valid_until": today + timedelta(90)})
    make_pairing("anhui", "hubei", theme="丙", term={"valid_until": today - timedelta(1)})
    ended = make_pairing("anhui", "hubei", theme="丁")
    pairings.end(ended, actor=make_user("anhui"), now=NOW, reason="完成")
    make_pairing(theme="戊", answer="proposed")
    client.force_login(make_user())

    def found(**chosen):
        return "".join(row.theme for row in client.get(LIST, chosen).context["page"].rows)

    assert found() == "戊丁丙乙甲"
    assert found(committee="hubei") == "丁丙乙"
    assert found(status="proposed") == "戊"
    assert found(status="ended") == "丁"
    assert found(expiry="soon") == "乙"
    assert found(expiry="over") == "丙"
    assert found(line="water") == found(batch=batch.pk) == found(q="水利厅") == found(q="甲") == "甲"
    assert found(status="nonsense", batch="9" * 30, q="\0", expiry="x") == "戊丁丙乙甲"


def proposal(own, partner, **changed):
    facts = {"own": own.pk, "partner": partner.pk, "theme": "税收服务共建", "submission": uuid.uuid4()}
    return {**facts, **changed}


def test_proposing_leads_to_the_page_of_the_proposal(client):
    own, partner = make_branch(), make_branch("anhui")
    client.force_login(make_user())

    response = client.post(
        PROPOSE, proposal(own, partner, contact="王某", valid_until="2030-01-01"), follow=True
    )

    pairing = Pairing.objects.get()
    assert response.redirect_chain[-1][0] == pairing.get_absolute_url()
    assert "已发起，等待对方确认。" in response.content.decode()
    assert pairing.terms.get().valid_until.year == 2030


def test_a_double_click_proposes_once(client):
    own, partner = make_branch(), make_branch("anhui")
    client.force_login(make_user())
    sent = proposal(own, partner)

    assert client.post(PROPOSE, sent).url == client.post(PROPOSE, sent).url
    assert Pairing.objects.count() == 1


def test_a_pair_already_open_is_said_and_what_was_typed_stays(client):
    pairing = make_pairing(answer="proposed")
    client.force_login(make_user())

    page = client.post(PROPOSE, proposal(pairing.first, pairing.second, theme="另一主题")).content.decode()

    assert "这两个党组织已有待确认或进行中的结对。" in page
    assert 'value="另一主题"' in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("partner", "9" * 30),
        ("partner", "0"),
        ("partner", "\0"),
        ("theme", "长" * 200),
        ("theme", " "),
        ("valid_until", "2026-13-01"),
        ("submission", "x"),
        ("batch", "x"),
    ],
)
def test_bad_input_is_a_message_not_an_error(client, field, value):
    client.force_login(make_user())

    response = client.post(PROPOSE, proposal(make_branch(), make_branch("anhui")) | {field: value})

    assert (response.status_code, field in response.context["form"].errors) == (200, True)
    assert Pairing.objects.count() == 0


def test_the_own_branch_must_be_ones_own_committees(client):
    client.force_login(make_user("anhui"))

    response = client.post(PROPOSE, proposal(make_branch("jiangsu"), make_branch("anhui")))

    assert "own" in response.context["form"].errors


def test_an_end_before_the_signing_is_said_beside_its_field(client):
    client.force_login(make_user())
    sent = proposal(make_branch(), make_branch("anhui"), signed_on="2026-11-23", valid_until="2026-11-22")

    response = client.post(PROPOSE, sent)

    assert response.context["form"].errors == {"valid_until": ["有效期不能早于签订日期。"]}


def test_searching_a_partner_without_a_script_keeps_what_was_typed(client):
    own, partner = make_branch(), make_branch("anhui", name="安徽省税务局机关党委")
    client.force_login(make_user())
    sent = {"own": own.pk, "theme": "税收服务共建", "find": "partner", "find_partner": "安徽省税务"}

    page = client.post(PROPOSE, sent).content.decode()

    assert f'<option value="{partner.pk}">安徽省税务局机关党委（安徽）</option>' in page
    assert f'<option value="{own.pk}" selected>' in page
    assert 'value="税收服务共建"' in page
    assert Pairing.objects.count() == 0


def test_counterparts_are_offered_from_the_start(client):
    own = make_branch(line="water")
    partner = make_branch("anhui", line="water", name="安徽省水利厅第一支部")
    make_branch("anhui", line="tax", name="安徽省税务局第一支部")
    make_pairing(own=own, with_branch=make_branch("zhejiang", line="water", name="已结对的支部"))
    client.force_login(make_user())

    form = client.get(PROPOSE, {"own": own.pk}).context["form"]
    free = make_branch(line="water")
    page = client.get(free.get_absolute_url()).context

    assert form.fields["partner"].offered == [partner]
    assert partner in page["suggestions"]


def test_the_other_side_agrees_with_its_own_contact(client):
    pairing = make_pairing(answer="proposed")
    client.force_login(make_user("zhejiang"))

    client.post(
        url("answer", pairing), read(pairing) | {"answer": "agree", "contact": "李某", "phone": "0571"}
    )

    pairing.refresh_from_db()
    assert (pairing.status, pairing.second_contact, pairing.second_phone) == ("active", "李某", "0571")


def test_declining_asks_for_the_reason(client):
    pairing = make_pairing(answer="proposed")
    client.force_login(make_user("zhejiang"))

    refused = client.post(url("answer", pairing), read(pairing) | {"answer": "decline", "contact": "李某"})
    client.post(url("answer", pairing), read(pairing) | {"answer": "decline", "reason": "年度已有安排"})

    assert "谢绝请写明理由。" in refused.content.decode()
    assert 'value="李某"' in refused.content.decode()
    assert Pairing.objects.get().status == "declined"


def test_nobody_answers_his_own_proposal_nor_a_strangers(client):
    pairing = make_pairing(answer="proposed")

    def answer(user):
        client.force_login(user)
        return client.post(url("answer", pairing), read(pairing) | {"answer": "agree"}).status_code

    people = [make_user(), make_user("anhui"), make_user("zhejiang", role="member")]
    assert [answer(user) for user in people] == [403, 404, 404]
    assert Pairing.objects.get().status == "proposed"


def test_only_the_proposer_withdraws(client):
    pairing = make_pairing(answer="proposed")

    def withdraw(user):
        client.force_login(user)
        return client.post(url("withdraw", pairing)).status_code

    assert [withdraw(make_user("zhejiang")), withdraw(make_user("anhui")), withdraw(make_user())] == [
        403,
        404,
        302,
    ]
    assert Pairing.objects.get().status == "withdrawn"


def test_an_answer_that_comes_too_late_is_told_why(client):
    pairing = make_pairing()
    client.force_login(make_user("zhejiang"))

    page = client.post(
        url("answer", pairing), read(pairing) | {"answer": "agree"}, follow=True
    ).content.decode()

    assert "该提议已同意，不能再作此操作。" in page


def test_either_side_ends_it_with_a_reason(client):
    pairing = make_pairing()
    client.force_login(make_user("zhejiang"))

    refused = client.post(url("end", pairing), {"reason": " "})
    client.post(url("end", pairing), {"reason": "任务完成"})

    assert "reason" in refused.context["end_form"].errors
    assert Pairing.objects.get().end_reason == "任务完成"


def test_a_renewal_is_proposed_and_answered_on_the_page(client):
    pairing = make_pairing(term={"valid_until": dates.today()})
    until = dates.today() + timedelta(365)
    client.force_login(make_user())
    short = client.post(url("renew", pairing), {"valid_until": dates.today().isoformat()})
    client.post(url("renew", pairing), {"valid_until": until.isoformat(), "agreement_no": "二号"})

    client.force_login(make_user("zhejiang"))
    client.post(url("answer", pairing), read(pairing) | {"answer": "agree"})

    assert short.context["renew_form"].errors == {"valid_until": ["新的有效期须晚于现有效期。"]}
    assert Pairing.objects.get().valid_until == until


def test_contacts_are_for_staff_and_the_two_branches(client):
    pairing = make_pairing(contact="王某某")

    def sees(user):
        client.force_login(user)
        return "王某某" in client.get(pairing.get_absolute_url()).content.decode()

    people = [
        make_user("anhui"),
        make_user(role="member"),
        make_user("anhui", "member", branch=pairing.first),
    ]
    assert [sees(user) for user in people] == [True, False, True]


def test_days_to_expiry_are_shown(client):
    pairing = make_pairing(term={"valid_until": dates.today() + timedelta(30)})
    client.force_login(make_user("anhui"))

    assert "还有 30 天" in client.get(pairing.get_absolute_url()).content.decode()
    assert "还有 30 天到期" in client.get(LIST).content.decode()


def test_a_batch_is_kept_by_its_committee(client):
    new = reverse("organizations:batch-new")
    client.force_login(make_user())
    typed = {"name": "2026 年第一批", "supporter": "省工商联", "description": "面向民营企业。"}

    first, again = client.post(new, typed), client.post(new, typed)
    other = client.post(new, {**typed, "supporter": "市工商联"})

    batch = PairingBatch.objects.get()
    edit = reverse("organizations:batch-edit", args=[batch.pk])
    assert first.url == again.url == f"{LIST}?batch={batch.pk}"
    assert other.context["form"].errors == {"name": ["本工委已有同名批次。"]}
    assert client.post(edit, {**typed, "supporter": "市工商联", "version": "1"}).status_code == 302
    client.force_login(make_user("anhui"))
    assert client.post(edit, typed).status_code == 403
    assert "面向民营企业。" in client.get(first.url).content.decode()


def test_a_renewal_beside_one_that_waits_is_refused_in_words_whatever_was_typed(client, db):
    pairing = make_pairing()
    client.force_login(make_user("jiangsu"))
    until = (dates.today() + timedelta(days=800)).isoformat()
    client.post(url("renew", pairing), {"valid_until": until})

    page = client.post(url("renew", pairing), {"valid_until": "不是日期"}, follow=True).content.decode()

    assert "已有一份待答复的提议，答复或撤回后再续签。" in page
    assert pairing.terms.count() == 2
