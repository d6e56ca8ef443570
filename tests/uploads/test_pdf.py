"""A PDF is told by its structure: what may act or hides a file is named, what is only called so passes."""

import io
import signal
import subprocess
import sys
from functools import partial
from zlib import compress

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode

from collab_portal.lib.contents import apart
from collab_portal.lib.contents import pdf as contents_pdf
from collab_portal.lib.gongwen import pdf as gongwen_pdf
from tests.gongwen.samples import NOW, notice
from tests.uploads import keeping
from tests.uploads.samples import SCRIPT, pdf

kept, refusal = (partial(word, name="材料.pdf") for word in (keeping.kept, keeping.refusal))
MUST = {"object_stream_mode": ObjectStreamMode.generate}


def written(change=lambda file: None, pages: int = 1, **options) -> bytes:
    """By a real library, as ``change`` wants it."""
    with pikepdf.new() as file, io.BytesIO() as target:
        for _ in range(pages):
            file.add_blank_page()
        change(file)
        file.save(target, **options)
        return target.getvalue()


def script(file) -> None:
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def link(**action) -> bytes:
    """A page with one link that does ``action``."""

    def change(file) -> None:
        where = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(**action))
        file.pages[0].obj.Annots = Array([where])

    return written(change)


def packed(content: bytes) -> bytes:
    """Its three objects in a compressed stream that holds ``content`` too."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>",
    ]
    head = b"1 0 2 %d 3 %d " % (len(parts[0]), len(parts[0] + parts[1]))
    body = compress(head + b"".join(parts) + content, 9)
    file = b"%PDF-1.7\n4 0 obj\n<</Type/ObjStm/N 3/First " + b"%d/Length %d" % (len(head), len(body))
    file += b"/Filter/FlateDecode>>stream\n" + body + b"\nendstream\nendobj\n"
    entries = [(0, 0, 65535), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, 9, 0), (1, len(file), 0)]
    rows = b"".join(bytes([kind]) + at.to_bytes(4) + last.to_bytes(2) for kind, at, last in entries)
    table = b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    return file + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(file)


ACTIVE = {
    "a script": (pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), "JavaScript 脚本"),
    "a name spelt in hexadecimal": (pdf(b"<</#53/J#61vaScript/JS(app.alert(1))>>"), "JavaScript 脚本"),
    "a name that stands elsewhere": (pdf(b"<</S 5 0 R/JS(app.alert(1))>>", b"/JavaScript"), "JavaScript"),
    "a script in a compressed stream of objects": (written(script, **MUST), "JavaScript 脚本"),
    "a script after another action": (
        pdf(b"<</S/GoTo/D[3 0 R/Fit]/Next[<</S/JavaScript/JS(1)>>]>>"),
        "JavaScript 脚本",
    ),
    "a script when a page opens": (pdf(b"<</AA<</O<</S/JavaScript/JS(1)>>>>>>"), "JavaScript 脚本"),
    "scripts of the document": (
        pdf(b"<</Names[(a)<<>>]>>", catalogue=b"/Names<</JavaScript 4 0 R>>"),
        "JavaScript 脚本",
    ),
    "a script in the torn half": (written(script)[:-40], "JavaScript 脚本"),
    "a script that calls itself a part of the text": (
        pdf(b"<</Type/StructElem/P 2 0 R/S/JavaScript/JS(app.alert(1))>>"),
        "JavaScript 脚本",
    ),
    "the same in other letters, its script elsewhere": (
        pdf(b"<</Type/Struct#45lem/P 2 0 R/S 5 0 R/#4a#53 6 0 R>>", b"/Java#53cript", b"(app.alert(1))"),
        "JavaScript 脚本",
    ),
    "a part of the text that acts when a page opens": (
        pdf(b"<</AA<</O<</Type/StructElem/P 2 0 R/S/Launch/F(cmd.exe)>>>>>>"),
        "打开其他程序",
    ),
    "a part of the text with a script behind it": (
        pdf(b"<</Type/StructElem/P 2 0 R/S/JavaScript/Next<</S/JavaScript/JS(1)>>>>"),
        "JavaScript 脚本",
    ),
    "a part of the text that holds a script": (
        pdf(b"<</Type/StructElem/P 2 0 R/S/P/K<</S/JavaScript/JS(1)>>>>"),
        "JavaScript 脚本",
    ),
    "a part of the text that leads into a file inside": (
        pdf(b"<</Type/StructElem/P 2 0 R/S/GoToE/T<</R/C>>>>"),
        "带有附件",
    ),
    "a part of no text": (pdf(b"<</Type/StructElem/S/JavaScript>>"), "JavaScript 脚本"),
    "a launch": (pdf(b"<</S/L#61unch/F(cmd.exe)>>"), "打开其他程序"),
    "a document on a server": (pdf(rb"<</S/GoToR/F(\\\\\\\\evil\\\\x)/D[0/Fit]>>"), "打开其他程序或文件"),
    "the same, described": (
        pdf(b"<</S/GoToR/F<</UF(smb://evil/x)>>/D[0/Fit]>>"),
        "打开其他程序或文件",
    ),
    "a program beside it": (pdf(b"<</S/GoToR/F(x.exe)/D[0/Fit]>>"), "打开其他程序或文件"),
    "a program with two names": (
        pdf(b"<</S/GoToR/F<</F(x.pdf)/UF(x.exe)>>/D[0/Fit]>>"),
        "打开其他程序或文件",
    ),
    "a thread on a server": (pdf(rb"<</S/Thread/F(\\\\evil\\x.pdf)/D 0>>"), "打开其他程序或文件"),
    "a link to a program": (link(S=Name.URI, URI="file:///C:/Windows/System32/calc.exe"), "链接"),
    "a link to a share": (link(S=Name.URI, URI="\\\\evil\\x"), "链接"),
    "a link to a drive": (link(S=Name.URI, URI="C:\\x.exe"), "链接"),
    "a link that runs": (link(S=Name.URI, URI=" java\tscript:alert(1)"), "链接"),
    "a link to a tool of the system": (link(S=Name.URI, URI="ms-msdt:/id PCW"), "链接"),
    "a link in other letters": (pdf(b"<</S/URI/URI<FEFF00660069006C0065003A002F002F0078>>>"), "链接"),
    "a link that stands elsewhere": (pdf(b"<</S/URI/URI 5 0 R>>", b"(file:///x)"), "链接"),
    "a link among compressed objects": (
        written(lambda file: file.Root.__setitem__("/A", Dictionary(S=Name.URI, URI="file:///x")), **MUST),
        "链接",
    ),
    "a share that all links begin with": (pdf(catalogue=b"/URI<</Base(file:///c:/)>>"), "链接"),
    "a stream on a server": (
        pdf(rb"<</Length 0/F(\\\\evil\\x)>>stream" + b"\n\nendstream"),
        "别的文件",
    ),
    "a stream in a file": (pdf(b"<</Length 0/F<</F(x.dat)>>>>stream\n\nendstream"), "别的文件"),
    "a drawing that is elsewhere": (
        pdf(b"<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Ref<</F(x.pdf)>>/Length 0>>stream\n\nendstream"),
        "别的文件",
    ),
    "a form that is sent": (pdf(b"<</S/SubmitForm/F(http://evil.example)>>"), "表单动作"),
    "data brought in": (pdf(b"<</S/ImportData/F(a.fdf)>>"), "表单动作"),
    "a film": (pdf(b"<</S/Rendition/OP 0>>"), "音频、视频"),
    "rich media": (pdf(b"<</Type/Annot/Subtype/RichMedia/Rect[0 0 1 1]>>"), "音频、视频"),
    "rich media at work": (pdf(b"<</S/RichMediaExecute>>"), "音频、视频"),
    "three dimensions": (pdf(b"<</Type/Annot/Subtype/3D/Rect[0 0 1 1]>>"), "音频、视频"),
    "a screen": (pdf(b"<</Type/Annot/Subtype/Screen/Rect[0 0 1 1]>>"), "音频、视频"),
    "an old movie": (pdf(b"<</Type/Annot/Subtype/Movie/Rect[0 0 1 1]>>"), "音频、视频"),
    "a sound": (pdf(b"<</Type/Annot/Subtype/Sound/Rect[0 0 1 1]>>"), "音频、视频"),
    "a file pinned to a page": (pdf(b"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 1 1]>>"), "带有附件"),
    "a file in a description": (pdf(b"<</Type/Filespec/EF<</F 5 0 R>>>>", b"<<>>"), "带有附件"),
    "files of the document": (
        pdf(b"<</Kids[5 0 R]>>", b"<<>>", catalogue=b"/Names<</EmbeddedFiles 4 0 R>>"),
        "带有附件",
    ),
    "a way into a file inside": (pdf(b"<</S/GoToE/T<</R/C>>>>"), "带有附件"),
    "a form of XFA": (pdf(catalogue=b"/AcroForm<</Fields[]/XFA[]>>"), "XFA"),
}


@pytest.mark.parametrize("case", ACTIVE)
def test_what_acts_or_hides_a_file_is_named_with_a_way_out(case):
    content, word = ACTIVE[case]

    said = refusal(content)

    assert word in said
    assert "打印成新的 PDF" in said


def test_files_that_a_library_attached_are_found():
    def attach(file) -> None:
        file.attachments["a.exe"] = b"MZ"

    assert "带有附件" in refusal(written(attach))
    assert "带有附件" in refusal(written(attach, **MUST))


HONEST = {
    "plain": written(),
    "linearised": written(linearize=True),
    "with compressed objects": written(pages=300, **MUST),
    "a link to a page called JavaScript": link(
        S=Name.URI, URI="https://developer.mozilla.org/docs/Web/JavaScript"
    ),
    "a link to a place called JavaScript": link(S=Name.GoTo, D=Name.JavaScript),
    "a link to a telephone": link(S=Name.URI, URI="tel:02588888888"),
    "a link without a scheme": link(S=Name.URI, URI="www.gov.cn/a?b=c"),
    "a link to the web and its flags": pdf(b"<</Subtype/Link/F 4/A<</S/URI/URI(https://www.gov.cn)>>>>"),
    "a document described beside it": link(
        S=Name.GoToR, F=Dictionary(Type=Name.Filespec, F="附件1.pdf", UF="附件1.PDF"), D=Array([0, Name.Fit])
    ),
    "a document beside it": link(S=Name.GoToR, F="附件1.pdf", D=Array([0, Name.Fit])),
    "a book of 100,000 objects": pdf(*[b"<</A[1 2 3]>>"] * 100_000),
    "places called so": pdf(catalogue=b"/Dests<</JavaScript[3 0 R/Fit]/Launch[3 0 R/Fit]>>"),
    "headings and samples called so": pdf(
        b"<</Type/StructElem/S/JavaScript/P 5 0 R/K[0]/T(JavaScript)/Lang(zh-CN)/R 1>>",
        b"<</Type/StructElem/S/Launch/P 2 0 R/K[4 0 R<</Type/StructElem/S/Rendition/P 5 0 R/K 0>>]>>",
        b"<</Type/StructTreeRoot/RoleMap<</JavaScript/Code/Launch/Sect>>>>",
    ),
    "words that say so": pdf(b"(/S /JavaScript)", b"<</Title(/Launch)>>"),
    "a font called EF": pdf(b"<</Font<</EF<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>>>"),
    "no scripts any more": pdf(catalogue=b"/Names<</JavaScript<</Names[]>>>>"),
    "a form to print": pdf(catalogue=b"/AcroForm<</Fields[]>>"),
    "may not be printed, opens for everybody": written(encryption=Encryption(owner="a", user="")),
    "with a mark of byte order": b"\xef\xbb\xbf" + pdf(),
    "as a printer sent it": b"\x1b%-12345X@PJL JOB\r\n" + pdf(),
    "zeros behind": pdf() + bytes(4_096),
    "blank lines behind": pdf() + b"\r\n" * 3_000,
}


@pytest.mark.parametrize("case", HONEST)
def test_an_honest_one_is_kept_as_it_was_sent(case):
    assert kept(HONEST[case]) == HONEST[case]


def test_a_document_of_ours_passes():
    content = gongwen_pdf.write(notice().layout(), NOW)

    assert kept(content) == content


BROKEN = {
    "a password": (written(encryption=Encryption(owner="a", user="b")), "设有打开密码"),
    "no page": (written(pages=0), "没有页面"),
    "torn": (written(pages=20)[:-200], "损坏或不完整"),
    "half": (written(pages=20)[: len(written(pages=20)) // 2], "损坏或不完整"),
    "a page for browsers between head and end": (b"%PDF-" + SCRIPT + b"\n%%EOF", "损坏或不完整"),
    "a page for browsers before it": (SCRIPT + pdf(), "这是“网页”"),
    "a page for browsers after a blank line of a printer": (b"x\n" + SCRIPT + pdf(), "不是 PDF"),
    "only the end": (b"%%EOF", "不是 PDF"),
    "a key that says two things": (pdf(b"<</S/JavaScript/S/GoTo>>"), "损坏或不完整"),
    "pages in a ring": (pdf().replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"), "损坏或不完整"),
    "a program behind": (pdf() + b"MZ" * 600, "附有其他内容"),
    "something before": (b"x" * 1_100 + b"\n" + pdf(), "附有其他内容"),
    "deep": (pdf(b"[" * 60 + b"]" * 60), "过于复杂"),
    "very deep": (pdf(b"[" * 500_000), "过于复杂"),
    "300,000 objects": (pdf(*[b"<<>>"] * 300_000), "过于复杂"),
    "a bomb of objects": (packed(b" " * 300_000_000), "损坏或不完整"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_spoilt_one_is_refused_for_its_true_reason(case):
    content, word = BROKEN[case]

    assert word in refusal(content)


def test_objects_packed_together_pass():
    assert kept(packed(b"")) == packed(b"")


CHILDREN = {
    "killed": "import os; os.kill(os.getpid(), 9)",
    "out of memory": "raise MemoryError",
    "lost in thought": "import time; time.sleep(60)",
    "talkative": "import sys; sys.stdout.write('x' * 10_000_000); sys.exit(99)",
}


@pytest.mark.parametrize("case", CHILDREN)
def test_a_child_that_dies_is_a_refusal(case, monkeypatch, tmp_path, folder):
    child = tmp_path / "child.py"
    child.write_text(CHILDREN[case])
    monkeypatch.setattr(contents_pdf, "CHILD", child)
    monkeypatch.setattr("collab_portal.lib.bounds.CHILD_WAIT", 3.0)

    assert "过于复杂" in refusal(pdf())
    assert [path for path in folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("greedy", "ended"),
    [
        ("while True: pass", -signal.SIGKILL),
        ("bytes(300_000_000)", 1),
        ("import os; os.write(os.open('left', os.O_CREAT | os.O_WRONLY), b'x')", 1),
        ("pass", 0),
    ],
)
def test_what_is_confined_gets_no_more_time_memory_or_room(greedy, ended, tmp_path):
    (tmp_path / "child.py").write_text(greedy)
    command = [sys.executable, "-I", str(apart.CONFINED), "child.py", str(200 * 2**20), "1"]

    with (tmp_path / "child.py").open("rb") as file:
        child = subprocess.run(command, stdin=file, cwd=tmp_path, stderr=subprocess.PIPE, timeout=60)

    assert child.returncode == ended, child.stderr


def test_less_memory_than_its_limit_is_enough_for_an_honest_one(tmp_path):
    """Whoever starts the portal may give it less than a child asks for."""
    (tmp_path / "a.pdf").write_bytes(pdf())
    files = map(str, (apart.CONFINED, contents_pdf.CHILD))
    command = [sys.executable, "-I", *files, str(2**30), "20", "200000", "50"]

    with (tmp_path / "a.pdf").open("rb") as file:
        ended = subprocess.run(["sh", "-c", 'ulimit -v 500000; exec "$@"', "sh", *command], stdin=file)

    assert ended.returncode == contents_pdf.Finding.CLEAN


def test_no_process_is_a_refusal_not_a_fault(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    assert refusal(pdf()) == "暂时无法检查文件，请稍后再传。"
