"""Passwords: argon2id, a length rule and a list of words nobody may use; no composition rules, no rotation."""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from portal.errors import BadInputError, SignInBusyError

SHORTEST, LONGEST = 15, 128
# 64 MiB each: a bound on parallel hashing keeps a rush of logins inside the memory of the web process.
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
AT_ONCE, WAITING = 2, 3
"""So many passwords are hashed at a time, and so many more may wait: together fewer than the server has threads."""
_SLOTS = threading.BoundedSemaphore(AT_ONCE)
_PLACES = threading.BoundedSemaphore(AT_ONCE + WAITING)
_TOO_COMMON = (
    "password",
    "kata sandi",
    "katasandi",
    "qwerty",
    "123456",
    "imipas",
    "kemenimipas",
    "naskah",
    "indonesia",
)


def check_strength(password: str, *, email: str) -> None:
    """Raises BadInputError naming what to change."""
    plain = normalized(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise BadInputError(f"Kata sandi harus {SHORTEST} sampai {LONGEST} karakter.", "password")
    lowered = plain.lower()
    rest = lowered.replace(email.lower().partition("@")[0], "")
    for word in _TOO_COMMON:
        rest = rest.replace(word, "")
    if len(set(rest)) < 6:
        raise BadInputError("Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak berhubungan.", "password")


def normalized(password: str) -> str:
    """One form for letters that can be typed in two ways."""
    return unicodedata.normalize("NFKC", password)


def hash_password(password: str) -> str:
    """An argon2id hash (64 MiB, three passes, four lanes). Raises SignInBusyError."""
    with _turn():
        return _HASHER.hash(normalized(password))


def is_right(password_hash: str, password: str) -> bool:
    """Whether the password fits; anything longer than allowed is refused before any hashing.

    Raises SignInBusyError where too many wait already.
    """
    # A letter may come as two characters and count as one; four times the limit is beyond any honest typing.
    if len(password) > 4 * LONGEST or len(normalized(password)) > LONGEST:
        return False
    with _turn():
        try:
            return _HASHER.verify(password_hash, normalized(password))
        except (VerificationError, InvalidHashError):
            return False


@contextmanager
def _turn() -> Iterator[None]:
    if not _PLACES.acquire(blocking=False):
        raise SignInBusyError("Sedang banyak yang masuk. Coba lagi beberapa detik lagi.")
    try:
        with _SLOTS:
            yield
    finally:
        _PLACES.release()


def needs_rehash(password_hash: str) -> bool:
    """Whether the hash was made with older parameters."""
    return _HASHER.check_needs_rehash(password_hash)


# Checked when the account is unknown, so that both answers take the same time.
UNKNOWN_USER_HASH = "$argon2id$v=19$m=65536,t=3,p=4$Sr44r7nqbvZNkKItkLAHHA$P3yORD6WgXU76JxQ5bYjEW01vjjjtKBHapFWE4ZiGpU"
