"""The guide's table of 我的工作 names every kind of line there is, and none that there is not."""

import ast
import re
from pathlib import Path

from todos.subjects import every

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs/使用手册.md"


def told() -> set[str]:
    table = GUIDE.read_text().partition("| 类别 | 出现的原因 | 怎样办完 |")[2].partition("\n\n")[0]
    return {
        word for row in re.findall(r"^\| ([^|]+) \|", table, re.M) for word in row.strip().split("、")
    } - {"---"}


def counted() -> set[str]:
    """The kinds of what only counts, as the apps write them."""
    trees = [ast.parse(path.read_text()) for path in ROOT.glob("*/awaiting.py")]
    calls = [
        node
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Awaiting"
    ]
    return {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}


def test_every_kind_of_line_is_explained_and_nothing_else() -> None:
    owed = {kind.label for subject in every() for kind in subject.kinds.values()}

    assert told() == owed | counted()
