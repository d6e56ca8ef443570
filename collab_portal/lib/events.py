"""The base of every history table (``PGHISTORY_BASE_MODEL``): what was written once is never emptied."""

from typing import Any

import pghistory.models
import pgtrigger

NO_TRUNCATE = pgtrigger.Trigger(
    name="no_truncate",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
)


class Event(pghistory.models.Event):  # type: ignore[misc]  # the name ends the name of every history model
    """Beside pghistory's triggers against UPDATE and DELETE, one against TRUNCATE on each history table."""

    class Meta:
        abstract = True

    @classmethod
    def pghistory_setup(cls) -> None:
        """Called as each history model comes to be; its ``Meta`` is pghistory's own, so it is done here."""
        super().pghistory_setup()
        if not cls._meta.abstract:
            model: Any = cls
            NO_TRUNCATE.register(model)
