"""What the figures give to other apps."""

from insights.exports import FIGURES

CONTRIBUTIONS = (FIGURES,)
