"""What one part of an Office document holds that acts, fetches or hides: its first bytes, its XML, its links.

XML is read by expat alone, which builds nothing. Each refusal is a ``ValidationError`` that names what was
found and how to get rid of it.
"""

import re
import zlib
from collections.abc import Iterable
from xml.parsers import expat

from collab_portal.lib.contents.formulas import BOOKS, must_calculate
from collab_portal.lib.contents.leading import FETCHED, OUTSIDE, leads_outside, must_lead_nowhere, refuse

PROGRAM = "文件中嵌有程序，请删去后再传。"
OTHER = "文件中嵌有其他文件（{}），请删去，或将内容粘贴到正文后再传；文件可以单独上传。"
HEADS = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "文件中嵌有对象（OLE）或宏，请将对象粘贴为图片，或删去后再传。",
    **dict.fromkeys((b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!"), PROGRAM),
    b"L\0\0\0\x01\x14\x02\0": OTHER.format("快捷方式"),
    b"[InternetShortcut]": OTHER.format("快捷方式"),
    b"ITSF": OTHER.format("CHM"),
    b"{\\rt": OTHER.format("RTF"),
    b"MIME-Version:": OTHER.format("网页"),
    **dict.fromkeys(
        (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF", b"\x28\xb5\x2f\xfd", b"LZIP"),
        OTHER.format("压缩包"),
    ),
}
PDF, PDF_WITHIN = b"%PDF-", 1_024  # so far behind the beginning, readers still find its head
PACKED, PACKED_NAMES = b"\x1f\x8b", (".emz", ".wmz")
METAFILES = (b"\x01\0\0\0", b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0", b"\x02\0\x09\0")
MACROS = "文件中含有宏或控件，请另存为不含宏的 DOCX、XLSX 或 PPTX，并删去控件后再传。"
OBJECT = "文件中嵌有对象（OLE），请将其粘贴为图片，或删去后再传。"
PIECE = "文件中夹带了另一个文件（altChunk），请把它的内容复制、粘贴到正文后再传。"
DATA = "文件带有外部数据连接，请在“数据 → 查询和连接”中删去后再传。"
FIELD = "文件中含有域 {}，会读取外部内容或运行命令，请按 Ctrl+A 全选、再按 Ctrl+Shift+F9 转成普通文字后再传。"
BASE = "文件属性中的“超链接基础”是“{}”，请在“文件 → 信息 → 属性 → 高级属性 → 摘要”中清空后再传。"
BROKEN = "文件结构有异常，请重新保存后再传。"
RELATIONS = {
    "afchunk": PIECE,
    "subdocument": "这是主控文档，请把子文档的内容并入正文后再传。",
    "frame": "文件是框架网页，请另存为普通文档后再传。",
    "oleobject": OBJECT,
    "control": MACROS,
    "activexcontrolbinary": MACROS,
    "vbaproject": MACROS,
    "wordvbadata": MACROS,
    "xlmacrosheet": MACROS,
    "xlintlmacrosheet": MACROS,
    "extensibility": MACROS,
    "externallink": BOOKS,
    "externallinkpath": BOOKS,
    "connections": DATA,
    "mailmergesource": "文件带有邮件合并的数据源，请在“邮件 → 开始邮件合并”中选“普通 Word 文档”后再传。",
}
ELEMENTS = {
    "html": OTHER.format("网页"),
    "altChunk": PIECE,
    "subDoc": RELATIONS["subdocument"],
    "ddeLink": BOOKS,
    "oleLink": BOOKS,
}
ACTIONS = ("ppaction://program", "ppaction://macro", "ppaction://ole")
TYPES = ("macroenabled", "vbaproject", "activex", "ms-office.intlmacrosheet", "macrosheet")
FIELDS = {
    *("DDE", "DDEAUTO", "IMPORT", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DATABASE", "RD"),
    *("MACROBUTTON", "CONTROL", "HTMLACTIVEX", "PRINT"),
}
CODES = {
    "instrText",
    "delInstrText",
    "t",
}  # plain text between a field's beginning and its result is code too
# What a sheet calculates: of cells, names, conditions, checks and charts.
FORMULAS = {"f", "formula", "formula1", "formula2", "oldFormula", "definedName", "calculatedColumnFormula"}
FORMULAS |= {"totalsRowFormula"}
AT_ONCE = ("auto_open", "auto_close", "auto_activate", "auto_deactivate")
SCRIPT = "文件的图片（SVG）中含有脚本，请将图片“复制、粘贴为图片”后再传。"
NESTED = "\0"  # where a field stands inside another
KEYWORD = re.compile(r'[\s"]*([^\s"\\\0]*)(\0?)')
WORD = re.compile(r'"([^"]*)"?|(\S+)')
TEMPLATE = "attachedtemplate"


def must_be_harmless(head: bytes, name: str = "") -> None:
    """Judge a part by its first bytes, whatever it is called; only metafiles may be packed, as by Office."""
    if PDF in head[:PDF_WITHIN]:
        refuse(OTHER.format("PDF"))
    if head.startswith(PACKED) and name.lower().endswith(PACKED_NAMES) and _is_metafile(head):
        return
    text = head[:PDF_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for start, message in HEADS.items():
        if head.startswith(start) or (start[:1] in b"[{M" and text.startswith(start.lower())):
            refuse(message)


def _is_metafile(head: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 64).startswith(METAFILES)
    except zlib.error:
        return False


def is_xml(head: bytes) -> bool:
    """Whether a reader could take it for XML, in any encoding."""
    return head.lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n").startswith(b"<")


class Field:
    """``code`` as far as it was read; ``done``: what follows is what the field shows."""

    def __init__(self) -> None:
        self.code, self.done = "", False


class Reader:
    """Reads one part of XML, piece by piece. ``has_template``: it names a template elsewhere."""

    def __init__(self) -> None:
        self.has_template = False
        self.fields: list[Field] = []  # those that are open, from the outermost
        self.in_code = False
        self.base: str | None = None  # what links beside the file are meant from, while it is read
        self.formula: list[str] | None = None  # while it is read
        self.sheet: list[str] | None = None  # styles of a drawing, while they are read
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def read(self, pieces: Iterable[bytes]) -> None:
        """All of the part; raises ``ValidationError``."""
        try:
            for piece in pieces:
                self.parser.Parse(piece, False)
            self.parser.Parse(b"", True)
        except (expat.ExpatError, LookupError):
            refuse(BROKEN)
        for field in self.fields:  # never ended
            must_be_plain(field.code)

    def _doctype(self, *declared: object) -> None:
        refuse("文件中含有文档类型声明（DTD），正常的 Office 文件没有它，请重新保存后再传。")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if local in ELEMENTS:
            refuse(ELEMENTS[local])
        self._attributes(local, space.endswith("/svg"), attributes)
        if local in FORMULAS and not space.endswith("/math"):
            self.formula = []
            if _local(attributes, "name").lower().removeprefix("_xlnm.").startswith(AT_ONCE):
                refuse(MACROS)
        elif local == "style":
            self.sheet = []
        if local in CODES:
            self.in_code = local != "t" or bool(self.fields and not self.fields[-1].done)
        elif local == "fldChar":
            self._field(_local(attributes, "fldCharType"))
        elif local == "fldSimple":
            must_be_plain(_local(attributes, "instr"))
        elif local == "Relationship":
            self._relation(attributes)
        elif local == "HyperlinkBase":
            self.base = ""
        elif local == "attachedTemplate":
            self.has_template = True
        elif local in {"Override", "Default"}:
            declared = attributes.get("ContentType", "").lower()
            if any(word in declared for word in TYPES):
                refuse(MACROS)
        elif attributes.get("action", "").lower().startswith(ACTIONS):
            refuse("演示文稿中含有运行程序或宏的动作，请在“插入 → 动作”中改为“无动作”后再传。")

    def _attributes(self, local: str, is_drawing: bool, attributes: dict[str, str]) -> None:
        """Addresses stand in few attributes, each of which is followed by itself or by a click."""
        if is_drawing and (local == "script" or any(name.lower().startswith("on") for name in attributes)):
            refuse(SCRIPT)
        for name, value in attributes.items():
            named = name.rpartition(" ")[2]
            if named == "src" or (named == "href" and is_drawing and local != "a"):
                if leads_outside(value) and not value.startswith("data:"):
                    refuse(OUTSIDE)
            elif named in {"href", "URI"}:
                must_lead_nowhere(value)
            elif is_drawing and "(" in value and FETCHED.search(value):
                refuse(OUTSIDE)

    def _end(self, name: str) -> None:
        if self.formula is not None and name.rpartition(" ")[2] in FORMULAS:
            must_calculate("".join(self.formula))
            self.formula = None
        if self.sheet is not None and name.rpartition(" ")[2] == "style":
            if FETCHED.search("".join(self.sheet)):
                refuse(OUTSIDE)
            self.sheet = None
        if self.base is not None:
            must_lead_nowhere(self.base, BASE)
            self.base = None
        if self.in_code and name.rpartition(" ")[2] in CODES:
            self.in_code = False

    def _text(self, text: str) -> None:
        if self.base is not None:
            self.base += text
        if self.formula is not None:
            self.formula.append(text)
        if self.sheet is not None:
            self.sheet.append(text)
        if self.in_code:
            if not self.fields:
                self.fields.append(Field())
            self.fields[-1].code += text

    def _field(self, step: str) -> None:
        """The code of one field may lie in many runs, with other fields between them."""
        if step == "begin":
            if self.fields and not self.fields[-1].done:
                self.fields[-1].code += NESTED
            self.fields.append(Field())
        elif step in {"separate", "end"} and self.fields:
            must_be_plain(self.fields[-1].code)
            self.fields[-1].done = True
            if step == "end":
                self.fields.pop()

    def _relation(self, attributes: dict[str, str]) -> None:
        kind = relation_of(attributes)
        if kind in RELATIONS:
            refuse(RELATIONS[kind])
        if kind == TEMPLATE:
            self.has_template = True
        elif kind == "hyperlink":
            must_lead_nowhere(attributes.get("Target", ""))
        elif attributes.get("TargetMode", "").lower() == "external":
            refuse(OUTSIDE)


def relation_of(attributes: dict[str, str]) -> str:
    """The kind of a relation, the same in both dialects of the format."""
    return attributes.get("Type", "").rpartition("/")[2].lower()


def _local(attributes: dict[str, str], wanted: str) -> str:
    return next((value for name, value in attributes.items() if name.rpartition(" ")[2] == wanted), "")


def must_be_plain(code: str) -> None:
    """A field may count pages, name dates, point to places: it may not fetch, run or be put together."""
    found = KEYWORD.match(code)
    keyword, nested = found.groups() if found else ("", "")
    if nested:
        refuse(FIELD.format("（由其他域拼成）"))
    if keyword.upper() in FIELDS:
        refuse(FIELD.format(keyword.upper()))
    if keyword.upper() == "HYPERLINK":
        _link([quoted or bare for quoted, bare in WORD.findall(code)][1:])


def _link(words: list[str]) -> None:
    """The address of a HYPERLINK field, and whatever else is no switch and belongs to none."""
    follows = False
    for word in words:
        if word.lower() in {"\\l", "\\o", "\\t", "\\s"}:
            follows = True
        elif follows or (word.startswith("\\") and len(word) == 2):
            follows = False
        else:
            must_lead_nowhere(word.replace(NESTED, "").replace("\\\\", "\\"))
