"""Rich text keeps what the editor makes and nothing else."""

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django_prose_editor.config import allowlist_from_extensions, expand_extensions
from hypothesis import given, settings
from hypothesis import strategies as st

from collab_portal.lib.html import (
    ALLOWED,
    EXTENSIONS,
    PICTURE,
    WITH_PICTURES,
    RichTextFormField,
    clean,
    plain_text,
)
from experience.pictures import ADDRESS
from tests.chance import examples

VECTORS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "<p onclick=alert(1)>字</p>",
    "<p style='background:url(javascript:alert(1))'>字</p>",
    "<a href='javascript:alert(1)'>字</a>",
    "<a href='jav\tascript:alert(1)'>字</a>",
    "<a href='jav   ascript:alert(1)'>字</a>",
    "<a href=' &#14; javascript:alert(1)'>字</a>",
    "<a href='JaVaScRiPt:alert(1)'>字</a>",
    "<a href='java&#10;script:alert(1)'>字</a>",
    "<a href='&#106;avascript:alert(1)'>字</a>",
    "<a href='vbscript:msgbox(1)'>字</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>字</a>",
    "<a href='//evil.example'>字</a>",
    "<a href='/\\evil.example'>字</a>",
    "<a href='\\\\evil.example'>字</a>",
    "<a href='https:evil'>字</a>",
    "<iframe src='https://x'></iframe>",
    "<object data=x></object><embed src=x>",
    "<form action=x><button formaction=javascript:alert(1)>字</button></form>",
    "<style>@import 'x'</style>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='//evil'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<p title='\"><script>alert(1)</script>'>字</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<table><td><svg><desc><table><td><img src=x onerror=alert(1)>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<select><template><img src=x onerror=alert(1)></template></select>",
    "<a href='https://a.cn/\" onmouseover=alert(1) x=\"'>字</a>",
    "<<script>script>alert(1)<</script>/script>",
    "<p>\x00<\x00script>alert(1)</p>",
    "<o:p><v:shape onload=alert(1)></v:shape></o:p>",
]
OWN = "/experience/pictures/0f0e0d0c-0b0a-0908-0706-050403020100/"
IMAGES = [
    f"<img src='{OWN}' alt='合\"影&lt;'>",
    f'<img src="{OWN}">',
    "<img src=/x alt=y>",
    '<img src="javascript:x">',
]
PIECES = ["<p>", "</p>", "<td>", "<li>", "<b>", "</a>", "&lt;", "<", "字", "\n"]
TAG = re.compile(r"<(/?)([a-z0-9]+)([^<>]*)>")


def assert_safe(cleaned, pictures=None):
    for image in re.findall("<img[^>]*>", cleaned):
        assert pictures
        assert pictures.fullmatch(PICTURE.fullmatch(image)[1])
    for _, tag, rest in TAG.findall(cleaned):
        if tag == "img":
            continue
        assert tag in ALLOWED
        for name, value in re.findall(r'([a-z-]+)="([^"]*)"', rest):
            assert name in ALLOWED[tag] | ({"rel"} if tag == "a" else set())
            if name == "href":
                assert re.match(r"https?://|mailto:|/(?![/\\])", value, re.IGNORECASE)
    assert "<" not in TAG.sub("", cleaned)


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_that_runs_survives_and_cleaning_twice_is_cleaning_once(vector):
    cleaned = clean(f"<p>前</p>{vector}<p>后</p>")

    assert_safe(cleaned)
    assert clean(cleaned) == cleaned


@settings(max_examples=examples(150))
@given(
    st.lists(
        st.sampled_from([*VECTORS, "<p>", "</p>", "<td>", "<li>", "<b>", "</a>", "&lt;", "<", "字", "\n"])
    )
)
def test_mixtures_are_as_safe(pieces):
    cleaned = clean("".join(pieces))

    assert_safe(cleaned)
    assert clean(cleaned) == cleaned


@settings(max_examples=examples(150))
@given(st.text(max_size=80))
def test_any_text_is_cleaned_once_for_all(text):
    cleaned = clean(text)

    assert clean(cleaned) == cleaned


@settings(max_examples=examples(150))
@given(
    st.lists(
        st.sampled_from([*VECTORS, *IMAGES, "<p>", "</p>", "<td>", "<a href='/x'>", "</a>", "&quot;", "字"])
    )
)
def test_with_pictures_mixtures_are_as_safe(pieces):
    cleaned = clean("".join(pieces), ADDRESS)

    assert_safe(cleaned, ADDRESS)
    assert clean(cleaned, ADDRESS) == cleaned


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        (
            f"<img alt='合影' src='{OWN}' onerror=alert(1) width=64 height=48>",
            f'<img src="{OWN}" alt="合影" width="64" height="48">',
        ),
        (f'<img src="{OWN}" width="64">', f'<img src="{OWN}" alt="">'),
        (f'<img src="{OWN}" width="999999" height="5">', f'<img src="{OWN}" alt="">'),
        (
            f'<img src="{OWN}" alt=\'"><script>x</script>\'>',
            f'<img src="{OWN}" alt="&quot;&gt;&lt;script&gt;x&lt;/script&gt;">',
        ),
        (f'<img src="{OWN}" alt="{"字" * 300}">', f'<img src="{OWN}" alt="{"字" * 200}">'),
        (f'<img src="https://evil.example{OWN}" alt="x">', ""),
        (f'<img src="{OWN}?x=1" alt="x">', ""),
        ('<img src="data:image/png;base64,AAAA" alt="x">', ""),
        ('<img alt="x">', ""),
    ],
)
def test_a_picture_stays_by_its_address_and_its_words(given_, kept):
    cleaned = clean(f"<p>字</p>{given_}", ADDRESS)

    assert cleaned == f"<p>字</p>{kept}"
    assert clean(cleaned, ADDRESS) == cleaned
    assert clean(cleaned) == "<p>字</p>"  # where no pictures belong


def test_a_picture_is_read_out_by_what_it_shows():
    assert plain_text(f'<p>前</p><img src="{OWN}" alt="合 影"><p>后</p>') == "前\n【图片：合 影】\n后"


def test_what_word_pastes_keeps_its_structure():
    pasted = (
        '<h1 class="MsoTitle">题</h1><p class="MsoNormal" style="margin:0"><b>粗</b><i>斜</i><o:p></o:p></p>'
        '<ul><li>一</li></ul><table border="1"><tr><td colspan="2" style="x">格</td></tr></table>'
        '<p><a href="https://example.cn/?a=1&amp;b=2" target="_blank">链</a></p>'
    )

    cleaned = clean(pasted)

    assert cleaned == (
        "<h2>题</h2><p><strong>粗</strong><em>斜</em></p><ul><li>一</li></ul>"
        '<table><tbody><tr><td colspan="2">格</td></tr></tbody></table>'
        '<p><a href="https://example.cn/?a=1&amp;b=2" rel="noopener noreferrer">链</a></p>'
    )


def test_a_textarea_without_the_editor_makes_paragraphs():
    assert clean("第一段\r\n\r\n第二段 1 < 2 & 3") == "<p>第一段</p><p>第二段 1 &lt; 2 &amp; 3</p>"


@pytest.mark.parametrize("empty", ["", " ", "<p></p>", "<p> &nbsp;</p>", "<script>x</script>", "<img src=x>"])
def test_markup_without_words_is_empty(empty):
    assert clean(empty) == ""


def test_words_come_out_one_line_a_paragraph():
    source = "<p>一&amp;二<br>三</p><ul><li>四</li></ul><table><tr><td>五</td><td>六</td></tr></table>"

    assert plain_text(source) == "一&二\n三\n四\n五 六"


def test_the_sanitiser_allows_what_the_editor_makes():
    theirs = allowlist_from_extensions(expand_extensions(EXTENSIONS))

    assert theirs["tags"] == set(ALLOWED)
    assert allowlist_from_extensions(expand_extensions(WITH_PICTURES))["tags"] == {*ALLOWED, "img"}


def test_the_field_refuses_an_empty_and_an_endless_text():
    class Form(forms.Form):
        body = RichTextFormField(label="正文")

    assert Form({"body": "<p> </p>"}).errors == {"body": ["这一项必填。"]}
    assert Form({"body": "<p>" + "字" * 100_001 + "</p>"}).errors == {"body": ["正文不能超过10万字。"]}
    assert Form({"body": "<p>" + "字<b></b>" * 15_000 + "</p>"}).is_valid()
    with pytest.raises(ValidationError):
        RichTextFormField().clean("\x00\x07")
