"""PASSWORD_HASH=sm3: PBKDF2 over the national hash, for installations that must use it."""

import hashlib

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class PBKDF2SM3PasswordHasher(PBKDF2PasswordHasher):
    """Django's, with SM3 in the place of SHA-256 (OpenSSL 3 has it)."""

    algorithm = "pbkdf2_sm3"
    digest = staticmethod(lambda: hashlib.new("sm3"))

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        self._check_encode_args(password, salt)  # type: ignore[attr-defined]  # the stubs leave it out
        rounds = iterations or self.iterations
        hashed = hashlib.pbkdf2_hmac("sm3", password.encode(), salt.encode(), rounds)
        return f"{self.algorithm}${rounds}${salt}${hashed.hex()}"
