"""What pages, sheets and formulas write into the clipboard, and what is to become of it.

For ``office_pastes``: triples of a kind, a source and what is wanted.
"""

MATH = (
    "<math><semantics><msup><mi>x</mi><mn>2</mn></msup>"
    "<annotation encoding='a'>x^2</annotation></semantics></math>"
)
DRAWN = "<span class=base>x<span class=vlist><span style='top:-3.06em'>2</span></span></span>"
ALT = "{\\displaystyle 10^{-6}x_{i}}"

OWN = "<!--[if gte msEquation 12]><m:oMath>{}</m:oMath><![endif]--><![if !msEquation]>{}<![endif]>"
PICTURE = "<span style='position:relative;top:3.0pt'><img width=9 src='file:///C:/clip_image002.png'></span>"
PART = "<i style='mso-bidi-font-style:normal'><span lang=EN-US style='color:black'><m:r>{}</m:r></span></i>"


def own(markup: str) -> str:
    """A formula of Word's own, each text between ``[]``, beside the picture of it for other programs."""
    before, after = PART.split("{}")
    return OWN.format(markup.replace("[", before).replace("]", after), PICTURE)


FORMULAS = (
    *(
        ("formula", f"面积{own(inside)}亩", f"面积{wanted}亩")
        for inside, wanted in (
            (
                "<m:sSup><m:sSupPr><span><m:ctrlPr></m:ctrlPr></span></m:sSupPr><m:e>[10]</m:e>"
                "<m:sup>[4]</m:sup></m:sSup>",
                "10<sup>4</sup>",
            ),
            ("<m:sSub><m:e>[CO]</m:e><m:sub>[2]</m:sub></m:sSub>", "CO<sub>2</sub>"),
            ("<m:f><m:fPr/><m:num>[a+b]</m:num><m:den>[2]</m:den></m:f>", "(a+b)/(2)"),
            ("<m:rad><m:radPr/><m:deg></m:deg><m:e>[2]</m:e></m:rad>", "√(2)"),
            ("<m:d><m:e>[a+b]</m:e></m:d>", "(a+b)"),
            (
                "<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>[1]</m:sub><m:sup>[n]</m:sup>"
                "<m:e>[x]</m:e></m:nary>",
                "∑<sub>1</sub><sup>n</sup>x",
            ),
            ("[x]<span style='mso-hide:all'>[密]</span>", "x"),
        )
    ),
    ("spoken", "<ruby>长江<rp>(</rp><rt>cháng jiāng</rt><rp>)</rp></ruby>流域", "长江(cháng jiāng)流域"),
    (
        "spoken",
        "<ruby style='ruby-align:center'><rb>长</rb><rt style='font-size:8pt'>cháng</rt></ruby>江",
        "长(cháng)江",
    ),
    ("quoted", "<q>长<q>江</q></q>经济带", "“长‘江’”经济带"),
    ("shown", "<b style='font-weight:normal' id=docs-internal-guid-1>甲</b>乙", "甲乙"),
    ("shown", "<b>甲<b style='font-weight:400'>乙</b>丙</b>丁", "<strong>甲乙丙</strong>丁"),
    ("shown", "<i style='font-style: normal'>甲</i>乙", "甲乙"),
    ("shown", "<b style='mso-bidi-font-weight:normal'>甲</b>乙", "<strong>甲</strong>乙"),
    *(
        ("hidden", f"前<span style='{style}'>藏</span>后", "前后")
        for style in (
            "text-indent:-9999px",
            "content-visibility:hidden",
            "transform:scale(0)",
            "transform: scale(0.0, 1)",
            "filter:opacity(0%)",
        )
    ),
    *(
        ("shown", f"前<span style='{style}'>见</span>后", "前见后")
        for style in ("text-indent:-2em", "transform:scale(0.5)", "filter:opacity(50%)")
    ),
    (
        "formula",
        f"<span class=katex><span class=katex-mathml>{MATH}</span>"
        f"<span class=katex-html aria-hidden=true>{DRAWN}</span></span>",
        "x<sup>2</sup>",
    ),
    (
        "formula",
        f"<span class=katex><span class=katex-mathml style='position:absolute;clip:rect(1px, 1px, 1px, 1px)'>"
        f"{MATH}</span><span class=katex-html>{DRAWN}</span></span>",
        "x<sup>2</sup>",
    ),
    ("formula", f"<span class=katex><span class=katex-html aria-hidden=true>{DRAWN}</span></span>", "x2"),
    (
        "formula",
        "<span class=katex><span class=katex-mathml> x 2 x^2 </span>"
        f"<span class=katex-html>{DRAWN}</span></span>",
        "x2",
    ),
    *(
        (
            "formula",
            "<span class=katex--inline><span class=katex><span class=katex-mathml>10 4 10^4</span>"
            "<span class=katex-html><span class=base><span class=mord>1</span><span class=mord>0"
            f"<span class=msupsub><span class=vlist><span style='top:{top};margin-right:0.05em'>"
            "<span class=pstrut></span><span class=mtight>4</span></span></span></span></span></span></span>"
            "</span></span>亩",
            f"10<{tag}>4</{tag}>亩",
        )
        for top, tag in (("-3.063em", "sup"), ("-2.550em", "sub"))
    ),
    (
        "formula",
        f"<span class=MathJax><nobr aria-hidden=true>{DRAWN}</nobr>"
        f"<span class=MJX_Assistive_MathML style='clip:rect(1px,1px,1px,1px)'>{MATH}</span></span>",
        "x<sup>2</sup>",
    ),
    (
        "formula",
        "<span class=mwe-math-element><span class='mwe-math-mathml-inline mwe-math-mathml-a11y' "
        f"style='display: none;'>{MATH}</span><img src='https://a.cn/x.svg' aria-hidden=true "
        f"class='mwe-math-fallback-image-inline' alt='{ALT}'></span>",
        "x<sup>2</sup>",
    ),
    (
        "formula",
        f"<img src='https://a.cn/x.svg' class=mwe-math-fallback-image-inline aria-hidden=true alt='{ALT}'>",
        "10<sup>-6</sup>x<sub>i</sub>",
    ),
    ("formula", "<img src='https://a.cn/equation?tex=a' eeimg=1 alt='a^2&lt;b'>", "a<sup>2</sup>&lt;b"),
    ("shown", "<span aria-hidden=true>可见</span>", "可见"),
)
RAISED = tuple(
    ("script", f"10<span style='{style}'>4</span>", f"10<{tag}>4</{tag}>")
    for tag, styles in {
        "sup": (
            "font-variant-position:super",
            "font-variant-position: super; font-size: 1em",
            "position:relative;bottom:.5em",
            "position: relative; bottom: 5pt",
            "position:relative;top:-0.4rem",
            "top:-.4em;position:relative",
            "vertical-align:.5rem",
            "vertical-align:30%",
            "vertical-align:6px",
            "vertical-align:+4pt",
            "vertical-align:1mm",
            "vertical-align:/* hoch */super",
            "vertical-align:text-top;font-size:70%",
            "font-size:smaller;vertical-align:top",
            "display:inline-block;transform:translateY(-.4em)",
            "baseline-shift:super",
            "position:relative;vertical-align:baseline;top:-0.5em",
        ),
        "sub": (
            "font-variant-position:sub",
            "position:relative;bottom:-.25em",
            "position:relative;top:.3rem",
            "vertical-align:-20%",
            "baseline-shift:-3pt",
            "vertical-align:text-bottom;font-size:x-small",
        ),
    }.items()
    for style in styles
)
LEVEL = tuple(
    ("shown", f"10<span style='{style}'>4</span>", "104")
    for style in (
        "position:relative;bottom:0",
        "bottom:.5em",
        "vertical-align:top",
        "vertical-align:middle;font-size:70%",
        "font-variant-position:normal",
        "position:relative;bottom:1px",
    )
)
HIDDEN = tuple(
    ("hidden", source, "")
    for source in (
        "<span style='display:/*x*/none'>内部</span>",
        "<span style='dis/**/play:block;display :/* a */ none !important'>内部</span>",
        "<span style='position:absolute;clip:rect(0 0 0 0)'>内部</span>",
        "<span style='position:absolute;clip-path:inset(50%)'>内部</span>",
        "<span style='position:absolute;left:-9999px'>内部</span>",
        "<span style='display:inline-block;height:0;overflow:hidden'>内部</span>",
        "<span style='display:inline-block;width:0px; overflow-x: hidden'>内部</span>",
        "<a href='#_msocom_2'>[z2]</a>",
        "<a href='file:///C:/a.htm#_msocom_2' id='_anchor_2' name='_msoanchor_2'>[z2]</a>",
        "<span class=MsoAnnotationReference>[z2]</span>",
        "<video>您的浏览器不支持</video>",
        "<progress>内部</progress><meter>内部</meter>",
        "<b class='a sr-only'>内部</b><i class=visually-hidden>内部</i>",
        *(
            f"<span style='{style}'>内部</span>"
            for style in (
                *("font-size:1px", "font-size:0.1pt", "font-size:.01em", "font-size:5%", "font:0/0 a"),
                *("font:0px Arial", "font:italic 1px/1 Arial", "opacity:0.001", "opacity:1e-9", "opacity:1%"),
                *("color:#0000", "color:#ffffff00", "color:rgb(0 0 0 / 0%)", "color:hsla(0,0%,0%,0)"),
                *(
                    "-webkit-text-fill-color:transparent",
                    "d\\69splay:none",
                    "display:n\\00006f ne",
                    "d\\isplay:none",
                ),
                *(
                    "clip-path:circle(0)",
                    "clip-path: polygon(0 0, 0 0, 0 0)",
                    "scale:0",
                    "transform:scaleX(0)",
                ),
                *("position:absolute;left:-999px", "position:absolute;bottom:-100vh", "translate:-9999px"),
                *("transform:translate(-200vw,0)", "transform:rotate(3deg) translate3d(0,-9999px,0)"),
                "width:1px;height:1px;overflow:hidden;position:absolute",
                "text-indent:100%;white-space:nowrap;overflow:hidden",
            )
        ),
    )
)
SHOWN = tuple(
    ("shown", source, "可见")
    for source in (
        "<span style='height:0;line-height:0'>可见</span>",
        "<span style='overflow:hidden;line-height:0;min-width:0'>可见</span>",
        "<span style='text-indent:-21.0pt;margin-left:-9999px'>可见</span>",
        "<span style='clip:rect(0,0,100px,100px)'>可见</span>",
        "<span style='mso-display:none'>可见</span>",
        "<span id=com name=anchor>可见</span>",
        *(
            f"<span style='{style}'>可见</span>"
            for style in (
                *("font-size:5pt", "font-size:2px", "font-size:12", "font:700 12px/1 Arial", "opacity:50%"),
                *("color:rgb(0, 0, 0)", "color:rgb(0 0 0)", "color:#000", "color:#f0f0f0", "color:#ff0000"),
                *("color:transparent;-webkit-text-fill-color:#333", "left:-10px", "height:1px"),
                *("transform:scale(0.9)", "font-family:\\5b8b\\4f53", "clip-path:circle(50%)"),
            )
        ),
    )
)
SYMBOLS = (
    *(
        ("symbol", f"<span style='font-family:{face}'>{letter}</span>", sign)
        for face, letter, sign in (
            ("OpenSymbol", "\uf0a7", "▪"),
            ("OpenSymbol", "l", "l"),
            ("仿宋", "\uf0fc", "✔"),
            ("Monotype Sorts", "4", "✔"),
            ("Zapf Dingbats", "n", "■"),
            ("SymbolMT", "m", "μ"),
            ("Wingdings2", "P", "✓"),
            ("Wingdings 2", "\uf052\uf098", "☑●"),
            ("Wingdings 3", "a\uf022P", "〓→↻"),
            ("Webdings", "\uf061r", "✔✘"),
        )
    ),
    *(
        ("symbol", letter, sign)
        for letter, sign in (
            ("\uf06c", "●"),
            ("&#xF0FC;", "✔"),
            ("\uf0b7", "•"),
            ("正\uf0fc\uf0a8文", "正✔□文"),
            ("\ue5e5\uf0ff", "\ue5e5\uf0ff"),
        )
    ),
)
INLINE = (*FORMULAS, *RAISED, *LEVEL, *HIDDEN, *SHOWN, *SYMBOLS)

ROWS = "<tr><td><p>张三</p></td><td><p>密件</p></td><td><p>甲</p></td></tr>"
WITHOUT = "<table><tbody><tr><td><p>张三</p></td><td><p>甲</p></td></tr></tbody></table>"
COLUMNS = (
    "<col><col style='width:0pt'><col>",
    "<col><col width=0><col>",
    "<col><col width='0pt'><col>",
    "<col><col style='mso-hide:all'><col>",
    "<col><col style='mso-width-source:userset;width: 0.0px'><col>",
    "<style>col.x1{display:none}</style><col><col class=x1><col>",
    "<colgroup span=1></colgroup><colgroup style='width:0'><col></colgroup><colgroup><col></colgroup>",
)
OPEN_COLUMNS = (
    "<col><col style='width:10pt'><col>",
    "<col><col width='0*'><col>",
    "<col><col style='width:0.5pt'><col>",
)
LOW = (
    "height=0",
    "height=0px",
    "style='height:0'",
    "style='mso-height-source:userset;height:0pt'",
    "style='mso-hide:all'",
)
HIGH = (
    "height=20",
    "style='height:0pt'",
    "style='height:0.5pt'",
    "style='min-height:0'",
)  # 0pt: Google's documents
SHEETS = (
    ("#x{display:none}", ""),
    (".y{display:none}", ""),
    ("span.y, p.z{ display:none }", ""),
    (".a,.y.w{display:none}", ""),
    ("span{display:none}", ""),
    ("/* .q */ @media screen{.q{color:red}.y{visibility:hidden}}", ""),
    (".y{display:/**/none/*", ""),
    ("p.y, .y.q, #y, .x{display:none}", "内"),
    ("@media print{.q{color:red} .y{display:none}} .q{display:none}", "内"),
    ("@page{size:A4} body{color:black} span{font-family:Wingdings}", "内"),
)
OUTER = (
    "<div class='o q'><p class=m>前<span class='i j'>内</span>后</p></div><p>外<span class=i>二</span></p>"
)
WITHIN = (  # a sheet, and what is seen of OUTER
    (".o .i{display:none}", "前后|外二"),
    (".o > p > .i, .x .i{mso-hide:all}", "前后|外二"),
    ("div p span.i{display:none}", "前后|外二"),
    ("body .i{visibility:hidden}", "前后|外"),
    ("#x .i, .q.o .j.i{display:none}", "前后|外二"),
    (".m *{display:none}", "前后|外二"),
    ("div .m{display:none}", "外二"),
    ("div p{display:none}", "外二"),
    (".q.z .i, .o .y, i .i{display:none}", "前内后|外二"),
    (".i .o{display:none}", "前内后|外二"),
    (".o .i{color:red} div span{font-family:Wingdings}", "前内后|外二"),
    ("@media print{.o .i{display:none}}", "前内后|外二"),
    (".o .i{display:", "前内后|外二"),
    (".o .i{vertical-align:super}", "前<sup>内</sup>后|外二"),
    (".o .i.j{text-decoration:line-through}", "前<s>内</s>后|外二"),
)
ITEM = (
    "<{0} style='mso-list:l0 level1 lfo1'><span style='font-family:{1}'><span style='mso-list:Ignore'>{2}"
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span></span>要点</{0}>"
)
BLOCKS = (
    *(("hidden", f"<table>{columns}{ROWS}</table>", WITHOUT) for columns in COLUMNS),
    *(
        ("shown", f"<table>{columns}{ROWS}</table>", f"<table><tbody>{ROWS}</tbody></table>")
        for columns in OPEN_COLUMNS
    ),
    *(
        (
            "hidden",
            f"<table><tr><td><p>甲</p></td></tr><tr {low}><td><p>内部</p></td></tr></table>",
            "<table><tbody><tr><td><p>甲</p></td></tr></tbody></table>",
        )
        for low in LOW
    ),
    *(
        (
            "shown",
            f"<table><tr {high}><td><p>甲</p></td></tr></table>",
            "<table><tbody><tr><td><p>甲</p></td></tr></tbody></table>",
        )
        for high in HIGH
    ),
    *(
        (
            "hidden" if not seen else "shown",
            f"<style>{sheet}</style><p>前<span id=x class='v y w'>内</span>后</p>",
            f"<p>前{seen}后</p>",
        )
        for sheet, seen in SHEETS
    ),
    *(
        (
            "hidden",
            f"<style>{sheet}</style>{OUTER}",
            "".join(f"<p>{line}</p>" for line in seen.split("|")),
        )
        for sheet, seen in WITHIN
    ),
    ("comment", "<p>前</p><p class=MsoAnnotationText>批注</p><p>后</p>", "<p>前</p><p>后</p>"),
    (
        "comment",
        "<p>前</p><div style='mso-element:comment-list'><div><p>批注</p></div></div><p>后</p>",
        "<p>前</p><p>后</p>",
    ),
    ("comment", "<p>前</p><div id=_com_1><p>批注</p></div><p>后</p>", "<p>前</p><p>后</p>"),
    ("list", ITEM.format("div", "Wingdings", "l"), "<ul><li><p>要点</p></li></ul>"),
    ("list", ITEM.format("div", "宋体", "•") * 2, "<ul><li><p>要点</p></li><li><p>要点</p></li></ul>"),
    ("list", ITEM.format("h2", "Wingdings", "ü"), "<h2>要点</h2>"),
    ("list", ITEM.format("h4", "Wingdings", "\uf0d8"), "<h3>要点</h3>"),
    ("list", f"<ul>{ITEM.format('li', 'Symbol', '·')}</ul>", "<ul><li>要点</li></ul>"),
    ("list", ITEM.format("p", "Monotype Sorts", "n"), "<ul><li><p>要点</p></li></ul>"),
    (
        "list",
        f"<style>.b1{{font-family:Wingdings}}</style>{ITEM.format('p', '仿宋', '<b class=b1>l</b>')}",
        "<p><strong>●</strong>&nbsp; 要点</p>",
    ),
    *(
        ("number", f"<ol {given}><li>甲</li></ol>", f"<ol{kept}><li>甲</li></ol>")
        for given, kept in (
            ("start=3 type=A", ' start="3" type="A"'),
            ("type=i", ' type="i"'),
            ("type=1", ""),
            ("type=disc", ""),
            ("style='margin-top:0cm;list-style-type:upper-roman'", ' type="I"'),
            ("style='list-style:inside lower-latin' start=2", ' start="2" type="a"'),
            ("style='list-style-type:decimal'", ""),
        )
    ),
    ("number", ITEM.format("h2", "宋体", "一、"), "<h2>一、&nbsp; 要点</h2>"),
    ("number", ITEM.format("div", "宋体", "1."), "<p>1.&nbsp; 要点</p>"),
)
