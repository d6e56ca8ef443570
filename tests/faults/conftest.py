"""One set of servers for all fault tests, emptied between them; the figures are printed at the end.

Whatever was done to them, the auditor must find plan and table equal afterwards.
"""

from collections.abc import Iterator

import pytest

from tests.faults.stack import Stack

FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def servers() -> Iterator[Stack]:
    stack = Stack()
    yield stack
    stack.close()


@pytest.fixture
def stack(servers: Stack) -> Iterator[Stack]:
    servers.clear()
    yield servers
    for sender in servers.senders:
        sender.kill()
    servers.senders.clear()
    servers.relay.delay = 0.004
    servers.audit()


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> list[str]:
    return request.config.stash.setdefault(FIGURES, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    lines = config.stash.get(FIGURES, [])
    if lines:
        terminalreporter.section("faults: figures")
        for line in lines:
            terminalreporter.write_line(line)
