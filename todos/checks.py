"""The start refuses what would make a to-do unfindable: two subjects of one prefix, a kind without a name."""

from collections import Counter
from typing import Any

from django.core.checks import Error, register

from todos.models import Todo
from todos.subjects import every

LONGEST = Todo._meta.get_field("kind").max_length or 0


@register
def subjects(app_configs: Any = None, **kwargs: Any) -> list[Error]:
    """Said by name; also refuses a kind that its column cannot hold."""
    known = every()
    twice = [prefix for prefix, many in Counter(subject.prefix for subject in known).items() if many > 1]
    found = [Error(f"两类事项用同一前缀：{prefix}", id="todos.E001") for prefix in twice]
    for subject in known:
        found += [
            Error(f"{type(subject).__name__}：待办类别“{name}”没有名称或过长", id="todos.E002")
            for name, kind in subject.kinds.items()
            if not kind.label or len(name) > LONGEST
        ]
    return found
