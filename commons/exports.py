"""How what is shared leaves: workbooks; those of resources and honours can come back."""

from commons import tables
from commons.contacts import tell_resources
from commons.forms.documents import DocumentFilter
from commons.forms.honours import HonourFilter
from commons.forms.resources import ResourceFilter

RESOURCES = tables.RESOURCES.export(
    "commons:resource-export",
    "commons:resources",
    lambda choice: ResourceFilter(choice.query),
    is_open=True,
    tell=tell_resources,
)
DOCUMENTS = tables.DOCUMENTS.export(
    "commons:document-export",
    "commons:documents",
    lambda choice: DocumentFilter(choice.query),
    is_dated=True,
)
HONOURS = tables.HONOURS.export(
    "commons:honour-export", "commons:honours", lambda choice: HonourFilter(choice.query), is_open=True
)
