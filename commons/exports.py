"""How resources leave: a workbook that can come back."""

from datetime import date
from typing import Any

from django.http import FileResponse
from rules import test_rule

from accounts.models import User
from collab_portal.lib import xlsx
from collab_portal.lib.leaving import open_answer
from commons.contacts import tell_resources
from commons.imports import COLUMNS
from commons.models import Resource
from commons.models.resource import ResourceQuerySet
from organizations.exports import CHUNK, sheet_of


def resources(rows: ResourceQuerySet, user: User, day: date) -> FileResponse:
    """The list as filtered, under the headers that an import knows; contacts for who may see them."""
    contacts = test_rule("commons.see_contact", user)
    columns = [column for column in COLUMNS if contacts or column.name not in {"contact", "phone"}]
    if contacts:
        tell_resources(user, rows)
    found = rows.for_list().iterator(chunk_size=CHUNK)
    sheet = sheet_of("共享资源", columns, map(_row, found))
    return open_answer(xlsx.download(f"共享资源-{day:%Y%m%d}.xlsx", sheet), if_=not contacts)


def _row(resource: Resource) -> dict[str, Any]:
    facts = {column.name: getattr(resource, column.name) for column in COLUMNS}
    return facts | {"committee": resource.committee.short_name}
