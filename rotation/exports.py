"""How resolutions leave: an Excel workbook of what the filter shows."""

from rotation import tables
from rotation.work_forms import ResolutionFilter

RESOLUTIONS = tables.RESOLUTIONS.export(
    "rotation:resolutions-export",
    "rotation:resolutions",
    lambda choice: ResolutionFilter(choice.query),
    is_dated=True,
    is_open=True,
)
