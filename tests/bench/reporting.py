"""A bench as people and programs read it: ``docs/bench/pages.md``, ``pages.json``; ``COMPARE=old.json``."""

import csv
import json
import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench.visiting import Address, Figure

FOLDER = Path(__file__).parents[2] / "docs" / "bench"
BUDGET = Path(__file__).parent / "budget.csv"


def budget() -> dict[tuple[str, str], tuple[int, float, float]]:
    """Most queries, most kB and the ratio to its floor that each page is to keep, by name and person."""
    with BUDGET.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["page"], row["who"]): (int(row["queries"]), float(row["kb"]), float(row["ratio"]))
        for row in rows
    }


def beyond(address: Address, queries: int, kb: float) -> str:
    """What of a page is more than its budget, in words; empty where all is well."""
    most_queries, most_kb, _ = budget()[address.name, address.who]
    said = [f"{queries} queries instead of {most_queries}"] if queries > most_queries else []
    said += [f"{kb:.0f} kB instead of {most_kb:.0f}"] if kb > most_kb else []
    return f"{address}: {', '.join(said)}" if said else ""


def table(figures: Sequence[Figure], rounds: int, rows: str) -> str:
    """Markdown: one line a page; ``!`` marks a ratio beyond its budget."""
    before = _before()
    head = [
        "page",
        "who",
        "CPU ms",
        "of it database",
        "× floor",
        "best ms",
        "median ms",
        "queries",
        "kB",
        "gzip kB",
    ]
    if before:
        head.append("before")
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    known = budget()
    for figure in figures:
        name, who = figure.address.name, figure.address.who
        most = known.get((name, who), (0, 0.0, float("inf")))[2]
        mark = " !" if figure.ratio > most else ""
        cells = [name, who, f"{figure.cpu:.1f}", f"{figure.db:.1f}", f"{figure.ratio:.1f}{mark}"]
        cells += [
            f"{figure.best:.1f}",
            f"{figure.median:.1f}",
            str(figure.queries),
            f"{figure.kb:.1f}",
            f"{figure.gzip_kb:.1f}",
        ]
        if before:
            cells.append(f"{before[name, who]:.1f}×" if (name, who) in before else "")
        lines.append(f"| {' | '.join(cells)} |")
    title = (
        f"# Pages beside the floor\n\n{date.today():%Y-%m-%d}, {os.cpu_count()} cores, Python "  # noqa: DTZ011
        f"{platform.python_version()}; {rows}; {rounds} interleaved rounds in one process. *Floor*: bare "
        "Django, the same rows (`tests/bench/floor.py`), asked by the same person. Compare the ratios, "
        "which are of processor time, Python's and the database's: times are of the machine and the hour. "
        "`make bench PYTEST_ARGS=tests/bench/test_pages.py` makes this anew; `!` marks a ratio beyond "
        "`tests/bench/budget.csv`.\n"
    )
    return "\n".join([title, *lines, ""])


def write(figures: Sequence[Figure], rounds: int, rows: str) -> str:
    """Leave both files; the table as they have it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = table(figures, rounds, rows)
    (FOLDER / "pages.md").write_text(text, encoding="utf-8")
    facts: list[dict[str, Any]] = [
        figure._asdict() | {"address": None, "page": figure.address.name, "who": figure.address.who}
        for figure in figures
    ]
    for fact in facts:
        del fact["address"]
    content = json.dumps({"rows": rows, "rounds": rounds, "pages": facts}, ensure_ascii=False, indent=1)
    (FOLDER / "pages.json").write_text(content + "\n", encoding="utf-8")
    return text


def _before() -> dict[tuple[str, str], float]:
    """The ratios of another run, where ``COMPARE`` names its file."""
    name = os.environ.get("COMPARE", "")
    if not name:
        return {}
    pages = json.loads(Path(name).read_text(encoding="utf-8"))["pages"]
    return {(page["page"], page["who"]): page["ratio"] for page in pages}
