"""封存: the security trail and all history, sealed by a chain of signatures; the key is kept elsewhere.

``tables`` says what is sealed and reads it, ``chain`` makes seals, ``verifying`` compares, ``renewing`` seals
anew when columns change, ``heads`` carries the newest signature out of the database, ``retiring`` removes
sealed months, ``standing`` is what pages tell of it.
"""

from accounts.sealing import heads
from accounts.sealing.chain import KeyMissing, seal
from accounts.sealing.verifying import Found, verify

__all__ = ["Found", "KeyMissing", "heads", "seal", "verify"]
