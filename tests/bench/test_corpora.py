"""How many cases the corpora hold, and how many of them come out as they should."""

from collections.abc import Callable, Iterable

import pytest

from collab_portal.lib import symbols
from collab_portal.lib.chinese import fold
from collab_portal.lib.html import clean
from tests.experience import office_pastes
from tests.experience.test_office_pastes import tight
from tests.gongwen.test_fitting import lost_or_cut
from tests.gongwen.wide_tables import pasted
from tests.portal import alike
from tests.uploads.painted import everything
from tests.uploads.test_painted import distance

pytestmark = pytest.mark.bench
PAIRS = 5_000


def right(cases: Iterable[object], judge: Callable[..., bool]) -> tuple[int, int]:
    judged = [judge(case) for case in cases]
    return len(judged), sum(judged)


def test_what_comes_in_and_goes_out(capsys: pytest.CaptureFixture[str]) -> None:
    found = {
        "pastes of Word and WPS": right(
            office_pastes.cases(), lambda case: tight(clean(case.source)) == tight(case.wanted)
        ),
        "texts that look alike": right(alike.pairs(PAIRS), lambda pair: fold(pair[0]) == fold(pair[1])),
        "pictures of every form": right(everything(), lambda sent: distance(sent) <= sent.off),
        "tables of every width": right(pasted(), lambda table: not lost_or_cut(table)),
        "signs of picture faces": right(
            [sign for face in symbols.FACES.values() for sign in face.values()],
            lambda sign: bool(sign) and not any("\ue000" <= letter <= "\uf8ff" for letter in sign),
        ),
    }

    with capsys.disabled():
        print()
        for name, (cases, good) in found.items():
            print(f"  {name:26}{cases:7,} cases{good:9,} right")
    assert {name: cases - good for name, (cases, good) in found.items()} == dict.fromkeys(found, 0)
