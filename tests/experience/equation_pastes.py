"""EQ fields as Word and WPS write them, and what they show: every wanted result by hand.

What one sees of 带圈字符, of old 拼音指南 and old equations stands nowhere but in their code.
"""

MARK = "<span lang=EN-US><span style='mso-element:field-{}'></span>"
WORD = "".join(
    f"<!--[if supportFields]>{MARK.format(mark)}{code}</span><![endif]-->"
    for mark, code in (("begin", "{}"), ("end", ""))
)
PLAIN = "<span style='mso-element:field-begin'></span>{}<span style='mso-element:field-end'></span>"
WPS = PLAIN.replace("{}", "{}<span style='mso-element:field-separator'></span>")
SHOWN = (
    ("eq \\o\\ac(○,1)", "①"),
    (" eq \\o\\ac(<span style='font-size:16.0pt;position:relative;top:3.0pt'>○</span>,<span>20</span>)", "⑳"),
    ("EQ \\o\\ac(◯,21)", "㉑"),
    ("eq \\o\\ac(○,正)", "㊣"),
    ("eq \\o\\ac(○,文)", "(文)"),
    ("eq \\o\\ac(□,优)", "(优)"),
    ("eq \\o\\ac(○,A)", "Ⓐ"),
    ('EQ \\* jc2 \\* "Font:宋体" \\* hps16 \\o\\ad(\\s\\up 15(cháng),长)', "长(cháng)"),
    (
        "EQ \\* jc2 \\* &quot;Font:宋体&quot; \\* hps16 \\o\\ad(\\s\\up 15(cháng&nbsp;jiāng),长江)",
        "长江(cháng&nbsp;jiāng)",
    ),
    ("eq \\f(1,2)", "(1)/(2)"),
    ("eq \\F(a+b;2)", "(a+b)/(2)"),
    ("eq \\r(2)", "√(2)"),
    ("eq \\r(3,x)", "√(x)^(1/3)"),
    ("eq 10\\s\\up6(4)亩", "10<sup>4</sup>亩"),
    ("eq CO\\s\\do4(2)", "CO<sub>2</sub>"),
    ("eq \\i\\su(i=1,n,x)", "∑<sub>i=1</sub><sup>n</sup>x"),
    ("eq \\b\\bc\\{(\\f(1,2))", "{(1)/(2)}"),
    ("eq \\b\\lc\\|(a\\,b)", "|a,b"),
    ("eq \\x\\to\\bo(重要)", "重要"),
    ("eq \\x(\\r(\\f(1,\\r(2))))", "√((1)/(√(2)))"),
    ("eq \\l(甲,乙)", "甲,乙"),
    ("eq \\a\\al\\co2(1,2,3,4)", "1 2 3 4"),
    ("eq 1\\(2\\)", "1(2)"),
    ("eq \\f(1,2", "(1)/(2)"),
    ("eq a&lt;b", "a&lt;b"),
    ("PAGE", ""),
    ("eqn 1", ""),
    (" REF _Ref1 \\h", ""),
)
WITH_RESULT = WPS.replace("separator'></span>", "separator'></span>½")
INLINE = (
    *(("equation", WORD.replace("{}", code), shown) for code, shown in SHOWN),
    *(("equation", form.replace("{}", code), shown) for code, shown in SHOWN[:3] for form in (PLAIN, WPS)),
    ("equation", WITH_RESULT.replace("{}", "eq \\f(1,2)"), "½"),
    ("equation", PLAIN.replace("{}", f"IF 1=1 {PLAIN.replace('{}', 'eq x')} b"), ""),
    ("equation", PLAIN.replace("{}", "eq a<span style='display:none'>密</span>b"), "ab"),
)
