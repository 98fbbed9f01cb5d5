"""What the portal keeps of a secret that it gave out (a session, a link, a key): never the secret itself."""

import hashlib


def digest_of(secret: str) -> str:
    """SHA-256 of a secret of at least 128 bits of chance, in hexadecimal digits; whatever a stranger sends has one."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
