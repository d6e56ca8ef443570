"""A long list becomes a file that the worker makes; its asker alone may have it, for three days."""

import io
import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.forms import ChoiceField
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import ExportJob, SecurityEvent, User
from accounts.models.exportjob import KEPT_FOR
from accounts.operations import exports
from activities.exports import ACTIVITIES
from activities.models import Activity
from collab_portal.lib import portal, uploads, xlsx
from collab_portal.lib.exports import Export, export_of
from notifications.files import tell_of_file
from notifications.models import Notification
from organizations.operations import files
from tests.factories import make_activity, make_branch, make_user

pytestmark = pytest.mark.django_db
LIST = reverse("activities:export")


@pytest.fixture(autouse=True)
def _small(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.UPLOAD_DIR = tmp_path
    monkeypatch.setattr("collab_portal.lib.exports.AT_ONCE", 1)


@pytest.fixture
def person(client: Client) -> User:
    """Staff with two confirmed records to see, signed in."""
    make_activity("jiangsu", ("zhejiang",), confirmed=True, title="甲")
    make_activity("jiangsu", ("zhejiang",), confirmed=True, title="乙")
    found = make_user(display_name="李江")
    client.force_login(found)
    return found


def press(client: Client, url: str = LIST, **query: str) -> ExportJob:
    """Ask for the list as a browser does: fetch its address, send the form that it offers."""
    page = client.get(url, query).content.decode()
    found = re.findall(r'<input type="hidden" name="(list|format|query)" value="([^"]*)"', page)
    hidden = {name: unescape(value) for name, value in found}
    assert set(hidden) == {"list", "format", "query"}
    answer = client.post(reverse("accounts:export-new"), hidden)
    assert answer.status_code == 302
    return ExportJob.objects.order_by("-pk")[0]


def work(after: timedelta = timedelta()) -> None:
    """What the worker does when it looks."""
    exports.run_due(timezone.now() + after, tell_of_file)


def fetch(client: Client, job: ExportJob) -> bytes:
    answer = client.get(reverse("accounts:export-file", args=[job.pk]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def titles(content: bytes) -> list[object]:
    return [row[1] for row in load_workbook(io.BytesIO(content)).active.iter_rows(2, values_only=True)]


def test_a_long_list_is_offered_made_told_and_fetched(client: Client, person: User) -> None:
    job = press(client, q="")
    assert "已排队" in client.get(job.get_absolute_url()).content.decode()

    work()

    item = Notification.objects.get(recipient=person)
    assert (item.title, item.url) == (f"文件已生成：{job.file_name}", job.get_absolute_url())
    page = client.get(item.url).content.decode()
    assert "共 2 行" in page
    assert reverse("accounts:export-file", args=[job.pk]) in page
    assert titles(fetch(client, job)) == ["乙", "甲"]


def test_the_file_holds_what_the_filter_shows(client: Client, person: User) -> None:
    make_activity("jiangsu", ("zhejiang",), confirmed=True, title="乙二")
    job = press(client, q="乙")

    work()

    assert titles(fetch(client, job)) == ["乙二", "乙"]


def test_a_short_list_leaves_at_once(client: Client, person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collab_portal.lib.exports.AT_ONCE", 2)

    assert titles(b"".join(client.get(LIST).streaming_content)) == ["乙", "甲"]

    assert not ExportJob.objects.exists()


def test_a_double_click_makes_one_file(client: Client, person: User) -> None:
    first, second = press(client), press(client)

    work()

    assert first == second
    assert list(ExportJob.objects.values_list("status", flat=True)) == ["ready"]
    assert Notification.objects.filter(recipient=person).count() == 1


def test_asking_again_later_makes_a_new_one(client: Client, person: User) -> None:
    first = press(client)
    work()

    assert press(client) != first


def test_three_at_once_are_enough(client: Client, person: User) -> None:
    for word in ("党", "建", "江"):
        assert exports.ask_export(
            ACTIVITIES, actor=person, query=f"q={word}", file_format="xlsx", now=timezone.now()
        )

    with pytest.raises(ValidationError, match="已有 3 个文件"):
        exports.ask_export(ACTIVITIES, actor=person, query="", file_format="xlsx", now=timezone.now())

    other = make_user("anhui")
    assert exports.ask_export(ACTIVITIES, actor=other, query="", file_format="xlsx", now=timezone.now())


@pytest.mark.parametrize("place", ["jiangsu", "zhejiang", None])
def test_nobody_else_learns_of_it(client: Client, person: User, place: str | None) -> None:
    job = press(client)
    work()
    role = {"platform_role": "system", "role": "member"} if place is None else {}
    client.force_login(make_user(place, **role))

    for name in ("accounts:export", "accounts:export-file"):
        assert client.get(reverse(name, args=[job.pk])).status_code == 404
    assert job.file_name not in client.get(reverse("accounts:exports")).content.decode()


def test_fetching_leaves_the_row_that_an_export_at_once_leaves(client: Client, person: User) -> None:
    make_activity("jiangsu", ("zhejiang",), confirmed=True, title="甲二")
    job = press(client, q="甲", year="")
    assert not SecurityEvent.objects.filter(kind="exported").exists()
    work()

    fetch(client, job)

    row = SecurityEvent.objects.get(kind="exported")
    assert (row.target, row.target_name) == ("activities:export", job.file_name)
    assert (row.person_name, row.facts) == ("李江", {"file": job.file_name, "query": "q=甲"})


def test_a_file_that_every_reader_may_have_leaves_no_trace(client: Client) -> None:
    client.force_login(make_user(role="member"))
    for _ in range(2):
        make_branch("anhui", contact_name="张三")
    job = press(client, reverse("organizations:branch-export"))
    work()

    assert "张三" not in str(list(load_workbook(io.BytesIO(fetch(client, job))).active.values))

    assert not SecurityEvent.objects.exclude(kind="signed_in").exists()


def test_contacts_of_others_in_it_are_told_to_the_trail(client: Client, person: User) -> None:
    for _ in range(2):
        make_branch("anhui", contact_name="张三")
    press(client, reverse("organizations:branch-export"))

    work()

    row = SecurityEvent.objects.get(kind="contacts_seen")
    assert (row.person_name, row.target_name, row.facts) == ("李江", "安徽", {"of": "党组织名录"})


def test_it_goes_after_three_days_and_says_so(client: Client, person: User) -> None:
    job = press(client)
    work()
    key = ExportJob.objects.get().key
    assert uploads.path_of(key).exists()

    work(KEPT_FOR + timedelta(minutes=1))

    assert not uploads.path_of(key).exists()
    page = client.get(reverse("accounts:export-file", args=[job.pk]), follow=True)
    assert "已经删除" in page.content.decode()


def test_the_newest_five_stay(client: Client, person: User) -> None:
    for _ in range(6):
        press(client)
        work()

    assert (
        list(ExportJob.objects.order_by("pk").values_list("status", flat=True)) == ["expired"] + ["ready"] * 5
    )


def test_the_nightly_sweep_leaves_it(client: Client, person: User) -> None:
    job = press(client)
    work()

    files.sweep(now=timezone.now() + timedelta(days=2))

    assert titles(fetch(client, job)) == ["乙", "甲"]


class Killed(BaseException):
    """The worker's end."""


@pytest.fixture
def killing(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The worker is killed in the middle of a file as often as the list has entries."""
    times: list[int] = []
    real = xlsx.write

    def write(*args: Any) -> None:
        real(*args)
        if times:
            times.pop()
            raise Killed

    monkeypatch.setattr("collab_portal.lib.xlsx.write", write)
    return times


def die(times: list[int]) -> None:
    times.append(1)
    with pytest.raises(Killed):
        work()
    ExportJob.objects.update(lease_until=timezone.now() - timedelta(minutes=5))


def test_a_worker_killed_in_the_middle_is_followed_by_another(
    client: Client, person: User, killing: list[int], tmp_path: Path
) -> None:
    job = press(client)
    die(killing)
    assert ExportJob.objects.get().status == "waiting"

    work()

    assert titles(fetch(client, job)) == ["乙", "甲"]
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_one_that_kills_every_worker_is_given_up_and_told(
    client: Client, person: User, killing: list[int]
) -> None:
    job = press(client)
    for _ in range(3):
        die(killing)

    work()

    assert ExportJob.objects.get().status == "failed"
    assert Notification.objects.get(recipient=person).title == f"文件未能生成：{job.file_name}"
    assert "生成中断了 3 次" in client.get(job.get_absolute_url()).content.decode()


def test_one_is_made_at_a_time(client: Client, person: User) -> None:
    job = press(client)
    soon = timezone.now() + timedelta(minutes=1)
    ExportJob.objects.filter(pk=job.pk).update(lease_token="0" * 32, lease_until=soon)
    exports.ask_export(ACTIVITIES, actor=make_user(), query="", file_format="xlsx", now=timezone.now())

    assert exports.run_due(timezone.now(), tell_of_file) == 0


def test_without_a_worker_the_page_says_so(client: Client, person: User) -> None:
    job = press(client)
    ExportJob.objects.update(asked_at=timezone.now() - timedelta(minutes=5))

    assert "后台服务暂时没有运行" in client.get(job.get_absolute_url()).content.decode()


def test_who_may_no_longer_have_it_gets_nothing(client: Client) -> None:
    auditor = make_user(None, "member", platform_role="auditor")
    client.force_login(auditor)
    for _ in range(2):
        client.get(reverse("accounts:security"))
        SecurityEvent.objects.create(kind="signed_in")
    press(client, reverse("accounts:security-export", args=["csv"]))
    User.objects.filter(pk=auditor.pk).update(platform_role="", is_active=True)

    work()

    assert ExportJob.objects.get().status == "failed"
    assert "没有导出这份名单的权限" in ExportJob.objects.get().note


@pytest.mark.parametrize(("file_format", "first"), [("csv", "\ufeff编号,时间"), ("jsonl", '{"id": ')])
def test_the_trail_leaves_so_in_each_of_its_formats(client: Client, file_format: str, first: str) -> None:
    client.force_login(make_user(None, "member", platform_role="auditor"))
    for _ in range(2):
        SecurityEvent.objects.create(kind="signed_in")
    job = press(client, reverse("accounts:security-export", args=[file_format]))

    work()

    assert fetch(client, job).decode().startswith(first)
    row = SecurityEvent.objects.get(kind="exported")
    assert row.target == f"accounts:security-export:{file_format}"


def test_a_sheet_that_is_full_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "SHEET_ROWS", 2)
    file = io.BytesIO()

    xlsx.write(file, xlsx.Sheet("表", [("数", 8)], ([number] for number in range(5))))

    book = load_workbook(file)
    found = {page.title: [row[0] for row in page.iter_rows(values_only=True)] for page in book}
    assert found == {"表": ["数", 0, 1], "表（2）": ["数", 2, 3], "表（3）": ["数", 4]}


def test_what_nobody_offers_is_refused(client: Client, person: User) -> None:
    url = reverse("accounts:export-new")

    assert client.post(url, {"list": "activities:list", "format": "xlsx"}).status_code == 404
    for said in ({"format": "csv"}, {"format": ""}, {"format": "xlsx", "query": "q=" + "长" * 2_000}):
        page = client.post(url, {"list": ACTIVITIES.key, **said}, follow=True)
        assert "导出条件有误" in page.content.decode()
    assert not ExportJob.objects.exists()


def test_every_list_that_leaves_is_known_by_its_address() -> None:
    """One whose key is no URL name would leave a row of the trail that leads nowhere."""
    for export in portal.every(Export):
        args = ["csv"] if export.records else []
        assert reverse(export.key, args=args)
        assert reverse(export.list_url)


def test_progress_is_told_while_it_is_written(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collab_portal.lib.exports.CHUNK", 1)
    choice = exports.Choice(person, exports.QueryDict(""), timezone.now())
    told: list[int] = []

    ACTIVITIES.write(io.BytesIO(), choice, Activity.objects.all(), told.append)

    assert told == [1, 2]


@pytest.mark.parametrize("key", [export.key for export in portal.every(Export)])
def test_an_export_refuses_by_name_what_its_list_does_not_know(client: Client, key: str) -> None:
    found = export_of(key)
    assert found is not None
    role = {"accounts:security-export": "auditor", "notifications:ledger-export": ""}.get(key)
    person = make_user(None, role="member", platform_role=role) if role else make_user()
    User.objects.filter(pk=person.pk).update(is_rotation_admin=not role)
    client.force_login(person)
    address = reverse(key, args=["xlsx"] if role else [])
    fields = found.form(exports.Choice(person, exports.QueryDict(""), timezone.now())).fields
    damaged = next(name for name, field in fields.items() if isinstance(field, ChoiceField))

    answers = [client.get(address, query) for query in ({"nosuch": "1"}, {damaged: "nosuch"}, {damaged: ""})]

    assert [answer.status_code for answer in answers] == [422, 422, 200]
    assert "没有“nosuch”这个参数。" in answers[0].content.decode()
    assert f"<li>{fields[damaged].label}：" in answers[1].content.decode()
