"""Reads the directory of one compound file (OLE) in a process of its own, like ``pdf_child``.

Such files are Word, Excel and PowerPoint before 2007, WPS documents, and the shell around every document
with a password. The answer is the exit status, a ``Compound``.
"""

import os
from enum import IntEnum


class Compound(IntEnum):
    """What the file is, or what is wrong with it."""

    WORD = 10
    SHEET = 11
    SLIDES = 12
    PASSWORD = 20
    MACROS = 21
    PROGRAM = 22
    OTHER = 23
    DAMAGED = 24


MACROS = {"macros", "vba", "_vba_project", "_vba_project_cur", "projectwm", "project"}
SHELL = {"encryptedpackage", "encryptioninfo", "drmencrypteddatas", "encryptedsummary"}
PACKAGE = "\x01ole10native"  # any file at all, behind an icon
HEARTS = {
    "worddocument": Compound.WORD,
    "workbook": Compound.SHEET,
    "book": Compound.SHEET,
    "powerpoint document": Compound.SLIDES,
}
ENCRYPTED = 0x0100  # of the flags at byte 10 of a Word document


def judge() -> Compound:
    """What stands on the standard input."""
    import olefile

    try:
        with olefile.OleFileIO(open(0, "rb", closefd=False)) as file:
            names = {name.lower() for path in file.listdir(streams=True, storages=True) for name in path}
            if names & SHELL:
                return Compound.PASSWORD
            if names & MACROS:
                return Compound.MACROS
            if PACKAGE in names:
                return Compound.PROGRAM
            kind = next((kind for name, kind in HEARTS.items() if file.exists(name)), Compound.OTHER)
            if kind is Compound.WORD:
                head = file.openstream("worddocument").read(12)
                if int.from_bytes(head[10:12], "little") & ENCRYPTED:
                    return Compound.PASSWORD
            return kind
    except Exception:  # the parser raises whatever it comes across
        return Compound.DAMAGED


if __name__ == "__main__":
    os._exit(judge())
