"""Which sealed columns the next migrations change: sealing all anew comes first."""

from collections import defaultdict

from django.db import connection
from django.db.migrations import operations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState

from collab_portal.lib.together import Together

TEXTS = {"CharField", "TextField", "SlugField", "EmailField", "URLField"}
# Columns that seals still stand for, by table: those named since all was last sealed anew.
LIVE = """
SELECT part->>'table', array_agg(DISTINCT name) FROM accounts_seal,
    jsonb_array_elements(parts) AS part, jsonb_array_elements_text(part->'columns') AS name
WHERE part ? 'to' AND number >= coalesce(
    (SELECT max(number) FROM accounts_seal WHERE parts @> '[{"renewed": true}]'), 0
) GROUP BY 1
"""


def sealed_columns() -> dict[str, set[str]]:
    """Columns that must stay as they are; none before the first seal."""
    if "accounts_seal" not in connection.introspection.table_names():
        return {}
    with connection.cursor() as cursor:
        cursor.execute(LIVE)
        return {name: set(columns) for name, columns in cursor.fetchall()}


def endangered() -> set[tuple[str, str]]:
    """(table, column) of what is sealed and changed by migrations not yet applied."""
    sealed = sealed_columns()
    if not sealed:
        return set()
    return {(table, column) for table, column in changed_next() if column in sealed.get(table, ())}


def changed_next() -> set[tuple[str, str]]:
    """(table, column) that migrations not yet applied take away, rename or give another type."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return set()
    state = executor._create_project_state(with_applied_migrations=True)  # type: ignore[attr-defined]
    found: set[tuple[str, str]] = set()
    for migration, _ in plan:
        for operation in migration.operations:
            found |= changes(operation, migration.app_label, state)
            operation.state_forwards(migration.app_label, state)
    return found


def changes(operation: operations.base.Operation, app: str, state: ProjectState) -> set[tuple[str, str]]:
    """(table, column) that one operation changes in a table as ``state`` knows it."""
    if isinstance(operation, operations.SeparateDatabaseAndState):
        return {one for inner in operation.database_operations for one in changes(inner, app, state)}
    if isinstance(operation, Together):
        return {one for inner in operation.operations for one in changes(inner, app, state)}
    named = getattr(operation, "model_name", None) or getattr(operation, "old_name", None)
    named = named or getattr(operation, "name", None)
    model = state.models.get((app, str(named).lower()))
    if model is None:
        return set()
    table = str(model.options.get("db_table") or f"{app}_{model.name_lower}")
    if isinstance(operation, operations.DeleteModel | operations.RenameModel | operations.AlterModelTable):
        return {(table, column) for column in _columns(model).values()}
    if isinstance(operation, operations.RemoveField):
        return {(table, _columns(model)[operation.name])}
    if isinstance(operation, operations.RenameField):
        return {(table, _columns(model)[operation.old_name])}
    if isinstance(operation, operations.AlterField):
        before, after = model.fields[operation.name], operation.field
        kinds = {before.get_internal_type(), after.get_internal_type()}
        if len(kinds) > 1 and not kinds <= TEXTS:
            return {(table, _columns(model)[operation.name])}
    return set()


def _columns(model: ModelState) -> dict[str, str]:
    """The column of each field; a reference's ends in ``_id``."""
    found: dict[str, str] = defaultdict(str)
    for name, field in model.fields.items():
        own = getattr(field, "db_column", None)
        found[name] = own or (f"{name}_id" if field.is_relation else name)
    return found
