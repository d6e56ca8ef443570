"""What the portal serves is valid HTML, as the checker of the W3C judges it. Needs Java; CI has it."""

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.e2e.test_every_page import START, name_of

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.thorough,
    pytest.mark.skipif(shutil.which("java") is None, reason="the checker is a Java program"),
]
CHECKER = Path(settings.BASE_DIR) / "node_modules/vnu-jar/build/dist/vnu.jar"
LEAST, MOST = 15, 90  # pages of one person, one of each kind
# With what only that duty opens. Members, staff, and every duty of the sample.
PEOPLE: dict[str, set[str]] = {
    "jiangsu-member": {"my-work"},
    "jiangsu-staff": {"activities:log", "organizations:detail"},
    "jiangsu-admin": {"accounts:people"},
    "secretary": {"rotation:plan", "notifications:ledger"},
    "editor": {"experience:queue"},
    "reviewer": {"experience:queue"},
    "issuer": {"experience:queue"},
    "sysadmin": {"accounts:people"},
    "secadmin": {"accounts:security", "accounts:recoveries", "accounts:seals"},
    "auditor": {"accounts:security", "accounts:audit", "accounts:seals"},
}
LINK = re.compile(r'<a\s[^>]*?href="([^"]+)"')
OURS = "Attribute “hx-"  # htmx writes its attributes without data-; browsers pass over them


def served(page: Page, address: str, start: list[str]) -> dict[str, str]:
    """Pages as they were sent, by their paths: the first of each kind that links lead to."""
    waiting, kinds, found = list(start), set[str](), dict[str, str]()
    while waiting and len(found) < MOST:
        path = waiting.pop(0)
        name = name_of(path)
        if name is None or name in kinds:
            continue
        kinds.add(name)
        answer = page.context.request.get(f"{address}{path}")
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        found[path] = answer.text()
        for link in LINK.findall(found[path]):
            parts = urlsplit(urljoin(f"{address}{path}", unescape(link)))
            if parts.netloc == urlsplit(address).netloc:
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def faults(pages: dict[str, str], folder: Path) -> list[str]:
    files = {}
    for number, (path, text) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(text)
        files[file.name] = path
    command = [
        "java",
        "-jar",
        CHECKER,
        "--errors-only",
        "--format",
        "json",
        "--stdout",
        *folder.glob("*.html"),
    ]
    made = subprocess.run(command, capture_output=True, check=False)
    return [
        f"{files[fault['url'].rpartition('/')[2]]}: {fault['message']} {fault.get('extract', '')[:120]}"
        for fault in json.loads(made.stdout)["messages"]
        if OURS not in fault["message"]
    ]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("username", [None, *PEOPLE])
def test_every_page_is_valid_html(portal, page, sign_in, username, tmp_path):
    if username:
        sign_in(username)

    pages = served(page, portal, START if username else [path for path in START if path != "/my/"])

    assert len(pages) >= (LEAST if username else 5)
    assert {name_of(path) for path in pages} >= PEOPLE.get(username, set())
    assert faults(pages, tmp_path) == []
