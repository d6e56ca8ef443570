"""公文 of a consultation: made from what is known, downloaded by those who see it, numbered by the lead."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.urls import reverse

from rotation import operations
from rotation.models import DocumentNumber
from tests.factories import committee, make_consultation, make_rotation, make_user
from tests.gongwen.samples import HOSTILE, SEEN, words

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 湖北 leads until 31 January 2027
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.fixture(autouse=True)
def _rotation() -> None:
    make_rotation(now=NOW)


def _address(consultation, kind="notice", file_format="docx") -> str:
    return reverse("rotation:document", args=[consultation.pk, kind, file_format])


def _text(client, consultation, kind="notice") -> str:
    client.force_login(make_user("hunan", role="member"))
    response = client.get(_address(consultation, kind))
    assert response.status_code == 200
    return words(response.content)


def _held():
    consultation = make_consultation(now=NOW, days=1)
    for slug, answer, delegates in (("hunan", "attend", "张三 书记"), ("anhui", "decline", "")):
        operations.reply(
            consultation,
            actor=make_user(slug),
            answer=answer,
            delegates=delegates,
            revision=consultation.revision,
            now=NOW,
        )
    return operations.hold(consultation, now=NOW + timedelta(days=2))


def test_the_notice_says_when_where_and_until_when_to_answer(client):
    text = _text(client, make_consultation(now=NOW, days=30, agenda="交流经验\n\n商定事项"))

    assert "湖北省委直属机关工委关于召开协作会商的通知" in text
    assert "2026年12月23日（周三）09:30至11:30。" in text
    assert "一会议室（线下）。" in text
    assert "\n交流经验\n商定事项\n" in text
    assert "日（周三）前在协作平台填写回执" in text
    assert "湖北省委直属机关工委\n2026年11月23日" in text


def test_what_is_not_known_yet_is_said_to_be_open(client):
    text = _text(client, make_consultation(now=NOW))

    assert text.count("待定") == 4  # time, place, agenda, telephone
    assert "〔　　〕　号" in text
    assert "　　年　　月　　日" in text


def test_a_meeting_that_was_put_off_has_no_time_and_says_why(client):
    consultation = operations.postpone(make_consultation(now=NOW, days=30), reason="汛情", now=NOW)

    text = _text(client, consultation)

    assert "本次会商已延期，原因：汛情。" in text
    assert "12月23日" not in text


def test_the_co_lead_issues_with_the_lead(client):
    consultation = make_consultation(now=NOW, days=30)
    operations.set_co_lead(consultation.turn, committee("hunan"), today=NOW.date())

    text = _text(client, consultation)

    assert "湖北省委直属机关工委牵头、湖南省直机关工委协同牵头" in text
    assert "湖北省委直属机关工委　湖南省直机关工委" in text


def test_minutes_name_who_came_and_who_did_not(client):
    client.force_login(make_user("hubei"))
    text = words(client.get(_address(_held(), "minutes")).content)

    assert "湖北省委直属机关工委会商纪要" in text
    assert "出席：湖北省委直属机关工委；湖南省直机关工委（张三 书记）" in text
    assert "请假：安徽省直机关工委" in text


def test_there_are_no_minutes_before_it_was_held(client):
    client.force_login(make_user("hubei"))

    assert client.get(_address(make_consultation(now=NOW, days=1), "minutes")).status_code == 404


@pytest.mark.parametrize(("kind", "file_format"), [("notice", "doc"), ("notice", "exe"), ("letter", "pdf")])
def test_other_kinds_and_formats_do_not_exist(client, kind, file_format):
    client.force_login(make_user())

    assert client.get(_address(make_consultation(now=NOW), kind, file_format)).status_code == 404


@pytest.mark.parametrize(
    ("file_format", "content_type", "magic"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("pdf", "application/pdf", b"%PDF"),
    ],
)
def test_the_file_has_its_name_and_is_taken_for_nothing_else(client, file_format, content_type, magic):
    client.force_login(make_user("hunan"))

    response = client.get(
        _address(make_consultation(now=NOW, days=5, title="会商：甲/乙"), "notice", file_format)
    )

    assert response["Content-Type"] == content_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert unquote(response["Content-Disposition"]).endswith(f"会商通知-会商：甲_乙.{file_format}")
    assert response.content.startswith(magic)


def test_text_typed_into_the_form_is_text_in_both_files(client):
    consultation = make_consultation(now=NOW, days=5)
    consultation.agenda = HOSTILE.replace("\x00", "")
    consultation.save()

    assert SEEN in _text(client, consultation)
    assert client.get(_address(consultation, "notice", "pdf")).content.startswith(b"%PDF")


def test_the_lead_numbers_a_document_and_takes_the_number_back(client):
    consultation = make_consultation(now=NOW, days=5)
    address = reverse("rotation:document-number", args=[consultation.pk])
    client.force_login(make_user("hubei"))

    client.post(address, {"kind": "notice", "number": "鄂直工〔2026〕12号"})
    first = _text(client, consultation)
    client.force_login(make_user("hubei"))
    client.post(address, {"kind": "notice", "number": "鄂直工〔2026〕13号"})
    second = _text(client, consultation)
    client.force_login(make_user("hubei"))
    client.post(address, {"kind": "notice", "number": " "})

    assert "鄂直工〔2026〕12号" in first
    assert "鄂直工〔2026〕13号" in second
    assert not DocumentNumber.objects.exists()


@pytest.mark.parametrize(
    "sent", [{"kind": "letter", "number": "1号"}, {"number": "1号"}, {"kind": "notice", "number": "长" * 41}]
)
def test_a_bad_number_is_refused_in_words_and_changes_nothing(client, sent):
    consultation = make_consultation(now=NOW, days=5)
    client.force_login(make_user("hubei"))

    response = client.post(reverse("rotation:document-number", args=[consultation.pk]), sent, follow=True)

    assert "alert" in response.content.decode()
    assert not DocumentNumber.objects.exists()


def test_others_see_the_number_but_no_form(client):
    consultation = make_consultation(now=NOW, days=5)
    DocumentNumber.objects.create(consultation=consultation, kind="notice", number="鄂直工〔2026〕12号")
    client.force_login(make_user("hunan"))

    page = client.get(consultation.get_absolute_url()).content.decode()

    assert "鄂直工〔2026〕12号" in page
    assert _address(consultation) in page
    assert "保存字号" not in page


@pytest.mark.parametrize("numbers", [0, 2])
def test_a_download_costs_the_same_with_and_without_numbers(client, django_assert_num_queries, numbers):
    consultation = _held()
    for kind in ("notice", "minutes")[:numbers]:
        DocumentNumber.objects.create(consultation=consultation, kind=kind, number="1号")
    client.force_login(make_user("hunan"))

    with django_assert_num_queries(3):  # session, user, consultation with its numbers
        client.get(_address(consultation))
