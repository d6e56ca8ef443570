"""Every vector, cleaned, in a real browser without any policy to help: nothing runs, nothing is fetched."""

import pytest

from collab_portal.lib.html import clean
from tests.experience.pasting import vectors

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]
TOUCH = """() => {
    for (const element of document.querySelectorAll("main *")) {
        for (const name of ["mouseover", "pointerenter", "focus", "focusin", "click", "wheel", "toggle"])
            element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
    }
    return window.ran;
}"""
COUNTING = "<script>ran = 0; alert = parent.alert = () => { ran += 1; };</script>"


def show(page, bodies):
    """How often anything ran on a page of these, and what it asked for beyond itself."""
    asked = []
    page.route("**/*", lambda route: (asked.append(route.request.url), route.abort()))
    page.set_content(f"<!doctype html>{COUNTING}<main>{''.join(bodies)}</main>", wait_until="load")
    page.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    page.wait_for_timeout(300)
    ran = page.evaluate(TOUCH)
    page.wait_for_timeout(200)
    return ran, asked


def test_nothing_pasted_runs(page):
    cleaned = [clean(f"<p>前</p>{vector}<p>后</p>") for vector in vectors()]

    ran, asked = show(page, cleaned)

    assert (ran, asked) == (0, [])
    schemes = page.eval_on_selector_all("a", "links => [...new Set(links.map(a => a.protocol))]")
    assert set(schemes) <= {"https:", "http:", "mailto:", ":"}  # one of our own pages has none here


def test_the_same_uncleaned_would_run(page):
    dangerous = [vector for vector in vectors() if "onerror=" in vector and vector.startswith("<img")]

    ran, _ = show(page, dangerous[:5])

    assert ran > 0
