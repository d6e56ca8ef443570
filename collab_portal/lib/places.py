"""The address of a row's page: as ``reverse`` finds it, but looked for once a page, not once a row."""

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse

NUMBER = 9_007_199_254  # stands for the row's while the address is looked for


def place_of(name: str, number: int | None) -> str:
    """``reverse(name, args=[number])`` for an address with one number in it."""
    if not isinstance(number, int):  # a row that is not stored has no page: NoReverseMatch
        return reverse(name, args=[number])
    before, after = _around(name, get_script_prefix(), get_urlconf())
    return f"{before}{number}{after}"


@lru_cache
def _around(name: str, _prefix: str, _urlconf: str | None) -> tuple[str, str]:
    before, _, after = reverse(name, args=[NUMBER]).partition(str(NUMBER))
    return before, after
