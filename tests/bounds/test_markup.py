"""Markup is bounded before it is parsed: what is made to be slow is refused, what people write is not."""

import random
import re
from html.parser import HTMLParser

import nh3
import pytest
from django import forms
from hypothesis import given, settings
from hypothesis import strategies as st

from collab_portal.lib import bounds
from collab_portal.lib.elements import TOO_COMPLEX, TOO_LONG, TooComplex
from collab_portal.lib.html import RichTextFormField, clean, plain_text
from collab_portal.lib.markup import allowed_growth, tidy, words_of
from tests.bounds.shapes import SHAPES
from tests.chance import examples
from tests.experience import pasting

SOUP = (
    *("<p>", "</p>", "<b>", "</b>", "<a href='https://a.cn/'>", "</a>", "<u id=1>", "<ul>", "<li>", "</li>"),
    *("<table>", "<tr>", "<td>", "</td>", "</table>", "<h2>", "</h2>", "<div>", "</div>", "<blockquote>"),
    *("<span style=display:none>", "</span>", "<i style=mso-element:field-begin>", "<br>", "<hr>", "<pre>"),
    *("<i style=mso-element:field-separator>", "</i>", "<dl>", "<dd>", "<caption>", "<th>", "<sup>", "<s>"),
    *("<!--", "-->", "<![if x]>", '="', "='", '"', ">", "<", "&lt;", "&amp", "字", " ", "\n", "<o:p/>"),
)


class Depth(HTMLParser):
    """How deep the elements of sanitised markup stand in each other."""

    def __init__(self, cleaned: str) -> None:
        super().__init__()
        self.now = self.most = 0
        self.feed(cleaned)

    def handle_starttag(self, tag, attrs):
        if tag not in {"br", "hr", "img"}:
            self.now += 1
            self.most = max(self.most, self.now)

    def handle_endtag(self, tag):
        self.now -= 1


def accepted(source: str) -> str | None:
    try:
        return clean(source)
    except TooComplex:
        return None


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [10, 400, 6_000])
def test_what_is_made_to_be_slow_is_refused_or_stays_small(shape, size):
    source = SHAPES[shape](size)

    cleaned = accepted(source)

    if cleaned is not None:
        assert len(cleaned) <= allowed_growth(source)
        assert len(cleaned.encode()) <= bounds.MARKUP
        assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("source", "bound"),
    [
        ("".join(f"<u id={number}><p>" for number in range(1_600)), "formatting"),
        ("<blockquote>" * 20_000, "depth"),
        ("<p>字</p>" * 20_001, "tags"),
        ("<p>字" * 20_001, "tags"),  # HTML writes the ends that are left out
        ("<p>" + "字" * 333_400, "bytes"),
        (f"<ul><li><a href='https://a.cn/{'x' * 1_000}'>" + "字<li>" * 2_000, "growth"),
        ('<p =">"' * 8_000, "tags"),
    ],
    ids=["formatting", "depth", "tags", "tags without ends", "bytes", "growth", "hidden ends"],
)
def test_each_bound_is_named(source, bound):
    with pytest.raises(TooComplex) as refused:
        clean(source)

    assert refused.value.code == bound


@pytest.mark.parametrize(
    ("source", "said"),
    [("<blockquote>" * 100 + "字", TOO_COMPLEX), (f"<p>{'字' * 400_000}</p>", TOO_LONG)],
)
def test_a_form_says_beside_the_field_what_to_do(source, said):
    class Form(forms.Form):
        body = RichTextFormField(label="正文")

    assert Form({"body": source}).errors == {"body": [said]}


def test_a_field_of_few_characters_takes_little_markup():
    class Form(forms.Form):
        body = RichTextFormField(label="正文", max_text=1_000)

    assert Form({"body": "<p>字</p>" + "<!-- x -->" * 5_000}).is_valid()
    assert Form({"body": "<p>字</p>" + "<!-- x -->" * 7_000}).errors == {"body": [TOO_LONG]}


@pytest.mark.parametrize(
    "bound", [bounds.MARKUP_DEPTH - 1, bounds.MARKUP_FORMATTING], ids=["depth", "formatting"]
)
def test_just_within_a_bound_is_taken(bound):
    tag = "blockquote" if bound > 20 else "b"

    assert plain_text(clean(f"<{tag}>" * bound + "字" + f"</{tag}>" * bound)) == "字"


def formerly(source: str) -> str:
    """What the sanitiser made of a text before anything bounded it."""
    synonyms = {"b": "strong", "i": "em", "strike": "s", "del": "s", "ins": "u", "h1": "h2"}
    pattern = re.compile(r"<(/?)(h1|h[456]|b|i|strike|del|ins)(?=[\s>])", re.IGNORECASE)
    cleaner = nh3.Cleaner(
        tags={
            *("p", "br", "hr", "strong", "em", "u", "s", "h2", "h3", "ul", "ol", "li", "a", "blockquote"),
            *("table", "thead", "tbody", "tr", "th", "td"),
        },
        attributes={
            "ol": {"start"},
            "a": {"href"},
            "th": {"rowspan", "colspan"},
            "td": {"rowspan", "colspan"},
        },
        clean_content_tags={
            *("script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math")
        },
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
    cleaned = pattern.sub(lambda tag: f"<{tag[1]}{synonyms.get(tag[2].lower(), 'h3')}", source)
    return cleaner.clean(cleaner.clean(cleaned))


def test_what_people_paste_comes_out_as_before():
    documents = [document for document in pasting.documents() if document.kind != "hostile"]
    assert len(documents) == 150

    for document in documents:
        assert clean(document.source) == formerly(document.source)


@pytest.mark.parametrize("length", [50_000, 100_000])
def test_a_long_text_with_ten_tables_is_taken_as_it_is(length):
    source = long_text(length)

    assert clean(source) == formerly(source)


def long_text(length: int) -> str:
    """So many characters as Word writes them, ten tables among them."""
    chosen = random.Random(length)
    span = "<span lang=EN-US style='font-size:16.0pt;font-family:仿宋_GB2312'>{}<o:p></o:p></span>"
    parts, written = [], 0
    while written < length - 10 * 240:
        words = "".join(chosen.choice(pasting.WORDS) for _ in range(chosen.randint(20, 120)))
        parts.append(f"<p class=MsoNormal style='text-indent:32.0pt'>{span.format(words)}</p>")
        written += len(words)
    cell = f"<td width=57 valign=top><p class=MsoNormal>{span.format('数')}</p></td>"
    table = f"<table class=MsoTable border=1>{('<tr>' + cell * 12 + '</tr>') * 20}</table>"
    for number in range(10):
        parts.insert(number * len(parts) // 10, table)
    return "".join(parts)


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(st.sampled_from(SOUP), max_size=60))
def test_of_any_soup_no_more_stands_open_than_was_counted(pieces):
    source = "".join(pieces)

    cleaned = accepted(source)

    if cleaned is not None:
        assert Depth(cleaned).most <= bounds.MARKUP_DEPTH + 2  # a table's own body and row
        assert len(cleaned) <= allowed_growth(source)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.sampled_from(SOUP), min_size=1, max_size=12), st.integers(50, 400))
def test_soup_repeated_is_refused_or_stays_small(pieces, times):
    source = "".join(pieces) * times

    cleaned = accepted(source)

    if cleaned is not None:
        assert Depth(cleaned).most <= bounds.MARKUP_DEPTH + 2
        assert len(cleaned) <= allowed_growth(source)
        assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>公开<span style='display:none;mso-hide:all'>隐藏的内部批示</span>结束</p>", "公开结束"),
        ('<p>公开<span style="DISPLAY: none">隐藏<span>更深</span>仍隐藏</span>结束</p>', "公开结束"),
        ("<p style='display:none'>整段隐藏</p><p>公开</p>", "公开"),
        ("<p style='display:none'>没有结束的隐藏段<p>公开", "公开"),
        ("<p>公开<b style='mso-hide:all'>隐藏</b><i>结束</i></p>", "公开结束"),
        ("<ul><li style='display:none'>隐藏<li>公开</ul>", "公开"),
        ("<table><tr><td style='display:none'>隐藏<td>公开</table>", "公开"),
        ("<div>公开<div style='display&#58;none'>隐藏</div>结束</div>", "公开结束"),
        ("<p>正文<span class=MsoCommentReference><a>[a1]</a></span>继续</p>", "正文继续"),
        ("<p>正<a style='mso-comment-reference:a_1'>文</a>继续</p>", "正文继续"),
        (
            "<p>正文</p><div style='mso-element:comment-list'><div style='mso-element:comment'>"
            "<p class=MsoCommentText>内部批注不外传</p></div></div>",
            "正文",
        ),
        (
            "<p>见<span style='mso-element:field-begin'></span> HYPERLINK \"x\" "
            "<span style='mso-element:field-separator'></span>网页"
            "<span style='mso-element:field-end'></span>。</p>",
            "见网页。",
        ),
        ("<p>共<i style='mso-element:field-begin'></i>PAGE</p><p>下一段</p>", "共\n下一段"),
        ("<!--[if supportFields]><span>HYPERLINK</span><![endif]--><p>公开</p>", "公开"),
        ("<p title='display:none'>公开</p>", "公开"),
        ("<p>1 < 2，2 <b>> 1</b></p>", "1 < 2，2 > 1"),
    ],
)
def test_what_word_does_not_show_is_no_text(source, words):
    assert plain_text(clean(source)) == words


def test_hidden_formatting_does_not_stay_open_unseen():
    source = "<b><i style=mso-element:field-begin></i></b><i style=mso-element:field-end></i>" * 200 + "字"

    assert tidy(source).count("<strong>") == tidy(source).count("</strong>")


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<h2>经过</h2><p>两地<b>同学</b>。</p>", "经过\n两地同学。"),
        ("<p>甲<br>乙 &lt;丙&gt;", "甲\n乙 <丙>"),
        ("<p " + "x" * 3_000 + ">字", "<p " + "x" * 3_000 + ">字"),
        ("没有标签，1 < 2 > 0", "没有标签，1 < 2 > 0"),
        ("<!-- 注 --><p>字</p>", "字"),
    ],
)
def test_words_are_shown_back_without_parsing(markup, words):
    assert words_of(markup) == words


class Reading(HTMLParser):
    """The words of sanitised markup, read by a parser."""

    def __init__(self, cleaned: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.feed(cleaned)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.parts.append(f"\n【图片：{dict(attrs).get('alt') or ''}】\n")
        self.handle_endtag(tag)
        self.parts.append(" " if tag in {"td", "th"} else "")

    def handle_endtag(self, tag):
        if tag in {"p", "br", "hr", "h2", "h3", "ul", "ol", "li", "blockquote", "table", "tr"}:
            self.parts.append("\n")

    def handle_data(self, data):
        self.parts.append(data.replace("\n", " ").replace("\r", " "))

    @property
    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self.parts).split("\n"))
        return "\n".join(line for line in lines if line)


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.one_of(st.sampled_from(SOUP), st.text(max_size=5)), max_size=30))
def test_the_words_of_cleaned_markup_are_those_a_parser_reads(pieces):
    cleaned = accepted("<p>" + "".join(pieces))

    if cleaned is not None:
        level = re.sub("</?su[bp]>", "", cleaned)  # how these are written stands in its own test
        assert plain_text(level) == Reading(level).text
