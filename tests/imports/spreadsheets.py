"""Workbooks written cell by cell, as Excel and WPS store them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
BRANCHES = ("编码", "名称", "类别")


def text(value: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def number(value: str, style: int = 1) -> str:
    return f'<c s="{style}"><v>{value}</v></c>'


def row(*cells: str, **attributes: str) -> str:
    """Cells as they stand, words as text."""
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f"<row{said}>" + "".join(cell if cell.startswith("<c") else text(cell) for cell in cells) + "</row>"
    )


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    return f"{before}<sheetData>{''.join(rows)}</sheetData>{after}"


def workbook(
    *sheets: str,
    names: Sequence[str] = (),
    states: Sequence[str] = (),
    formats: Sequence[int | str] = (),
    strings: Sequence[str] = (),
    strict: bool = False,
    from_1904: bool = False,
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """An xlsx of these sheets. ``formats``: of style 1, 2 …, built in or a code; ``strings``: <si> each."""
    main, kinds = (STRICT, STRICT_RELATIONS) if strict else (TRANSITIONAL, RELATIONS)
    numbers = [200 + at if isinstance(code, str) else code for at, code in enumerate(formats)]
    codes = "".join(
        f'<numFmt numFmtId="{one}" formatCode="{escape(code)}"/>'
        for one, code in zip(numbers, formats, strict=True)
        if isinstance(code, str)
    )
    styles = "".join(f'<xf numFmtId="{one}"/>' for one in (0, *numbers))
    pages = "".join(
        f'<sheet name="{escape((*names, *"一二三四五")[at])}" sheetId="{at + 1}" r:id="rId{at}"'
        f' state="{(*states, *["visible"] * 9)[at]}"/>'
        for at in range(len(sheets))
    )
    targets = {f"rId{at}": ("worksheet", f"worksheets/sheet{at}.xml") for at in range(len(sheets))}
    targets |= {"s": ("styles", "styles.xml"), "t": ("sharedStrings", "/xl/sharedStrings.xml")}
    found = {
        "_rels/.rels": relations(kinds, {"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{kinds}">'
        f'<workbookPr date1904="{int(from_1904)}"/><sheets>{pages}</sheets></workbook>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts>{codes}</numFmts><cellStyleXfs>'
        f'<xf numFmtId="9"/></cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{"".join(strings)}</sst>',
        "xl/_rels/workbook.xml.rels": relations(kinds, targets),
    }
    found |= {
        f"xl/worksheets/sheet{at}.xml": f'<worksheet xmlns="{main}">{inside}</worksheet>'
        for at, inside in enumerate(sheets)
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (found | dict(parts or {})).items():
            archive.writestr(name, content.encode("utf-8"))
    return file.getvalue()


def relations(kinds: str, targets: Mapping[str, tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{kinds}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'
