"""Parsers that run in a process of their own, held by the system to so much memory and time.

A child reads its standard input and answers by its exit status alone. It may die as it likes: the portal's
own process never holds what it read.
"""

import subprocess
import sys
from contextlib import ExitStack
from enum import IntEnum
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO, TypeVar

import structlog
from django.core.exceptions import ValidationError

from collab_portal.lib import bounds

CONFINED = Path(__file__).with_name("confined.py")
Answer = TypeVar("Answer", bound=IntEnum)
log = structlog.get_logger("portal.uploads")
turn = BoundedSemaphore()  # whoever has it may have a file read: one child a process


def ask(child: Path, file: IO[bytes], answers: type[Answer], *limits: int) -> Answer | None:
    """What ``child`` says about ``file``, one of ``answers``; None when it died or took too long.

    ``child`` is one of our own modules, ``limits`` are its arguments after memory and seconds. Raises
    ``ValidationError`` when no process could be started or too many files wait.
    """
    if not turn.acquire(timeout=bounds.CHILD_WAIT):
        raise ValidationError("正在检查的文件较多，请稍后再传。")
    arguments = map(str, (bounds.CHILD_MEMORY, bounds.CHILD_SECONDS, *limits))
    try:
        with ExitStack() as stack:
            ended = subprocess.run(  # noqa: S603 - our own file, by the Python that runs this
                [sys.executable, "-I", str(CONFINED), str(child), *arguments],
                stdin=_on_disk(file, stack),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={},
                timeout=bounds.CHILD_WAIT,
                check=False,
            )
    except subprocess.TimeoutExpired:
        log.warning("upload_not_read", child=child.stem, status="timeout")
        return None
    except OSError as error:  # no process, no memory: nothing is known about the file
        log.error("upload_child_failed", child=child.stem, error=str(error))
        raise ValidationError("暂时无法检查文件，请稍后再传。") from None
    finally:
        turn.release()
    try:
        return answers(ended.returncode)
    except ValueError:  # a signal, or an exception on its way up
        log.warning("upload_not_read", child=child.stem, status=ended.returncode)
        return None


def _on_disk(file: IO[bytes], stack: ExitStack) -> IO[bytes]:
    """The file from its beginning; small uploads lie in memory, which a child cannot see."""
    file.seek(0)
    try:
        file.fileno()
    except OSError:
        copy: IO[bytes] = stack.enter_context(TemporaryFile())  # noqa: SIM115 - closed with the stack
        copyfileobj(file, copy)
        copy.seek(0)
        return copy
    return file
