"""Pages on A4 show all that can be read and nothing that is to be filled in; on a phone nothing jumps."""

import pytest

from activities.models import Activity

pytestmark = [pytest.mark.e2e, pytest.mark.thorough, pytest.mark.usefixtures("portal")]
A4 = {"width": 718, "height": 1_000}  # CSS pixels between margins of 1 cm
BEYOND = """() => [...document.querySelectorAll("main td, main th, main time")]
    .filter((cell) => cell.checkVisibility() && cell.getBoundingClientRect().right > innerWidth + 1)
    .map((cell) => cell.textContent.trim().slice(0, 40))"""
TO_FILL = """() => [...document.querySelectorAll("main input, main textarea, main select, main button")]
    .filter((field) => field.checkVisibility()).map((field) => field.outerHTML.slice(0, 80))"""
SHIFT = """new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(sum), 500);
})"""


def printed(page, address):
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    page.goto(address, wait_until="networkidle")


@pytest.mark.parametrize(
    "path", ["/activities/calendar/", "/rotation/calendar/", "/rotation/calendar/?year=2026"]
)
def test_every_day_of_a_calendar_stands_on_the_sheet(portal, page, sign_in, path):
    sign_in("jiangsu-staff")

    printed(page, f"{portal}{path}")

    assert page.evaluate(BEYOND) == []
    assert page.locator("main td:visible").count() >= 28


LISTS = [
    *("/rotation/", "/rotation/turns/", "/rotation/resolutions/", "/organizations/agreements/"),
    *("/activities/", "/experience/", "/insights/", "/my/", "/notifications/"),
    *("/organizations/", "/organizations/branches/", "/organizations/pairings/", "/organizations/alliances/"),
]
LOST = """() => [...document.querySelectorAll("main *")].filter((box) => {
    const cut = getComputedStyle(box).overflowX !== "visible" && box.scrollWidth > box.clientWidth + 1;
    return box.checkVisibility() && cut && !box.classList.contains("visually-hidden");
}).map((box) => box.className)"""
TORN = """() => [...document.querySelectorAll("main h2, main h3, main tbody tr, main .item-list > *")]
    .filter((box) => box.checkVisibility())
    .filter((box) => box.matches("h2, h3") ? getComputedStyle(box).breakAfter !== "avoid"
        : getComputedStyle(box).breakInside !== "avoid")
    .map((box) => box.textContent.trim().slice(0, 40))"""


@pytest.mark.parametrize("path", LISTS)
def test_a_list_stands_whole_on_its_sheets(portal, page, sign_in, path):
    sign_in("jiangsu-staff")

    printed(page, f"{portal}{path}")

    assert page.locator("h1").is_visible()
    assert page.evaluate(BEYOND) == []
    assert page.evaluate(LOST) == []
    assert page.evaluate(TORN) == []
    assert page.evaluate(TO_FILL) == []
    assert page.locator("main nav:visible").count() == 0


def test_months_are_not_torn(portal, page, sign_in):
    sign_in("jiangsu-staff")

    printed(page, f"{portal}/rotation/calendar/?year=2026")

    breaks = page.eval_on_selector_all(
        ".cal", "all => all.map((month) => getComputedStyle(month).breakInside)"
    )
    assert breaks == ["avoid"] * 12


def test_a_sheet_of_an_activity_asks_for_nothing(portal, page, sign_in):
    sign_in("jiangsu-staff")
    for activity in Activity.objects.order_by("-pk")[:12]:
        printed(page, f"{portal}{activity.get_absolute_url()}")

        assert page.evaluate(TO_FILL) == []
        assert page.locator("h1").is_visible()


@pytest.mark.parametrize("path", ["/experience/", "/activities/", "/organizations/branches/"])
def test_filters_on_a_phone_do_not_jump(portal, page, sign_in, path):
    sign_in("jiangsu-staff")
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(f"{portal}{path}", wait_until="networkidle")

    assert page.evaluate(SHIFT) < 0.02
