"""Takes the link to a template elsewhere out of a document; every other byte of every part stays."""

import zipfile
from shutil import copyfileobj
from typing import IO
from xml.parsers import expat

from collab_portal.lib.contents.office_parts import TEMPLATE, relation_of

CHUNK = 1 << 20


def without_template(archive: zipfile.ZipFile, parts: set[str], target: IO[bytes]) -> None:
    """Write the archive anew with ``parts`` cut: the relation, and the element that names it."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for member in archive.infolist():
            with archive.open(member) as source, made.open(_as(member), "w") as copy:
                if member.filename in parts:
                    copy.write(_cut(source.read()))
                else:
                    copyfileobj(source, copy, CHUNK)


def _as(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The same entry without what the old archive said about its place and length."""
    info = zipfile.ZipInfo(member.filename, member.date_time)
    info.compress_type, info.external_attr = member.compress_type, member.external_attr
    return info


def _cut(content: bytes) -> bytes:
    kept, at = [], 0
    for start, end in _places(content):
        kept.append(content[at:start])
        at = end
    return b"".join((*kept, content[at:]))


def _places(content: bytes) -> list[tuple[int, int]]:
    """Where such elements begin, and where whatever follows them does."""
    places: list[tuple[int, int]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    start, depth = -1, 0

    def begins(name: str, attributes: dict[str, str]) -> None:
        nonlocal start, depth
        after()
        local = name.rpartition(" ")[2]
        is_link = local == "Relationship" and relation_of(attributes) == TEMPLATE
        if start < 0 and (is_link or local == "attachedTemplate"):
            start, depth = parser.CurrentByteIndex, 0
        if start >= 0:
            depth += 1

    def ends(name: str) -> None:
        nonlocal depth
        after()
        if start >= 0:
            depth -= 1

    def after(*event: object) -> None:
        nonlocal start
        if start >= 0 and depth == 0:
            places.append((start, parser.CurrentByteIndex))
            start = -1

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    parser.DefaultHandler = after
    parser.Parse(content, True)
    return places
