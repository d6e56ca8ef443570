"""What people paste: two hundred documents as Word, WPS, web pages and ill will make them; what stays.

Fifty of each kind. Pictures are not among what the editor takes.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

WORDS = "机关党建结对共建流域治理支部联学共办实事清单会商轮值牵头产业对接医保结算江豚保护"
WORD_HEAD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
    '<head><meta name=Generator content="Microsoft Word 15"><style><!-- @font-face {font-family:宋体;} '
    "p.MsoNormal {margin:0cm; mso-style-name:正文;} --></style><!--[if gte mso 9]><xml><w:WordDocument>"
    "<w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head><body lang=ZH-CN><!--StartFragment-->"
)
WPS_HEAD = (
    '<html><head><meta name="Generator" content="WPS Office"><style>@page{mso-page:1}</style></head><body>'
)


@dataclass
class Pasted:
    """A document and its structure: headings, paragraphs and cells in their order, links with their goals."""

    kind: str
    source: str = ""
    headings: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


class Writer:
    """One program's way to write the same things."""

    def __init__(self, kind: str, random_: random.Random) -> None:
        self.document, self.random = Pasted(kind), random_

    def words(self) -> str:
        return "".join(self.random.choice(WORDS) for _ in range(self.random.randint(4, 30)))

    def span(self, text: str) -> str:
        if self.document.kind == "word":
            return (
                f"<span lang=EN-US style='font-size:16.0pt;font-family:仿宋_GB2312'>{text}<o:p></o:p></span>"
            )
        if self.document.kind == "wps":
            return f"<span style='mso-spacerun:yes;font-family:仿宋'><font face='仿宋'>{text}</font></span>"
        return f'<span class="txt" data-v-1="x" style="color:#333">{text}</span>'

    def heading(self) -> str:
        text, level = self.words(), self.random.choice([1, 2, 3, 4])
        self.document.headings.append(text)
        return f"<h{level} class=MsoTitle style='text-align:center'>{self.span(text)}</h{level}>"

    def paragraph(self) -> str:
        text, mark = self.words(), self.random.choice(["b", "i", "strong", "em", "u", ""])
        self.document.paragraphs.append(text)
        marked = f"<{mark}>{self.span(text)}</{mark}>" if mark else self.span(text)
        return f"<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'>{marked}</p>"

    def list(self) -> str:
        texts = [self.words() for _ in range(self.random.randint(1, 5))]
        tag = self.random.choice(["ul", "ol"])
        self.document.items += texts
        start = "<li class=MsoListParagraph style='mso-list:l0 level1'>"
        rows = "".join(f"{start}{self.span(text)}</li>" for text in texts)
        return f"<{tag} type=disc style='margin-top:0cm'>{rows}</{tag}>"

    def table(self) -> str:
        rows = []
        for _ in range(self.random.randint(1, 4)):
            texts = [self.words() for _ in range(3)]
            self.document.cells += texts
            start = "<td width=200 valign=top style='border:solid 1pt'><p>"
            cells = "".join(f"{start}{text}</p></td>" for text in texts)
            rows.append(f"<tr style='height:14pt'>{cells}</tr>")
        return f"<table border=1 cellspacing=0 class=MsoTableGrid><tbody>{''.join(rows)}</tbody></table>"

    def link(self) -> str:
        text, goal = self.words(), f"https://example.cn/{self.random.randrange(999)}?a=1"
        self.document.links.append((goal, text))
        return f'<p><a href="{goal}" target=_blank onclick="track()" style=\'color:blue\'>{text}</a></p>'

    def whole(self, evil: str = "") -> Pasted:
        parts = [self.heading(), self.paragraph(), self.list(), self.table(), self.link()]
        makers = (self.heading, self.paragraph, self.list, self.table, self.link)
        parts += [self.random.choice(makers)() for _ in range(self.random.randint(0, 12))]
        head = {"word": WORD_HEAD, "wps": WPS_HEAD}.get(self.document.kind, "<div class=article>")
        self.document.source = f"{head}{''.join(parts)}{evil}"  # before it: an open <style> swallows the rest
        return self.document


def documents() -> Iterator[Pasted]:
    """Fifty of each kind, the same in every run."""
    evil = list(vectors())
    for number in range(200):
        kind = ("word", "wps", "web", "hostile")[number % 4]
        random_ = random.Random(number)
        yield Writer(kind, random_).whole(evil[number * 3] if kind == "hostile" else "")


CALL = "alert(1)"
BARE = (
    *(f"<script>{CALL}</script>", f"<ScRiPt >{CALL}</sCrIpT>", f"<script\n>{CALL}//</script>"),
    *(f"<script src=data:text/javascript,{CALL}></script>", f"<scr<script>ipt>{CALL}</scr</script>ipt>"),
    f"<svg><script>{CALL}</script></svg>",
    "<svg><script>&#97;lert(1)</script></svg>",
    f"<svg><animate onbegin={CALL} attributeName=x dur=1s></svg>",
    f"<svg><a xlink:href=javascript:{CALL}><text x=20 y=20>字</text></a></svg>",
    f"<math><mtext><table><mglyph><style><!--</style><img src onerror={CALL}>",
    f"<math><mi xlink:href=data:x,<script>{CALL}</script>>",
    f"<noscript><p title='</noscript><img src=x onerror={CALL}>'>",
    f"<template><img src=x onerror={CALL}></template>",
    f"<iframe srcdoc='<script>parent.{CALL}</script>'></iframe>",
    f"<iframe src=javascript:parent.{CALL}></iframe>",
    f"<object data=javascript:{CALL}></object>",
    f"<embed src=javascript:{CALL}>",
    f"<form action=javascript:{CALL}><input type=submit></form>",
    f"<isindex action=javascript:{CALL} type=image>",
    f"<base href=javascript:{CALL}//><a href=x>字</a>",
    f"<meta http-equiv=refresh content=0;url=javascript:{CALL}>",
    f"<link rel=stylesheet href=javascript:{CALL}>",
    f"<style>@import 'javascript:{CALL}';</style>",
    f"<xml><x:script xmlns:x=http://www.w3.org/1999/xhtml>{CALL}</x:script></xml>",
    f"<!--[if gte IE 4]><script>{CALL}</script><![endif]-->",
    f"<!--><img src=x onerror={CALL}>-->",
    f"<![CDATA[<img src=x onerror={CALL}>]]>",
    f"<o:p><v:shape onload={CALL} /></o:p>",
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={CALL}>",
    f"<table><td><svg><desc><table><td><img src=x onerror={CALL}>",
    f"<select><option><style></option></select><img src=x onerror={CALL}></style>",
    f"<p title='\"><img src=x onerror={CALL}>'>字</p>",
    f"<a href='https://a.cn/\" onmouseover={CALL} x=\"'>字</a>",
)
TAGS = (
    *("p", "td", "li", "a", "img src=x", "svg", "body", "input autofocus", "details open", "video"),
    *("marquee", "h2"),
)
EVENTS = (
    *("onerror", "onload", "onclick", "onmouseover", "onfocus", "ontoggle", "onstart", "onpointerenter"),
    *("onanimationstart", "onbeforematch", "OnErRoR", "on\x00click", "onwheel", "onpaste", "onfocusin"),
)
SCHEMES = (
    *("javascript:", "JaVaScRiPt:", "jav\tascript:", "java\nscript:", "&#106;avascript:", "&#x6A;avascript:"),
    *(" &#14; javascript:", "javascript&colon;", "vbscript:", "data:text/html,<script>", "\x01javascript:"),
    *(
        "view-source:javascript:",
        "feed:javascript:",
        "blob:javascript:",
        "//evil.example/",
        "/\\evil.example/",
    ),
)
WRAPS = ("{}", "<p>前{}后</p>", "<table><tr><td>{}</td></tr></table>", "<ul><li>{}</ul>", "<h2>{}</h2>")


def vectors() -> Iterator[str]:
    """Everything above in every wrap it may hide in: more than eight hundred."""
    found = list(BARE)
    found += [f"<{tag} {event}={CALL}>字" for tag in TAGS for event in EVENTS[:9]]
    found += [f"<a {event}='{CALL}' href=/x>字</a>" for event in EVENTS]
    found += [f"<a href='{scheme}{CALL}'>字</a>" for scheme in SCHEMES]
    found += [f"<img src='{scheme}{CALL}'>" for scheme in SCHEMES]
    for vector in found:
        for wrap in WRAPS:
            yield wrap.format(vector)
