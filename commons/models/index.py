"""The index rows of resources, documents and labels, written with them."""

from django.db import models

from collab_portal.lib.search import rows
from commons.models.document import Document
from commons.models.label import Label
from commons.models.resource import Resource


class ResourceIndex(rows.IndexRow):
    """One resource as search sees it."""

    resource = models.OneToOneField(
        Resource, models.CASCADE, primary_key=True, related_name="index_row", verbose_name="共享资源"
    )

    class Meta(rows.IndexRow.Meta):
        indexes = rows.indexes("resourceindex", "resource")


class DocumentIndex(rows.IndexRow):
    """One document as search sees it; who may find it is asked of the document."""

    document = models.OneToOneField(
        Document, models.CASCADE, primary_key=True, related_name="index_row", verbose_name="文件"
    )

    class Meta(rows.IndexRow.Meta):
        indexes = rows.indexes("documentindex", "document")


class LabelIndex(rows.IndexRow):
    """One label as search sees it."""

    label = models.OneToOneField(
        Label, models.CASCADE, primary_key=True, related_name="index_row", verbose_name="品牌与专项"
    )

    class Meta(rows.IndexRow.Meta):
        indexes = rows.indexes("labelindex", "label")
