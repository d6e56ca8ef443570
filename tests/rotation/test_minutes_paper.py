"""纪要 and 进展情况通报 as documents: the text in force, decisions, signatures; and for whom they are."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from rotation import operations
from rotation.models import Turn
from tests.factories import make_consultation, make_user
from tests.gongwen.samples import words
from tests.rotation.work import NOW, as_held, calling, decide, propose, screen, send_round

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
BODY = "<h2>一、总体情况</h2><p>会议<strong>听取</strong>了汇报。</p><table><tr><td>甲</td></tr></table>"


@pytest.fixture
def held(consultation):
    return as_held(consultation, "jiangsu", "anhui")


def _address(consultation, kind="minutes", file_format="docx") -> str:
    return reverse("rotation:document", args=[consultation.pk, kind, file_format])


def _read(client, person, consultation, kind="minutes") -> str:
    client.force_login(person)
    response = client.get(_address(consultation, kind))
    assert response.status_code == 200
    return words(response.content)


def test_a_draft_is_a_document_for_the_lead_alone(client, held, lead, staff):
    operations.write_minutes(held, actor=lead, body=BODY, version=0, now=NOW)
    text = _read(client, lead, held)

    assert "（第1稿，未送签）" in text
    assert "会议听取了汇报。" in text
    assert "会签情况" not in text
    for person in (staff, make_user("anhui"), make_user("hunan")):
        client.force_login(person)
        assert client.get(_address(held)).status_code == 404
        assert _address(held) not in client.get(held.get_absolute_url()).content.decode()


def test_what_went_round_is_a_document_for_everybody_and_a_newer_draft_is_not_in_it(client, held, lead):
    send_round(held, lead, BODY)
    operations.write_minutes(held, actor=lead, body="<p>改后的话</p>", version=2, now=NOW)

    for person in (lead, make_user("anhui"), make_user("hunan", role="member")):
        text = _read(client, person, held)
        assert "一、总体情况\n会议听取了汇报。" in text
        assert "（第1稿，会签中）" in text
        assert "改后的话" not in text


def test_the_annex_says_who_countersigned_when_and_how_objections_were_answered(client, held, lead, staff):
    minutes = send_round(held, lead, BODY)
    operations.sign_minutes(minutes, actor=staff, now=held.starts_at + timedelta(days=2))
    objecting = make_user("anhui")
    said = operations.object_to_minutes(minutes, actor=objecting, objection="数字有误", now=held.starts_at)
    operations.answer_objection(said, actor=lead, answer="以附表为准", now=held.starts_at)

    text = _read(client, lead, held)

    assert "附件：会商纪要会签情况" in text
    assert "参会工委3家，已会签1家。" in text
    assert f"江苏省委省级机关工委\n{staff}\n2026年12月25日\n逾期会签" in text
    assert "安徽省直机关工委\n\n\n异议已答复" in text
    assert "安徽省直机关工委（2026年12月23日）：数字有误。\n答复（2026年12月23日）：以附表为准。" in text


def test_signed_minutes_carry_the_decisions_and_no_remark_below_the_title(client, held, lead, staff):
    decide(held, lead, body="每季度\n碰头一次。")
    minutes = send_round(held, lead, BODY)
    for person in (lead, staff, make_user("anhui")):
        operations.sign_minutes(minutes, actor=person, now=held.starts_at)

    text = _read(client, staff, held)

    assert "稿，" not in text
    assert "1. 建立联络员制度。每季度 碰头一次。牵头办理：江苏。完成期限：2027年1月12日。" in text
    assert "出席：湖北省委直属机关工委；江苏省委省级机关工委；安徽省直机关工委" in text


def test_the_lead_finds_a_frame_to_write_from_before_anything_is_written(client, lead):
    held = as_held(make_consultation(now=NOW, days=30, agenda="交流经验"))

    text = _read(client, lead, held)

    assert "（尚未起草）" in text
    assert "交流经验" in text


def test_the_report_tells_what_became_of_each_decision(client, held, lead, staff):
    going, done, suspended = (decide(held, lead, title=title) for title in ("巡查", "名录", "平台"))
    operations.report_progress(
        going, submission=uuid4(), actor=staff, text="已过半", percent=60, now=held.starts_at
    )
    operations.settle_resolution(done, actor=lead, status="done", now=held.starts_at)
    operations.settle_resolution(
        suspended, actor=lead, status="suspended", reason="待批复", now=held.starts_at
    )
    coming = operations.convene(Turn.objects.order_by("starts_on")[1], now=NOW)
    admin = make_user("hubei", is_rotation_admin=True)
    operations.call_topics(coming, actor=admin, topics_by=coming.turn.starts_on, now=NOW)

    text = _read(client, make_user("hunan", role="member"), coming, "report")

    assert "办结1项，办理中1项（其中逾期0项），挂起1项" in text
    assert "1. 巡查。牵头办理：江苏。完成期限：2027年1月12日。最新进展：江苏，已过半（完成60%）。" in text
    assert "1. 名录。牵头办理：江苏。完成期限：2027年1月12日。已办结：2026年12月23日。" in text
    assert "已挂起：2026年12月23日。原因：待批复。" in text


def test_the_report_can_be_had_before_anything_was_decided(client, consultation, lead, staff):
    calling(consultation, lead)
    screen(propose(consultation, staff), lead)

    text = _read(client, staff, consultation, "report")

    assert "办结0项，办理中0项" in text
    assert "1. 水环境联合巡查（联谋，江苏提出）。" in text


@pytest.mark.parametrize("kind", ["notice", "minutes", "report"])
@pytest.mark.parametrize("many", [1, 5])
def test_a_document_costs_the_same_however_much_it_holds(
    client, held, lead, staff, kind, many, django_assert_max_num_queries
):
    for number in range(many):
        operations.report_progress(
            decide(held, lead, title=f"事项{number}"), submission=uuid4(), actor=staff, text="进展", now=NOW
        )
    send_round(held, lead, BODY)
    client.force_login(staff)

    with django_assert_max_num_queries(12):
        assert client.get(_address(held, kind, "pdf")).content.startswith(b"%PDF")
