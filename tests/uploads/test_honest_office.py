"""Documents as offices write them are kept as they were sent, without the way to their template."""

import io
import subprocess
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from collab_portal.lib.gongwen import docx as gongwen_docx
from tests.gongwen.samples import NOW, notice
from tests.uploads.keeping import kept, parts, refusal
from tests.uploads.samples import OFFICE, RELS, STRICT, SVG, WORD, external, internal, office

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
