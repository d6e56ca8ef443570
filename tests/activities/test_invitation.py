"""活动通知: what is ahead as a paper for the office of each party."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from activities.models import Participation
from collab_portal.lib import dates
from tests.factories import make_activity, make_user

pytestmark = pytest.mark.django_db
DAY = dates.today() + timedelta(days=20)


def fetch(client, activity, file_format="docx"):
    return client.get(reverse("activities:invitation", args=[activity.pk, file_format]))


def lines(answer):
    return [one.text for one in Document(BytesIO(answer.getvalue())).paragraphs if one.text]


def test_it_says_when_where_who_what_and_until_when_to_reply(client):
    activity = make_activity(
        "jiangsu",
        ("zhejiang", "anhui"),
        title="太湖联学",
        held_on=DAY,
        place="苏州市（示例）",
        agenda="<p>参观</p><ol><li>座谈</li></ol>",
        contact="联系人 025-00000000",
        reply_by=DAY - timedelta(days=5),
        places=60,
    )
    Participation.objects.filter(activity=activity, committee__slug="anhui").update(quota=20)
    client.force_login(make_user("zhejiang", role="member"))

    text = lines(fetch(client, activity))

    assert text[0].endswith("关于举行“太湖联学”的通知")
    assert text[1].endswith("：")
    assert text[1].index("浙江") != text[1].index("安徽")
    for told in ("苏州市（示例）", "参观", "1. 座谈", "共60人，其中安徽20人，至回执截止日保留。"):
        assert any(told in line for line in text), told
    until = dates.chinese_date(DAY - timedelta(days=5))
    assert f"请于{until}前在协作平台填写回执：是否参加、参加人数。" in text
    assert "（联系人：联系人 025-00000000）" in text


def test_what_is_unknown_is_left_out(client):
    activity = make_activity("jiangsu", ("zhejiang",), held_on=DAY)
    client.force_login(make_user("jiangsu"))

    text = " ".join(lines(fetch(client, activity)))

    assert not [word for word in ("议程", "名额", "联系人", "None") if word in text]


def test_it_is_its_parties_alone_and_only_while_it_is_ahead(client):
    ahead = make_activity("jiangsu", ("zhejiang",), held_on=DAY)
    held = make_activity("jiangsu", ("zhejiang",), confirmed=True)

    answers = {}
    for slug in ("zhejiang", "fujian"):
        client.force_login(make_user(slug))
        answers[slug] = [
            *(fetch(client, ahead, ending).status_code for ending in ("docx", "pdf", "exe")),
            fetch(client, held).status_code,
        ]

    assert answers == {"zhejiang": [200, 200, 404, 404], "fujian": [404, 404, 404, 404]}
    client.force_login(make_user("zhejiang"))
    assert (
        reverse("activities:invitation", args=[ahead.pk, "docx"])
        in client.get(ahead.get_absolute_url()).content.decode()
    )
