"""The migrated schema, made once for each set of migrations: every test database is a copy of it.

Migrating takes a dozen seconds of a processor, for each process of a run. The result is kept as a dump under
``.pytest_cache/schema`` beside a list of what it is made of. A set that only adds migrations to a kept one
goes on from there, as a deployment does.
"""

import json
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
KEPT = ROOT / ".pytest_cache" / "schema"


def prepare(database_url: str) -> str:
    """Make the database ``TEMPLATE`` on the server of ``database_url``; returns its name."""
    url, binaries = urlsplit(database_url)._replace(path=f"/{TEMPLATE}").geturl(), find_postgres()
    connection = psycopg2.connect(database_url)
    connection.autocommit = True
    connection.cursor().execute(f"CREATE DATABASE {TEMPLATE}")
    connection.close()
    sources, digest = _sources(binaries)
    dump = KEPT / f"{digest}.dump"
    if kept := dump if dump.exists() else _nearest(sources):
        _run([binaries / "pg_restore", "--dbname", url, kept])
    if kept == dump:
        return TEMPLATE
    _run([sys.executable, "manage.py", "migrate", "--noinput", "--verbosity=0"], DATABASE_URL=url)
    KEPT.mkdir(parents=True, exist_ok=True)
    draft = dump.with_suffix(f".{os.getpid()}")
    _run([binaries / "pg_dump", "--format=custom", "--file", draft, url])
    draft.rename(dump)
    dump.with_suffix(".json").write_text(json.dumps(sources))
    return TEMPLATE


def _sources(binaries: Path) -> tuple[dict[str, str], str]:
    """What decides the migrated schema, by name, and one digest of it all."""
    paths = [*sorted(ROOT.glob("*/migrations/*.py")), ROOT / "requirements.txt"]
    found = {str(path.relative_to(ROOT)): sha256(path.read_bytes()).hexdigest() for path in paths}
    found["postgres"] = str(binaries)
    return found, sha256(json.dumps(found).encode()).hexdigest()[:24]


def _nearest(sources: dict[str, str]) -> Path | None:
    """The dump that has the most of these migrations and nothing else."""
    made = {path: json.loads(path.read_text()).items() for path in KEPT.glob("*.json")}
    begun = [
        path for path, had in made.items() if had <= sources.items() and path.with_suffix(".dump").exists()
    ]
    return max(begun, key=lambda path: len(made[path])).with_suffix(".dump") if begun else None


def _run(command: list[str | Path], **environment: str) -> None:
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True)
