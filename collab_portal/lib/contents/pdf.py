"""PDF: its structure is read by a child process with limits, and the file kept as it was sent."""

import subprocess
import sys
from pathlib import Path
from shutil import copyfileobj
from threading import BoundedSemaphore
from typing import IO

import structlog
from django.core.exceptions import ValidationError

from collab_portal.lib import bounds
from collab_portal.lib.contents.pdf_child import Finding

log = structlog.get_logger("portal.uploads")
CHUNK = 1 << 20
CHILD = Path(__file__).with_name("pdf_child.py")
LIMITS = (bounds.PDF_MEMORY, bounds.PDF_SECONDS, bounds.PDF_OBJECTS, bounds.PDF_DEPTH)
PRINT_IT = "请用“打印”功能打印成新的 PDF 再传。"
REASONS = {
    Finding.NO_PDF: "文件内容不是 PDF，请核对后再传。",
    Finding.PADDED: f"PDF 的前面或后面附有其他内容，{PRINT_IT}",
    Finding.DAMAGED: "PDF 损坏或不完整，请重新导出，或打印成新的 PDF 再传。",
    Finding.PASSWORD: "PDF 设有打开密码，请去掉密码后再传。",
    Finding.NO_PAGE: "PDF 中没有页面，请重新导出后再传。",
    Finding.COMPLEX: f"PDF 的内部结构过于复杂，{PRINT_IT}",
    Finding.SCRIPT: f"PDF 中含有 JavaScript 脚本，{PRINT_IT}",
    Finding.LAUNCH: f"PDF 中含有打开其他程序或文件的动作，{PRINT_IT}",
    Finding.FORM_ACTION: f"PDF 中含有向外提交或导入数据的表单动作，{PRINT_IT}",
    Finding.MEDIA: f"PDF 中嵌有音频、视频或三维内容，{PRINT_IT}音视频请单独上传 MP4。",
    Finding.ATTACHMENT: "PDF 中带有附件（嵌入的文件），请删去附件，或打印成新的 PDF 再传；附件可以单独上传。",
    Finding.XFA: f"PDF 是 XFA 动态表单，{PRINT_IT}",
}
turn = BoundedSemaphore()  # whoever has it may have a PDF read: one child a process


def copy_pdf(source: IO[bytes], target: IO[bytes]) -> None:
    """A whole PDF without password, programs or files inside. ``target`` is a file on disk."""
    source.seek(0)
    copyfileobj(source, target, CHUNK)
    target.flush()
    finding = _finding(target)
    if finding:
        raise ValidationError(REASONS[finding])


def _finding(file: IO[bytes]) -> Finding:
    """What the child says; one that dies or takes too long has met what no honest file holds."""
    if not turn.acquire(timeout=bounds.PDF_WAIT):
        raise ValidationError("正在检查的文件较多，请稍后再传。")
    try:
        file.seek(0)
        ended = subprocess.run(  # noqa: S603 - our own file, by the Python that runs this
            [sys.executable, "-I", str(CHILD), *map(str, LIMITS)],
            stdin=file,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=bounds.PDF_WAIT,
            check=False,
        )
        return Finding(ended.returncode)
    except (subprocess.TimeoutExpired, ValueError) as error:
        log.warning("pdf_not_read", error=str(error))
        return Finding.COMPLEX
    except OSError as error:  # no process, no memory: nothing is known about the file
        log.error("pdf_child_failed", error=str(error))
        raise ValidationError("暂时无法检查 PDF，请稍后再传。") from None
    finally:
        turn.release()
