"""Where the data are sample data every page, file, feed, letter and paper says so; in use none does."""

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from zipfile import ZipFile

import openpyxl
import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from accounts import letters, posting
from accounts.models import Letter as AccountLetter
from accounts.models import User
from collab_portal.lib import demo, xlsx
from collab_portal.lib.leaving import file_name
from notifications.channels.letters import Letter
from notifications.channels.robots import line
from notifications.models import Delivery
from notifications.sources import Message
from tests.factories import make_branch, make_user
from tests.gongwen.samples import pdf_text
from tests.imports.test_round_trip import again, unchanged
from tests.permissions.table import urls

pytestmark = pytest.mark.django_db
PEOPLE = ("", "guangdong-staff", "secretary", "editor", "auditor", "secadmin", "jiangsu-admin")
# What machines ask, and the page of a library that shows the schema: nobody's work is on them.
BARE = {"healthz", "healthz-reminders", "readyz", "metrics", "robots-txt", "favicon", "api:openapi-view"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE, PDF, ICAL, ATOM = "text/html", "application/pdf", "text/calendar", "application/atom+xml"
SAMPLE_TITLE = re.compile("示例：|（示例）")  # of a meeting whose paper is named after it
INSIDE = {xlsx.CONTENT_TYPE: "sheet", WORD: "pages", PDF: "pages", ICAL: "title", ATOM: "title"}


class Answer(NamedTuple):
    """What a person got; ``file`` is the name it is kept under."""

    name: str
    path: str
    status: int
    kind: str
    content: bytes
    file: str
    header: str

    @property
    def is_whole_page(self) -> bool:
        return self.kind == PAGE and b"<html" in self.content

    def wanted(self) -> set[str]:
        """Where it has to say that it is of sample data."""
        if self.name in BARE:
            return {"header"}
        inside = (
            {"title", "bar"} if self.is_whole_page else {INSIDE[self.kind]} if self.kind in INSIDE else set()
        )
        return {"header", *inside, *(["name"] if self.file else [])}

    def says(self, directory: Path) -> set[str]:
        """Where it says so."""
        inside = {
            "title": self._title(),
            "bar": self._bar(),
            "sheet": self._sheet(),
            "pages": self._pages(directory),
        }
        outside = {"header": self.header == "true", "name": demo.WORD in self.file}
        return {place for place, said in (outside | inside).items() if said}

    def _title(self) -> bool:
        begin = "X-WR-CALNAME:" if self.kind == ICAL else "<title>"
        return self.kind in {PAGE, ICAL, ATOM} and f"{begin}【{demo.WORD}】" in self.content.decode()

    def _bar(self) -> bool:
        return (
            self.kind == PAGE
            and f'class="sample-bar"><span class="wrap">{demo.SENTENCE}' in self.content.decode()
        )

    def _sheet(self) -> bool:
        if self.kind != xlsx.CONTENT_TYPE:
            return False
        book = openpyxl.load_workbook(BytesIO(self.content))
        return bool(book[book.sheetnames[-1]]["A1"].value == demo.SENTENCE)

    def _pages(self, directory: Path) -> bool:
        if self.kind == WORD:
            with ZipFile(BytesIO(self.content)) as parts:
                tops = [parts.read(name).decode() for name in parts.namelist() if "/header" in name]
            return len(tops) > 1 and all(demo.SENTENCE in top for top in tops)
        if self.kind != PDF or not shutil.which("pdftotext"):
            return self.kind == PDF  # nobody here can read it
        (directory / "made.pdf").write_bytes(self.content)
        sheets = pdf_text(directory / "made.pdf").split("\f")[:-1]
        return all(demo.SENTENCE in "".join(sheet.split()) for sheet in sheets)


def answer(client: Client, path: str) -> Answer:
    got = client.get(path)
    content = b"".join(got.streaming_content) if got.streaming else got.content
    kind, header = got.headers.get("Content-Type", "").split(";")[0], got.headers.get(demo.HEADER, "")
    name, file = resolve(urlsplit(path).path).view_name, file_name(got) or ""
    return Answer(name, path, got.status_code, kind, content, file, header)


def links(page: Answer) -> Iterator[str]:
    for link in re.findall(r'href="(/[^"#]*)', page.content.decode()):
        with suppress(Resolver404):
            if resolve(urlsplit(link).path).view_name != "account_logout":
                yield unescape(link)


def key(path: str) -> tuple[str, ...]:
    """One address of each name will do, and one of each word in it (a format, a kind, a committee)."""
    match = resolve(urlsplit(path).path)
    return (match.view_name, *(word for word in match.kwargs.values() if isinstance(word, str)))


def walk(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Answer, Answer | None]]:
    """What is reached from the home page and at every plain address, in a demo and in use.

    Each person opens what nobody before could; what is refused, too, says so in a demo.
    """
    found = {key(path): path for path in (reverse(name) for name, takes in urls().items() if not takes)}
    opened: set[tuple[str, ...]] = set()
    for username in PEOPLE:
        client, tried = Client(raise_request_exception=False), set(opened)
        if username:
            client.force_login(User.objects.get(username=username))
        while waiting := [one for one in found if one not in tried]:
            tried |= set(waiting)
            for one in waiting:
                monkeypatch.setattr(settings, "SAMPLE_DATA", True)
                sample = answer(client, found[one])
                monkeypatch.setattr(settings, "SAMPLE_DATA", False)
                yield sample, answer(client, found[one]) if sample.status < 300 else None
                opened |= {one} if sample.status < 300 else set()
                if sample.is_whole_page:
                    found = {key(link): link for link in links(sample)} | found


@pytest.mark.thorough
@pytest.mark.timeout(600)
def test_every_page_and_file_of_a_demo_says_so_and_in_use_none_does(sample_data, db, monkeypatch, tmp_path):
    reached, kinds, silent, loud = set(), set(), [], []

    for sample, real in walk(monkeypatch):
        reached.add(sample.name)
        kinds.add(sample.kind)
        silent += [f"{sample.path}: {missing}" for missing in sample.wanted() - sample.says(tmp_path)]
        if real is not None:
            said = real.says(tmp_path) - ({"name"} if SAMPLE_TITLE.search(real.file) else set())
            loud += [f"{real.path}: {more}" for more in said]

    assert (silent, loud) == ([], [])
    assert {*INSIDE, PAGE, "text/csv", "application/x-ndjson", "application/json"} <= kinds
    assert len(reached) > 90


def test_what_is_exported_comes_back_unchanged(settings):
    settings.SAMPLE_DATA = True
    staff = make_user("jiangsu")
    make_branch("jiangsu", name="示例支部")

    job = again(staff, "organizations:branch-export", "branches")

    unchanged(job, 1)


def test_letters_robots_and_the_schema_say_so(settings):
    settings.SAMPLE_DATA = True
    row, message = Delivery(), Message("会商通知", "", "/rotation/")

    person = make_user(email="a@example.cn", email_confirmed_at=timezone.now())
    letters.write(AccountLetter.Kind.RESET, person, person.email, now=timezone.now())
    posting.send_due()

    assert mail.outbox[0].subject.startswith("【示例】")
    assert Letter([row], messages={row.pk: message}).subject == "【示例】会商通知"
    assert line(row, message).startswith("【示例】会商通知\n")
    settings.SAMPLE_DATA = False
    assert Letter([row], messages={row.pk: message}).subject == "会商通知"


def test_the_footer_names_whom_the_settings_name_and_nobody_else(client, settings):
    settings.SITE_HOST, settings.SITE_OPERATOR = "", ""
    assert "主办单位" not in client.get("/").content.decode()
    assert "共建共用" not in client.get("/").content.decode()

    settings.SITE_HOST, settings.SITE_OPERATOR = "甲单位（示例）", "乙中心（示例）"
    page = client.get("/").content.decode()
    assert "主办单位：甲单位（示例） 承办单位：乙中心（示例）" in page
