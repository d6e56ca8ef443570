"""pytest plugin: every test run has its own PostgreSQL and Valkey, gone when it ends.

Loaded with ``-p tests.services`` because the addresses must be in the environment before
pytest-django reads the settings. Workers of xdist inherit them. However the run ends, also by
SIGKILL, the guardian of the servers notices, stops them and deletes their folder.
"""

import os
import tempfile
from pathlib import Path

import pytest

from collab_portal import embedded
from tests import schema


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    # As on a desk: demo accounts are shown, and nobody has to think of a secret key.
    os.environ.setdefault("DEMO_MODE", "on")
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    try:
        services = embedded.start(Path(tempfile.mkdtemp(prefix="portal-test-")), throwaway=True)
    except embedded.ServiceError as error:
        raise pytest.UsageError(str(error)) from None
    early_config.add_cleanup(services.stop)
    os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = services.database_url, services.redis_url
    # Uploads, mail and the secret key of tests go where the servers' data goes.
    os.environ.setdefault("VAR_DIR", str(services.folder / "var"))
    os.environ["TEST_TEMPLATE"] = schema.prepare(services.database_url)
