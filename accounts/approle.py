"""The rights of the role the portal runs with: it writes ordinary tables, and only adds to what is sealed."""

from typing import Any

from django.db import connection

from accounts.models import HistoryContext, Seal
from accounts.sealing.tables import tables

READ_ONLY = {"django_migrations"}
SETTLED = "portal_settled(text)"


def grants(role: str) -> list[str]:
    """The statements that give ``role`` what it needs and take away what else it has; repeatable."""
    name = connection.ops.quote_name
    who = name(role)
    added = {*tables(), Seal._meta.db_table}
    context = HistoryContext._meta.db_table
    sql = [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"REVOKE ALL ON SCHEMA public FROM {who}",
        f"GRANT USAGE ON SCHEMA public TO {who}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {who}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {who}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {who}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {who}",
    ]
    for table in every_table():
        if table in added:
            sql.append(f"GRANT INSERT ON {name(table)} TO {who}")
        elif table not in READ_ONLY:
            sql.append(f"GRANT INSERT, UPDATE, DELETE ON {name(table)} TO {who}")
    # pghistory writes a context anew within its request; a trigger ends that after an hour.
    sql.append(f"GRANT UPDATE (metadata, updated_at) ON {name(context)} TO {who}")
    sql.append(f"GRANT EXECUTE ON FUNCTION {SETTLED} TO {who}")
    return sql


def every_table() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


def warning() -> str:
    """That the role at hand could rewrite what is sealed, in words; nothing when it cannot."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        found = standing(str(cursor.fetchone()[0]))
    if found and found["super"]:
        return "当前数据库角色是超级用户，能够改写已封存的内容：运行时请改用 grant_app_role 授权的角色。"
    if found and found["owns"]:
        return "当前数据库角色是表的属主，能够改写已封存的内容：运行时请改用 grant_app_role 授权的角色。"
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
