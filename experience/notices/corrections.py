"""A correction that stands in the published text."""

from experience.models import Correction
from experience.notices.articles import home_of, takers_of
from notifications.operations import notify


def tell_corrected(correction: Correction) -> None:
    """The piece's own committee, and those who took it up."""
    people = [*home_of(correction.article), *takers_of(correction.article)]
    notify(
        topic=correction.topic,
        step="issued",
        recipients=people,
        title=f"已更正：《{correction.article}》",
        url=correction.article.get_absolute_url(),
        body=correction.note,
        revision=correction.version,
    )
