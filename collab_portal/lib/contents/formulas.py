"""Formulas of a sheet: they may calculate and link to the web, never fetch, run or open a share.

Texts and quoted names are taken out first, so that what a cell says is not taken for what it does.
"""

import re
from collections.abc import Iterator
from typing import Final

from collab_portal.lib import bounds
from collab_portal.lib.contents.leading import must_lead_nowhere, refuse

FORMULA: Final = "表格中的公式 {} 会读取外部内容或运行命令，请复制该单元格，“选择性粘贴 → 数值”后再传。"
LONG: Final = "表格中有一个公式过长，请复制该单元格，“选择性粘贴 → 数值”后再传。"
BOOKS: Final = "文件引用了其他工作簿，请用“数据 → 编辑链接 → 断开链接”断开后再传。"
GOAL: Final = "公式 HYPERLINK 指向“{}”，不是网址、邮箱或电话，请复制该单元格，“选择性粘贴 → 数值”后再传。"
# Texts, then names of sheets in quotes; an open one takes the rest, so that all is read once.
TEXT: Final = re.compile(r'"((?:[^"]|"")*+)(?:"|$)')
QUOTED: Final = re.compile(r"'((?:[^']|'')*+)(?:'|$)")
DDE: Final = re.compile(
    r"\|[^\[\]!|]{0,300}+!"
)  # a program, its topic and item; a column may be called 甲|乙
ELSEWHERE: Final = re.compile(r"[\\/]{2}|:[\\/]")  # no sheet can be called so
CALLED: Final = re.compile(r"(?<![\w.])(?:_xlfn\.|_xlws\.|_xludf\.)*+([a-z_][\w.]*+)\s*+\(", re.IGNORECASE)
STEP: Final = re.compile(rf"{TEXT.pattern}|(hyperlink\s*+\()|([(),;])", re.IGNORECASE)
ADD_IN: Final = "_XLL."
# They ask a server, load a library, start a program or are commands of old macros.
REACHING: Final = {
    *("WEBSERVICE", "IMAGE", "RTD", "DDE", "STOCKHISTORY", "TRANSLATE", "DETECTLANGUAGE", "COPILOT", "PY"),
    *("IMPORTDATA", "IMPORTXML", "IMPORTHTML", "IMPORTFEED", "IMPORTRANGE", "SQL.REQUEST"),
    *("CUBEVALUE", "CUBEMEMBER", "CUBESET", "CUBERANKEDMEMBER", "CUBEKPIMEMBER", "CUBEMEMBERPROPERTY"),
    *("CALL", "REGISTER", "REGISTER.ID", "UNREGISTER", "EXEC", "EXECUTE", "RUN", "EVALUATE", "INITIATE"),
    *("POKE", "REQUEST", "TERMINATE", "SEND.KEYS", "FOPEN", "FREAD", "FREADLN", "FWRITE", "FWRITELN"),
    *("FILES", "DIRECTORY", "OPEN", "FILE.DELETE"),
}


def must_calculate(formula: str) -> None:
    """Raises ``ValidationError`` that names what the formula does and the way out."""
    if len(formula) > bounds.OFFICE_FORMULA:
        refuse(LONG)
    named = TEXT.sub('""', formula)
    bare = QUOTED.sub("''", named)
    if DDE.search(bare):
        refuse(FORMULA.format("DDE"))
    for name in map(str.upper, CALLED.findall(bare)):
        if name in REACHING or name.startswith(ADD_IN):
            refuse(FORMULA.format(name))
    if ELSEWHERE.search(bare) or any(map(ELSEWHERE.search, QUOTED.findall(named))):
        refuse(BOOKS)
    for goal, is_part in _goals(formula):
        if not is_part or ELSEWHERE.search(goal):
            must_lead_nowhere(goal, GOAL)


def _goals(formula: str) -> Iterator[tuple[str, bool]]:
    """Texts of which links are made; whether one is a part of another function in there, as of IF."""
    depth = 0
    links: list[tuple[int, list[str]]] = []  # those whose first argument is read, and its texts
    for step in STEP.finditer(formula):
        text, link, mark = step.groups()
        if link or mark == "(":
            depth += 1
        if link:
            links.append((depth, []))
        elif mark and mark != "(":
            if links and links[-1][0] == depth:
                yield "".join(links.pop()[1]), False
            depth -= mark == ")"
        elif text is not None and links:
            said = text.replace('""', '"')
            if links[-1][0] == depth:
                links[-1][1].append(said)
            yield said, True
    yield from (("".join(texts), False) for _, texts in links)
