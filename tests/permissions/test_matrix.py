"""Every URL × method × relation × actor answers exactly as the table says, and a denied call changes nothing.

The table (``*.csv``) is written by people and never read by the code; the code's rules are never read here.
Cells are answered by requests. Only where Django's own check of the method stands before the view, which
looks at neither person nor object, three ask it once an address and their answer is everybody's. Where all
who are signed in are to get the same, ``make test`` asks as four of them, ``make thorough`` as all.
"""

import sys
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from tests.chance import THOROUGH
from tests.permissions.actors import ACTORS
from tests.permissions.table import DENIED, METHODS, RELATIONS, Row, gaps, refused_by_method, rows, urls
from tests.permissions.world import Browser, World, objects_of
from tests.trail.leaving import FILES

URLS = urls()
TABLE = rows()
REFUSED = refused_by_method()
WITNESSES = ("anon", "member", "admin")
FIVE = (*WITNESSES, "lead_staff", "system")


def app_of(url: str) -> str:
    """Whose objects file a URL belongs to: its namespace, ``accounts`` for sign-in, else ``portal``."""
    if ":" in url:
        return url.split(":")[0]
    return "accounts" if url.startswith(("account_", "mfa_", "usersessions_")) else "portal"


def path_of(url: str, app: str, relation: str, world: World) -> str:
    """The URL's path on an object of this relation, made by the app's ``objects_<app>.kwargs``."""
    if not URLS[url]:
        return reverse(url)
    module = objects_of(app)
    assert module is not None, f"{url} takes arguments: tests/permissions/objects_{app}.py is missing"
    kwargs: dict[str, Any] = module.kwargs(url, relation, world)
    return reverse(url, kwargs=kwargs)


def who_asks(row: Row, found: list[Row]) -> tuple[str, ...]:
    """Three where the method is refused to all signed in, and once; five or everybody where it is not."""
    signed_in = {cell for actor, cell in row.cells.items() if actor != "anon"}
    if (row.url, row.method) not in REFUSED or signed_in != {"405"}:
        return tuple(row.cells) if THOROUGH or len(signed_in) > 1 else FIVE
    asked = next(other for other in found if other.method == row.method)
    return () if asked is not row and asked.cells == row.cells else WITNESSES


def differences(
    row: Row, actors: tuple[str, ...], path: str, world: World, visitor: Browser
) -> Iterator[str]:
    for actor in actors:
        expected = row.cells[actor]
        answer = visitor.ask(row.method, path, world.actors[actor])
        if answer.cell != expected:
            error = "".join(traceback.format_exception_only(answer.error)) if answer.error else ""
            yield f"{row}: {actor} expected {expected}, got {answer.cell} {error}"
        if answer.cell in DENIED and answer.wrote:
            yield f"{row}: {actor} was denied ({answer.cell}), yet wrote to {', '.join(answer.wrote)}"
        if answer.cell == "403" and not answer.traced:
            yield f"{row}: {actor} was refused, and the trail tells nothing of it"
        if answer.file and row.url not in FILES:
            yield f"{row}: {actor} got a file; say in tests/trail/leaving.py whether it is every reader's"
        if answer.file and answer.traced == answer.is_open:
            yield f"{row}: {actor} got a file that {'left' if answer.traced else 'neither left'} a row" + (
                ", though it is every reader's" if answer.traced else " nor is said to be every reader's"
            )


@pytest.mark.deeper
@pytest.mark.usefixtures("_bare_refusals")
@pytest.mark.parametrize("url", sorted(URLS))
def test_everybody_gets_exactly_what_the_table_says(url: str, world: World, visitor: Browser) -> None:
    found = TABLE.get(url, [])
    problems = gaps(url, URLS[url], found)
    paths: dict[str, str] = {}

    for row in found:
        actors = who_asks(row, found)
        if actors and row.relation not in paths:
            paths[row.relation] = path_of(url, row.app, row.relation, world)
        if actors:
            problems += differences(row, actors, paths[row.relation], world, visitor)

    assert not problems, "\n".join(["", *problems])


def test_a_refusal_is_a_page_for_everybody(world: World, visitor: Browser) -> None:
    """The cells above are asked without it."""
    for user in filter(None, world.actors.values()):
        visitor.sign_in(user)
        visitor.cookies["sessionid"] = visitor.sessions[user.pk]
        answers = {
            403: visitor.get("/activities/log/" if user.platform_role else "/accounts/security/"),
            404: visitor.get("/activities/2147483647/"),
            405: visitor.post("/activities/"),
        }

        assert [answer.status_code for answer in answers.values()] == list(answers)
        assert all("</html>" in answer.content.decode() for answer in answers.values())  # type: ignore[attr-defined]


def test_every_row_names_a_url() -> None:
    assert sorted(set(TABLE) - set(URLS)) == []


def test_every_url_has_a_name() -> None:
    assert [url for url in URLS if "<unnamed" in url] == []


def test_print_cells(
    world: World, visitor: Browser, request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not a test: the helper behind ``--print-cells``."""
    lines = []
    for url in sorted(name for name in URLS if request.config.getoption("print_cells") in name):
        for relation in RELATIONS if URLS[url] else ("-",):
            try:
                path = path_of(url, app_of(url), relation, world)
            except LookupError:  # this URL has no object of this relation
                continue
            for method in METHODS:
                answers = [visitor.ask(method, path, world.actors[actor]) for actor in ACTORS]
                lines.append(",".join([url, method, relation, *(answer.cell for answer in answers)]))
                lines += {f"# {answer.error!r}" for answer in answers if answer.cell == "500"}
    with capfd.disabled():
        sys.stdout.write("\n".join(["", *lines, ""]))
