"""名额: never above what there is, never taken back, none free while somebody waits."""

import itertools
from random import Random

import pytest

from activities.places import Ask, allot, queue
from tests.chance import seeds


def ask(key, asked, admitted=0, quota=None, queued=0.0):
    return Ask(key, asked, admitted, quota, queued)


@pytest.mark.parametrize(
    ("places", "asks", "released", "found"),
    [
        (10, [ask(1, 4), ask(2, 8)], False, {1: 4, 2: 6}),
        (10, [ask(1, 4, queued=2), ask(2, 8, queued=1)], False, {1: 2, 2: 8}),
        (10, [ask(1, 12, quota=4), ask(2, 0, quota=4)], False, {1: 4, 2: 0}),  # a quota is a ceiling
        (10, [ask(1, 12, quota=4), ask(2, 0, quota=4)], True, {1: 10, 2: 0}),  # until the deadline
        (10, [ask(1, 9), ask(2, 0, quota=4)], False, {1: 6, 2: 0}),  # what is kept is not shared
        (10, [ask(1, 3, admitted=8)], False, {1: 3}),  # who asks for less gives back
        (5, [ask(1, 8, admitted=8), ask(2, 2)], True, {1: 8, 2: 0}),  # a promise above the places stands
        (0, [ask(1, 1)], True, {1: 0}),
        (10, [], True, {}),
    ],
)
def test_places_are_given_in_order_and_kept_for_whom_they_are(places, asks, released, found):
    assert allot(places, asks, released=released) == found


def test_the_queue_is_in_order_of_asking_for_more():
    asks = [ask(1, 5, 5), ask(2, 5, 1, queued=3), ask(3, 5, 0, queued=2), ask(4, 1, 0, queued=3)]

    assert queue(asks) == [3, 2, 4]


@pytest.mark.parametrize("seed", seeds(300))
def test_in_any_history_promises_hold_and_no_place_is_idle(seed):
    """Asking, withdrawing, more places, the deadline: after each step all that is promised of places."""
    rng = Random(seed)
    places = rng.randint(1, 30)
    quotas = [rng.choice((None, rng.randint(0, places // 5))) for _ in range(5)]
    asks = {key: ask(key, 0, quota=quota) for key, quota in enumerate(quotas)}
    released = False
    for moment in range(30):
        step, key = rng.choice(("ask", "ask", "ask", "more", "release")), rng.randrange(5)
        if step == "ask":
            old, wanted = asks[key], rng.randint(0, 12)
            queued = float(moment) if wanted > old.asked else old.queued
            asks[key] = Ask(key, wanted, old.admitted, old.quota, queued)
        places += rng.randint(0, 3) if step == "more" else 0
        released = released or step == "release"

        got = allot(places, list(asks.values()), released=released)

        shuffled = rng.sample(list(asks.values()), len(asks))
        assert allot(places, shuffled, released=released) == got
        assert sum(got.values()) <= places
        for one in asks.values():
            assert min(one.admitted, one.asked) <= got[one.key] <= one.asked
            if not released and one.quota is not None:
                assert got[one.key] >= min(one.asked, one.quota)
        if released:
            waits = any(got[one.key] < one.asked for one in asks.values())
            assert not (waits and sum(got.values()) < places)
        asks = {key: Ask(key, one.asked, got[key], one.quota, one.queued) for key, one in asks.items()}
        assert allot(places, list(asks.values()), released=released) == got


def test_the_order_of_rows_means_nothing():
    asks = [ask(1, 3, queued=1), ask(2, 3, queued=1), ask(3, 3, queued=0)]

    found = {tuple(sorted(allot(5, row, released=True).items())) for row in itertools.permutations(asks)}

    assert found == {((1, 2), (2, 0), (3, 3))}
