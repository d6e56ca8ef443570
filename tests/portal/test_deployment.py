"""What lies in ``deploy/``: files that an administrator copies."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "deploy/portal.env.example"
# What sh and systemd read alike: nothing in it is special to either.
LINE = re.compile(r'([A-Z_]+)="([^"\\$`]*)"')


def written() -> dict[str, str]:
    lines = [line for line in SETTINGS.read_text().splitlines() if line and not line.startswith("#")]
    matched = [LINE.fullmatch(line) for line in lines]
    assert all(matched), lines
    return {match[1]: match[2] for match in matched if match}


def test_sh_reads_the_sample_settings_as_they_are_written():
    show = f'set -a; . "{SETTINGS}"; env -0'

    alone = {"PATH": os.environ["PATH"]}
    said = subprocess.run(["sh", "-euc", show], env=alone, capture_output=True, text=True)

    read = dict(line.split("=", 1) for line in said.stdout.split("\0") if line)
    assert said.stderr == ""
    assert {name: read.get(name) for name in written()} == written()


def test_lines_that_are_switched_on_later_are_written_the_same_way():
    offered = re.findall(r"^#([A-Z_]+=.*)$", SETTINGS.read_text(), re.MULTILINE)

    assert offered
    assert all(LINE.fullmatch(line) for line in offered)


def test_every_sample_setting_is_explained():
    document = (ROOT / "docs/production.md").read_text()
    names = re.findall(r"^#?([A-Z_]+)=", SETTINGS.read_text(), re.MULTILINE)

    assert [name for name in names if f"| `{name}`" not in document and f", `{name}`" not in document] == []


@pytest.mark.parametrize("word", ["uploads", "portal.env", "SECRET_KEY", "collectstatic"])
def test_backup_and_restore_name_what_has_to_be_kept(word):
    document = (ROOT / "docs/production.md").read_text()

    assert word in document.split("## 5. Backup and restore")[1].split("## 6.")[0]
