"""The table of permissions (one CSV an app, reviewed by people) and the list of URLs it must cover."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import getclosurevars
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.views.decorators.http import require_http_methods

from tests.permissions.actors import ACTORS

HEADER = ["url", "method", "relation", *ACTORS]
METHODS = ("GET", "POST")
RELATIONS = ("-", "own", "party", "other")
DENIED = {"login", "401", "403", "404", "405"}
METHOD_CHECK = require_http_methods([])(lambda request: None).__code__


@dataclass(frozen=True)
class Row:
    """One line: what each actor must get from ``method url`` on an object of ``relation``."""

    app: str
    line: int
    url: str
    method: str
    relation: str
    cells: dict[str, str]

    def __str__(self) -> str:
        return f"{self.app}.csv:{self.line} {self.method} {self.url} [{self.relation}]"


def urls() -> dict[str, bool]:
    """Every URL name of the project (with its namespace), and whether it takes arguments."""
    return {name: takes for name, takes, _ in _walk(get_resolver().url_patterns, "", False)}


def refused_by_method() -> set[tuple[str, str]]:
    """Every (URL name, method) that Django's own check refuses before anything of the view is done.

    The outermost function of the view is that check (``require_safe`` and its like): it looks at the method
    alone, so its answer is the same for every person and every object.
    """
    checked = {
        name: getclosurevars(view).nonlocals["request_method_list"]
        for name, _, view in _walk(get_resolver().url_patterns, "", False)
        if getattr(view, "__code__", None) is METHOD_CHECK
    }
    return {
        (name, method) for name, allowed in checked.items() for method in METHODS if method not in allowed
    }


def _walk(
    patterns: list[URLPattern | URLResolver], prefix: str, arguments: bool
) -> Iterator[tuple[str, bool, Callable[..., Any]]]:
    for pattern in patterns:
        takes = arguments or bool(pattern.pattern.regex.groups)
        if isinstance(pattern, URLResolver):
            inside = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, inside, takes)
        else:
            yield f"{prefix}{pattern.name or f'<unnamed {pattern.pattern}>'}", takes, pattern.callback


def rows() -> dict[str, list[Row]]:
    """Every line of every CSV beside this file, by URL name."""
    found: dict[str, list[Row]] = defaultdict(list)
    for path in sorted(Path(__file__).parent.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            header = next(lines, [])
            assert header == HEADER, f"{path.name}: the header must be {','.join(HEADER)}"
            for number, line in enumerate(lines, start=2):
                if not line or line[0].startswith("#"):
                    continue
                assert len(line) == len(HEADER), f"{path.name}:{number} has {len(line)} cells"
                url, method, relation, *cells = (cell.strip() for cell in line)
                assert method in METHODS, f"{path.name}:{number} method {method!r}"
                assert relation in RELATIONS, f"{path.name}:{number} relation {relation!r}"
                row = Row(path.stem, number, url, method, relation, dict(zip(ACTORS, cells, strict=True)))
                found[url].append(row)
    return found


def gaps(name: str, takes_arguments: bool, found: list[Row]) -> list[str]:
    """What the table does not say about a URL."""
    if not found:
        return [f"unclassified URL {name}: no row in any tests/permissions/*.csv"]
    said = [(row.method, row.relation) for row in found]
    problems = [f"{name}: {pair} stands twice" for pair in set(said) if said.count(pair) > 1]
    relations = {relation for _, relation in said}
    problems += [
        f"{name}: no {method} row for relation {relation}"
        for method in METHODS
        for relation in sorted(relations)
        if (method, relation) not in said
    ]
    if takes_arguments and not relations & {"-"} and not {"own", "other"} <= relations:
        problems.append(f"{name}: an object needs rows for own and for other")
    if not takes_arguments and relations != {"-"}:
        problems.append(f"{name}: takes no object, so its relation is '-'")
    return problems
