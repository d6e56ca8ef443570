"""How what is shared leaves: workbooks; those of resources and honours can come back."""

from datetime import date
from typing import Any

from django.http import FileResponse
from rules import test_rule

from accounts.models import User
from collab_portal.lib import xlsx
from collab_portal.lib.leaving import open_answer
from commons.contacts import tell_resources
from commons.honour_imports import COLUMNS as HONOUR_COLUMNS
from commons.imports import COLUMNS
from commons.models import Document, Honour, Resource
from commons.models.document import DocumentQuerySet
from commons.models.honour import HonourQuerySet
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


DOCUMENT_COLUMNS = (
    *(("名称", 40), ("文号", 20), ("发文机关", 24), ("类别", 8), ("成文日期", 12), ("施行日期", 12)),
    *(("有效期至", 12), ("状态", 10), ("登记工委", 10), ("内容提要", 60)),
)


def documents(rows: DocumentQuerySet, day: date) -> FileResponse:
    """The list as filtered, as far as its reader may see it."""
    found = rows.for_list().iterator(chunk_size=CHUNK)
    lines = (_document(row, day) for row in found)
    return xlsx.download(f"文件-{day:%Y%m%d}.xlsx", xlsx.Sheet("文件", list(DOCUMENT_COLUMNS), lines))


def _document(row: Document, day: date) -> list[Any]:
    state, _ = row.state(day, replaced=row.is_replaced)  # type: ignore[attr-defined]
    return [
        *(row.title, row.number, row.issuer, row.get_kind_display(), row.issued_on, row.effective_on),
        *(row.expires_on, state, row.committee.short_name, row.summary),
    ]


def honours(rows: HonourQuerySet, day: date) -> FileResponse:
    """The list as filtered, under the headers that an import knows."""
    found = rows.for_list().iterator(chunk_size=CHUNK)
    return xlsx.download(f"荣誉-{day:%Y%m%d}.xlsx", sheet_of("荣誉", HONOUR_COLUMNS, map(_honour, found)))


def _honour(honour: Honour) -> dict[str, Any]:
    facts = {column.name: getattr(honour, column.name) for column in HONOUR_COLUMNS}
    return facts | {"committee": honour.committee.short_name}
