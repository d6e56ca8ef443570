"""What a phone has to fetch to see a page for the first time, compressed as the portal sends it."""

import gzip

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from activities.models import Activity
from experience.models import Article
from tests.e2e.inspection import open_editors

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("portal")]
PHONE = {"width": 390, "height": 844}
READING, FORM, EDITOR = 100_000, 150_000, 180_000  # bytes at most
TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml")


def weights(page, address):
    """Bytes on the wire by address, of everything that opening the page fetches."""
    found = {}

    def weigh(response):
        if response.status != 200:
            return
        body, kind = response.body(), response.headers.get("content-type", "")
        found[response.url] = len(gzip.compress(body, 6)) if kind.startswith(TEXT) else len(body)

    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.set_viewport_size(PHONE)
    page.goto(address, wait_until="networkidle")
    for answer in answers:
        weigh(answer)
    return found


def at_article():
    return Article.objects.published(timezone.now()).latest("pk").get_absolute_url()


def at_activity():
    return Activity.objects.filter(status="confirmed").latest("pk").get_absolute_url()


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", READING),
        ("/experience/", READING),
        (at_article, READING),
        ("/activities/", READING),
        (at_activity, READING),
        ("/my/", READING),
        ("/insights/", READING),
        ("/activities/log/", FORM),
        ("/experience/write/", FORM),
    ],
)
def test_the_first_visit_weighs_little(portal, page, sign_in, path, most):
    sign_in("jiangsu-staff")

    found = weights(page, f"{portal}{path if isinstance(path, str) else path()}")

    assert sum(found.values()) <= most, sorted(found.items(), key=lambda item: -item[1])


def test_the_editor_comes_when_somebody_begins_to_write(portal, page, sign_in):
    sign_in("jiangsu-staff")
    opened = weights(page, f"{portal}/activities/log/")
    answers = []
    page.on("response", lambda answer: answers.append(answer))

    page.get_by_label("活动名称").click()
    page.wait_for_selector(".prose-menubar__button .icon")
    page.wait_for_load_state("networkidle")

    assert not any("editor.js" in address for address in opened)
    assert sum(len(gzip.compress(answer.body(), 6)) for answer in answers) <= EDITOR


def typed_before_it_came(page, address, text):
    """The plain field has ``text`` while the editor is still on its way."""
    page.route("**/editor.js", lambda route: (page.wait_for_timeout(800), route.continue_()))
    page.goto(address, wait_until="networkidle")
    field = page.locator("textarea[data-django-prose-editor-configurable]").first
    field.click()
    page.keyboard.insert_text(text)
    editor = page.locator(".ProseMirror[contenteditable=true]").first
    editor.wait_for()
    return editor


def test_what_is_typed_before_the_editor_comes_stands_in_it(portal, page, sign_in):
    sign_in("jiangsu-staff")

    editor = typed_before_it_came(page, f"{portal}/activities/log/", "两省同学 a < b & c\n第二段")
    page.keyboard.insert_text("，接着写")

    expect(editor).to_be_focused()
    assert editor.evaluate("(dom) => dom.editor.getHTML()") == (
        "<p>两省同学 a &lt; b &amp; c</p><p>第二段，接着写</p>"
    )


def test_an_editor_that_does_not_come_leaves_a_field_to_write_in(portal, page, sign_in):
    sign_in("jiangsu-staff")
    page.route("**/editor.js", lambda route: route.abort())
    page.goto(f"{portal}/activities/log/", wait_until="networkidle")

    field = page.locator("textarea[data-django-prose-editor-configurable]").first
    field.click()
    page.keyboard.insert_text("没有网络时写的")
    page.unroute("**/editor.js")
    expect(field).to_have_value("没有网络时写的")

    page.keyboard.press("Shift")
    expect(page.locator(".ProseMirror[contenteditable=true]").first).to_have_text("没有网络时写的")


def test_the_editor_draws_its_own_signs(portal, page, sign_in):
    sign_in("jiangsu-staff")
    fonts = []
    page.on("request", lambda request: fonts.append(request.url) if request.resource_type == "font" else None)
    page.goto(f"{portal}/experience/write/", wait_until="networkidle")
    open_editors(page)
    page.wait_for_selector(".prose-menubar__button .icon")

    bare = page.locator(".prose-menubar__button:not(:has(svg))")
    assert [button.get_attribute("title") for button in bare.all()] == []
    assert page.locator(".material-icons").count() == 0
    assert fonts == []
