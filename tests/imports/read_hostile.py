"""Reads hostile files ``FIRST`` to ``LAST`` in a process with little memory; prints what happened as JSON.

``python -m tests.imports.read_hostile 0 10000``
"""

import json
import resource
import sys
import time

import django

django.setup()

from collab_portal.lib.sheets import SheetError  # noqa: E402
from organizations.imports.kinds import kind_of  # noqa: E402
from organizations.imports.reading import read_table  # noqa: E402
from tests.imports.hostile import hostile  # noqa: E402
from tests.imports.memory import most_memory  # noqa: E402

MEMORY = 512 * 1024 * 1024


def main(first: int, last: int) -> None:
    kind = kind_of("branches")
    assert kind is not None
    found = {"read": 0, "refused": 0, "crashed": [], "slowest": 0.0, "slow": []}
    for seed in range(first, last):
        content = hostile(seed)
        begun = time.monotonic()
        try:
            table = read_table(content, kind, lambda done: None)
            for line in table.lines:
                kind.parse(line)
            found["read"] += 1
        except SheetError:
            found["refused"] += 1
        except BaseException as error:
            found["crashed"].append([seed, repr(error)])
        took = time.monotonic() - begun
        if took > found["slowest"]:
            found["slowest"], found["slow"] = round(took, 2), seed
        if took > 20:
            found["crashed"].append([seed, f"{took:.1f} s"])
    found["megabytes"] = most_memory()
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    main(int(sys.argv[1]), int(sys.argv[2]))
