"""All nineteen at once: each signature counts, and the last one concludes."""

import pytest

from tests.factories import make_rotation
from tests.joint.places import PLACES, others, say
from tests.races import PATIENCE, ROUNDS, together

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.timeout(4 * PATIENCE)]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_nineteen_sign_at_once_and_nobody_is_lost(place):
    make_rotation("jiangsu")
    for _ in range(ROUNDS):
        thing = place.make(others())

        answers = together(*(say(place.sign, thing, slug) for slug in others()))

        assert not [answer for answer in answers if isinstance(answer, Exception)]
        assert {row.committee_id for row in place.rows(thing).all()} == {
            row.signed_by.committee_id for row in place.rows(thing).for_board()
        }
        thing.refresh_from_db()
        assert place.is_done(thing)
