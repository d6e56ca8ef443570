"""Hostile files: refused or read, never a crash, never half an import. Size: ``HOSTILE_FILES=10000``."""

import json
import os
import subprocess
import sys

import pytest

from collab_portal import embedded
from organizations.models import Branch, ImportJob
from tests.factories import make_user
from tests.imports import hostile
from tests.imports.helpers import check, commit
from tests.uploads.samples import archive, compound, office

FILES = int(os.environ.get("HOSTILE_FILES", "45"))
WHOLE = 20


@pytest.mark.timeout(120 + FILES)
def test_a_child_with_512_mb_survives_them_all() -> None:
    command = [sys.executable, "-m", "tests.imports.read_hostile", "0", str(FILES)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "collab_portal.settings", "MALLOC_ARENA_MAX": "1"}

    child = subprocess.run(command, cwd=embedded.PROJECT, env=environment, capture_output=True, text=True)

    assert child.returncode == 0, child.stderr[-2000:]
    found = json.loads(child.stdout.splitlines()[-1])
    print(f"\nhostile files: {FILES}, {found}")
    assert found["crashed"] == []
    assert found["read"] + found["refused"] == FILES
    assert found["megabytes"] <= 512


@pytest.mark.parametrize("seed", range(len(hostile.SAMPLES), len(hostile.SAMPLES) + WHOLE))
def test_an_import_is_whole_or_not_at_all(db, seed: int) -> None:
    staff = make_user()
    job = check(hostile.hostile(seed), staff)
    assert not Branch.objects.exists()
    assert job.status in {"checked", "failed"}
    assert job.status == "checked" or job.note.endswith("。")

    if job.status == "checked" and not job.failed_rows and job.to_write:
        job = commit(job, staff)

        assert (job.status, Branch.objects.count()) == ("done", job.new_rows)
    assert ImportJob.objects.count() == 1


REFUSALS = {
    hostile.bomb: "压缩比异常",
    hostile.flat_bomb: "展开后过大",
    hostile.blank_rows_then_text: "第 1,048,576 行仍有内容",
    hostile.wide_row: "第 9 行超过 200 列",
    hostile.deep: "过于复杂",
    hostile.many_strings: "过于复杂",
    hostile.many_styles: "过于复杂",
    hostile.entities: "外部实体",
    hostile.in_utf16: "不是 UTF-8",
    hostile.nested: "嵌有其他文件",
    hostile.macros: "含有宏",
    hostile.many_entries: "部件过多",
}


@pytest.mark.parametrize("made", REFUSALS, ids=lambda made: made.__name__)
def test_each_kind_of_harm_has_its_word(db, made) -> None:
    job = check(made(), make_user())

    assert job.status == "failed"
    assert REFUSALS[made] in job.note


def test_merged_cells_and_old_files_are_named(db) -> None:
    staff = make_user()

    assert "合并单元格（A2:A3）" in check(hostile.plain(merge="A2:A3"), staff).note
    assert "旧版 xls" in check(b"\xd0\xcf\x11\xe0" + b"\0" * 99, staff).note


OTHERS = {
    "a password": (compound({"EncryptionInfo": b"", "EncryptedPackage": b""}), "设有密码"),
    "an old sheet": (compound({"Workbook": b""}), "旧版 xls"),
    "an open sheet": (
        archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
        "OpenDocument 表格",
    ),
    "a text": (office(), "Word 文档"),
}


@pytest.mark.parametrize("case", OTHERS)
def test_a_file_that_is_no_plain_xlsx_is_told_what_it_is(db, case) -> None:
    content, word = OTHERS[case]

    job = check(content, make_user())

    assert (job.status, word in job.note) == ("failed", True)


@pytest.mark.thorough
def test_a_million_blank_rows_are_passed_over(db) -> None:
    job = check(hostile.million_blank_rows(), make_user())

    assert (job.status, job.new_rows) == ("checked", 2)


@pytest.mark.parametrize("content", [hostile.SAMPLES[0], hostile.SAMPLES[1]], ids=["1900", "1904"])
def test_both_calendars_of_excel_give_the_same_days(db, content) -> None:
    staff = make_user()
    commit(check(content(), staff), staff)

    days = Branch.objects.order_by("code").values_list("starts_on", flat=True)
    assert [day.isoformat() for day in days] == ["2020-01-02", "2021-03-04"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_every_usual_encoding(db, encoding) -> None:
    staff = make_user()
    commit(check(hostile.csv_of("007,𠮷安支部,党支部,", encoding=encoding), staff), staff)

    assert list(Branch.objects.order_by("code").values_list("code", "name")) == [
        ("007", "𠮷安支部"),
        ("A1", "甲支部"),
    ]


def test_xml_is_read_without_entities() -> None:
    from openpyxl.xml import DEFUSEDXML

    assert DEFUSEDXML is True
