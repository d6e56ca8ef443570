"""``pytest tests/permissions --print-cells organizations`` prints what happens now, as lines to review."""

import logging
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse

from tests.permissions.world import Browser, World, make_world


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--print-cells", metavar="TEXT", help="print table rows of URLs whose name contains TEXT"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ``--print-cells`` only the printing test runs, and without it never."""
    wanted = config.getoption("print_cells", default=None)
    here = [item for item in items if "tests/permissions" in str(item.path)]
    for item in here:
        if ("print_cells" in item.name) != bool(wanted):
            items.remove(item)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def visitor() -> Iterator[Browser]:
    logging.disable(logging.CRITICAL)
    yield Browser()
    logging.disable(logging.NOTSET)


@pytest.fixture
def _bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """403 and 404 without their page: a third of the work, and it is given nothing but what was typed."""

    def bare(request: HttpRequest, status: int) -> HttpResponse:
        return HttpResponse(status=status)

    monkeypatch.setattr("collab_portal.views._error", bare)
