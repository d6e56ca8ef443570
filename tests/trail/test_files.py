"""Files that not every reader may have leave a row; what every reader may have leaves nothing."""

import json
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps as django_apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import SecurityEvent, User
from collab_portal.lib.dates import today
from organizations.models import ImportJob
from tests.factories import (
    committee,
    make_activity,
    make_attachment,
    make_branch,
    make_bulletin,
    make_document,
    make_document_file,
    make_naming,
    make_pairing,
    make_resolution,
    make_resource,
    make_user,
)
from tests.imports.helpers import branch_table, check
from tests.trail.leaving import FILES

pytestmark = pytest.mark.django_db
Row = tuple[str, str, str, dict[str, Any]]


def traces() -> list[Row]:
    rows = SecurityEvent.objects.filter(kind__in=["exported", "downloaded"]).order_by("pk")
    return [(row.kind, row.person_name, row.target_name, row.facts) for row in rows]


def fetch(client: Client, person: User, url: str, *args: Any, **query: str) -> list[Row]:
    """What the trail holds once ``person`` has got the whole file."""
    client.force_login(person)
    answer = client.get(reverse(url, args=args), query)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) if answer.streaming else answer.content
    return traces()


def test_an_export_tells_file_and_filter(client: Client) -> None:
    make_activity(confirmed=True)
    person = make_user(display_name="李江")

    rows = fetch(client, person, "activities:export", year=str(today().year), q="党日", after="x")

    name = rows[0][2]
    assert name.startswith("联合活动-")
    facts = {"file": name, "query": f"year={today().year}&q=党日"}
    assert rows == [("exported", "李江", name, facts)]
    row = SecurityEvent.objects.get(kind="exported")
    assert (row.target, row.outcome, row.network) == ("activities:export", "done", "127.0.0.1")


def test_a_stored_file_of_an_open_matter_is_a_download(client: Client) -> None:
    attachment = make_attachment(make_activity("jiangsu", ("zhejiang",)))

    rows = fetch(
        client,
        make_user("zhejiang", display_name="浙"),
        "activities:attachment",
        attachment.activity_id,
        attachment.pk,
    )

    assert rows == [("downloaded", "浙", "材料.pdf", {"file": "材料.pdf"})]
    target = f"activities:attachment:{attachment.activity_id}:{attachment.pk}"
    assert SecurityEvent.objects.get(kind="downloaded").target == target


def test_what_every_reader_may_have_leaves_nothing(client: Client) -> None:
    """Whom a confirmed record, an issue of the column, figures or an empty form interest is not kept."""
    attachment = make_attachment(make_activity("jiangsu", ("zhejiang",), confirmed=True))
    bulletin, resolution = make_bulletin(), make_resolution()
    make_branch(contact_name="张三"), make_pairing()
    staff, member = make_user("anhui"), make_user("anhui", role="member")
    paper = make_document_file(make_document())
    base = make_resource(nominated_at=timezone.now(), nominated_by=make_user())
    naming = make_naming(base, committees=[committee("zhejiang")])
    open_ones: list[tuple[User, str, tuple[Any, ...]]] = [
        (staff, "activities:attachment", (attachment.activity_id, attachment.pk)),
        (staff, "activities:annual-report", ("jiangsu", today().year, "docx")),
        (staff, "activities:totals-export", ()),
        (staff, "activities:usage-export", ()),
        (staff, "commons:honour-export", ()),
        (staff, "commons:naming-export", (naming.pk,)),
        (staff, "commons:document-file", (paper.document_id, paper.pk)),
        (member, "commons:resource-export", ()),
        (staff, "insights-export", ()),
        (staff, "organizations:import-template", ("branches",)),
        (staff, "rotation:document", (resolution.consultation_id, "notice", "docx")),
        (staff, "rotation:resolutions-export", ()),
        (member, "experience:bulletin-file", (bulletin.pk, "docx")),
        (member, "organizations:branch-export", ()),
        (member, "organizations:pairing-export", ()),
    ]

    for person, url, args in open_ones:
        assert fetch(client, person, url, *args) == []

    said = {url for url, way in FILES.items() if way in {"open", "either"}}
    assert {url for _, url, _ in open_ones} == said


def _failed(person: User) -> ImportJob:
    return check(branch_table(["A1", "", "党支部", "税务", ""]), person)


def _with_codes(person: User) -> None:
    TOTP.activate(person, "A" * 32)
    RecoveryCodes.activate(person)


def _minutes() -> int:
    """A consultation that was held, its minutes not sent round."""
    from rotation.models import Consultation

    found: Consultation = make_resolution().consultation
    found.status, found.held_on = Consultation.Status.HELD, today()
    found.save()
    return found.pk


def test_everything_else_leaves_one_row_each(client: Client) -> None:
    staff, editor = make_user(), make_user(role="member", is_editor=True)
    rotation_admin = make_user(role="member", is_rotation_admin=True)
    attachment = make_attachment(make_activity("jiangsu", ("zhejiang",)))
    make_branch("anhui", contact_name="张三"), make_pairing()
    own = make_document_file(make_document(scope="own"))
    minutes = _minutes()
    ahead = make_activity("jiangsu", ("zhejiang",), held_on=today() + timedelta(days=9))
    closed: list[tuple[User, str, tuple[Any, ...]]] = [
        (make_user(None, "member", platform_role="auditor"), "accounts:security-export", ("csv",)),
        (staff, "activities:attachment", (attachment.activity_id, attachment.pk)),
        (staff, "activities:export", ()),
        (staff, "activities:invitation", (ahead.pk, "docx")),
        (staff, "commons:document-export", ()),
        (staff, "commons:document-file", (own.document_id, own.pk)),
        (staff, "commons:resource-export", ()),
        (editor, "experience:bulletin-file", (make_bulletin(released=False).pk, "docx")),
        (rotation_admin, "notifications:ledger-export", ()),
        (staff, "organizations:branch-export", ()),
        (staff, "organizations:import-failed", (_failed(staff).pk,)),
        (staff, "organizations:pairing-export", ()),
        (make_user("hubei"), "rotation:document", (minutes, "minutes", "docx")),
    ]

    for number, (person, url, args) in enumerate(closed, start=1):
        rows = fetch(client, person, url, *args)
        assert len(rows) == number, url
        assert rows[-1][1] == str(person)
        assert SecurityEvent.objects.order_by("pk").last().target.startswith(url)  # type: ignore[union-attr]

    said = {url for url, way in FILES.items() if way != "open"} - {
        "accounts:export-file",
        "mfa_download_recovery_codes",
    }
    assert {url for _, url, _ in closed} == said


@pytest.fixture
def broken_trail() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse_rows() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END $$;"
            "CREATE TRIGGER refuse_rows BEFORE INSERT ON accounts_securityevent "
            "FOR EACH ROW EXECUTE FUNCTION refuse_rows()"
        )


def test_what_cannot_be_traced_does_not_leave(client: Client, broken_trail: None) -> None:
    attachment = make_attachment(make_activity("jiangsu", ("zhejiang",)))
    client.force_login(make_user())

    for path in (reverse("activities:export"), attachment.get_absolute_url()):
        answer = client.get(path)

        assert answer.status_code == 503
        assert "Content-Disposition" not in answer.headers
        assert "文件没有下载" in answer.content.decode()
    assert not SecurityEvent.objects.exists()


def test_pages_can_be_read_while_the_trail_is_broken(client: Client, broken_trail: None) -> None:
    branch = make_branch("anhui", contact_name="张三")
    client.force_login(make_user())

    for path in (reverse("activities:list"), branch.get_absolute_url(), reverse("my-work")):
        assert client.get(path).status_code == 200
    assert client.get(reverse("accounts:people")).status_code == 403


def test_a_head_and_an_unchanged_file_leave_nothing(client: Client) -> None:
    client.force_login(make_user())

    assert client.head(reverse("activities:export")).status_code == 200

    assert traces() == []


def test_a_secret_in_an_address_or_question_is_left_out(client: Client) -> None:
    person = make_user()
    client.force_login(person)
    refused = client.get(reverse("activities:export"), {"token": "geheim", "password": "geheim"})
    assert refused.status_code == 422
    assert "geheim" not in refused.content.decode()
    assert not SecurityEvent.objects.filter(kind="exported").exists()

    fetch(client, person, "activities:export", after="geheim", q="甲")

    row = SecurityEvent.objects.get(kind="exported")
    assert row.facts["query"] == "q=甲"
    assert "geheim" not in json.dumps(row.facts) + row.target


def test_recovery_codes_as_a_file_leave_a_row_without_a_code(client: Client) -> None:
    person = make_user()
    _with_codes(person)
    client.force_login(person)
    session = client.session
    just_now = {"method": "mfa", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [just_now]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()

    answer = client.get(reverse("mfa_download_recovery_codes"))

    codes = answer.content.decode().split()
    assert len(codes) == 10
    row = SecurityEvent.objects.get(kind="exported")
    assert not [code for code in codes if code in json.dumps(row.facts)]


def test_files_are_made_in_known_places_only() -> None:
    """A new way for a file to leave must go through the middleware and stand in ``FILES``."""
    root = Path(__file__).parents[2]
    words = ("Content-Disposition", "as_attachment")
    apps = {config.name for config in django_apps.get_app_configs() if (root / config.name).is_dir()}
    found = {
        str(path.relative_to(root))
        for app in apps
        for path in (root / app).rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in words)
    }

    assert found == {
        "accounts/views/exports.py",
        "collab_portal/lib/feeds.py",  # calendars, shown
        "collab_portal/lib/gongwen/download.py",
        "collab_portal/lib/leaving.py",
        "collab_portal/lib/uploads.py",
        "collab_portal/lib/xlsx.py",
        "collab_portal/middleware.py",  # the mark of sample data in their names
        "organizations/views/imports.py",
    }
