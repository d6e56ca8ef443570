"""Archives, films and tables that cost too much to open are refused before they are opened."""

import io
import re
import struct
import zipfile

import pytest
from django.core.exceptions import ValidationError

from collab_portal.lib import bounds
from collab_portal.lib.archives import ArchiveError, Deadline, entries_at_most, look_through
from collab_portal.lib.contents import films, office
from collab_portal.lib.sheets import SheetError, read
from tests.uploads.samples import archive, film
from tests.uploads.samples import office as written


def copied(content: bytes, copy=office.copy_docx) -> bytes:
    target = io.BytesIO()
    copy(io.BytesIO(content), target)
    return target.getvalue()


def crowded(count: int) -> bytes:
    """A document of so many parts beside its own three."""
    return written(**{f"word__{number}.xml": "" for number in range(count - 3)})


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def filmed(outer: int, inner: int) -> bytes:
    """A film with so many boxes beside one another, and so many more inside one of them."""
    head = box(b"ftyp", b"isom\0\0\0\0")
    return head + box(b"mdat") + box(b"free") * (outer - 3) + box(b"moov", box(b"free") * inner)


def test_parts_of_an_archive_are_counted_without_opening_it():
    assert entries_at_most(io.BytesIO(crowded(70))) == 70


def test_an_entry_across_two_pieces_is_counted_once(monkeypatch):
    monkeypatch.setattr("collab_portal.lib.archives.CHUNK", 7)

    assert entries_at_most(io.BytesIO(crowded(5))) == 5


def test_a_document_of_too_many_parts_is_refused_before_its_directory_is_built(monkeypatch):
    content = crowded(bounds.OFFICE_ENTRIES + 1)
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("opened"))

    with pytest.raises(ValidationError, match="过大"):
        copied(content)


def test_a_document_of_as_many_parts_as_are_allowed_is_kept():
    content = crowded(bounds.OFFICE_ENTRIES)

    assert copied(content) == content


def test_a_workbook_of_too_many_parts_is_refused_before_its_directory_is_built(monkeypatch):
    content = archive({f"{number}.xml": "" for number in range(bounds.TABLE_ENTRIES + 1)})
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("opened"))

    with pytest.raises(ArchiveError, match="部件过多"):
        look_through(content, Deadline(bounds.TABLE_SECONDS))


def test_a_part_with_an_endless_name_is_refused():
    with pytest.raises(ValidationError, match="名称有异常"):
        copied(written(**{"oleobject" * 30: ""}))


def test_a_document_that_is_not_read_in_time_is_refused(monkeypatch):
    monkeypatch.setattr(bounds, "OFFICE_SECONDS", -1.0)

    with pytest.raises(ValidationError, match="没有读完。请精简或拆分后再传。"):
        copied(written())


def test_relations_larger_than_any_document_needs_are_not_parsed(monkeypatch):
    monkeypatch.setattr(bounds, "OFFICE_XML", 100)

    with pytest.raises(ValidationError, match="结构有异常"):
        copied(written(rels=" " * 100))


@pytest.mark.parametrize(("outer", "inner"), [(8, 3), (9, 2), (3, 8)])
def test_boxes_of_a_film_are_counted_over_all_levels(outer, inner, monkeypatch):
    monkeypatch.setattr(bounds, "FILM_BOXES", 10)

    with pytest.raises(ValidationError, match="视频不完整"):
        copied(filmed(outer, inner), films.copy_mp4)


def test_a_film_within_the_count_is_kept():
    assert len(copied(film(), films.copy_mp4)) == len(film())


@pytest.mark.parametrize(
    ("name", "value", "content", "word"),
    [
        ("TABLE", 10, "甲,乙,丙,丁".encode(), "文件超过"),
        ("TABLE_COLUMNS", 2, "甲,乙,丙".encode(), "超过 2 列"),
        ("TABLE_SECONDS", -1.0, "甲,乙".encode(), "没有读完"),
    ],
)
def test_a_table_is_held_to_its_bounds(name, value, content, word, monkeypatch):
    monkeypatch.setattr(bounds, name, value)

    with pytest.raises(SheetError, match=re.escape(word)):
        list(read(content, most_rows=5, seconds=bounds.TABLE_SECONDS))


def test_a_longer_cell_of_a_table_is_cut_and_said():
    (row,) = read(("字" * (bounds.TABLE_CELL + 1)).encode(), most_rows=5)

    assert (len(row.texts[0]), row.faults) == (bounds.TABLE_CELL, {0: "超过 5,000 字。"})
