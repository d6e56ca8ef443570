"""The sections of the top bar, and the second row of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from accounts.models import User
from organizations.rules import does_committee_work


class Place(NamedTuple):
    """A link of the frame; ``is_here``: whether the page lies there."""

    label: str
    name: str
    is_here: bool


@dataclass(frozen=True)
class Entry:
    """One link of a second row; ``begins``: how the URL names begin whose pages it covers."""

    label: str
    name: str
    begins: tuple[str, ...]
    shown: Callable[[User], bool] = lambda _user: True


@dataclass(frozen=True)
class Section:
    """``inside``: namespaces, or URL names without one."""

    label: str
    name: str
    inside: tuple[str, ...]
    entries: tuple[Entry, ...] = ()


def _works(user: User) -> bool:
    return bool(does_committee_work(user))


SECTIONS = (
    Section("首页", "home", ("home", "my-work")),
    Section(
        "联合活动",
        "activities:list",
        ("activities",),
        (
            Entry("记录", "activities:list", ("",)),
            Entry("月历", "activities:calendar", ("calendar",)),
        ),
    ),
    Section("轮值会商", "rotation:home", ("rotation",)),
    Section("他山之石", "experience:list", ("experience",)),
    Section(
        "共享",
        "commons:resources",
        ("commons",),
        (
            Entry("资源", "commons:resources", ("resource", "closure")),
            Entry("文件", "commons:documents", ("document",)),
            Entry("品牌与专项", "commons:labels", ("label",)),
            Entry("荣誉", "commons:honours", ("honour",)),
        ),
    ),
    Section(
        "组织",
        "organizations:list",
        ("organizations",),
        (
            Entry("十九家工委", "organizations:list", ("",)),
            Entry("党组织名录", "organizations:branches", ("branch",)),
            Entry("结对共建", "organizations:pairings", ("pairing", "batch")),
            Entry("党建联盟", "organizations:alliances", ("alliance",)),
            Entry("协议与机制", "organizations:agreements", ("agreement",)),
            Entry("党建联络员", "organizations:liaison", ("liaison",), _works),
        ),
    ),
    Section("统计", "insights", ("insights",)),
)


def navigation(namespace: str, url_name: str, user: Any) -> tuple[list[Place], list[Place]]:
    """The sections, and the second row of the one that is here.

    The entry is here whose beginning is the longest of those that fit.
    """
    here = namespace or url_name
    current = next((section for section in SECTIONS if here in section.inside), None)
    row = current.entries if current and isinstance(user, User) else ()
    fits = [(len(start), entry) for entry in row for start in entry.begins if url_name.startswith(start)]
    chosen = max(fits, key=lambda fit: fit[0])[1] if fits else None
    return (
        [Place(section.label, section.name, section is current) for section in SECTIONS],
        [Place(one.label, one.name, one is chosen) for one in row if one.shown(user)],
    )
