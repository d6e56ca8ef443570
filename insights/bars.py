"""Lengths of bars: each in proportion to the longest of its table."""

from collections.abc import Sequence

FULL = 100


def lengths(values: Sequence[int]) -> list[str]:
    """In hundredths of the longest, as SVG writes them; what is not nothing stays visible."""
    longest = max(values, default=0)
    return [f"{max(value * FULL / longest, 1):.1f}" if value else "0" for value in values]


def level(value: int, largest: int, levels: int = 4) -> int:
    """Which of so many shades: 0 for nothing, the last for the largest."""
    return -(-value * levels // largest) if value else 0
