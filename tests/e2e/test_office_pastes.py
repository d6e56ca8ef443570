"""The editor takes from Word and WPS what they show, wherever it is used, as the server does."""

import re

import pytest

from collab_portal.lib.html import clean, plain_text
from tests.e2e.inspection import open_editors
from tests.experience import office_pastes

pytestmark = [pytest.mark.e2e, pytest.mark.thorough, pytest.mark.usefixtures("portal")]
PASTE = """(sources) => sources.map((source) => {
    const target = document.querySelector(".ProseMirror[contenteditable=true]");
    target.editor.commands.setContent("");
    target.editor.commands.focus();
    const data = new DataTransfer();
    data.setData("text/html", source);
    const going = { bubbles: true, cancelable: true };
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, ...going }));
    return target.editor.getHTML();
})"""
ADDRESSES = ["/experience/write/", "/activities/log/"]


def open_editor(portal, page, address):
    page.goto(f"{portal}{address}", wait_until="networkidle")
    open_editors(page)
    page.wait_for_selector(".ProseMirror[contenteditable=true]")


def shape(markup):
    """The words line by line, what is raised among them, and every start of a list or an item."""
    return plain_text(markup), re.findall(r"<su[pb]>.*?</su[pb]>|</?ul>|<ol[^>]*>|<li>|<hr>", markup)


def wrong(page, cases):
    written = page.evaluate(PASTE, [case.source for case in cases])
    found = zip(cases, map(clean, written), strict=True)
    return [(case, got) for case, got in found if shape(got) != shape(clean(case.wanted))]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_editor_takes_what_word_shows(portal, page, sign_in, address):
    sign_in("jiangsu-staff")
    open_editor(portal, page, address)

    assert wrong(page, office_pastes.sample()) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_editor_takes_what_word_shows_wherever_it_stands(portal, page, sign_in, address):
    sign_in("jiangsu-staff")
    open_editor(portal, page, address)
    found = list(office_pastes.cases())
    assert len(found) >= 400

    assert wrong(page, found) == []


def test_a_power_is_raised_by_a_button_and_stays_so(portal, page, sign_in):
    sign_in("jiangsu-staff")
    open_editor(portal, page, "/experience/write/")
    editor = page.locator(".ProseMirror[contenteditable=true]")

    editor.click()
    page.keyboard.type("面积10")
    page.get_by_role("button", name="上标").click()
    page.keyboard.type("4")
    page.get_by_role("button", name="上标").click()
    page.keyboard.type("亩")

    assert editor.evaluate("(dom) => dom.editor.getHTML()") == "<p>面积10<sup>4</sup>亩</p>"
