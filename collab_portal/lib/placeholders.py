"""``{名称}`` from a fixed list in a text that administrators write, nothing else.

Neither ``str.format`` nor a template engine ever sees the text, so it cannot reach into an object.
"""

import re
from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\{([^{}\n]{0,40})\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with each known placeholder replaced once; a value that looks like one stays as it is."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def used(text: str) -> set[str]:
    """The names between braces."""
    return set(PLACEHOLDER.findall(text))
