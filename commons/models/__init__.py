"""共享资源 and its closing days."""

from commons.models.closure import Closure
from commons.models.index import ResourceIndex
from commons.models.resource import Resource

__all__ = ["Closure", "Resource", "ResourceIndex"]
