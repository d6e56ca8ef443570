"""Where the data are sample data, whatever is shown or leaves says so; anywhere else nothing does.

Each medium asks in one place: pages in ``base.html`` and ``standalone.html``, the names of files and the
header ``X-Sample-Data`` in ``middleware.SampleData``, papers in ``gongwen.download``, workbooks in ``xlsx``,
calendars, Atom, letters and robots where their title is written, the API in its schema.
"""

from pathlib import PurePath

from django.conf import settings

WORD = "示例"
SENTENCE = "示例数据：本页内容为演示，不代表所列单位的实际工作"
HEADER = "X-Sample-Data"


def mark() -> str:
    """The word, or nothing where the data are real (``settings.SAMPLE_DATA``)."""
    return WORD if settings.SAMPLE_DATA else ""


def sentence() -> str:
    """The same as a whole sentence, for the top of a page."""
    return SENTENCE if mark() else ""


def titled(title: str) -> str:
    """``【示例】title``: of a letter, a feed, a browser's tab."""
    return f"【{mark()}】{title}" if mark() else title


def marked(words: str) -> str:
    """``words（示例）``: a line that is read by itself."""
    return f"{words}（{mark()}）" if mark() and mark() not in words else words


def file_name(name: str) -> str:
    """``联合活动-20261130-示例.xlsx``."""
    path = PurePath(name)
    return f"{path.stem}-{mark()}{path.suffix}" if mark() and mark() not in path.stem else name
