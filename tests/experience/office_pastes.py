"""What Word and WPS write into the clipboard, and what is to become of it: every wanted result by hand."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tests.experience import equation_pastes, web_pastes
from tests.experience.pasting import WORD_HEAD, WPS_HEAD


class Case(NamedTuple):
    kind: str
    source: str
    wanted: str


BEGIN, APART, END = (
    f"<span style='mso-element:field-{mark}'></span>" for mark in ("begin", "separator", "end")
)
COMMENT = (
    "<span class=MsoCommentReference><span lang=EN-US style='font-size:8.0pt'><a class=msocomanchor "
    "id='_anchor_1' href='#_msocom_1'>[a1]</a><![if !supportAnnotations]>&nbsp;<![endif]>"
    "<span style='mso-special-character:comment'>&nbsp;<![endif]></span></span></span>"
)
NOTE = (
    "<a style='mso-{0}note-id:ftn1' href='#_ftn1' name='_ftnref1' title=''><span class=Mso{1}Reference>"
    "<span lang=EN-US><span style='mso-special-character:{0}note'><![if !support{1}s]>"
    "<span class=Mso{1}Reference><span lang=EN-US style='font-size:16.0pt'>[1]</span></span><![endif]>"
    "</span></span></span></a>"
)
SYMBOL = "font-family:{0};mso-char-type:symbol;mso-symbol-font-family:{0}"
# Between two words of a line: what is pasted, what is kept.
INLINE = (
    ("hidden", "<span style='display:none;mso-hide:all'>内部批示</span>", ""),
    ("hidden", "<span lang=EN-US style='font-size:16.0pt; MSO-HIDE: ALL'>内部</span>", ""),
    ("hidden", "<span style='display : none'>内<span>更深</span>部</span>", ""),
    ("hidden", "<b style='mso-hide:all'>内部</b>", ""),
    ("hidden", "<i><span style='display:none'>内部</span></i>", ""),
    ("hidden", "<span style='visibility:hidden'>内部</span>", ""),
    ("hidden", "<span hidden>内部</span>", ""),
    ("hidden", "<font style='display:none'>内部</font>", ""),
    ("hidden", "<a style='display:none' href='https://nb.cn/'>内部</a>", ""),
    ("hidden", "<span style='display:none'>甲</span>乙<span style='display:none'>丙</span>", "乙"),
    ("shown", "<span style='display:inline' title='display:none'>可见</span>", "可见"),
    ("shown", "<span data-a='the hidden one'>可见</span>", "可见"),
    ("shown", "<s>划去</s><strike>也划去</strike>", "<s>划去</s><s>也划去</s>"),
    ("shown", "<a name='_Toc1'>书签</a>", "书签"),
    ("comment", COMMENT, ""),
    (
        "comment",
        f"<a style='mso-comment-reference:a_1;mso-comment-date:20260301T0900'>被批注</a>{COMMENT}",
        "被批注",
    ),
    ("comment", "<span style='mso-special-character:comment;'><a name='_msoanchor_1'>[A1]</a></span>", ""),
    ("comment", "<a class=msocomoff href='#_msoanchor_1'>[a1]</a>", ""),
    ("field", f'{BEGIN} HYPERLINK "x" {APART}网页{END}', "网页"),
    ("field", f"{BEGIN} PAGE {END}", ""),
    (
        "field",
        f"<!--[if supportFields]>{BEGIN} REF a \\h {APART}<![endif]-->图1"
        f"<!--[if supportFields]>{END}<![endif]-->",
        "图1",
    ),
    ("field", f'{BEGIN} IF {BEGIN} NAME {APART}甲{END} = "甲" "机密" {APART}乙{END}', "乙"),
    ("field", f"{BEGIN} TOC {APART}目{BEGIN} PAGEREF a {APART}3{END}录{END}", "目3录"),
    ("deleted", "<del cite='mailto:zhang' datetime='2026-03-05T10:00'>删去的话</del>", ""),
    ("deleted", "<span class=msoDel><del cite='mailto:zhang'>删去</del></span>", ""),
    ("deleted", "<del>旧</del><ins>新</ins>", "新"),
    (
        "inserted",
        "<span class=msoIns><ins cite='mailto:zhang' datetime='2026-03-05T10:00'>补上</ins></span>",
        "补上",
    ),
    ("script", "10<sup>4</sup>亩", "10<sup>4</sup>亩"),
    ("script", "10<sup><span lang=EN-US>-6</span></sup>", "10<sup>-6</sup>"),
    ("script", "CO<sub>2</sub>", "CO<sub>2</sub>"),
    ("script", "PM<sub><span lang=EN-US style='font-size:10pt'>2.5</span></sub>", "PM<sub>2.5</sub>"),
    ("script", "m<span style='font-size:0.6em;vertical-align:super'>2</span>", "m<sup>2</sup>"),
    ("script", "m<span style='vertical-align: super'><span lang=EN-US>3</span></span>", "m<sup>3</sup>"),
    ("script", "H<span style='vertical-align:sub'>2</span>O", "H<sub>2</sub>O"),
    ("script", "x<font style='vertical-align:super'>n</font>", "x<sup>n</sup>"),
    ("script", "10<b style='vertical-align:super'>4</b>", "10<strong><sup>4</sup></strong>"),
    (
        "script",
        "10<span style='position:relative;top:-5.0pt;mso-text-raise:5.0pt'>4</span>",
        "10<sup>4</sup>",
    ),
    ("script", "10<span style='vertical-align:4pt'>4</span>", "10<sup>4</sup>"),
    (
        "script",
        "CO<span style='position:relative;top:3.0pt;mso-text-raise:-3.0pt'>2</span>",
        "CO<sub>2</sub>",
    ),
    ("script", "10<span style='position:relative;top:-.4em'>4</span>", "10<sup>4</sup>"),
    ("script", "10<sup>4<sup>2</sup></sup>", "10<sup>4^(2)</sup>"),
    ("script", "x<sub>1<sub>a</sub></sub>", "x<sub>1_(a)</sub>"),
    ("script", "10<sup><sup>4</sup></sup>", "10<sup>4</sup>"),
    ("script", "字<span style='position:relative;top:1.0pt;mso-text-raise:-1.0pt'>正</span>", "字正"),
    ("script", "<sup>a<span style='vertical-align:baseline'>b</span></sup>", "<sup>ab</sup>"),
    (
        "script",
        "<span style='vertical-align:super'>a<span style='vertical-align:baseline'>b</span></span>",
        "<sup>a</sup>b",
    ),
    ("formula", "<math><msup><mn>10</mn><mn>4</mn></msup></math>亩", "10<sup>4</sup>亩"),
    (
        "formula",
        "<math xmlns=http://www.w3.org/1998/Math/MathML><semantics><mrow><msubsup><mi>x</mi><mn>1</mn><mrow>"
        "<mi>n</mi><msup><mo/><mn>2</mn></msup></mrow></msubsup></mrow>"
        "<annotation encoding=a>x_1</annotation></semantics></math>",
        "x<sub>1</sub><sup>n^(2)</sup>",
    ),
    (
        "formula",
        "<math><mfrac><mn>1</mn><mn>2</mn></mfrac><msqrt><mn>3</mn></msqrt></math>",
        "(1)/(2)√(3)",
    ),
    ("struck", "<span style='text-decoration:line-through'>三百万</span>五百万", "<s>三百万</s>五百万"),
    ("struck", "<span style='text-decoration: underline line-through red'>甲</span>", "<s>甲</s>"),
    (
        "struck",
        "<span style='text-decoration-line:line-through'>甲<u>乙</u></span>",
        "<s>甲</s><u><s>乙</s></u>",
    ),
    ("struck", "<s style='text-line-through:double'>甲</s>", "<s>甲</s>"),
    ("struck", "<span style='text-line-through:double'>甲</span>", "<s>甲</s>"),
    ("struck", "<b style='text-decoration:line-through'>甲</b>", "<strong><s>甲</s></strong>"),
    (
        "struck",
        "<font style='text-decoration:line-through;vertical-align:super'>2</font>",
        "<s><sup>2</sup></s>",
    ),
    ("struck", "<s><span style='text-decoration:line-through'>甲</span></s>", "<s>甲</s>"),
    ("struck", "<span style='text-decoration:underline'>甲</span>", "甲"),
    ("symbol", f"5<span style='{SYMBOL.format('Symbol')}'>m</span>m", "5μm"),
    ("symbol", f"<span style='{SYMBOL.format('Symbol')}'>&sup3;</span>90%", "≥90%"),
    ("symbol", f"<span style='{SYMBOL.format('Symbol')}'>\uf0b1</span>3", "±3"),
    ("symbol", f"<span style='{SYMBOL.format('Wingdings')}'>&#254;</span>同意", "☑同意"),
    ("symbol", f"<span style='{SYMBOL.format('Wingdings')}'>\uf06f</span>不同意", "□不同意"),
    ("symbol", "<span style='font-family:Wingdings'>ü</span>已办", "✔已办"),
    ("symbol", "<font face='Wingdings 2'>R</font>同意<font face='Wingdings 2'>£</font>", "☑同意□"),
    (
        "symbol",
        "<span style='mso-char-type:symbol;mso-symbol-font-family:Wingdings 2;font-family:宋体'>P</span>",
        "✓",
    ),
    ("symbol", "<span style='font:12pt Wingdings'>l</span>", "●"),
    ("symbol", "<span style='font-family:ZapfDingbats'>4</span>", "✔"),
    ("symbol", "<span style='font-family:Webdings'>a</span>", "✔"),
    ("symbol", "<span style='font-family:Wingdings'>2</span>", "〓"),
    (
        "symbol",
        "<span style='font-family:Wingdings'>字 <span style='font-family:宋体'>l</span></span>",
        "字 l",
    ),
    ("symbol", "<span style='font-family:Segoe UI Symbol'>m</span>", "m"),
    ("symbol", "<span style='mso-fareast-font-family:Symbol'>m</span>", "m"),
    ("hidden", "<span style='font-size:0'>内部</span>", ""),
    ("hidden", "<span style='font-size:0.0pt'>内<span>部</span></span>", ""),
    ("hidden", "<span style='opacity:0'>内部</span>", ""),
    ("hidden", "<span style='color:transparent'>内部</span>", ""),
    ("hidden", "<span style='color:rgba(0, 0, 0, 0)'>内部</span>", ""),
    ("shown", "<span style='font-size:0'><span style='font-size:14px'>可见</span></span>", "可见"),
    ("shown", "<span style='opacity:0.5;font-size:0.9em;color:rgba(0,0,0,0.5)'>可见</span>", "可见"),
    ("shown", "<span style='color:transparent;-webkit-background-clip:text'>可见</span>", "可见"),
    ("shown", "<span style='background-color:transparent;fill-opacity:0'>可见</span>", "可见"),
    ("note", NOTE.format("foot", "Footnote"), "<sup>[1]</sup>"),
    ("note", NOTE.format("end", "Endnote"), "<sup>[1]</sup>"),
    ("note", "<sup><a href='#_ftn1'>[1]</a></sup>", "<sup>[1]</sup>"),
    *equation_pastes.INLINE,
    *web_pastes.INLINE,
)
# The line it stands in.
LINES = (
    ("<p class=MsoNormal>前{}后</p>", "<p>前{}后</p>"),
    (
        "<p class=MsoNormal><span lang=EN-US style='font-size:16.0pt'>前{}后<o:p></o:p></span></p>",
        "<p>前{}后</p>",
    ),
    ("<h2 style='text-align:center'>前{}后</h2>", "<h2>前{}后</h2>"),
    ("<h4>前{}后</h4>", "<h3>前{}后</h3>"),
    ("<ul type=disc><li><p class=MsoNormal>前{}后</p></li></ul>", "<ul><li><p>前{}后</p></li></ul>"),
    ("<blockquote><p>前{}后</p></blockquote>", "<blockquote><p>前{}后</p></blockquote>"),
    (
        "<table class=MsoTableGrid border=1><tr><td width=200><p class=MsoNormal>前{}后</p></td></tr>"
        "</table>",
        "<table><tbody><tr><td><p>前{}后</p></td></tr></tbody></table>",
    ),
    ("<p>一</p>\n<p>前{}后</p>\n<p>二</p>", "<p>一</p>\n<p>前{}后</p>\n<p>二</p>"),
    (WORD_HEAD + "<p class=MsoNormal>前{}后</p><!--EndFragment--></body></html>", "<p>前{}后</p>"),
)
ITEM = (
    "<p class=MsoListParagraph style='margin-left:21.0pt;text-indent:-21.0pt;mso-list:l0 level{1} lfo1'>"
    "<![if !supportLists]><span lang=EN-US style='font-family:{2};mso-fareast-font-family:{2}'>"
    "<span style='mso-list:Ignore'>{3}<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span>"
    "</span>"
    "<![endif]><span style='font-family:仿宋'>{0}</span></p>"
)


def item(text: str, level: int = 1, face: str = "Wingdings", marker: str = "l") -> str:
    return ITEM.format(text, level, face, marker)


BLOCKS = (
    Case(
        "hidden", "<p>前</p><p style='mso-hide:all;display:none'>整段隐藏</p><p>后</p>", "<p>前</p><p>后</p>"
    ),
    Case("hidden", "<p style='display:none'>没有结束的段<p>后</p>", "<p>后</p>"),
    Case(
        "hidden", "<p>前</p><div style='display:none'><p>内</p><p>部</p></div><p>后</p>", "<p>前</p><p>后</p>"
    ),
    Case(
        "hidden",
        "<html><head><style><!-- /* Style {x} */ span.a1, .nb\n\t{mso-style-name:内部; display:none;\n\t"
        "mso-hide:all;}"
        " p.MsoNormal {margin:0cm;} --></style></head><body><p class=MsoNormal>前<span class=a1>内</span>"
        "<b class='x NB'>部</b>后</p></body></html>",
        "<p>前后</p>",
    ),
    Case(
        "hidden",
        "<ul><li><p>甲</p></li><li style='display:none'><p>内部</p></li><li><p>乙</p></li></ul>",
        "<ul><li><p>甲</p></li><li><p>乙</p></li></ul>",
    ),
    Case(
        "hidden",
        "<table><tr><td><p>甲</p></td></tr><tr style='display:none'><td><p>内部</p></td></tr></table>",
        "<table><tbody><tr><td><p>甲</p></td></tr></tbody></table>",
    ),
    *(
        Case(
            kind,
            f"<style>span.a{{mso-style-name:新; {style}}}</style><p>10<span class='b a'>4</span>亩</p>",
            f"<p>10{wanted}亩</p>",
        )
        for kind, style, wanted in (
            ("script", "vertical-align:super", "<sup>4</sup>"),
            ("struck", "text-decoration:line-through", "<s>4</s>"),
            ("symbol", "font-family:Symbol", "4"),
            ("hidden", "font-size:0", ""),
            ("hidden", "mso-hide:all", ""),
        )
    ),
    Case(
        "struck",
        "<p style='text-decoration:line-through'>三<b>百</b>万<p>五百万",
        "<p><s>三</s><strong><s>百</s></strong><s>万</s></p><p>五百万</p>",
    ),
    Case(
        "struck",
        "<style>.xl66{text-decoration:line-through;vertical-align:super}</style>"
        "<table><tr>\n<td class=xl66><p>300</p></td>\n<td><p>500</p></td></tr></table>",
        "<table><tbody><tr><td><p><s>300</s></p></td><td><p>500</p></td></tr></tbody></table>",
    ),
    Case("hidden", "<div style='mso-element:header'><p>页眉</p></div><p>正文</p>", "<p>正文</p>"),
    Case("hidden", "<p>正文</p><div style='mso-element:footer' id=f1><p>1</p></div>", "<p>正文</p>"),
    *(
        Case(
            "hidden",
            f"<table>{columns}<tr><td><p>张三</p></td><td><p>密件</p></td><td><p>甲</p></td></tr>"
            "<tr><td colspan=2><p>李四</p></td><td><p>乙</p></td></tr></table>",
            "<table><tbody><tr><td><p>张三</p></td><td><p>甲</p></td></tr>"
            '<tr><td colspan="1"><p>李四</p></td><td><p>乙</p></td></tr></tbody></table>',
        )
        for columns in (
            "<col><col style='display:none'><col>",
            "<colgroup><col width=64><col width=0 style='display:none;mso-width-alt:0'></colgroup>",
            "<col width=64><col width=0>",
            "<colgroup span=1></colgroup><colgroup style='display:none'><col></colgroup><colgroup><col>",
        )
    ),
    Case(
        "hidden",
        "<table><col><col style='display:none' span=2><tr><td rowspan=2><p>甲</p></td>"
        "<td rowspan=2><p>密</p></td><td colspan=2><p>一</p></td></tr>"
        "<tr><td><p>密</p></td><td><p>二</p></td></tr><tr><td colspan=3><p>三</p></td></tr></table>",
        '<table><tbody><tr><td rowspan="2"><p>甲</p></td><td colspan="1"><p>一</p></td></tr>'
        "<tr><td><p>二</p></td></tr>"
        '<tr><td colspan="1"><p>三</p></td></tr></tbody></table>',
    ),
    Case("hidden", "<xml><w:View>Normal</w:View></xml><p>正文</p>", "<p>正文</p>"),
    Case(
        "comment",
        f"<p>正文{COMMENT}继续</p>"
        "<div style='mso-element:comment-list'><![if !supportAnnotations]><hr><![endif]>"
        "<div style='mso-element:comment'><div id='_com_1' class=msocomtxt><p class=MsoCommentText>"
        "<span class=MsoCommentReference>[a1]</span>内部批注不外传</p></div></div></div>",
        "<p>正文继续</p>",
    ),
    Case(
        "deleted", "<p>前</p><p><del cite='mailto:z'>整段删去</del></p><p>后</p>", "<p>前</p><p></p><p>后</p>"
    ),
    Case("deleted", "<p>前</p><del><p>一</p><p>二</p></del><p>后</p>", "<p>前</p><p>后</p>"),
    Case("field", f"<p>共{BEGIN} NUMPAGES </p><p>下一段</p>", "<p>共</p><p>下一段</p>"),
    Case(
        "note",
        f"<p>正文{NOTE.format('foot', 'Footnote')}继续</p><div style='mso-element:footnote-list'>"
        "<![if !supportFootnotes]><hr align=left size=1 width='33%'><![endif]>"
        "<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>"
        f"{NOTE.format('foot', 'Footnote')}见省统计年鉴。</p></div></div>",
        "<p>正文<sup>[1]</sup>继续</p><hr><p><sup>[1]</sup>见省统计年鉴。</p>",
    ),
    *(
        Case(
            "list", f"<p>前</p>{item('要点', face=face, marker=marker)}<p>后</p>", f"<p>前</p>{dot}<p>后</p>"
        )
        for dot in ("<ul><li><p>要点</p></li></ul>",)
        for face, marker in (
            *(("Wingdings", marker) for marker in "Øünluv§q"),
            *(
                ("Symbol", "·"),
                ('"Courier New"', "o"),
                ("Webdings", "a"),
                ("宋体", "•"),
                ("宋体", "■"),
                ("宋体", "-"),
            ),
        )
    ),
    Case(
        "list",
        "\n".join((item("甲"), item("乙"), item("丙"))),
        "<ul><li><p>甲</p></li><li><p>乙</p></li><li><p>丙</p></li></ul>",
    ),
    Case(
        "list",
        item("甲") + item("乙", 2, '"Courier New"', "o") + item("丙", 3, marker="§") + item("丁"),
        "<ul><li><p>甲</p><ul><li><p>乙</p><ul><li><p>丙</p></li></ul></li></ul></li><li><p>丁</p></li></ul>",
    ),
    Case(
        "list",
        item("甲", 2) + item("乙", 1),
        "<ul><li><p>甲</p></li><li><p>乙</p></li></ul>",
    ),
    Case(
        "list",
        item("甲") + "<p>中</p>" + item("乙"),
        "<ul><li><p>甲</p></li></ul><p>中</p><ul><li><p>乙</p></li></ul>",
    ),
    Case(
        "list",
        item("面积10<sup>4</sup>亩<span style='display:none'>内部</span>"),
        "<ul><li><p>面积10<sup>4</sup>亩</p></li></ul>",
    ),
    *(
        Case("number", item("要点", face="宋体", marker=number), f"<p>{number}&nbsp; 要点</p>")
        for number in ("一、", "1.", "（一）", "a)", "①", "I.")
    ),
    *(Case(*case) for case in web_pastes.BLOCKS),
)


def cases() -> Iterator[Case]:
    """Each between two words of each kind of line, as Word and as WPS write it; then those of whole lines."""
    for kind, source, wanted in INLINE:
        for line, clean_line in LINES:
            yield Case(kind, line.replace("{}", source), clean_line.replace("{}", wanted))
        as_wps = f"{WPS_HEAD}<p>前{source}后</p></body></html>".replace("'", '"')
        yield Case(kind, as_wps, f"<p>前{wanted}后</p>")
        loud = re.sub(r"</?[a-z]+", lambda tag: tag[0].upper(), f"<p>前{source}后</p>")
        yield Case(kind, loud, f"<p>前{wanted}后</p>")
    yield from BLOCKS


def sample() -> list[Case]:
    """One of each mark in a plain line, and those of whole lines."""
    return [Case(kind, f"<p>前{source}后</p>", f"<p>前{wanted}后</p>") for kind, source, wanted in INLINE] + [
        *BLOCKS
    ]
