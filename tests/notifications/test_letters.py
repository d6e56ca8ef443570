"""What a letter says at first sight: who asks, for what, until when, where to answer."""

import re
from email import message_from_bytes, policy

import pytest
from django.core import mail

from accounts.models import User
from collab_portal.lib.history import acting
from notifications.asking import Ask
from notifications.channels.robots import line
from notifications.composing import compose
from notifications.models import Notification
from tests.factories import committee, make_user
from tests.notifications.helpers import notice, row, send_due

pytestmark = pytest.mark.django_db
TITLE = "请会签会商纪要（第2稿），截止2026年12月14日"


def _asked(recipient: User, by: User | None, **fields: object) -> mail.EmailMultiAlternatives:
    with acting(by, "示例"):
        notice(recipient, **{"title": TITLE, "kind": Notification.Kind.ACTION, **fields})
    send_due()
    (letter,) = mail.outbox
    assert isinstance(letter, mail.EmailMultiAlternatives)
    return letter


def _office(slug: str, address: str) -> None:
    asking = committee(slug)
    asking.office_email = address
    asking.save()


def test_subject_and_first_line_say_who_asks_for_what_until_when() -> None:
    letter = _asked(make_user(committee=committee("zhejiang")), make_user(committee=committee("jiangsu")))

    assert letter.subject == f"【待办】江苏：{TITLE}"
    assert letter.body.splitlines()[0].endswith(f"：{committee('jiangsu').name}请您办理：{TITLE}。")
    assert "在平台办理：http" in letter.body


def test_an_answer_by_mail_goes_to_the_office_that_asks() -> None:
    _office("jiangsu", "office@jiangsu.example.cn")

    letter = _asked(make_user(committee=committee("zhejiang")), make_user(committee=committee("jiangsu")))

    assert letter.reply_to == ["office@jiangsu.example.cn"]
    assert f"寄到{committee('jiangsu').name}的办公邮箱" in letter.body


@pytest.mark.parametrize(
    ("by", "kind"),
    [
        ("zhejiang", Notification.Kind.ACTION),
        ("", Notification.Kind.ACTION),
        ("jiangsu", Notification.Kind.INFORMATION),
    ],
    ids=["the own committee", "the platform", "information"],
)
def test_nobody_is_named_where_no_other_committee_asks(by: str, kind: Notification.Kind) -> None:
    _office(by or "jiangsu", "office@example.cn")
    person = make_user(committee=committee(by)) if by else None

    letter = _asked(make_user(committee=committee("zhejiang")), person, kind=kind)

    assert letter.subject == ("【待办】" if kind == Notification.Kind.ACTION else "") + TITLE
    assert letter.reply_to == []
    assert "请勿直接回复" in letter.body


def test_several_requests_in_one_letter_are_answered_to_no_single_office() -> None:
    person = make_user(committee=committee("zhejiang"))
    for number, slug in enumerate(("jiangsu", "anhui")):
        _office(slug, f"office@{slug}.example.cn")
        with acting(make_user(committee=committee(slug)), "示例"):
            notice(person, topic=f"activity:{number}", kind=Notification.Kind.ACTION)
    rows = [row(topic=f"activity:{number}") for number in (0, 1)]

    messages = compose(rows, askers=True).ready
    offices = [Ask(each, messages[each.pk]) for each in rows]

    assert [ask.office for ask in offices] == ["office@jiangsu.example.cn", "office@anhui.example.cn"]


@pytest.mark.parametrize(
    "title", ["短", "请确认联合活动：" + "长江流域机关党建协作" * 15, "plain ASCII " * 12, "a" * 199]
)
def test_the_subject_begins_on_its_own_line_and_is_read_back_whole(title: str) -> None:
    letter = _asked(make_user(), None, title=title)

    sent = letter.message().as_bytes()
    first = next(line for line in sent.splitlines() if line.startswith(b"Subject:"))
    assert first.removeprefix(b"Subject:").strip()
    assert message_from_bytes(sent, policy=policy.default)["Subject"] == letter.subject


def test_the_page_of_a_letter_loads_nothing_and_escapes_what_people_write() -> None:
    letter = _asked(make_user(), None, title="<b>标题</b>", body="<script>x</script>\n第二行")
    page = str(letter.alternatives[0][0])

    assert "&lt;b&gt;标题&lt;/b&gt;" in page
    assert "<script" not in page
    assert re.findall(r"(?:src|background)=|url\(|@import|<link", page) == []
    assert "prefers-color-scheme: dark" in page
    assert 'name="viewport" content="width=device-width' in page


def test_a_group_hears_who_asks_and_where_to_answer_as_a_mail_says_it() -> None:
    letter = _asked(make_user(committee=committee("zhejiang")), make_user(committee=committee("jiangsu")))
    sent = row()
    message = compose([sent], askers=True).ready[sent.pk]

    said, address = line(sent, message).split("\n")

    assert said == letter.subject
    assert address in letter.body
