"""Test data: one function a kind of object, with no surprises. Each app adds its own below its heading."""

from tests.factories.activities import (
    make_activity,
    make_attachment,
    make_correction,
)
from tests.factories.commons import (
    make_document,
    make_document_file,
    make_honour,
    make_label,
    make_naming,
    make_resource,
    make_use,
)
from tests.factories.experience import (
    make_adoption,
    make_article,
    make_bulletin,
    make_call,
    make_case,
    make_chain,
    make_piece_correction,
    make_remark,
)
from tests.factories.organizations import (
    make_agreement,
    make_alliance,
    make_pairing,
)
from tests.factories.people import (
    committee,
    make_branch,
    make_user,
)
from tests.factories.rotation import (
    make_consultation,
    make_resolution,
    make_rotation,
)

__all__ = [
    "committee",
    "make_activity",
    "make_adoption",
    "make_agreement",
    "make_alliance",
    "make_article",
    "make_attachment",
    "make_branch",
    "make_bulletin",
    "make_call",
    "make_case",
    "make_chain",
    "make_consultation",
    "make_correction",
    "make_document",
    "make_document_file",
    "make_honour",
    "make_label",
    "make_naming",
    "make_pairing",
    "make_piece_correction",
    "make_remark",
    "make_resolution",
    "make_resource",
    "make_rotation",
    "make_use",
    "make_user",
]
