"""进展情况通报: what became of earlier decisions, as the opening report has it now."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from collab_portal.lib import dates
from collab_portal.lib.gongwen.blocks import Block, Paragraph, Run, paragraph
from collab_portal.lib.gongwen.document import Document, Heading, Signature, imprint
from collab_portal.lib.gongwen.text import lines
from rotation.documents import phrases
from rotation.models import Consultation
from rotation.report import Line, Report, opening_report


def compose(consultation: Consultation, number: str, now: datetime) -> Document:
    """Dated with the day it is made: its figures are those of that day."""
    report, lead = opening_report(consultation, dates.today(now)), consultation.turn.committee
    day = dates.plain_date(report.day)
    return Document(
        title=f"{lead.name}关于会商议定事项进展情况的通报",
        head=phrases.head(consultation, number),
        addressee=phrases.EVERYBODY,
        body=tuple(_body(report)),
        signature=Signature(phrases.issuers(consultation), day),
        imprint=imprint("", lead.name, day),
    )


def _body(report: Report) -> Iterator[Block | Heading]:
    since = f"自“{report.previous.title}”以来，" if report.previous else ""
    yield paragraph(
        f"{since}截至{dates.plain_date(report.day)}，会商议定事项办结{len(report.done)}项，"
        f"办理中{len(report.going)}项（其中逾期{report.overdue}项），挂起{len(report.suspended)}项。"
        "现将进展情况通报如下。"
    )
    yield from _part("已办结事项", report.done)
    yield from _part("办理中的事项", report.going)
    yield from _part("挂起的事项", report.suspended)
    if report.topics:
        yield Heading(1, "本次会商议题")
        for place, item in enumerate(report.topics, start=1):
            kind, committee = item.get_kind_display(), item.committee.short_name
            yield paragraph(f"{place}. {item.title}（{kind}，{committee}提出）。")


def _part(title: str, found: Sequence[Line]) -> Iterator[Block | Heading]:
    if not found:
        return
    yield Heading(1, title)
    for place, line in enumerate(found, start=1):
        yield _line(place, line)


def _line(place: int, line: Line) -> Paragraph:
    """What, in bold; who and until when; how it ended; the newest word of its owners."""
    resolution = line.resolution
    what = f"{place}. {resolution.title.rstrip('。')}。"
    said = [phrases.owners(resolution), f"完成期限：{dates.plain_date(resolution.due_on)}"]
    said[-1] += "（已逾期）。" if line.overdue else "。"
    if line.later:
        said.append(line.later)
    if resolution.settled_on:
        said.append(f"{resolution.get_status_display()}：{dates.plain_date(resolution.settled_on)}。")
    if resolution.status == resolution.Status.SUSPENDED:
        said.append(f"原因：{resolution.reason.rstrip('。')}。")
    if line.latest:
        done = "" if line.latest.percent is None else f"（完成{line.latest.percent}%）"
        word = " ".join(lines(line.latest.text)).rstrip("。")
        said.append(f"最新进展：{line.latest.committee.short_name}，{word}{done}。")
    elif resolution.status == resolution.Status.OPEN:
        said.append("责任工委尚未填报进展。")
    return Paragraph((Run(what, bold=True), Run("".join(said))))
