"""The seal: seeds of second factors and secrets of webhooks are stored encrypted.

The key is made from the secret of the settings, so whoever reads the database alone makes no codes and signs nothing. A
seed is bound to its account, so that it cannot be moved to another.
"""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SEED = b"repositori naskah: seed of a second factor"
WEBHOOK = b"repositori naskah: secret of a webhook"


class Seal:
    """Encrypts with the newest secret, reads with any of them, so that secrets can be changed."""

    def __init__(self, secrets: Sequence[str], purpose: bytes = SEED) -> None:
        """`secrets`: the one of today, then those before it. What is sealed for one purpose opens for no other."""
        self._keys = MultiFernet([Fernet(_key(one, purpose)) for one in secrets])

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


def _key(secret: str, purpose: bytes) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
    return base64.urlsafe_b64encode(made)
