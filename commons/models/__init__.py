"""共享资源 and its closing days; 文件; 荣誉."""

from commons.models.closure import Closure
from commons.models.document import Document, DocumentFile
from commons.models.honour import Honour
from commons.models.index import DocumentIndex, ResourceIndex
from commons.models.resource import Resource

__all__ = ["Closure", "Document", "DocumentFile", "DocumentIndex", "Honour", "Resource", "ResourceIndex"]
