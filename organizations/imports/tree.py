"""A committee's tree as a map from code to the code above: is there a ring, how deep, who comes first."""

from collections.abc import Iterable, Mapping

DEEPEST = 20


def ends_in_ring(code: str, above: Mapping[str, str | None]) -> bool:
    """Whether going up from ``code`` comes back to something already passed."""
    passed: set[str] = set()
    step: str | None = code
    while step is not None:
        if step in passed:
            return True
        passed.add(step)
        step = above.get(step)
    return False


def depth(code: str, above: Mapping[str, str | None]) -> int:
    """Levels from the root, which is 1; the tree has no ring."""
    levels = 0
    step: str | None = code
    while step is not None:
        levels += 1
        step = above.get(step)
    return levels


def waves(codes: Iterable[str], above: Mapping[str, str | None]) -> list[list[str]]:
    """``codes`` level by level: whoever stands above comes in an earlier wave."""
    levels: dict[int, list[str]] = {}
    for code in codes:
        levels.setdefault(depth(code, above), []).append(code)
    return [levels[level] for level in sorted(levels)]
