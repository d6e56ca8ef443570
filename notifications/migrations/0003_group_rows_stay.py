from django.db import migrations
from django.db.migrations.exceptions import IrreversibleError


def keep_group_rows(apps, schema_editor):
    """Asked before anything is taken apart."""
    rows = apps.get_model("notifications", "Delivery").objects.filter(recipient=None).count()
    if rows:
        raise IrreversibleError(
            f"台账中有 {rows} 条群消息，退回到没有群机器人的版本会丢失它们：已停止，未作任何改动。"
            "确需退回时，请先导出发送台账留存，再从数据库删除 recipient_id 为空的投递记录，然后重试。"
        )


class Migration(migrations.Migration):
    """Going back behind ``0002_robots`` is refused once a chat group has been told anything.

    A group's row has no recipient, which the older table cannot hold, and the ledger is evidence: no migration
    throws it away. Without such rows both migrations reverse as usual.
    """

    dependencies = [("notifications", "0002_robots")]
    operations = [migrations.RunPython(migrations.RunPython.noop, keep_group_rows)]
