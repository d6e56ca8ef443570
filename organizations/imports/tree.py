"""A committee's tree as a map from code to the code above: is there a ring, how deep, who comes first."""

from collections.abc import Iterable, Mapping

DEEPEST = 20


def rings(codes: Iterable[str], above: Mapping[str, str | None]) -> set[str]:
    """Those of ``codes`` from which going up comes back to something passed; each step is taken once."""
    ends: dict[str, bool] = {}
    for code in codes:
        passed: dict[str, None] = {}
        step: str | None = code
        while step is not None and step not in passed and step not in ends:
            passed[step] = None
            step = above.get(step)
        in_ring = step is not None and (step in passed or ends[step])
        ends.update(dict.fromkeys(passed, in_ring))
    return {code for code, in_ring in ends.items() if in_ring}


def depth(code: str, above: Mapping[str, str | None]) -> int:
    """Levels from the root, which is 1, counted up to one more than ``DEEPEST``."""
    levels = 0
    step: str | None = code
    while step is not None and levels <= DEEPEST:
        levels += 1
        step = above.get(step)
    return levels


def waves(codes: Iterable[str], above: Mapping[str, str | None]) -> list[list[str]]:
    """``codes`` level by level: whoever stands above comes in an earlier wave."""
    levels: dict[int, list[str]] = {}
    for code in codes:
        levels.setdefault(depth(code, above), []).append(code)
    return [levels[level] for level in sorted(levels)]
