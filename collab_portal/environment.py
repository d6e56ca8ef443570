"""Reads the environment; a missing or malformed value stops the start with one clear line."""

import hashlib
import os
import re
import secrets
import sys
from contextlib import suppress
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import SplitResult, urlsplit

from environs import Env, EnvError

from collab_portal.lib import bounds

LEAST_KEY, LEAST_VARIETY = 50, 12  # characters of SECRET_KEY, and different ones among them
PUBLIC_PASSWORD = "Changjiang-2026!"  # noqa: S105 - of the demo accounts on a desk; it stands in README
SHORTEST_KEY = 32  # characters of AUDIT_KEY
SHORTEST_KEPT = 180  # days the security trail stays in the database


def stop(message: str) -> NoReturn:
    """End the process with one line that says what to do."""
    sys.exit(f"配置错误：{message}")


def split(url: str) -> SplitResult | None:
    """The parts of a URL, or None when it can't be read (``[::1``, a port that is no number)."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


class Environment:
    """The portal's own view of the environment variables: typed, with Chinese errors.

    ``demo`` is true while the embedded services are in use (``manage.py`` sets DEMO_MODE).
    """

    def __init__(self, base_dir: Path) -> None:
        self._env = Env()
        self.base_dir = base_dir
        self.demo = self.flag("DEMO_MODE", default=False)
        self.debug = self.flag("DEBUG", default=False)
        self.var_dir = Path(self.text("VAR_DIR") or base_dir / "var").resolve()

    def text(self, name: str, default: str = "") -> str:
        return self._env.str(name, default).strip()

    def flag(self, name: str, *, default: bool) -> bool:
        try:
            return self._env.bool(name, default)
        except EnvError:
            stop(f"{name} 应为 on 或 off。")

    def number(self, name: str, default: int, highest: int = 65535) -> int:
        try:
            value: int = self._env.int(name, default)
        except EnvError:
            stop(f"{name} 应为整数。")
        if not 0 <= value <= highest:
            stop(f"{name} 应在 0 与 {highest} 之间。")
        return value

    def choice(self, name: str, allowed: list[str]) -> str:
        """One of the words allowed; the first where nothing is set."""
        value = self.text(name, allowed[0])
        if value not in allowed:
            stop(f"{name} 应为 {' 或 '.join(allowed)}。")
        return value

    def words(self, name: str, default: list[str]) -> list[str]:
        value = self.text(name)
        return [word.strip() for word in value.split(",") if word.strip()] if value else default

    def networks(self, name: str) -> list[IPv4Network | IPv6Network]:
        """Networks as ``10.20.30.0/24``, comma-separated."""
        try:
            return [ip_network(word) for word in self.words(name, [])]
        except ValueError:
            stop(f"{name} 应为网段，以逗号分隔，例如 10.20.30.0/24。")

    def font_dir(self) -> str:
        """``FONT_DIR``: a directory with font files, or empty."""
        directory = self.text("FONT_DIR")
        if not directory:
            return ""
        fonts = {".ttf", ".otf", ".ttc", ".otc"}
        try:
            found = any(path.suffix.lower() in fonts for path in Path(directory).rglob("*"))
        except OSError:
            found = False
        if not found:
            stop(f"FONT_DIR（{directory}）不是可读取的目录，或其中没有字体文件（ttf、otf、ttc）。")
        return str(Path(directory).resolve())

    def database(self) -> dict[str, Any]:
        """``DATABASE_URL`` as Django's dictionary; PostgreSQL is the only dialect."""
        example = "例如 postgres://用户:密码@主机:5432/库名"
        if self.demo and not self.text("DATABASE_URL"):
            return {"ENGINE": "django.db.backends.dummy"}  # a command that needs no services
        if not self.text("DATABASE_URL"):
            stop(f"缺少 DATABASE_URL，{example}；本机试用请运行 make run。")
        try:
            database: dict[str, Any] = dict(self._env.dj_db_url("DATABASE_URL"))
        except (EnvError, ValueError):
            stop(f"DATABASE_URL 无法识别，{example}。")
        if database["ENGINE"] != "django.db.backends.postgresql" or not database["NAME"]:
            stop(f"DATABASE_URL 只支持 PostgreSQL 且须写明库名，{example}。")
        database["ENGINE"] = "django_prometheus.db.backends.postgresql"
        # A process stopped inside a transaction must not hold its locks for good. Sent with the connection,
        # limits cost no statement; PgBouncer takes no such options: give them to the role (ALTER ROLE … SET).
        limits = {"idle_in_transaction_session_timeout": 60}
        if self.flag("SERVES_PAGES", default=False):  # set by wsgi.py: tasks and commands take their time
            limits |= {"statement_timeout": bounds.STATEMENT_SECONDS, "lock_timeout": bounds.LOCK_SECONDS}
        options = " ".join(f"-c {name}={seconds}s" for name, seconds in limits.items())
        database["OPTIONS"] = {"options": options} | database.get("OPTIONS", {})
        return database | {"CONN_MAX_AGE": 300, "CONN_HEALTH_CHECKS": True}

    def redis(self) -> str:
        url = self.text("REDIS_URL", "redis://127.0.0.1:6379/0" if self.demo else "")
        parts = split(url)
        whole = parts and (parts.path if parts.scheme == "unix" else parts.hostname)
        if not parts or not whole or parts.scheme not in {"redis", "rediss", "unix"}:
            stop("REDIS_URL 缺失或无法识别，例如 redis://:密码@主机:6379/0。")
        return url

    def email(self) -> dict[str, Any]:
        """``EMAIL_URL`` as Django's mail settings; unset means files in ``var/mail/``."""
        if not self.text("EMAIL_URL"):
            return {
                "EMAIL_BACKEND": "collab_portal.lib.mail_files.PrivateFiles",
                "EMAIL_FILE_PATH": str(self.var_dir / "mail"),
            }
        example = "例如 smtp+tls://用户:密码@主机:587"
        try:
            config: dict[str, Any] = dict(self._env.dj_email_url("EMAIL_URL"))
        except (EnvError, ValueError, KeyError):
            config = {}
        parts = split(self.text("EMAIL_URL"))
        if not parts or not config.get("EMAIL_BACKEND"):
            stop(f"EMAIL_URL 无法识别，{example}。")
        if config["EMAIL_BACKEND"].endswith("smtp.EmailBackend") and not parts.hostname:
            stop(f"EMAIL_URL 缺少主机名，{example}。")
        return {key: value for key, value in config.items() if value is not None}

    def scanner(self) -> tuple[str, Any] | None:
        """``CLAMAV``: where clamd listens, as a kind of socket and its address; unset means none."""
        value = self.text("CLAMAV")
        if not value:
            return None
        kind, _, where = value.partition(":")
        if kind == "unix" and where.startswith("/"):
            return kind, where
        host, _, port = where.removeprefix("//").rpartition(":")
        if kind != "tcp" or not host or not port.isdecimal() or not 0 < int(port) < 65_536:
            stop("CLAMAV 应为 unix:/路径 或 tcp:主机:端口，例如 unix:/run/clamav/clamd.ctl。")
        return kind, (host.strip("[]"), int(port))

    def security_contact(self) -> str:
        """``SECURITY_CONTACT``: whom to tell of a weakness (``mailto:``, ``https:``), or empty."""
        value = self.text("SECURITY_CONTACT")
        if value and not re.fullmatch(r"mailto:[^\s@]+@[^\s@]+|https://\S+", value):
            stop("SECURITY_CONTACT 应为 mailto:邮箱 或 https 网址，例如 mailto:security@example.cn。")
        return value

    def robots(self) -> dict[str, str]:
        """Group-robot platforms in use and the address of each; ``ROBOTS`` unset means none.

        An address (``WECOM_URL`` …) is https and its host is on the allow-list ``ROBOT_HOSTS``.
        """
        official = {
            "wecom": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
            "dingtalk": "https://oapi.dingtalk.com/robot/send",
            "feishu": "https://open.feishu.cn/open-apis/bot/v2/hook",
        }
        hosts = self.words("ROBOT_HOSTS", [str(urlsplit(url).hostname) for url in official.values()])
        chosen = self.words("ROBOTS", [])
        if strange := [name for name in chosen if name not in official]:
            stop(f"ROBOTS 只能是 wecom、dingtalk、feishu，以逗号分隔；无法识别 {strange[0]}。")
        urls = {name: self.text(f"{name.upper()}_URL", official[name]).rstrip("/") for name in chosen}
        for name, url in urls.items():
            parts = split(url)
            if not parts or parts.scheme != "https" or not parts.hostname or parts.query or parts.username:
                stop(f"{name.upper()}_URL 应为 https 网址，例如 {official[name]}。")
            if parts.hostname not in hosts:
                stop(f"{name.upper()}_URL 的主机 {parts.hostname} 不在 ROBOT_HOSTS 之列。")
        return urls

    def site_url(self) -> str:
        default = f"http://{self.text('HOST', '127.0.0.1')}:{self.number('PORT', 8000)}"
        url = self.text("SITE_URL", default).rstrip("/")
        parts = split(url)
        if not parts or parts.scheme not in {"http", "https"} or not parts.hostname:
            stop("SITE_URL 应为完整网址，例如 https://portal.example.cn。")
        return url

    def domain(self, name: str, default: str) -> str:
        """A name of letters, digits, dots and hyphens, as one behind an @."""
        value = self.text(name, default).lower()
        if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]{0,60}[a-z0-9])?", value):
            stop(f"{name} 应为域名，例如 portal.example.cn。")
        return value

    def secret_key(self) -> str:
        """``SECRET_KEY``, or in demo mode one made once and kept in ``var/``."""
        key, example = self.text("SECRET_KEY"), "例如 openssl rand -base64 48 的输出"
        if key and (len(key) < LEAST_KEY or len(set(key)) < LEAST_VARIETY):
            stop(f"SECRET_KEY 太弱：至少 {LEAST_KEY} 个字符、{LEAST_VARIETY} 种不同字符，{example}。")
        if key:
            return key
        if not self.demo:
            stop(f"缺少 SECRET_KEY（至少 {LEAST_KEY} 个随机字符，{example}）。")
        return self._kept("secret_key")

    def audit_key(self) -> str:
        """``AUDIT_KEY``: of the process that seals alone; in demo mode one made once and kept in ``var/``."""
        key = self.text("AUDIT_KEY")
        if key and len(key) < SHORTEST_KEY:
            stop(f"AUDIT_KEY 太短：至少 {SHORTEST_KEY} 个随机字符，例如 openssl rand -hex 32 的结果。")
        if key or not self.demo:
            return key
        return self._kept("audit_key")

    def audit_old_keys(self) -> list[str]:
        """``AUDIT_OLD_KEYS``: keys that signed earlier seals, oldest first, comma-separated."""
        keys = self.words("AUDIT_OLD_KEYS", [])
        if any(len(key) < SHORTEST_KEY for key in keys):
            stop(f"AUDIT_OLD_KEYS 中的密钥至少 {SHORTEST_KEY} 个字符，以逗号分隔，旧的在前。")
        return keys

    def audit_digest(self) -> str:
        """``AUDIT_DIGEST``: sha256, or sm3 where OpenSSL knows it."""
        chosen = self.text("AUDIT_DIGEST", "sha256").lower()
        if chosen not in {"sha256", "sm3"}:
            stop("AUDIT_DIGEST 只能是 sha256 或 sm3。")
        if chosen not in hashlib.algorithms_available:
            stop("本机的 OpenSSL 没有 SM3：请改用 AUDIT_DIGEST=sha256。")
        return chosen

    def audit_keep_days(self) -> int:
        """``AUDIT_KEEP_DAYS``: how long the trail stays in the database; the law says six months."""
        days = self.number("AUDIT_KEEP_DAYS", 400, 36_500)
        if days < SHORTEST_KEPT:
            stop(f"AUDIT_KEEP_DAYS 至少为 {SHORTEST_KEPT}（安全日志保存不少于六个月）。")
        return days

    def _kept(self, name: str) -> str:
        """A secret made once and kept in ``var/``, for whoever tries the portal out."""
        kept = self.var_dir / name
        try:
            self.var_dir.mkdir(parents=True, exist_ok=True)
            if not kept.exists():
                self._write_once(kept, secrets.token_urlsafe(60))
            return kept.read_text()
        except OSError as error:
            reason = error.strerror
            stop(f"无法写入 {self.var_dir}（{reason}）：请检查权限与磁盘空间，或用 VAR_DIR 另指目录。")

    def check(self) -> None:
        """Read all that can be wrong, as ``settings.py`` does: a server says it once, before any worker."""
        self.secret_key()
        self.site_url()
        self.number("TRUSTED_PROXIES", 0)
        self.networks("METRICS_NETWORKS")
        self.flag("COLUMN_PUBLIC", default=True)
        self.font_dir()
        self.security_contact()
        self.robots()
        self.database()
        self.redis()
        self.email()

    @staticmethod
    def _write_once(path: Path, text: str) -> None:
        """Two processes that start together end with one and the same key."""
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(text)
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
