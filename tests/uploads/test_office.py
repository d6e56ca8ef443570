"""Office documents are told by what their parts hold and lead to, never by what those are called."""

import bz2
import gzip
import lzma

import pytest

from tests.uploads.keeping import kept, parts, refusal
from tests.uploads.samples import (
    OFFICE,
    RELS,
    STRICT,
    SVG,
    TYPES,
    WORD,
    archive,
    compound,
    external,
    internal,
    office,
    pdf,
)


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


def test_types_with_macros_are_refused():
    macro = '<Override PartName="/x" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'

    assert "宏" in refusal(
        archive({**parts(office("xlsx")), "[Content_Types].xml": TYPES.format(macro)}), "a.xlsx"
    )
