"""Pictures pasted, dropped and chosen in the editor: each is kept, and asked for what it shows."""

import base64
import re

import pytest
from playwright.sync_api import expect

from experience.models import Article, Picture
from tests.e2e.inspection import open_editors
from tests.uploads.samples import picture

pytestmark = [pytest.mark.e2e, pytest.mark.thorough, pytest.mark.usefixtures("portal")]
JPEG, PNG = (base64.b64encode(picture(form, (320, 200))).decode() for form in ("JPEG", "PNG"))
HEX = picture("PNG", (200, 120)).hex()
RTF = (
    r"{\rtf1{\*\shppict{\pict{\*\picprop\shplid1025{\sp{\sn shapeType}{\sv 75}}}\picscalex100\pngblip"
    r"\bliptag1{\*\blipuid 0f0f0f}" + "\n" + HEX + r"}}{\nonshppict{\pict\wmetafile8 0100}}}"
)
WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><!--StartFragment--><h1>做法</h1>"
    "<p class=MsoNormal>第一段<b>重点</b></p><p class=MsoNormal><!--[if gte vml 1]><v:shape/>"
    "<![endif]--><![if !vml]><img width=200 height=120 src='file:///C:/Temp/clip_image001.png' alt=现场合影>"
    "<![endif]></p>"
    "<ul><li>一</li></ul><table><tr><td>格</td></tr></table><!--EndFragment--></body></html>"
)
WPS = f'<p>前</p><p><img src="data:image/jpeg;base64,{JPEG}" alt="IMG_256"></p><p>后</p>'
WEB = '<p>网页<img src="https://other.example/x.png" alt="远处"></p>'
PASTE = """([html, rtf, file]) => {
    const data = new DataTransfer();
    const going = { bubbles: true, cancelable: true };
    if (html) data.setData("text/html", html);
    if (rtf) data.setData("text/rtf", rtf);
    if (file) {
        const bytes = Uint8Array.from(atob(file), (c) => c.charCodeAt(0));
        data.items.add(new File([bytes], "image.png", { type: "image/png" }));
    }
    const target = document.querySelector(".ProseMirror[contenteditable=true]");
    target.focus();
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, ...going }));
}"""
DROP = """(file) => {
    const data = new DataTransfer();
    const going = { bubbles: true, cancelable: true };
    const bytes = Uint8Array.from(atob(file), (c) => c.charCodeAt(0));
    data.items.add(new File([bytes], "拖入.png", { type: "image/png" }));
    const target = document.querySelector(".ProseMirror[contenteditable=true]");
    const box = target.getBoundingClientRect();
    const place = { clientX: box.left + 20, clientY: box.top + 20 };
    target.dispatchEvent(new DragEvent("drop", { dataTransfer: data, ...going, ...place }));
}"""


@pytest.fixture
def writing(portal, page, sign_in):
    sign_in("jiangsu-staff")
    page.goto(f"{portal}/experience/write/", wait_until="networkidle")
    open_editors(page)
    page.wait_for_selector(".ProseMirror[contenteditable=true]")
    return page


def paste(page, html="", rtf="", file=""):
    page.evaluate(PASTE, [html, rtf, file])


def kept(page, number):
    """All the pictures are in the text by their own addresses."""
    sent = page.locator('.ProseMirror img[src^="/experience/pictures/"]')
    expect(sent).to_have_count(number)
    expect(page.locator(".ProseMirror[contenteditable=true] img")).to_have_count(number)
    return [image.get_attribute("alt") or "" for image in sent.all()]


def body(page):
    return page.input_value("[name=body]")


def test_pictures_of_word_wps_and_the_clipboard_are_kept(writing):
    paste(writing, WORD, RTF)
    assert kept(writing, 1) == ["现场合影"]
    structure = re.sub(r"<(\w+)[^>]*>", r"<\1>", body(writing))
    assert structure.index("<h2>做法</h2>") < structure.index("<img>") < structure.index("<ul>")
    assert "<strong>重点</strong>" in structure
    assert "<table>" in structure

    writing.keyboard.press("Control+End")
    paste(writing, WPS)
    assert kept(writing, 2)[1] == ""  # a name that a program gave says nothing
    paste(writing, file=PNG)
    writing.evaluate(DROP, PNG)
    writing.set_input_files(
        ".pictures input[type=file]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    kept(writing, 5)
    assert "data:" not in body(writing)


def test_a_picture_that_cannot_come_along_is_told(writing):
    paste(writing, WEB)

    expect(writing.locator(".pictures [role=status]")).to_contain_text("有 1 张图片没有带过来")
    assert kept(writing, 0) == []
    assert "网页" in body(writing)


def test_what_is_no_picture_goes_and_says_why(writing):
    paste(writing, file=base64.b64encode(b"\x89PNG\r\n\x1a\nnothing").decode())

    expect(writing.locator(".pictures [role=status]")).to_contain_text("图片没有传上")
    kept(writing, 0)


def test_words_are_asked_for_and_the_piece_is_shown_with_its_picture(portal, writing, context):
    writing.fill("[name=title]", "带图片的稿件")
    writing.select_option("[name=kind]", "practice")
    writing.select_option("[name=area]", "sharing")
    paste(writing, "<p>正文</p>")
    paste(writing, file=PNG)
    kept(writing, 1)

    writing.click("button[name=submit]")
    expect(writing.locator("#error_1_id_body, .invalid-feedback").first).to_contain_text(
        "第1张图片缺少文字说明"
    )
    writing.get_by_label("第1张图片的文字说明").fill("两地支部签约")
    writing.click("button[name=submit]")

    writing.wait_for_url(re.compile(r"/experience/\d+/$"))
    shown = writing.locator("article.prose img")
    expect(shown).to_have_attribute("alt", "两地支部签约")
    assert shown.evaluate("image => image.complete && image.naturalWidth") == 320
    article = Article.objects.get(title="带图片的稿件")
    assert article.status == "editing"
    assert Picture.objects.get(article=article).width == 320
    assert context.new_page().goto(f"{portal}{shown.get_attribute('src')}").status == 200
