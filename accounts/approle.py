"""The rights of two roles. The one the portal runs with writes ordinary tables and adds to what is sealed.

Only the other, which the sealing process has, adds seals: whoever takes a web process over can neither sign
one nor spoil the chain with one that nobody signed.
"""

from typing import Any

from django.conf import settings
from django.db import connection

from accounts.models import HistoryContext, Seal, SecurityEvent
from accounts.sealing.tables import present_columns, tables

READ_ONLY = {"django_migrations"}
SETTLED = "portal_settled(text)"


def grants(role: str) -> list[str]:
    """The statements that give ``role`` what it needs and take away what else it has; repeatable."""
    name = connection.ops.quote_name
    who = name(role)
    added, seals = tables(), Seal._meta.db_table
    context = HistoryContext._meta.db_table
    sql = [
        *_only_usage(who),
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {who}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {who}",
    ]
    for table in every_table():
        if table in added:
            sql.append(_adding(table, who))
        elif table not in {*READ_ONLY, seals}:
            sql.append(f"GRANT INSERT, UPDATE, DELETE ON {name(table)} TO {who}")
    # pghistory writes a context anew within its request; a trigger ends that after an hour.
    sql.append(f"GRANT UPDATE (metadata, updated_at) ON {name(context)} TO {who}")
    return sql


def sealing_grants(role: str) -> list[str]:
    """The same for the role of the sealing process: it reads what is sealed, adds seals and tells of them."""
    name = connection.ops.quote_name
    who = name(role)
    seals, trail = Seal._meta.db_table, SecurityEvent._meta.db_table
    return [
        *_only_usage(who),
        *(f"GRANT SELECT ON {name(table)} TO {who}" for table in [*sorted({*tables(), *READ_ONLY}), seals]),
        f"GRANT INSERT ON {name(seals)} TO {who}",
        _adding(trail, who),
        f"GRANT EXECUTE ON FUNCTION {SETTLED} TO {who}",
    ]


def _adding(table: str, who: str) -> str:
    """To add rows to a sealed table without naming their numbers: the last of all would end its sealing."""
    name, key = connection.ops.quote_name, tables()[table].key
    columns = sorted(present_columns()[table] - {key})
    return f"GRANT INSERT ({', '.join(map(name, columns))}) ON {name(table)} TO {who}"


def _only_usage(who: str) -> list[str]:
    """Takes back whatever a role may do here but look up names."""
    return [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"REVOKE ALL ON SCHEMA public FROM {who}",
        f"GRANT USAGE ON SCHEMA public TO {who}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {who}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {who}",
        f"REVOKE ALL ON FUNCTION {SETTLED} FROM {who}",
    ]


def every_table() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


def warning() -> str:
    """That the role at hand could rewrite what is sealed, or add seals without a key; or nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, has_table_privilege(%s, 'INSERT')", [Seal._meta.db_table])
        role, may_seal = cursor.fetchone()
    found = standing(str(role))
    if found and found["super"]:
        return "当前数据库角色是超级用户，能够改写已封存的内容：运行时请改用 grant_app_role 授权的角色。"
    if found and found["owns"]:
        return "当前数据库角色是表的属主，能够改写已封存的内容：运行时请改用 grant_app_role 授权的角色。"
    if may_seal and not settings.AUDIT_KEY:
        return "当前数据库角色能够添加封存：请重新执行 grant_app_role，封存另用角色（--sealing）。"
    return ""


def standing(role: str) -> dict[str, Any] | None:
    """What decides whether ``role`` is held by rights at all; None: there is no such role."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolname = current_user,"
            " EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tableowner = rolname),"
            " EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid)"
            " FROM pg_roles WHERE rolname = %s",
            [role],
        )
        row = cursor.fetchone()
    return dict(zip(("super", "bypass", "self", "owns", "member"), row, strict=True)) if row else None
