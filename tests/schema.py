"""The migrated schema, made once for each set of migrations: every test database is a copy of it.

Hundreds of history triggers make migrating take half a minute of a processor, for each process of a run. The
result is kept as a dump under ``.pytest_cache/schema``, named by what it is made of.
"""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from collab_portal.embedded.postgres import find_postgres

ROOT = Path(__file__).parent.parent
TEMPLATE = "portal_migrated"


def prepare(database_url: str) -> str:
    """Make the database ``TEMPLATE`` on the server of ``database_url``; returns its name."""
    url, binaries = urlsplit(database_url)._replace(path=f"/{TEMPLATE}").geturl(), find_postgres()
    connection = psycopg2.connect(database_url)
    connection.autocommit = True
    connection.cursor().execute(f"CREATE DATABASE {TEMPLATE}")
    connection.close()
    dump = ROOT / ".pytest_cache" / "schema" / f"{_name(binaries)}.dump"
    if dump.exists():
        _run([binaries / "pg_restore", "--dbname", url, dump])
        return TEMPLATE
    _run([sys.executable, "manage.py", "migrate", "--noinput", "--verbosity=0"], DATABASE_URL=url)
    dump.parent.mkdir(parents=True, exist_ok=True)
    draft = dump.with_suffix(f".{os.getpid()}")
    _run([binaries / "pg_dump", "--format=custom", "--file", draft, url])
    draft.rename(dump)
    return TEMPLATE


def _name(binaries: Path) -> str:
    """Changes whenever the migrated schema could: migrations, pinned packages, PostgreSQL."""
    sources = [*sorted(ROOT.glob("*/migrations/*.py")), ROOT / "requirements.txt"]
    digest = sha256(str(binaries).encode())
    for source in sources:
        digest.update(source.name.encode() + source.read_bytes())
    return digest.hexdigest()[:24]


def _run(command: list[str | Path], **environment: str) -> None:
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True)
