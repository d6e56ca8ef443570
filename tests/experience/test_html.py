"""Rich text keeps what the editor makes and nothing else."""

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django_prose_editor.config import allowlist_from_extensions, expand_extensions
from hypothesis import given, settings
from hypothesis import strategies as st

from collab_portal.lib.html import ALLOWED, EXTENSIONS, RichTextFormField, clean, plain_text

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
PIECES = ["<p>", "</p>", "<td>", "<li>", "<b>", "</a>", "&lt;", "<", "字", "\n"]
TAG = re.compile(r"<(/?)([a-z0-9]+)([^<>]*)>")


def assert_safe(cleaned):
    for _, tag, rest in TAG.findall(cleaned):
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


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from([*VECTORS, "<p>", "</p>", "<td>", "<li>", "<b>", "</a>", "&lt;", "<", "字", "\n"])
    )
)
def test_mixtures_are_as_safe(pieces):
    cleaned = clean("".join(pieces))

    assert_safe(cleaned)
    assert clean(cleaned) == cleaned


@settings(max_examples=150)
@given(st.text(max_size=80))
def test_any_text_is_cleaned_once_for_all(text):
    cleaned = clean(text)

    assert clean(cleaned) == cleaned


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


def test_the_field_refuses_an_empty_and_an_endless_text():
    class Form(forms.Form):
        body = RichTextFormField(label="正文")

    assert Form({"body": "<p> </p>"}).errors == {"body": ["这个字段是必填项。"]}
    assert Form({"body": "<p>" + "字" * 100_001 + "</p>"}).errors == {"body": ["正文不能超过10万字。"]}
    assert Form({"body": "<p>" + "字<b></b>" * 20_000 + "</p>"}).is_valid()
    with pytest.raises(ValidationError):
        RichTextFormField().clean("\x00\x07")
