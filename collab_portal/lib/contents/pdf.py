"""PDF: its structure is read by a child process with limits, and the file kept as it was sent."""

from pathlib import Path
from shutil import copyfileobj
from typing import IO

from django.core.exceptions import ValidationError

from collab_portal.lib import bounds
from collab_portal.lib.contents import apart
from collab_portal.lib.contents.pdf_child import Finding

CHUNK = 1 << 20
CHILD = Path(__file__).with_name("pdf_child.py")
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
    Finding.LINK: f"PDF 中有指向程序、本机文件或共享目录的链接，请删去该链接，或{PRINT_IT[1:]}",
    Finding.OUTSIDE: f"PDF 的部分内容存放在别的文件里，{PRINT_IT}",
    Finding.XFA: f"PDF 是 XFA 动态表单，{PRINT_IT}",
}


def copy_pdf(source: IO[bytes], target: IO[bytes]) -> None:
    """A whole PDF without password, programs or files inside."""
    source.seek(0)
    copyfileobj(source, target, CHUNK)
    target.flush()
    finding = apart.ask(CHILD, target, Finding, bounds.PDF_OBJECTS, bounds.PDF_DEPTH)
    finding = Finding.COMPLEX if finding is None else finding  # no honest file does that to a parser
    if finding is not Finding.CLEAN:
        raise ValidationError(REASONS[finding])
