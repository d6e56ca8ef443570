"""Serves an allow-list of files out of node_modules as static files.

Whole ``dist`` folders would be 970 files and minutes of compression; these are the few that
pages use. A source map is listed wherever a file names one: manifest storage insists.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NODE_MODULES = Path(settings.BASE_DIR) / "node_modules"
FILES = (
    "bootstrap/dist/css/bootstrap.min.css",
    "bootstrap/dist/css/bootstrap.min.css.map",
    "sortablejs/Sortable.min.js",
    "tom-select/dist/css/tom-select.bootstrap5.min.css",
    "tom-select/dist/css/tom-select.bootstrap5.min.css.map",
    "tom-select/dist/js/tom-select.complete.min.js",
    "tom-select/dist/js/tom-select.complete.min.js.map",
)


class NodeModulesFinder(BaseFinder):
    """Finds exactly ``FILES``, under ``vendor/`` (``static "vendor/bootstrap/dist/…"``)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=NODE_MODULES)
        self.storage.prefix = "vendor"  # type: ignore[attr-defined]

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str] | None:  # type: ignore[override]
        name = path.removeprefix("vendor/")
        found = path.startswith("vendor/") and name in FILES and (NODE_MODULES / name).is_file()
        location = str(NODE_MODULES / name)
        if find_all:
            return [location] if found else []
        return location if found else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, FileSystemStorage]]:  # type: ignore[override]
        return ((name, self.storage) for name in FILES)
