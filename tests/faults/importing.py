"""An import in its own process: ``upload=N``, ``commit``, ``undo`` ask, ``work`` carries it out."""

import sys
import uuid

import django

django.setup()

from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from organizations.imports import machine  # noqa: E402
from organizations.imports.kinds import kind_of  # noqa: E402
from organizations.models import Committee, ImportJob  # noqa: E402
from organizations.operations import imports  # noqa: E402
from tests.imports.helpers import branch_table  # noqa: E402


def table(rows: int) -> bytes:
    return branch_table(*([f"C{number}", f"示例{number}", "党支部", "税务", ""] for number in range(rows)))


def main(step: str) -> None:
    staff, _ = User.objects.get_or_create(
        username="importer",
        defaults={
            "role": "staff",
            "committee": Committee.objects.get(slug="jiangsu"),
            "display_name": "示例",
            "settled_at": timezone.now(),
        },
    )
    verb, _, size = step.partition("=")
    if verb == "upload":
        kind = kind_of("branches")
        assert kind is not None
        content = table(int(size))
        imports.upload(actor=staff, kind=kind, filename="名册.xlsx", content=content, submission=uuid.uuid4())
    elif verb == "work":
        machine.run_due(timezone.now())
    elif verb == "commit":
        imports.commit(ImportJob.objects.latest("pk"), actor=staff)
    else:
        imports.undo(ImportJob.objects.latest("pk"), actor=staff, now=timezone.now())


if __name__ == "__main__":
    for asked in sys.argv[1:]:
        main(asked)
