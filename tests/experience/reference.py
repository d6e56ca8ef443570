"""What search promises, in the plainest words: a term is found where it stands, letter for letter."""

from functools import cache

from collab_portal.lib.chinese import fold, pinyin_keys, spelled


@cache
def lines(title, words):
    return [fold(line) for line in (title, *words.split("\n"))], pinyin_keys(title)


def contains(words, term):
    """``term`` (folded) is in the title or in one paragraph, or is the beginning of pinyin in the title."""
    written, keys = lines(words.title, words.text)
    if (letters := spelled(term)) and any(key.startswith(letters) for key in keys):
        return True
    return any(term in line for line in written)


class BruteForce:
    """An ``Engine`` that reads every row; ``words_of`` an index row's object says what is looked for."""

    def __init__(self, words_of):
        self.words_of = words_of

    def found(self, rows, terms):
        matching = [row for row in rows if all(contains(self.words_of(row), term) for term in terms)]
        return sorted(matching, key=lambda row: (row.at.timestamp() if row.at else 0, row.pk), reverse=True)

    def matches(self, several, terms, limit):
        return [[row.pk for row in self.found(rows, terms)[:limit]] for rows in several]

    def newest(self, rows, terms, start, stop):
        return self.found(rows, terms)[start:stop]

    def ranked(self, rows, terms, start, stop):
        def below(row):
            title = fold(self.words_of(row).title)
            return not all(term in title for term in terms)

        return sorted(self.found(rows, terms), key=below)[start:stop]
