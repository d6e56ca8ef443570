"""Forms of what a reader of the column does, as they are meant."""

from typing import Any

NO_FORM = {"experience:keep", "experience:let-go", "experience:clear-list"}

CASES: dict[str, Any] = {
    "experience:following": lambda w: ({}, w.user("member"), {"committees": ["anhui"], "areas": ["model"]}),
    "experience:follow": lambda w: ({}, w.user("member"), {"committee": "", "area": "model", "on": "1"}),
}
