"""How what is shared leaves: workbooks; those of resources and honours can come back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from rules import test_rule

from accounts.models import User
from collab_portal.lib import xlsx
from collab_portal.lib.exports import CHUNK, Choice, Export
from commons.contacts import tell_resources
from commons.forms.documents import DocumentFilter
from commons.forms.honours import HonourFilter
from commons.forms.resources import ResourceFilter
from commons.honour_imports import COLUMNS as HONOUR_COLUMNS
from commons.imports import COLUMNS
from commons.models import Document, Honour, Resource
from commons.models.document import DocumentQuerySet
from commons.models.honour import HonourQuerySet
from commons.models.resource import ResourceQuerySet
from organizations.exports import sheet_of


def _sees_contacts(person: User) -> bool:
    return bool(test_rule("commons.see_contact", person))


def _resources(choice: Choice) -> ResourceQuerySet:
    return ResourceFilter(choice.query).apply(Resource.objects.visible_to(choice.person))


def _resource_sheets(choice: Choice, rows: ResourceQuerySet) -> Iterable[xlsx.Sheet]:
    """The list as filtered, under the headers that an import knows; contacts for who may see them."""
    contacts = _sees_contacts(choice.person)
    columns = [column for column in COLUMNS if contacts or column.name not in {"contact", "phone"}]
    found = rows.for_list().iterator(chunk_size=CHUNK)
    return [sheet_of("共享资源", columns, map(_resource, found))]


def _resource(resource: Resource) -> dict[str, Any]:
    facts = {column.name: getattr(resource, column.name) for column in COLUMNS}
    return facts | {"committee": resource.committee.short_name}


def _has_no_contacts(person: User) -> bool:
    return not _sees_contacts(person)


def _tell_resources(choice: Choice, rows: ResourceQuerySet) -> None:
    if _sees_contacts(choice.person):
        tell_resources(choice.person, rows)


DOCUMENT_COLUMNS = (
    *(("名称", 40), ("文号", 20), ("发文机关", 24), ("类别", 8), ("成文日期", 12), ("施行日期", 12)),
    *(("有效期至", 12), ("状态", 10), ("登记工委", 10), ("内容提要", 60)),
)


def _documents(choice: Choice) -> DocumentQuerySet:
    """As far as its reader may see them."""
    return DocumentFilter(choice.query).apply(Document.objects.visible_to(choice.person), choice.day)


def _document_sheets(choice: Choice, rows: DocumentQuerySet) -> Iterable[xlsx.Sheet]:
    found = rows.for_list().iterator(chunk_size=CHUNK)
    lines = (_document(row, choice.day) for row in found)
    return [xlsx.Sheet("文件", list(DOCUMENT_COLUMNS), lines)]


def _document(row: Document, day: date) -> list[Any]:
    state, _ = row.state(day, replaced=row.is_replaced)  # type: ignore[attr-defined]
    return [
        *(row.title, row.number, row.issuer, row.get_kind_display(), row.issued_on, row.effective_on),
        *(row.expires_on, state, row.committee.short_name, row.summary),
    ]


def _honours(choice: Choice) -> HonourQuerySet:
    return HonourFilter(choice.query).apply(Honour.objects.visible_to(choice.person))


def _honour_sheets(choice: Choice, rows: HonourQuerySet) -> Iterable[xlsx.Sheet]:
    """The list as filtered, under the headers that an import knows."""
    found = rows.for_list().iterator(chunk_size=CHUNK)
    return [sheet_of("荣誉", HONOUR_COLUMNS, map(_honour, found))]


def _honour(honour: Honour) -> dict[str, Any]:
    facts = {column.name: getattr(honour, column.name) for column in HONOUR_COLUMNS}
    return facts | {"committee": honour.committee.short_name}


RESOURCES = Export(
    "commons:resource-export",
    "共享资源",
    "commons:resources",
    lambda choice: ResourceFilter(choice.query),
    _resources,
    _resource_sheets,
    is_open=_has_no_contacts,
    told=_tell_resources,
)
DOCUMENTS = Export(
    "commons:document-export",
    "文件",
    "commons:documents",
    lambda choice: DocumentFilter(choice.query),
    _documents,
    _document_sheets,
)
HONOURS = Export(
    "commons:honour-export",
    "荣誉",
    "commons:honours",
    lambda choice: HonourFilter(choice.query),
    _honours,
    _honour_sheets,
    is_open=lambda _person: True,
)
