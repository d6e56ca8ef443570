"""A file that is not taken is told what it is, by its content; pictures are taken for what they are."""

import pytest
from django.core.exceptions import ValidationError

from collab_portal.lib import uploads
from tests.uploads.samples import Sent, archive, compound, office, picture, wps

LOCKED = compound({"EncryptionInfo": b"", "EncryptedPackage": b""})
OPEN_SHEET = archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"})
OTHERS = {
    "a password": ("a.docx", LOCKED, "文件设有密码，请去掉密码后再传。"),
    "a password on a sheet": ("a.xlsx", LOCKED, "文件设有密码"),
    "a password on an old text": ("a.wps", wps(flags=0x100), "文件设有密码"),
    "an old text": ("a.doc", wps(), "旧版 Word 或 WPS 文字文档”，请另存为 DOCX"),
    "an old text called new": ("a.docx", wps(), "旧版 Word 或 WPS 文字文档”，请另存为 DOCX"),
    "an old sheet": ("a.xls", wps("Workbook"), "旧版 Excel 或 WPS 表格”，请另存为 XLSX"),
    "a sheet of WPS": ("a.et", wps("Workbook"), "旧版 Excel 或 WPS 表格”，请另存为 XLSX"),
    "a sheet called a text": ("a.wps", wps("Workbook"), "旧版 Excel 或 WPS 表格”，请另存为 XLSX"),
    "slides of WPS": ("a.dps", wps("PowerPoint Document"), "请另存为 PPTX"),
    "macros in an old text": ("a.wps", wps("WordDocument", "Macros", "VBA"), "宏"),
    "a file in an old text": ("a.wps", wps("WordDocument", "\x01Ole10Native"), "嵌有其他文件"),
    "half an old text": ("a.wps", wps()[:700], "损坏或不完整"),
    "an open sheet": ("a.ods", OPEN_SHEET, "OpenDocument 表格（ODS）”，请另存为 XLSX"),
    "an open sheet called xlsx": ("a.xlsx", OPEN_SHEET, "OpenDocument 表格（ODS）”，请另存为 XLSX"),
    "a binary book": ("a.xlsb", archive({"xl/workbook.bin": "x"}), "请另存为 XLSX"),
    "a text called a sheet": ("a.xlsx", office(), "这是“Word 文档”，请把扩展名改为 .docx"),
    "a text with macros": ("a.docm", office(), "含宏的 Office 文件"),
    "a template": ("a.dotx", office(), "Office 模板"),
    "an archive": ("a.zip", archive({"a.txt": "x"}), "请解压后逐个上传"),
    "a photo of a telephone": ("a.heic", b"\0\0\0\x18ftypheic" + bytes(20), "兼容性最佳"),
    "the same called jpg": ("a.jpg", b"\0\0\0\x18ftypheic" + bytes(20), "兼容性最佳"),
    "a page": ("a.docx", b"<html><body>x</body></html>", "网页"),
    "something": ("a.dat", b"abc", "不接受这种文件"),
}


@pytest.mark.parametrize("case", OTHERS)
def test_what_is_not_taken_is_told_by_its_content(case):
    name, content, word = OTHERS[case]

    with pytest.raises(ValidationError) as refusal:
        uploads.keep(Sent(name, content))

    assert word in refusal.value.messages[0]


@pytest.mark.parametrize(
    ("name", "form", "shown"),
    [
        ("截图.jfif", "JPEG", "截图.jpg"),
        ("截图.png", "JPEG", "截图.jpg"),
        ("截图.jpg", "PNG", "截图.png"),
    ],
)
def test_a_picture_is_taken_for_what_it_is(name, form, shown):
    file = uploads.keep(Sent(name, picture(form)))

    assert (file.name, file.media_type) == (shown, f"image/{form.lower()}")
