"""The seal: seeds of second factors are stored encrypted, under a key made from the secret of the settings.

Whoever reads the database alone makes no codes. A seed is bound to its account, so that it cannot be moved to another.
"""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PURPOSE = b"repositori naskah: seed of a second factor"


class Seal:
    """Encrypts with the newest secret, reads with any of them, so that secrets can be changed."""

    def __init__(self, secrets: Sequence[str]) -> None:
        """`secrets`: the one of today, then those before it."""
        self._keys = MultiFernet([Fernet(_key(one)) for one in secrets])

    def close(self, user_id: int, seed: str) -> str:
        """The seed of this account as it is stored."""
        return self._keys.encrypt(f"{user_id} {seed}".encode()).decode("ascii")

    def open(self, user_id: int, sealed: str) -> str | None:
        """The seed, or None where no secret opens it or it was made for another account."""
        try:
            owner, _, seed = self._keys.decrypt(sealed.encode()).decode().partition(" ")
        except InvalidToken:
            return None
        return seed if owner == str(user_id) else None

    def renewed(self, sealed: str) -> str:
        """The same, under the secret of today. Raises InvalidToken where `open` gives None."""
        return self._keys.rotate(sealed.encode()).decode("ascii")


def _key(secret: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(made)
