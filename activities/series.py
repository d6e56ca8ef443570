"""第N期: the next number of a series that carries it in its title."""

import re

ISSUE = re.compile(r"第\s*(\d{1,4})\s*期")


def next_title(title: str) -> str:
    """``读书会第11期`` → ``读书会第12期``; a title without a number stays as it is."""
    return ISSUE.sub(lambda match: f"第{int(match[1]) + 1}期", title, count=1)
