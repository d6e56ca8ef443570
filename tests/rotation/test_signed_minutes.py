"""What committees countersign is what they read, and what was signed never changes."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import InternalError, ProgrammingError
from django.urls import reverse

from collab_portal.lib import dates
from rotation import operations
from rotation.models import Minutes, MinutesDecision, Turn
from rotation.report import opening_report
from tests.factories import committee, make_user
from tests.gongwen.samples import words
from tests.rotation.work import NOW, as_held, decide, send_round

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
FORMATS = ("docx", "pdf")


@pytest.fixture
def held(consultation):
    return as_held(consultation, "jiangsu", "anhui")


@pytest.fixture
def anhui(lead):
    return make_user("anhui")


def _sign(minutes, *people, days: int = 0) -> None:
    for person in people:
        now = minutes.consultation.starts_at + timedelta(days=days)
        operations.sign_minutes(minutes, actor=person, now=now)


def _paper(client, person, consultation, file_format: str = "docx") -> bytes:
    client.force_login(person)
    response = client.get(reverse("rotation:document", args=[consultation.pk, "minutes", file_format]))
    assert response.status_code == 200
    return response.content


def _hashes(client, person, consultation) -> list[str]:
    return [sha256(_paper(client, person, consultation, kind)).hexdigest() for kind in FORMATS]


def _revise(resolution, lead, days: int = 60, **change):
    facts = {"title": resolution.title, "body": resolution.body, "owners": [committee("jiangsu").pk]}
    due = dates.today(resolution.consultation.starts_at) + timedelta(days=days)
    facts = {"due_on": due, "reason": "汛期顺延", "now": NOW + timedelta(days=40), **facts, **change}
    return operations.revise_resolution(resolution, actor=lead, **facts)


def test_signers_read_the_decisions_they_sign(client, held, lead, staff):
    decide(held, lead, title="建立联络员制度", body="每季度碰头一次", owners=[committee("jiangsu").pk])
    send_round(held, lead)
    client.force_login(staff)

    page = client.get(reverse("rotation:minutes", args=[held.pk])).content.decode()

    decision = Minutes.objects.get().decisions.get()
    assert (decision.title, decision.body, decision.main_owner, decision.due_on) == (
        "建立联络员制度",
        "每季度碰头一次",
        "江苏",
        dates.today(held.starts_at) + timedelta(days=20),
    )
    for said in ("建立联络员制度", "每季度碰头一次", "牵头办理：江苏", "2027年1月12日"):
        assert said in page


def test_a_decision_recorded_after_signature_is_not_in_the_signed_paper(client, held, lead, staff, anhui):
    decide(held, lead)
    minutes = send_round(held, lead)
    _sign(minutes, lead, staff, anhui)
    before = _hashes(client, staff, held)

    added = decide(held, lead, title="中游生态补偿联谋方案")

    assert _hashes(client, staff, held) == before
    assert "联谋方案" not in words(_paper(client, staff, held))
    page = client.get(added.get_absolute_url()).content.decode()
    assert "会后增补，2026年12月23日登记，未列入纪要。" in page


def test_a_decision_changed_after_conclusion_is_dated_on_its_page_and_in_the_next_report(
    client, held, lead, staff, anhui
):
    decided = decide(held, lead)
    minutes = send_round(held, lead)
    _sign(minutes, lead, staff, anhui)
    operations.close_consultation(held, actor=lead, now=held.starts_at + timedelta(days=1))
    before = _hashes(client, staff, held)

    _revise(decided, lead, title="签后改写的事项")

    assert _hashes(client, staff, held) == before
    change = (
        "2027年1月2日调整：事项由“建立联络员制度”改为“签后改写的事项”；"
        "完成期限由“2027年1月12日”改为“2027年2月21日”。"
    )
    assert change in client.get(decided.get_absolute_url()).content.decode()
    coming = operations.convene(Turn.objects.order_by("starts_on")[1], now=NOW)
    assert [line.later for line in opening_report(coming, date(2027, 1, 5)).going] == [change]
    address = reverse("rotation:document", args=[coming.pk, "report", "docx"])
    assert change in words(client.get(address).content)


def test_what_was_signed_says_the_same_after_everything_in_it_was_renamed(client, held, lead, staff, anhui):
    decide(held, lead, owners=[committee("jiangsu").pk, committee("anhui").pk])
    minutes = send_round(held, lead)
    said = operations.object_to_minutes(minutes, actor=anhui, objection="数字有误", now=held.starts_at)
    operations.answer_objection(said, actor=lead, answer="以附表为准", now=held.starts_at)
    _sign(minutes, lead, staff, anhui)
    before = _hashes(client, staff, held)

    for slug in ("hubei", "jiangsu", "anhui"):
        row = committee(slug)
        row.name, row.short_name = f"{row.name}（改）", f"新{row.short_name}"
        row.save()
    for person in (lead, staff, anhui):
        person.display_name = "改名"
        person.save()
    operations.set_co_lead(held.turn, committee("hunan"), today=dates.today(NOW))

    assert _hashes(client, make_user("hunan"), held) == before


@pytest.mark.parametrize("days", [0, 1, 400])
def test_final_minutes_bear_the_day_of_the_last_signature_whenever_they_are_fetched(
    client, time_machine, held, lead, staff, anhui, days
):
    minutes = send_round(held, lead)
    _sign(minutes, lead, staff)
    _sign(minutes, anhui, days=2)
    final = _hashes(client, staff, held)
    time_machine.move_to(held.starts_at + timedelta(days=2 + days), tick=False)

    assert "2026年12月25日印发" in words(_paper(client, staff, held))
    assert _hashes(client, staff, held) == final


def test_minutes_concluded_without_all_signatures_bear_the_day_of_the_conclusion(client, held, lead, staff):
    minutes = send_round(held, lead)
    _sign(minutes, lead, staff)
    assert "　　年　　月　　日印发" in words(_paper(client, staff, held))

    operations.close_consultation(held, actor=lead, now=held.starts_at + timedelta(days=5))

    text = words(_paper(client, staff, held))
    assert "2026年12月28日印发" in text
    assert "参会工委3家，已会签2家。" in text
    assert "会签中" not in text


def test_a_new_version_takes_the_decisions_as_they_are_when_it_is_sent(client, held, lead, staff, anhui):
    decided = decide(held, lead)
    first = send_round(held, lead)
    _sign(first, staff)
    _revise(decided, lead, title="改过的事项", reason="")
    decide(held, lead, title="补记的事项")

    second = send_round(held, lead, "<p>第二稿</p>")
    _sign(second, lead, staff, anhui)

    titles = [[row.title for row in version.decisions.all()] for version in (first, second)]
    assert titles == [["建立联络员制度"], ["改过的事项", "补记的事项"]]
    decided.refresh_from_db()
    assert decided.adjusted_on is None
    client.force_login(lead)
    compared = client.get(reverse("rotation:minutes-compare", args=[held.pk])).content.decode()
    assert "<ins>2. 补记的事项。" in compared


def test_the_database_keeps_what_was_sent_and_what_was_final(held, lead, staff, anhui):
    decide(held, lead)
    minutes = send_round(held, lead)
    _sign(minutes, lead, staff, anhui)
    attempts = (
        lambda: Minutes.objects.update(facts={}),
        lambda: Minutes.objects.update(finished_on=date(2030, 1, 1)),
        lambda: Minutes.objects.update(countersigned={}),
        lambda: MinutesDecision.objects.update(title="改"),
        lambda: MinutesDecision.objects.all().delete(),
    )

    for attempt in attempts:
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            attempt()


def test_final_minutes_are_numbered_once(client, held, lead, staff, anhui):
    minutes = send_round(held, lead)
    operations.number_document(held, "minutes", "鄂直工〔2026〕1号")
    operations.number_document(held, "minutes", "")
    _sign(minutes, lead, staff, anhui)
    operations.number_document(held, "minutes", "鄂直工〔2026〕2号")
    before = _hashes(client, staff, held)

    for number in ("", "鄂直工〔2026〕3号"):
        with pytest.raises(ValidationError, match="不能再改"):
            operations.number_document(held, "minutes", number)
    client.force_login(lead)
    address = reverse("rotation:document-number", args=[held.pk])
    answer = client.post(address, {"kind": "minutes", "number": "鄂直工〔2026〕3号"}, follow=True)

    assert "发文字号“鄂直工〔2026〕2号”不能再改" in answer.content.decode()
    assert _hashes(client, staff, held) == before


def test_the_page_of_signed_minutes_keeps_the_names_of_that_day(client, held, lead, staff, anhui):
    decide(held, lead)
    lead.display_name, staff.display_name = "起草甲", "签署乙"
    lead.save()
    staff.save()
    minutes = send_round(held, lead)
    _sign(minutes, lead, staff, anhui)
    paper = _hashes(client, staff, held)

    lead.display_name, staff.display_name = "改名丙", "改名丁"
    lead.save()
    staff.save()

    client.force_login(anhui)
    page = client.get(reverse("rotation:minutes", args=[held.pk])).content.decode()
    assert "起草甲起草" in page
    assert "签署乙 " in page
    assert "改名" not in page
    assert _hashes(client, staff, held) == paper
