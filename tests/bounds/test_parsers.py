"""Every parser stands in one table with its bounds; the code calls none anywhere else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from collab_portal.lib import bounds

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    *("accounts", "activities", "collab_portal", "commons", "experience"),
    *("insights", "notifications", "organizations", "rotation", "todos"),
)
PARSERS = {
    *("ast", "bs4", "bz2", "configparser", "csv", "defusedxml", "difflib", "docx", "email", "feedparser"),
    *("gzip", "html.parser", "html5lib", "icalendar", "json.load", "json.loads", "lxml", "lzma", "mailbox"),
    *("markdown", "markdown_it", "marshal", "nh3", "olefile", "opencc", "openpyxl.load_workbook", "pickle"),
    *(
        "PIL",
        "pikepdf",
        "plistlib",
        "pypdf",
        "pypinyin",
        "requests",
        "shelve",
        "struct",
        "tarfile",
        "tomllib",
    ),
    *(
        "typst",
        "urllib.request",
        "xml.dom",
        "xml.etree",
        "xml.parsers",
        "xml.sax.expatreader",
        "yaml",
        "zipfile",
    ),
}
UNITS = {"KB": bounds.KB, "MB": bounds.MB}


def table() -> list[list[str]]:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    section = text.split("## What is read, and how much of it")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows[2:]]


def names(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "json":
            yield f"{node.value.id}.{node.attr}"


def called() -> set[tuple[str, str]]:
    """Each parser and the file that imports it."""
    found = set()
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
                found |= {
                    (parser, str(path.relative_to(ROOT)))
                    for parser in PARSERS
                    if name == parser or name.startswith(f"{parser}.")
                }
    return found


def test_every_parser_is_called_only_where_the_table_says():
    allowed = {
        (parser, path)
        for _, parsers, paths, _ in table()
        for parser in names(parsers)
        for path in names(paths)
    }

    astray = called() - {
        (parser.replace("xml.parsers.expat", "xml.parsers"), path) for parser, path in allowed
    }

    assert not astray, "name it in docs/architecture.md, with its bound"


def test_the_table_names_no_parser_and_no_file_that_is_not_there():
    used = called()
    for what, parsers, paths, _ in table():
        assert all((ROOT / path).is_file() for path in names(paths)), what
        for parser in names(parsers):
            parser = parser.replace("xml.parsers.expat", "xml.parsers")
            assert any((parser, path) in used for path in names(paths)), (what, parser)


def written(cell: str) -> dict[str, float]:
    """The bounds that a row names, with their values in bytes, seconds or pieces."""
    found = re.findall(r"`([A-Z_]+)` ([0-9][0-9,.]*)(?: (KB|MB)\b)?", cell)
    return {
        name: float(value.replace(",", "").rstrip(".")) * UNITS.get(unit, 1) for name, value, unit in found
    }


def numbers() -> dict[str, float]:
    return {name: value for name, value in vars(bounds).items() if name.isupper() and name not in UNITS}


def test_the_table_says_the_bounds_that_the_code_has():
    said = {name: value for row in table() for name, value in written(row[3]).items()}

    assert said == numbers()


@pytest.mark.parametrize("name", sorted(numbers()))
def test_a_bound_is_one_that_something_asks(name):
    asked = re.compile(rf"\b{name}\b")
    files = (path for app in APPS for path in (ROOT / app).rglob("*.py") if path.name != "bounds.py")

    assert any(asked.search(path.read_text(encoding="utf-8")) for path in files)
