"""Photos and papers: any party adds, whoever sees the record downloads, nobody else by any route."""

import os
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import SecurityEvent
from activities import operations
from activities.models import Attachment
from collab_portal.lib import uploads
from organizations.models import StoredFile
from organizations.operations import files
from tests.factories import committee, make_activity, make_attachment, make_user
from tests.uploads.samples import Sent, good, hostile, pdf, picture

HOSTILE = int(os.environ.get("HOSTILE_UPLOADS", "60"))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    return settings.UPLOAD_DIR


def lying(folder) -> list[str]:
    return sorted(path.name for path in folder.glob("**/*") if path.is_file())


def send(client, activity, *sent: tuple[str, bytes], **headers):
    found = [SimpleUploadedFile(name, content) for name, content in sent]
    return client.post(reverse("activities:attach", args=[activity.pk]), {"files": found}, **headers)


@pytest.mark.parametrize("slug", ["jiangsu", "zhejiang"])
def test_any_party_adds_files_and_keeps_what_is_right_of_them(client, db, slug):
    activity = make_activity("jiangsu", ("zhejiang",))
    client.force_login(make_user(slug))

    response = client.post(
        reverse("activities:attach", args=[activity.pk]),
        {"files": [SimpleUploadedFile(*item) for item in (("合影.jpg", picture()), ("a.exe", b"MZ"))]},
        follow=True,
    )

    assert [str(row) for row in activity.attachments.all()] == ["合影.jpg"]
    assert "a.exe：这是“程序”" in response.content.decode()
    assert activity.attachments.get().file.committee == committee(slug)


def test_the_script_gets_the_list_alone(client, db):
    activity = make_activity("jiangsu", ("zhejiang",))
    client.force_login(make_user("jiangsu"))

    page = send(client, activity, ("材料.pdf", pdf()), HTTP_HX_REQUEST="true").content.decode()

    assert ("材料.pdf" in page, "<html" in page) == (True, False)


def test_a_download_is_never_a_page(client, db):
    attachment = make_attachment(make_activity("jiangsu", ("zhejiang",)))
    client.force_login(make_user("zhejiang", role="member"))

    response = client.get(attachment.get_absolute_url())

    assert b"".join(response.streaming_content) == pdf()
    assert response.headers["Content-Disposition"] == "attachment; filename*=utf-8''%E6%9D%90%E6%96%99.pdf"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=5-", 5, None),
        ("bytes=-7", -7, None),
        ("bytes=3-999999999", 3, None),
        ("bytes=-999999999", 0, None),
        ("Bytes=2-2", 2, 3),
    ],
)
def test_a_broken_download_goes_on_where_it_broke(client, db, asked, start, end):
    attachment = make_attachment(make_activity("jiangsu", ("zhejiang",)))
    client.force_login(make_user("zhejiang", role="member"))
    whole = client.get(attachment.get_absolute_url())
    size, tag = len(pdf()), whole.headers["ETag"]

    part = client.get(attachment.get_absolute_url(), HTTP_RANGE=asked, HTTP_IF_RANGE=tag)

    sent = b"".join(part.streaming_content)
    first = start if start >= 0 else size + start
    assert (part.status_code, sent) == (206, pdf()[start:end])
    assert part.headers["Content-Range"] == f"bytes {first}-{first + len(sent) - 1}/{size}"
    assert int(part.headers["Content-Length"]) == len(sent)
    assert part.headers["Content-Disposition"] == whole.headers["Content-Disposition"]
    assert SecurityEvent.objects.filter(kind="downloaded").count() == 2


@pytest.mark.parametrize(
    "headers",
    [
        *(
            {"HTTP_RANGE": asked}
            for asked in (
                "bytes=5-1",
                "bytes=-",
                "lines=1-2",
                "bytes=0-0,2-2",
                "bytes=a-b",
                "bytes=\uff11-\uff12",
            )
        ),
        {"HTTP_RANGE": "bytes=0-9", "HTTP_IF_RANGE": '"another"'},
        {"HTTP_RANGE": "bytes=0-9", "HTTP_IF_RANGE": "Fri, 04 Dec 2026 00:00:00 GMT"},
    ],
)
def test_a_part_that_is_not_clear_is_the_whole_file(client, db, headers):
    attachment = make_attachment(make_activity("jiangsu", ("zhejiang",)))
    client.force_login(make_user("zhejiang", role="member"))

    response = client.get(attachment.get_absolute_url(), **headers)

    assert (response.status_code, b"".join(response.streaming_content)) == (200, pdf())


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=-0"])
def test_a_part_beyond_the_end_is_told(client, db, asked):
    attachment = make_attachment(make_activity("jiangsu", ("zhejiang",)))
    client.force_login(make_user("zhejiang", role="member"))

    response = client.get(attachment.get_absolute_url(), HTTP_RANGE=asked)

    assert (response.status_code, response.headers["Content-Range"]) == (416, f"bytes */{len(pdf())}")


def test_a_stranger_reaches_it_by_no_route(client, db):
    mine = make_attachment(make_activity("jiangsu", ("zhejiang",)))
    open_to_me = make_activity("hubei", ("hunan",))
    client.force_login(make_user("hubei"))

    for pk in (mine.activity_id, open_to_me.pk):
        assert client.get(reverse("activities:attachment", args=[pk, mine.pk])).status_code == 404
        assert client.post(reverse("activities:detach", args=[pk, mine.pk])).status_code == 404
    key = mine.file.key
    for path in (f"/uploads/{key[:2]}/{key}", f"/static/{key}", f"/var/uploads/{key}", f"/media/{key}"):
        assert client.get(path).status_code == 404


def test_one_takes_away_only_ones_own(client, db, folder):
    activity = make_activity("jiangsu", ("zhejiang",))
    theirs, ours = make_attachment(activity, "zhejiang"), make_attachment(activity, "jiangsu")
    client.force_login(make_user("jiangsu"))

    refused = client.post(reverse("activities:detach", args=[activity.pk, theirs.pk]))
    client.post(reverse("activities:detach", args=[activity.pk, ours.pk]))

    assert refused.status_code == 403
    assert list(Attachment.objects.all()) == [theirs]
    assert files.sweep(now=timezone.now()) == 0  # the day of grace


def test_what_nobody_wants_is_swept_after_a_day(db, folder):
    activity = make_activity("jiangsu", ("zhejiang",))
    kept, gone = make_attachment(activity), make_attachment(activity)
    operations.detach(gone, actor=make_user("jiangsu"))
    nobodys = uploads.keep(Sent("a.pdf", pdf()))

    swept = files.sweep(now=timezone.now() + timedelta(days=1, minutes=1))

    assert swept == 2
    assert list(StoredFile.objects.all()) == [kept.file]
    assert lying(folder) == [kept.file.key]
    assert nobodys.key != kept.file.key


def test_a_changed_file_is_refused_and_logged(client, db, caplog):
    attachment = make_attachment(make_activity("jiangsu", ("zhejiang",)))
    uploads.path_of(attachment.file.key).write_bytes(pdf() + b"<script>")
    client.force_login(make_user("jiangsu"))

    response = client.get(attachment.get_absolute_url())

    assert response.status_code == 409
    assert "与上传时不一致" in response.content.decode()
    assert "stored_file_changed" in caplog.text


def test_a_committee_has_so_much_room_and_no_more(db, settings, folder):
    settings.UPLOAD_QUOTA = len(pdf()) + 10
    activity = make_activity("jiangsu", ("zhejiang",))
    make_attachment(activity)

    with pytest.raises(ValidationError, match="文件已满"):
        make_attachment(activity)

    assert len(lying(folder)) == 1
    make_attachment(activity, "zhejiang")  # which has room of its own


def test_a_cancelled_activity_takes_no_more_files(db):
    activity = make_activity("jiangsu", ("zhejiang",))
    activity = operations.cancel(activity, actor=make_user("jiangsu"), reason="改期", now=timezone.now())

    with pytest.raises(ValidationError, match="已取消"):
        make_attachment(activity)


def test_no_files_and_no_name_are_told(client, db):
    activity = make_activity("jiangsu", ("zhejiang",))
    client.force_login(make_user("jiangsu"))

    assert (
        "请先选择文件"
        in client.post(reverse("activities:attach", args=[activity.pk]), follow=True).content.decode()
    )


@pytest.mark.parametrize("number", [1, 5])
def test_the_page_costs_the_same_however_many_files(client, db, django_assert_num_queries, number):
    activity = make_activity("jiangsu", ("zhejiang",))
    for _ in range(number):
        make_attachment(activity)
    client.force_login(make_user("zhejiang", role="member"))
    client.get(activity.get_absolute_url())

    with django_assert_num_queries(8):
        client.get(activity.get_absolute_url())


@pytest.mark.timeout(3000)
def test_hostile_uploads_run_nowhere_and_lie_nowhere_else(client, db, folder, settings, tmp_path):
    """``HOSTILE_UPLOADS=5000`` runs the whole figure."""
    activity = make_activity("jiangsu", ("zhejiang",))
    client.force_login(make_user("jiangsu"))
    settings.UPLOAD_QUOTA = 10**12
    refused = served = 0

    for name, content in hostile(HOSTILE, seed=1):
        before = StoredFile.objects.count()
        body = content if content else b""
        response = send(client, activity, (name, body), HTTP_HX_REQUEST="true")
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()
        assert not response.content.decode().count("onload=")
        attachment = activity.attachments.select_related("file").last()
        if StoredFile.objects.count() == before:
            refused += 1
            continue
        served += 1
        answer = client.get(attachment.get_absolute_url())
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert "\n" not in answer.headers["Content-Disposition"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Content-Type"] in {
            "application/pdf",
            "application/ofd",
            "application/vnd.ms-works",
            "image/jpeg",
            "image/png",
            "video/mp4",
        } or answer.headers["Content-Type"].startswith("application/vnd.openxmlformats-officedocument.")
        assert b"".join(answer.streaming_content)
        operations.detach(attachment, actor=make_user("jiangsu"))

    outside = [path for path in tmp_path.rglob("*") if path.is_file() and folder not in path.parents]
    assert outside == []
    assert sorted(lying(folder)) == sorted(StoredFile.objects.values_list("key", flat=True))
    assert refused + served == HOSTILE
    assert refused > served > 0
    print(f"hostile uploads: {HOSTILE}, refused {refused}, kept and served as downloads {served}")


def test_every_good_kind_goes_through_the_page(client, db):
    activity = make_activity("jiangsu", ("zhejiang",))
    client.force_login(make_user("jiangsu"))

    send(client, activity, *((f"{number}{name}", sent) for number, (name, sent) in enumerate(good().items())))

    assert activity.attachments.count() == len(good())
