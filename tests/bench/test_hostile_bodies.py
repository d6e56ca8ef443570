"""What hostile bodies cost: every shape to twelve addresses, as a stranger and as staff, and eight at once.

A second of this machine is not one of another: figures to read, ratios to compare.
"""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client

from activities.models import Activity
from collab_portal.lib import bounds
from collab_portal.lib.elements import TooComplex
from collab_portal.lib.html import clean
from tests.activities import conftest as activity_forms
from tests.bounds.shapes import SHAPES
from tests.bounds.test_markup import SOUP
from tests.factories import make_user

filled_form = activity_forms.filled_form
pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
FORM = "application/x-www-form-urlencoded"
FUZZ_SECONDS = 60
ADDRESSES = (
    *("/nope/", "/accounts/login/", "/accounts/password/reset/", "/accounts/2fa/authenticate/", "/my/"),
    *(
        "/search/",
        "/experience/",
        "/activities/log/",
        "/experience/write/",
        "/organizations/alliances/propose/",
    ),
    *("/notifications/", "/api/v1/committees"),
)
FIELDS = ("summary", "body", "charter", "login")


def largest(shape: Callable[[int], str], most: int) -> int:
    """How often a shape may repeat within a body of ``most`` bytes."""
    low, high = 1, 2_000_000
    while low < high:
        middle = (low + high + 1) // 2
        size = len(urlencode({"summary": shape(middle)})) if len(shape(1)) * middle < 4 * most else most + 1
        low, high = (middle, high) if size <= most else (low, middle - 1)
    return low


def memory(name: str) -> int:
    """``VmRSS`` or ``VmHWM`` of this process, in KB."""
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(name))


def cost(client: Client, address: str, fields: dict[str, str]) -> tuple[float, float, int]:
    """Seconds, how many MB memory rose at most, and the status."""
    body = urlencode(fields).encode()
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")  # the high mark begins anew
    before, begun = memory("VmRSS"), time.perf_counter()
    response = client.generic("POST", address, body, content_type=FORM)
    seconds = time.perf_counter() - begun
    return seconds, (memory("VmHWM") - before) / 1024, response.status_code


@pytest.mark.parametrize("sender", ["stranger", "staff"])
def test_a_hostile_body_costs_what_a_page_costs(client, db, filled_form, sender, capsys):
    most = bounds.STRANGER_BODY if sender == "stranger" else bounds.BODY
    if sender == "staff":
        client.force_login(make_user("jiangsu"))
    rows = []
    for name, shape in SHAPES.items():
        number = largest(shape, min(most, bounds.BODY) - 4_000)
        for address in ADDRESSES:
            text = shape(number)
            fields = (
                filled_form(summary=text)
                if address == "/activities/log/"
                else dict.fromkeys(FIELDS[:1], text)
            )
            rows.append((*cost(client, address, fields), name, address))

    rows.sort(reverse=True)
    with capsys.disabled():
        print(f"\n{sender}: {len(rows)} bodies of up to {most // 1024} KB; the slowest:")
        for seconds, growth, status, name, address in rows[:6]:
            print(f"  {seconds:6.3f} s {growth:5.0f} MB  {status}  {address:36} {name}")
        print(f"  memory: at most {max(row[1] for row in rows):.0f} MB for one")
    assert all(status < 500 for _, _, status, _, _ in rows)


def test_the_largest_markup_that_is_taken(client, db, filled_form, capsys):
    """What passes every bound goes through form, model, history and search index."""
    client.force_login(make_user("jiangsu"))
    rows = []
    for name, shape in SHAPES.items():
        low, high = 1, largest(shape, bounds.BODY - 4_000)
        while high - low > max(1, low // 50):
            middle = (low + high) // 2
            low, high = (middle, high) if taken(shape(middle)) else (low, middle)
        times = [
            cost(client, "/activities/log/", filled_form(summary=shape(size))) for size in (low // 2, low)
        ]
        rows.append((times[1][0], times[1][1], times[1][0] / times[0][0], times[1][2], name))

    rows.sort(reverse=True)
    with capsys.disabled():
        print(f"\nmarkup just within the bounds, logged as an activity ({Activity.objects.count()} records):")
        for seconds, growth, ratio, status, name in rows[:6]:
            print(f"  {seconds:6.3f} s {growth:5.0f} MB  time(2n)/time(n) {ratio:4.2f}  {status}  {name}")
        print(f"  ratio: at most {max(row[2] for row in rows):.2f}")


def taken(source: str) -> bool:
    try:
        clean(source)
    except TooComplex:
        return False
    return True


def test_random_soup(capsys):
    """Seeded, ``FUZZ_SECONDS`` long: no mixture of tags, quotes and comments is slow to clean."""
    chosen, end = random.Random(11), time.monotonic() + FUZZ_SECONDS
    slowest, count, accepted = (0.0, ""), 0, 0
    while time.monotonic() < end:
        pool = chosen.sample(SOUP, chosen.randint(2, 9))
        unit = "".join(chosen.choices(pool, k=chosen.randint(2, 30)))
        source = unit * max(1, chosen.randint(1, 300_000) // len(unit))
        begun = time.perf_counter()
        accepted += taken(source)
        slowest, count = max(slowest, (time.perf_counter() - begun, unit)), count + 1

    with capsys.disabled():
        print(
            f"\nsoup: {count} of up to 300 KB, {accepted} taken, slowest {slowest[0]:.2f} s: {slowest[1]:.80}"
        )


@pytest.mark.django_db(transaction=True)
def test_health_answers_while_eight_are_at_work(live_server, client, capsys):
    """One process with threads for all: the portal itself has two."""
    client.force_login(make_user())
    session = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    place = live_server.url.removeprefix("http://")
    body = urlencode({"summary": "".join(f"<u id={i}><p>" for i in range(20_000))}).encode()

    def ask(method: str, path: str, sent: bytes = b"", **headers: str) -> float:
        begun, link = time.perf_counter(), HTTPConnection(place, timeout=60)
        link.request(method, path, sent, {"Content-Type": FORM, **headers})
        link.getresponse().read()
        link.close()
        return time.perf_counter() - begun

    ask("GET", "/healthz")
    with ThreadPoolExecutor(9) as pool:
        work = [
            pool.submit(ask, "POST", path, body[: bounds.STRANGER_BODY], Cookie=session if number % 2 else "")
            for number, path in enumerate(("/nope/", "/accounts/login/", "/nope/", "/my/") * 2)
        ]
        health = [ask("GET", "/healthz") for _ in range(5)]
        slowest = max(job.result() for job in work)

    with capsys.disabled():
        print(f"\neight at once: slowest {slowest:.2f} s, /healthz meanwhile at most {max(health):.2f} s")
