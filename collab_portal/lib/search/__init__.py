"""One search for everything that has words. Rows of an index stand beside the objects, written with them.

A hit is a substring: of the title or of one paragraph, of any length from one character, whatever the
script, width or case. White space between terms means *and*; ``"…"`` keeps a phrase together. Latin letters
also match the pinyin of a title. Only this package knows how that is done; ``engine.Engine`` is the seam for
another backend.
"""
