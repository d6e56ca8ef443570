"""Reads the structure of one PDF, from standard input in a process of its own (``confined``).

It writes nothing and answers by its exit status alone, a ``Finding``. Nothing of the portal is imported
here, so that it starts at once.
"""

import mmap
import os
import re
import sys
from enum import IntEnum
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    import pikepdf


class Finding(IntEnum):
    """Exit statuses; 1 and 2 are Python's own for a start that failed."""

    CLEAN = 0
    NO_PDF = 10
    PADDED = 11
    DAMAGED = 12
    PASSWORD = 13
    NO_PAGE = 14
    COMPLEX = 15
    SCRIPT = 20
    LAUNCH = 21
    FORM_ACTION = 22
    MEDIA = 23
    ATTACHMENT = 24
    XFA = 25
    LINK = 26
    OUTSIDE = 27


STRAY = 1024  # bytes other than blanks before the head or behind the end: what printers and mailers add
UNPACKED = 100 * 1024 * 1024  # bytes of one stream of objects; pictures and pages are not unpacked here
NEAR = 512  # bytes behind the end that qpdf passes over by itself
HEAD, END, BLANK = b"%PDF-", b"%%EOF", b" \t\r\n\f\0"
ACTIONS = {
    "/JavaScript": Finding.SCRIPT,
    "/Launch": Finding.LAUNCH,
    "/GoToE": Finding.ATTACHMENT,
    "/SubmitForm": Finding.FORM_ACTION,
    "/ImportData": Finding.FORM_ACTION,
    "/Rendition": Finding.MEDIA,
    "/RichMediaExecute": Finding.MEDIA,
}
ANNOTATIONS = {
    "/FileAttachment": Finding.ATTACHMENT,
    "/RichMedia": Finding.MEDIA,
    "/Screen": Finding.MEDIA,
    "/Movie": Finding.MEDIA,
    "/Sound": Finding.MEDIA,
    "/3D": Finding.MEDIA,
}
NAME_TREES = {"/JavaScript": Finding.SCRIPT, "/EmbeddedFiles": Finding.ATTACHMENT}
NAMED = {**ACTIONS, **ANNOTATIONS, "/EmbeddedFile": Finding.ATTACHMENT}
# What a part of a tagged text may say of itself, its ``/S`` being what the author called it. No action does
# anything with these alone; one that says it is such a part has its script or its file behind another key.
PART_OF_TEXT = "/StructElem"
PARTS_KEYS = frozenset(
    {"/Type", "/S", "/P", "/ID", "/Ref", "/Pg", "/K", "/A", "/C", "/R", "/T", "/Lang", "/Alt", "/E"}
    | {"/ActualText", "/AF", "/NS", "/PhoneticAlphabet", "/Phoneme"}
)
ELSEWHERE = "/GoToR"
# A file of its own stands behind these keys; a flag is a number.
SUSPECT = re.compile(
    b"|".join(name.encode() for name in (*NAMED, ELSEWHERE, "/EF", "/URI", "/Ref"))
    + rb"|/U?F\s*(?:[(<]|\d+ \d+ R)"
)
SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)  # as of every address in a file (``leading``)
SAFE = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
ADDRESSES = ("/URI", "/Base")
FILE_KEYS = ("/F", "/UF", "/DOS", "/Mac", "/Unix")  # tell a file inside from a font that is called EF


def judge(objects: int, depth: int) -> Finding:
    """What stands on the standard input."""
    try:
        with mmap.mmap(0, 0, access=mmap.ACCESS_READ) as content:
            start, last = content.find(HEAD), content.rfind(END)
            end = last + len(END) if last >= 0 else len(content)
            if finding := _around(content, start, end):
                return finding
            far = len(content) - end > NEAR
            body = BytesIO(content[:end]) if far else open(0, "rb", closefd=False)  # noqa: SIM115
        return _inside(body, objects, depth) or (Finding.CLEAN if last > start else Finding.DAMAGED)
    except (MemoryError, RecursionError):
        return Finding.COMPLEX


def _around(content: mmap.mmap, start: int, end: int) -> Finding:
    """Little may stand before the head and behind the end, and nothing that a browser takes for a page."""
    if start < 0:
        return Finding.NO_PDF
    before, behind = (part.translate(None, BLANK) for part in (content[:start], content[end:]))
    if max(len(before), len(behind)) > STRAY:
        return Finding.PADDED
    return Finding.NO_PDF if b"<" in before else Finding.CLEAN


def _inside(body: BinaryIO, objects: int, depth: int) -> Finding:
    import pikepdf

    limits = pikepdf.settings
    limits.set_qpdf_limits(parser_max_nesting=depth, parser_max_errors=0, flate_max_memory=UNPACKED)
    try:
        try:
            pdf, whole = pikepdf.open(body, attempt_recovery=False, suppress_warnings=True), True
        except pikepdf.PasswordError:
            return Finding.PASSWORD
        except pikepdf.PdfError:  # readers guess what was meant, and may find a script: then that is why
            body.seek(0)
            pdf, whole = pikepdf.open(body, suppress_warnings=True), False
        if finding := _walk(pdf, objects):
            return finding
        if limits.qpdf_limit_errors():
            return Finding.COMPLEX
        # An object that is not well formed, another reader may read in another way.
        if not whole or any("(object " in warning for warning in pdf.get_warnings()):
            return Finding.DAMAGED
        return Finding.CLEAN if len(pdf.pages) else Finding.NO_PAGE
    except (MemoryError, RecursionError):
        raise
    except Exception:  # the parser raises whatever it comes across
        return Finding.COMPLEX if limits.qpdf_limit_errors() else Finding.DAMAGED


def _walk(pdf: "pikepdf.Pdf", objects: int) -> Finding:
    """Every dictionary of every object, those in compressed object streams too."""
    said = pdf.trailer.get("/Size", 0)  # a table that says too much need not be read
    if not isinstance(said, int) or said > objects or len(found := list(pdf.objects)) > objects:
        return Finding.COMPLEX
    if finding := _catalogue(pdf.trailer.get("/Root", {})):
        return finding
    for thing in (pdf.trailer, *found):
        if finding := NAMED.get(_name(thing), Finding.CLEAN):  # as an object of its own: something means it
            return finding
        open_ = [thing] if _is_suspect(thing) else []
        while open_:
            part = open_.pop()
            inner = _parts(part)
            if getattr(part, "_type_name", "") == "stream" and "/F" in inner:
                return Finding.OUTSIDE  # its content is in another file
            if isinstance(inner, dict):
                if finding := _dictionary(inner):
                    return finding
                inner = list(inner.values())
            open_ += [part for part in inner if not getattr(part, "is_indirect", False)]
    return Finding.CLEAN


def _is_suspect(thing: Any) -> bool:
    """Written out anew a name is spelt in one way: few objects hold one of ours, and only they are read."""
    kind = getattr(thing, "_type_name", "")
    if kind == "stream":
        thing = thing.stream_dict
    return kind in {"stream", "dictionary", "array"} and bool(SUSPECT.search(thing.unparse(resolved=True)))


def _parts(thing: Any) -> dict[str, Any] | list[Any]:
    kind = getattr(thing, "_type_name", "")
    if kind == "array":
        return list(thing)
    if kind == "stream":
        thing = thing.stream_dict
    return dict(thing.items()) if kind in {"dictionary", "stream"} else []


def _catalogue(root: Any) -> Finding:
    trees = root.get("/Names", {})
    for name, finding in NAME_TREES.items():
        tree = trees.get(name, {})
        if len(tree.get("/Kids", ())) or len(tree.get("/Names", ())):
            return finding
    return Finding.XFA if "/XFA" in root.get("/AcroForm", {}) else Finding.CLEAN


def _dictionary(entries: dict[str, Any]) -> Finding:
    action = "" if _is_part_of_text(entries) else _name(entries.get("/S"))
    finding = ACTIONS.get(action) or ANNOTATIONS.get(_name(entries.get("/Subtype")))
    if finding:
        return finding
    if any(_is_astray(entries.get(key)) for key in ADDRESSES):
        return Finding.LINK
    if any(_is_share(entries.get(key)) for key in ("/F", "/UF")):
        return Finding.LAUNCH
    if _name(entries.get("/S")) == ELSEWHERE and not _is_paper(entries.get("/F")):
        return Finding.LAUNCH
    if _name(entries.get("/Subtype")) == "/Form" and _parts(entries.get("/Ref")):
        return Finding.OUTSIDE
    files = _parts(entries.get("/EF"))
    inside = isinstance(files, dict) and any(key in files for key in FILE_KEYS)
    inside = inside or _name(entries.get("/Type")) == "/EmbeddedFile"
    return Finding.ATTACHMENT if inside else Finding.CLEAN


def _is_part_of_text(entries: dict[str, Any]) -> bool:
    """The title of a part is words; that of an action is the way to a file inside."""
    is_part = _name(entries.get("/Type")) == PART_OF_TEXT and "/P" in entries
    return is_part and PARTS_KEYS.issuperset(entries) and not _parts(entries.get("/T"))


def _is_share(file: Any) -> bool:
    """Another document is beside this one; one on a server is asked for with the reader's own password."""
    return any(name.startswith("//") or "://" in name for name in _names(file))


def _is_paper(file: Any) -> bool:
    """Whether what a link opens is another PDF, by every name it has; a program is none."""
    return all(name.lower().endswith(".pdf") for name in _names(file))


def _names(file: Any) -> list[str]:
    """Of a file, plain or described, with one kind of stroke."""
    inner = _parts(file)
    names = inner.values() if isinstance(inner, dict) else [file]
    return [str(name).replace("\\", "/") for name in names if getattr(name, "_type_name", "") == "string"]


def _is_astray(address: Any) -> bool:
    """A program, a drive, a share: neither the web nor a mailbox, a telephone or a place in the file."""
    if getattr(address, "_type_name", "") != "string":
        return False
    target = "".join(letter for letter in str(address).strip() if letter.isprintable())
    leads_outside = bool(SCHEME.match(target)) or target.replace("\\", "/").startswith("//")
    return leads_outside and not SAFE.match(target)


def _name(value: Any) -> str:
    return str(value) if getattr(value, "_type_name", "") == "name" else ""


if __name__ == "__main__":
    os._exit(judge(*map(int, sys.argv[1:])))  # at once: to take 200,000 objects apart costs seconds
