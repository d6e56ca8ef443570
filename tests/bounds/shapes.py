"""Markup made to be slow: each shape repeats something ``n`` times, in ways that cost parsers dearly."""

from collections.abc import Callable

LONG_LINK = f'<a href="https://example.cn/{"x" * 1_900}">'

SHAPES: dict[str, Callable[[int], str]] = {
    "formatting with ids, a paragraph each": lambda n: "".join(f"<u id={i}><p>" for i in range(n)) + "字",
    "formatting with links, a paragraph each": lambda n: "".join(f'<a href="/{i}"><p>' for i in range(n)),
    "twelve formats, then paragraphs": lambda n: "<u><s><b><i><a>" * 2 + "<p>字" * n,
    "a long link, then paragraphs": lambda n: LONG_LINK + "<p>字" * n,
    "long links, then paragraphs": lambda n: LONG_LINK * 9 + "<p>字" * n,
    "a long link astray in a table": lambda n: f"<table>{LONG_LINK}" + "字<tr>" * n,
    "a long link, then items": lambda n: f"<ul><li>{LONG_LINK}" + "字<li>" * n,
    "a long link, then lines": lambda n: f"<p>{LONG_LINK}" + "字<hr>" * n,
    "quotations in quotations": lambda n: "<blockquote>" * n,
    "divisions in divisions": lambda n: "<div>" * n + "字",
    "lists in lists": lambda n: "<ul><li>" * n,
    "tables in tables": lambda n: "<table><tr><td>" * n,
    "a table's words astray": lambda n: "<table>" + "<b>字</b>" * n,
    "a table's paragraphs astray": lambda n: "<table><tr>" + "<p>字" * n,
    "cells without a table": lambda n: "<td>字" * n,
    "headings that close headings": lambda n: "<h2><b>" * n,
    "definitions": lambda n: "<dl>" + "<dt><b><dd>" * n,
    "ends without a start": lambda n: "</b></p></li>" * n,
    "ends crossing": lambda n: "<b><i><u>字</b></i></u>" * n,
    "comments that never end": lambda n: "<!--" * n,
    "declarations": lambda n: "<!" * n,
    "marked sections": lambda n: "<![" * n,
    "instructions": lambda n: "<?" * n,
    "lone marks": lambda n: "<" * n,
    "tags that never end": lambda n: "<a " * n,
    "quotes that hide an end": lambda n: '<p =">">' * n,
    "quotes that hide every end": lambda n: '<p =">"' * n,
    "quotes without equals": lambda n: "<p \"'" * n,
    "attributes without end": lambda n: "<p " + "a=" * n + ">",
    "spaces before equals": lambda n: "<p " + ("a" + " " * 50) * n + ">",
    "silence without end": lambda n: "<script>" * n,
    "different silences": lambda n: "<style></title><script></style>" * n,
    "silence told apart by capitals": lambda n: "<STYLE>İ</sTyLe>" * n,
    "hidden in hidden": lambda n: "<span style=display:none>" * n + "字",
    "hidden, again and again": lambda n: "<p><b style=display:none><p></b>字" * n,
    "struck in struck": lambda n: "<span style=text-decoration:line-through>字<b>" * n,
    "struck, again and again": lambda n: "<p style='text-decoration:line-through'>字<b>字</b>" * n,
    "raised in raised": lambda n: "<sup>字" * n,
    "signs of a face": lambda n: "<p style=font-family:Symbol>" + "m&sup3;" * n,
    "style sheets": lambda n: "<style>.a{font-size:0}.b{vertical-align:super}</style><b class='a b'>" * n,
    "selectors of one class": lambda n: (
        "<style>" + "".join(f".a{i}.x{{opacity:0}}" for i in range(n)) + "</style>" + "<p class='x y'>字" * n
    ),
    "one element of many classes": lambda n: (
        "<style>" + "".join(f".c{i}{{opacity:1}}" for i in range(n)) + "</style>"
        f"<p class='{' '.join(f'c{i}' for i in range(min(n, 300)))}'>字" * min(n, 60)
    ),
    "comments in styles": lambda n: "<p style='" + "/*" * min(n, 900) + "'>字" * (n // 20 + 1),
    "elements within others": lambda n: (
        "<style>"
        + "".join(f".l{i % 90} .m .a.b{i}{{opacity:0}}" for i in range(n))
        + "</style>"
        + "<p class='a m l1 l2'>字" * n
    ),
    "blanks before a selector": lambda n: "<style>" + (" " * 40 + ".a" * 9) * n + "{opacity:0}</style>字",
    "steps of a formula": lambda n: f"<img class=latex alt='{'a^b_' * min(n, 400)}'>" * (n // 400 + 1),
    "formulas told twice": lambda n: "<math><mi>x</mi></math><b aria-hidden=true>x</b>" * n,
    "styles without end": lambda n: "<p style='" + "font:font-family:color:" * n + "'>字",
    "formulas in formulas": lambda n: "<math><msup>" * n + "字",
    "parts of a formula": lambda n: "<math>" + "<msup><mn>1</mn><mn>2</mn></msup>" * n,
    "hidden columns": lambda n: (
        "<table><col span=999 style=display:none>" + "<tr><td colspan=999 rowspan=999>字" * n
    ),
    "field codes": lambda n: (
        "<b><i style=mso-element:field-begin></i></b><i style=mso-element:field-end></i>" * n
    ),
    "entities": lambda n: "&lt;&#x3c;&amp;" * n,
    "unknown names": lambda n: "".join(f"<x{i}>" for i in range(n)),
    "capital names": lambda n: "<DIV><P>字</P>" * n,
    "pictures": lambda n: f'<img src="data:image/png;base64,{"A" * 3_000}">' * (n // 40 + 1),
    "only formats": lambda n: "<b>" * n + "字",
    "formats and words": lambda n: "<b>字<i>字" * n,
    "new lines in code": lambda n: "<pre>" + "\n" * n + "</pre>",
}
