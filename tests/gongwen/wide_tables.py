"""Tables of every width: what people paste from Excel, one to 120 columns of each kind."""

import random
from collections.abc import Iterator
from typing import NamedTuple

KINDS = {
    "numbers": lambda chance: str(chance.randrange(10 ** chance.randint(1, 7))),
    "days": lambda chance: f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
    "telephones": lambda chance: f"025-{chance.randrange(10**8):08}",
    "codes": lambda chance: f"3201{chance.randrange(10**14):014}",
    "names": lambda chance: "长江流域省直机关工委党支部联学共建"[: chance.randint(2, 16)],
    "addresses": lambda chance: f"https://example.cn/{'a/' * chance.randint(1, 20)}index.html",
}
WIDTHS = (1, 2, 3, 5, 7, 8, 10, 12, 13, 15, 19, 24, 31, 40, 60, 90, 120)


class Pasted(NamedTuple):
    name: str
    html: str
    cells: list[str]


def pasted() -> Iterator[Pasted]:
    """Each kind in each width; once more with words of all kinds and cells that span."""
    for columns in WIDTHS:
        for name, word in (*KINDS.items(), ("all kinds", None)):
            chance = random.Random(f"{name} {columns}")
            rows = [
                [(word or chance.choice(list(KINDS.values())))(chance) for _ in range(columns)]
                for _ in range(3)
            ]
            yield Pasted(f"{columns} of {name}", _table(rows), [cell for row in rows for cell in row])
        yield _spanning(columns)


def _table(rows: list[list[str]], head: str = "") -> str:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{head}{body}</table>"


def _spanning(columns: int) -> Pasted:
    chance = random.Random(columns)
    spans, left = [], columns
    while left:
        spans.append(min(chance.randint(1, 30), left))
        left -= spans[-1]
    heads = [f"第{number}组" for number in range(len(spans))]
    pairs = zip(heads, spans, strict=True)
    head = "".join(f"<th colspan='{span}'>{text}</th>" for text, span in pairs)
    row = [f"甲{number}" for number in range(columns)]
    return Pasted(f"{columns} under groups", _table([row], f"<tr>{head}</tr>"), [*heads, *row])
