"""How gunicorn serves the portal, under ``manage.py portal`` and under systemd alike."""

import gc
import os
import signal
from typing import Any

from collab_portal import embedded, figures
from collab_portal.embedded.child import die_with
from collab_portal.environment import Environment

_host = os.environ.get("HOST") or "127.0.0.1"
bind = f"{f'[{_host}]' if ':' in _host else _host}:{os.environ.get('PORT') or '8000'}"
worker_class = "collab_portal.serving.PatientWorker"
workers = 2
threads = 4  # for requests, and as many again for large bodies
worker_connections = 800  # of one worker: a plain user may hold 1,024 files
timeout = 60
graceful_timeout = 3
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
loglevel = "warning"
# Its socket would lie in the home folder, where two portals of one user would fight over it.
control_socket_disable = True


def on_starting(server: Any) -> None:
    """Both workers add to the same figures, whichever of them is asked for /metrics."""
    if server.app.app_uri.startswith("collab_portal.wsgi"):
        environment = Environment(embedded.PROJECT)
        environment.check()  # a worker that can't start would be started for ever
        if not environment.demo and not (environment.text("SITE_HOST") and environment.text("SITE_OPERATOR")):
            server.log.warning("SITE_HOST、SITE_OPERATOR 未设置：页脚不写主办、承办单位。")
    figures.begin(str(server.cfg.address[0]), embedded.var_dir() / "metrics")
    figures.count_safely()
    load(server)


def load(server: Any) -> None:
    """All code before any worker is forked: they share its memory, and are there at once.

    gunicorn's own ``preload_app`` would load it before ``on_starting``, ahead of the figures and the checks.
    What lives longest is left alone by the collector, which would write into every page of it.
    """
    server.app.wsgi()
    gc.collect()
    gc.freeze()


def on_exit(server: Any) -> None:
    figures.end()


def child_exit(server: Any, worker: Any) -> None:
    """A worker that is gone no longer counts among the living ones."""
    figures.forget(worker.pid)


def post_fork(server: Any, worker: Any) -> None:
    """A worker whose master was killed must not hold the port against the next one."""
    die_with(server.pid, signal.SIGKILL)
