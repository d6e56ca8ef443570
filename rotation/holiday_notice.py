"""Reads the State Council's yearly notice: which days are off, which weekends are worked. Pure.

Sentences are like ``二、春节：2月15日（周日）至23日放假调休，共9天。2月14日、2月28日上班。`` A date that no
day comes of is a problem, so that nothing is lost unsaid; what is no day off of everybody (half a day, a
recommendation) is a remark.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from collab_portal.lib import bounds, dates
from rotation.calendar import Override, WorkCalendar
from rotation.notice_text import LABEL, Sentence, sentences

ONE_DAY = timedelta(days=1)
PLAIN = "假日"  # the name of a day that a table gives none
MAKE_UP = "调休上班"


def _day(end: int) -> str:
    """A date as text, its groups numbered; the weekday beside it as ``notice_text.SIGN``."""
    date_ = rf"(?:(?P<year{end}>\d{{4}})年)?(?:(?P<month{end}>\d{{1,2}})月)?(?P<day{end}>\d{{1,2}})[日号]"
    return rf"{date_}(?:⟦(?P<week{end}>[^⟧]{{1,7}})⟧)?"


SPAN = rf"(?P<until>[至到]?)(?<!\d){_day(1)}(?:起?[至到~]{_day(2)})?"
NOT = "(?P<not>(?:不再|不用|不必|无需|无须|取消|不|免)(?:放假|休息|休假|调休|补休|公休|上班|补班))"
MOVED = r"(?P<moved>公休日?[^,\d]{0,10}?调(?:至|到|休至|休到))"
WORK = "(?P<work>(?:正常|照常|恢复|调休|补){0,2}(?:上班|补班)|(?:正常|照常|恢复|调休)工作|工作日)"
OFF = (
    "(?P<off>放假公休|放假调休|调休放假|放假(?!的|办法)|休假|补休|休息日?"
    "|公休日?|法定节?假日|连休|假期(?![前后内结])|调休)"
)
COUNT = r"(?P<all>共?)(?P<count>\d{1,2})天"
TOKEN = re.compile(f"{SPAN}|{NOT}|{MOVED}|{WORK}|{OFF}|{COUNT}")
# Dates that follow their verb: 放假时间为10月1日.
HEADS = re.compile(r"(?:\d{1,2}天)?(?:时间|日期|安排)?[为是:从自于]?(?:20\d\d年)?\d{1,2}[月日号]")
KNOWN = "元旦|春节|除夕|清明节?|(?:五一)?(?:国际)?劳动节|五一|端午节?|中秋节?|国庆节?"
FESTIVAL = re.compile(f"(?:{KNOWN})(?:[、和及与](?:{KNOWN}))*")
NO_NAME = re.compile("放假|上班|补班|调休|补休|时间|日期|方式|安排|其中|通知|如下|附件|说明")
YEAR = re.compile(r"((?:19|20)\d\d)年(?!\d{1,2}月|修订|修改|公布|发布|颁布)")
HALF = re.compile(r"半天|半日|0\.5天|上午|下午|中午|晚上|\d{1,2}(?:时|点|:\d\d)")
SOME = re.compile("妇女|女职工|女性|青年|儿童|学生|教师|师生|现役军人|少数民族")
ADVICE = re.compile("鼓励|建议|倡导|可安排|可以|可自行|自行安排")
DOUBTFUL = re.compile(
    "原定|原安排|改为|改到|改至|调整(?!方式)|取消|撤销|顺延|推迟|提前|除(?!夕)|或|之一|[日号⟧](?:之?[前后]|以[前后])"
)
TOLD = re.compile(
    r"起?(?:电|讯|报道|消息|来源|施行|实施|执行|生效|修订|修改|公布|发布|印发|通过|下发|\d{1,2}:\d\d)"
)
PREAMBLE = re.compile("修订|修改|增加|施行|实施")
COUNTED = re.compile(r"共?(\d{1,2})天")
TITLE = re.compile("《[^《》]{0,80}》|〈[^〈〉]{0,80}〉")
EXTENDED = re.compile("延长|延至|延到")
BESIDE = 6  # characters after a verb that may say 半天


@dataclass
class Reading:
    """``days`` in order; ``problems`` forbid storing; ``remarks`` say which dates are rightly not read."""

    days: list[Override] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    extended: set[str] = field(default_factory=set)  # holidays that became longer, not others


def read(text: str, year: int, known: WorkCalendar | None = None) -> Reading:
    """The days of ``year``'s notice; ``known`` tells from which day a holiday is extended.

    What cannot be understood, or contradicts itself, is a problem; nothing is guessed.
    """
    reader = _Reader(year, known or WorkCalendar())
    if len(text) > bounds.NOTICE:
        return Reading(problems=[f"正文超过 {bounds.NOTICE} 字，请只粘贴各条安排。"])
    for sentence in sentences(text):
        reader.take(sentence)
    return reader.finish()


class _UnclearError(ValueError):
    """Says in Chinese why a sentence is not read."""


class _Span(NamedTuple):
    """``until``: only its last day was said; ``denied``: 不放假 was said of it."""

    days: list[date]
    text: str
    until: bool = False
    denied: bool = False


class _Reader:
    """Walks through the sentences; name, year and month hold on until something else is said."""

    def __init__(self, year: int, known: WorkCalendar) -> None:
        self.year, self.known, self.reading = year, known, Reading()
        self.found: dict[date, Override] = {}
        self.moved: list[Override] = []  # worked unless something says that they are off
        self.name, self.at = "", (0, 0)
        self.held: list[_Span] = []  # of this sentence, still without a verb
        self.head = ""  # the verb that stood before its dates
        self.off: set[date] = set()  # of this sentence
        self.advised = False  # 鼓励 was said in this sentence: its dates bind nobody

    def finish(self) -> Reading:
        for day in self.moved:
            self.found.setdefault(day.day, day)
        self.reading.days = [self.found[day] for day in sorted(self.found)]
        if not self.reading.days and not self.reading.problems:
            self.reading.problems.append("没有读出放假或上班的日期，请粘贴通知的正文。")
        self.reading.problems = list(dict.fromkeys(self.reading.problems))[:30]
        self.reading.remarks = list(dict.fromkeys(self.reading.remarks))[:30]
        return self.reading

    def take(self, sentence: Sentence) -> None:
        for named in YEAR.finditer(sentence.text):
            if int(named[1]) != self.year:
                self._problem(f"正文写的是{named[1]}年，与所填年份{self.year}不一致", sentence.text)
        if sentence.opens:
            self.at = (0, 0)
        self.held, self.head, self.off, self.advised = [], "", set(), False
        text = self._named(TITLE.sub("", sentence.text))
        try:
            for clause in text.split(","):
                self._clause(clause)
        except _UnclearError as error:
            self._problem(str(error), sentence.text)
        except ValueError:
            self._problem("日期有误", sentence.text)
        else:
            self._unread(text)

    def _named(self, text: str) -> str:
        """The sentence after its name: what stands before a colon, or a festival it begins with."""
        text = re.sub(r"^(?:20\d\d年)(?=\D)", "", text)
        label, festival = LABEL.match(text), FESTIVAL.match(text)
        if label and not NO_NAME.search(label[0]):
            self.name = re.sub("[“”\"']", "", label[0][:-1]) or self.name
            return text[label.end() :]
        if festival:
            self.name = festival[0]
            return text[festival.end() :]
        return text

    def _clause(self, clause: str) -> None:
        """Its dates get the verb after them, else the one that headed them, else wait for the next clause."""
        here: list[_Span] = []
        head, settled, begin, dated = "", 0, 0, False
        self.advised = self.advised or bool(ADVICE.search(clause))
        for token in TOKEN.finditer(clause):
            said = clause[begin : token.end() + BESIDE]
            if token["day1"]:
                span, dated = self._span(token), True
                if TOLD.match(clause, token.end()):
                    self._remark("不是放假或上班的日期", [span], clause)
                else:
                    here.append(span)
            elif token["count"]:
                if not here and not self.held:
                    self._total(int(token["count"]), len(self.off) if token["all"] else settled, clause)
            elif token["not"]:
                here = self._deny(token["not"], here)
            elif token["moved"]:
                days = [day for span in self.held + here for day in span.days]
                self.moved += [Override(self._within(day), True, self._make_up()) for day in days]
                self.held, here, head, begin = [], [], "off", token.end()
            else:
                verb = "work" if token["work"] else "off"
                self._refuse_if(bool(here and head and head != verb), "分不清是放假还是上班")
                if self.held or here:
                    if verb == "off" and clause[token.start() - 1] == "起":
                        here = self._counted(here, clause, token.end())
                    settled = self._settle(self.held + here, verb, token[0], said)
                    self.held, self.head, here, head, begin = [], "", [], "", token.end()
                elif HEADS.match(clause, token.end()):
                    head = self.head = verb
        head = head or self.head or ("off" if EXTENDED.search(clause) else "")
        if here and head:
            self._settle(here, head, "", clause[begin:])
            here = []
        self._refuse_if(bool(HALF.search(clause) and self.off and not dated), "半天的安排读不准")
        self.held += here

    def _deny(self, word: str, here: list[_Span]) -> list[_Span]:
        """不放假 of what waits; 不上班 could mean anything."""
        unclear = word.endswith(("上班", "补班")) or word.startswith("取消")
        self._refuse_if(unclear and bool(self.held or here), f"“{word}”读不准，请写明某日放假或上班")
        self.held = [span._replace(denied=True) for span in self.held]
        return [span._replace(denied=True) for span in here]

    def _unread(self, text: str) -> None:
        """What waited for a verb in vain."""
        self._remark("未读作放假", [span for span in self.held if span.denied], text)
        if PREAMBLE.search(text):
            self._remark("不是放假或上班的日期", self.held, text)
        elif lost := "、".join(span.text for span in self.held if not span.denied):
            self._problem(f"没有读出是放假还是上班：{_cut(lost)}", text)

    def _settle(self, spans: list[_Span], verb: str, word: str, said: str) -> int:
        """The days of ``spans`` are off or worked, as ``said`` around them; how many they are."""
        if HALF.search(said) or SOME.search(said) or self.advised:
            self._remark("不是全体全天的安排，未录入", spans, said)
            return 0
        extended = verb == "off" and bool(EXTENDED.search(said))
        if extended:
            self.reading.extended.add(self._festival(said))
        doubtful = bool(DOUBTFUL.search(said)) and not extended
        self._refuse_if(doubtful, "读不准，请改写成“某日放假”“某日上班”")
        if verb == "off":
            self._remark("未读作放假", [span for span in spans if span.denied], said)
            spans = [span for span in spans if not span.denied]
        days = [self._within(day) for span in spans for day in self._whole(span, extended)]
        weekend = word == "调休" and any(day.weekday() > 4 for day in days)
        self._refuse_if(weekend, "周末“调休”分不清是放假还是上班，请写明")
        name = self._make_up() if verb == "work" else self._festival(said)
        for day in days:
            if self.found.setdefault(day, Override(day, verb == "work", name)).working != (verb == "work"):
                self.reading.problems.append(f"{day} 既放假又上班。")
        if verb == "off":
            self.off.update(days)
        return len(days)

    def _whole(self, span: _Span, extended: bool) -> list[date]:
        """The span's days; of 延长……至 all from the last day off that is known."""
        if not span.until:
            return span.days
        self._refuse_if(not extended, "只写了到哪天，请补上从哪天起")
        last = span.days[0]
        for back in range(bounds.NOTICE_RANGE):
            day = last - back * ONE_DAY
            held = self.found.get(day)
            if (held and not held.working) or (back and not held and self._known_off(day)):
                return [day + number * ONE_DAY for number in range(1 if back else 0, back + 1)]
        raise _UnclearError("延长之前的假期读不出，请先录入原通知，或写明从哪天到哪天")

    def _known_off(self, day: date) -> bool:
        """By the year's notice if it was recorded, else by whatever is known."""
        if self.year in self.known.official:
            return day in self.known.overrides and not self.known.overrides[day].working
        return bool(self.known.holiday(day))

    def _span(self, token: re.Match[str]) -> _Span:
        first = last = self._day(token["year1"], token["month1"], token["day1"])
        if token["day2"]:
            year, month = token["year2"], token["month2"]
            if month and not year:
                year = str(first.year + (int(month) < first.month))
            last = self._day(year, month, token["day2"])
        if not timedelta() <= last - first < timedelta(days=bounds.NOTICE_RANGE):
            raise ValueError
        self._weekdays(first, token["week1"] or "", last, token["week2"] or "")
        days = [first + number * ONE_DAY for number in range((last - first).days + 1)]
        return _Span(days, token[0], bool(token["until"]) and first == last)

    def _day(self, year: str | None, month: str | None, day: str) -> date:
        """What is left unsaid is as it was said before; a December of 元旦 is the year before's."""
        if month:
            own = self.year - (int(month) == 12 and self.name.startswith("元旦"))
            self.at = (int(year or own), int(month))
        self._refuse_if(not all(self.at), "没有写明是几月")
        return date(*self.at, int(day))

    def _within(self, day: date) -> date:
        inside = date(self.year - 1, 12, 1) <= day <= date(self.year + 1, 1, 31)
        self._refuse_if(not inside, f"{dates.plain_date(day)}不在{self.year}年")
        return day

    def _weekdays(self, first: date, one: str, last: date, other: str) -> None:
        """Weekdays written beside the dates are theirs; two beside a range are of its ends."""
        if len(other) == 2 and not one:
            one, other = other[0], other[1]
        for day, said in ((first, one[-1:]), (last, other[-1:])):
            is_ = dates.WEEKDAYS[day.weekday()]
            wrong = bool(said) and is_ != said.replace("天", "日")
            self._refuse_if(wrong, f"{day.month}月{day.day}日是{day.year}年的周{is_}，正文写的是周{said}")

    def _total(self, total: int, read: int, clause: str) -> None:
        """共3天 counts the sentence's days off, 放假3天 those of its verb; without any it is no total."""
        if read and total != read:
            self._problem(f"{self.name}写明共{total}天，读出 {read} 天", clause)

    def _counted(self, spans: list[_Span], clause: str, end: int) -> list[_Span]:
        """From a day on, so many days: ``10月1日起放假7天``."""
        count = COUNTED.match(clause, end)
        if count is None or len(spans) != 1 or not 0 < int(count[1]) <= bounds.NOTICE_RANGE:
            raise _UnclearError("只写了从哪天起，请补上到哪天")
        first = spans[0].days[0]
        return [spans[0]._replace(days=[first + number * ONE_DAY for number in range(int(count[1]))])]

    def _festival(self, said: str) -> str:
        """The name a clause has of its own, unless it is part of the item's: 国庆节、中秋节 stays whole."""
        own = FESTIVAL.search(said)
        return self.name if own is None or own[0] in self.name else own[0]

    def _make_up(self) -> str:
        return self.name if self.name and self.name != PLAIN else MAKE_UP

    def _refuse_if(self, wrong: bool, why: str) -> None:
        if wrong:
            raise _UnclearError(why)

    def _remark(self, what: str, spans: list[_Span], where: str) -> None:
        if spans:
            said = "、".join(_cut(span.text) for span in spans)
            self.reading.remarks.append(f"{what}：{said[:60]}（{_cut(where)}）")

    def _problem(self, what: str, where: str) -> None:
        self.reading.problems.append(f"{what}：{_cut(where)}")


def _cut(text: str) -> str:
    return re.sub("⟦([^⟧]*)⟧", r"（周\1）", text)[:60]
