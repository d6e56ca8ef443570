"""The drawn icons, from Bootstrap Icons: a sprite holds those that are named somewhere, and no other.

``{% icon "bell" %}`` in a template draws from ``static/img/icons.svg``, ``icon("type-bold")`` in a script
from ``editor-icons.svg``, which only pages with the editor load. ``manage.py icons`` writes both.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from collab_portal.assets import NODE_MODULES

ICONS = NODE_MODULES / "bootstrap-icons"
NAMED = re.compile(r"""(?:\{% icon |\bicon\()"([^"]+)\"""")
DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
HEAD = """<svg xmlns="http://www.w3.org/2000/svg">
<!-- Bootstrap Icons, MIT licence: https://icons.getbootstrap.com -->
"""


@dataclass(frozen=True)
class Sprite:
    """One file of drawings for the files that name them."""

    name: str
    folder: str
    pattern: str

    @property
    def path(self) -> Path:
        return Path(settings.BASE_DIR) / "static/img" / self.name

    def names(self) -> list[str]:
        """The icons in use, sorted."""
        files = (Path(settings.BASE_DIR) / self.folder).rglob(self.pattern)
        return sorted({name for file in files for name in NAMED.findall(file.read_text())})

    def drawn(self) -> str:
        """The file's text. Raises FileNotFoundError for a name that Bootstrap Icons does not have."""
        return f"{HEAD}{''.join(_symbols(self.names()))}</svg>\n"


SPRITES = (Sprite("icons.svg", "templates", "*.html"), Sprite("editor-icons.svg", "static/js", "*.js"))


def _symbols(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        drawing = DRAWING.search((ICONS / f"icons/{name}.svg").read_text())
        lines = drawing[1].split("\n") if drawing else []
        yield f'<symbol id="{name}" viewBox="0 0 16 16">{"".join(line.strip() for line in lines)}</symbol>\n'
