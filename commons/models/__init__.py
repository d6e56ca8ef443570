"""共享资源, its closing days and plaques; 文件; 荣誉; 品牌与专项."""

from commons.models.closure import Closure
from commons.models.document import Document, DocumentFile
from commons.models.honour import Honour
from commons.models.index import DocumentIndex, LabelIndex, ResourceIndex
from commons.models.label import Label
from commons.models.plaque import Plaque
from commons.models.resource import Resource

__all__ = [
    "Closure",
    "Document",
    "DocumentFile",
    "DocumentIndex",
    "Honour",
    "Label",
    "LabelIndex",
    "Plaque",
    "Resource",
    "ResourceIndex",
]
