"""Which kind a file is by its content, kept or not: so that a refusal can say what to do."""

import zipfile
from typing import IO

from collab_portal.lib import bounds
from collab_portal.lib.archives import entries_at_most
from collab_portal.lib.contents import papers
from collab_portal.lib.contents.compound_child import Compound

HEAD = 4_096
ZIP = b"PK\x03\x04"
HEARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
    "OFD.xml": "ofd",
}
OTHERS = {"xl/workbook.bin": "xlsb", "content.xml": "odt"}
OPEN_DOCUMENT = {"spreadsheet": "ods", "presentation": "odp"}
COMPOUNDS = {
    Compound.WORD: "doc",
    Compound.SHEET: "xls",
    Compound.SLIDES: "ppt",
    Compound.PASSWORD: "locked",
}
HEADS = {
    b"%PDF-": "pdf",
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"II*\0": "tif",
    b"MM\0*": "tif",
    b"\xff\x0a": "jxl",
    b"\0\0\0\x0cJXL ": "jxl",
    b"\0\0\0\x0cjP  ": "jp2",
    b"8BPS": "psd",
    b"\0\0\1\0": "ico",
    b"\xd7\xcd\xc6\x9a": "wmf",
    b"{\\rtf": "rtf",
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
    b"MZ": "exe",
    b"\x7fELF": "exe",
}
BRANDS = dict.fromkeys(
    (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"mif1", b"msf1", b"heif"), "heic"
)
BRANDS |= {b"avif": "avif", b"avis": "avif", b"qt  ": "mov"}
DRAWING = b"<svg"
PAGES = (b"<html", b"<!doctype html", b"<table", b"<script", b"mime-version:")
CONVERT = "请另存为 {} 后再传。"
PHOTO = CONVERT.format("JPG 或 PNG")
WHAT = {
    "docx": ("Word 文档", "请把扩展名改为 .docx 后再传。"),
    "xlsx": ("Excel 表格", "请把扩展名改为 .xlsx 后再传。"),
    "pptx": ("PowerPoint 演示文稿", "请把扩展名改为 .pptx 后再传。"),
    "ofd": ("OFD 版式文件", "请把扩展名改为 .ofd 后再传。"),
    "pdf": ("PDF", "请把扩展名改为 .pdf 后再传。"),
    "jpg": ("JPG 图片", "请把扩展名改为 .jpg 后再传。"),
    "png": ("PNG 图片", "请把扩展名改为 .png 后再传。"),
    "doc": ("旧版 Word 或 WPS 文字文档", CONVERT.format("DOCX")),
    "xls": ("旧版 Excel 或 WPS 表格", CONVERT.format("XLSX")),
    "ppt": ("旧版 PowerPoint 或 WPS 演示", CONVERT.format("PPTX")),
    "locked": ("设有密码的文档", "请去掉密码后再传。"),
    "xlsb": ("Excel 二进制工作簿", CONVERT.format("XLSX")),
    "odt": ("OpenDocument 文字文档（ODT）", CONVERT.format("DOCX")),
    "ods": ("OpenDocument 表格（ODS）", CONVERT.format("XLSX")),
    "odp": ("OpenDocument 演示文稿（ODP）", CONVERT.format("PPTX")),
    "rtf": ("RTF 文档", CONVERT.format("DOCX")),
    "zip": ("压缩包", "请解压后逐个上传其中的文件。"),
    "rar": ("压缩包", "请解压后逐个上传其中的文件。"),
    "7z": ("压缩包", "请解压后逐个上传其中的文件。"),
    "heic": (
        "苹果手机的 HEIC 照片",
        "请在 iPhone 的“设置 → 相机 → 格式”中选“兼容性最佳”重拍，或另存为 JPG 后再传。",
    ),
    "avif": ("AVIF 图片", PHOTO),
    "webp": ("WebP 图片", PHOTO),
    "gif": ("GIF 图片", PHOTO),
    "bmp": ("BMP 图片", PHOTO),
    "tif": ("TIFF 图片", PHOTO),
    "jxl": ("JPEG XL 图片", PHOTO),
    "jp2": ("JPEG 2000 图片", PHOTO),
    "psd": ("PSD 图片", PHOTO),
    "ico": ("ICO 图标", PHOTO),
    "wmf": ("WMF 图片", PHOTO),
    "svg": ("SVG 图片", "请导出为 PNG 后再传。"),
    "mov": ("MOV 视频", CONVERT.format("MP4")),
    "page": ("网页", CONVERT.format("PDF 或 DOCX")),
    "exe": ("程序", "平台不接收程序。"),
}


def tell(source: IO[bytes]) -> str:
    """One of ``WHAT``, or empty. The file is read from its beginning and left there."""
    source.seek(0)
    head = source.read(HEAD)
    kind = _by_head(source, head)
    source.seek(0)
    return kind


def _by_head(source: IO[bytes], head: bytes) -> str:
    if head.startswith(papers.COMPOUND):
        return COMPOUNDS.get(papers.compound(source), "")
    if head.startswith(ZIP):
        return _archive(source)
    return by_bytes(head)


def by_bytes(head: bytes) -> str:
    """What is known by the first bytes alone: no archive, no older Office file."""
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12], "")
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(DRAWING) or (text.startswith(b"<?xml") and DRAWING in text):
        return "svg"
    if text.startswith(PAGES):
        return "page"
    return next((kind for start, kind in HEADS.items() if head.startswith(start)), "")


def _archive(source: IO[bytes]) -> str:
    """By the names inside; one that cannot be read is left to whoever copies it."""
    if entries_at_most(source) > bounds.OFFICE_ENTRIES:
        return ""
    try:
        with zipfile.ZipFile(source) as archive:
            names = set(archive.namelist())
            found = next((kind for name, kind in HEARTS.items() if name in names), "")
            other = next((kind for name, kind in OTHERS.items() if name in names), "zip")
            if found or other != "odt":
                return found or other
            said = archive.open("mimetype").read(100).decode("ascii", "replace")
            return next((kind for word, kind in OPEN_DOCUMENT.items() if word in said), "odt")
    except Exception:  # the library raises whatever it comes across
        return ""
