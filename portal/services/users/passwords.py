"""Passwords: argon2id, a length rule and a list of words nobody may use; no composition rules, no rotation."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from portal.errors import BadInputError, SignInBusyError

SHORTEST, LONGEST = 15, 128
SHORTEST_WITH_FACTOR = 12
"""Where a second factor is asked for too."""
# 64 MiB each: a bound on parallel hashing keeps a rush of logins inside the memory of the web process.
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
AT_ONCE, WAITING = 2, 3
"""So many passwords are hashed at a time, and so many more may wait: together fewer than the server has threads."""
_SLOTS = threading.BoundedSemaphore(AT_ONCE)
_PLACES = threading.BoundedSemaphore(AT_ONCE + WAITING)
FEWEST_LETTERS = 6
"""Different letters that are left when everything guessable is taken out."""
_SHORTEST_OWN = 3
_LOOKALIKES = str.maketrans("013457@$!", "oieastasi")
_ROWS = "abcdefghijklmnopqrstuvwxyz 01234567890 qwertyuiop asdfghjkl zxcvbnm"
_NEIGHBOURS = {row[i : i + 2] for row in (_ROWS, _ROWS[::-1]) for i in range(len(row) - 1) if " " not in row[i : i + 2]}


@cache
def common_words() -> tuple[str, ...]:
    """Words that are tried first: common passwords, and what this office and country call things; the longest first."""
    found = Path(__file__).with_name("common_words.txt").read_text("utf-8").split()
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@dataclass(frozen=True)
class PasswordRules:
    """What a password of one person has to be; `words` are names around them, which are tried early."""

    email: str
    words: tuple[str, ...] = ()
    has_factor: bool = False

    @property
    def shortest(self) -> int:
        """Fewest letters."""
        return SHORTEST_WITH_FACTOR if self.has_factor else SHORTEST


def check_strength(password: str, rules: PasswordRules) -> bool:
    """Whether the password is long enough only together with a second factor.

    Raises BadInputError naming what to change. What is far too long is refused before anything is made of it.
    """
    length = LONGEST + 1 if len(password) > 4 * LONGEST else len(normalized(password))
    if not rules.shortest <= length <= LONGEST:
        raise BadInputError(f"Kata sandi harus {rules.shortest} sampai {LONGEST} karakter.", "password")
    lowered = normalized(password).lower()
    own = [text for one in (rules.email, *rules.words) for text in _words_of(one)]
    # A zero for an o and the like are tried by everybody who guesses.
    if any(_is_guessable(form, own) for form in (lowered, lowered.translate(_LOOKALIKES))):
        raise BadInputError("Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak berhubungan.", "password")
    return length < SHORTEST


def _words_of(text: str) -> list[str]:
    lowered = normalized(text).lower()
    return [lowered, *re.split(r"[@.]", lowered), *re.split(r"[\W_]+", lowered)]


def _is_guessable(text: str, own: list[str]) -> bool:
    for word in (*sorted(own, key=len, reverse=True), *common_words()):
        if len(word) >= _SHORTEST_OWN:
            text = text.replace(word, "")
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    in_a_row = sum(pair in _NEIGHBOURS or pair[0] == pair[1] for pair in pairs)
    return len(set(text)) < FEWEST_LETTERS or in_a_row * 2 > len(pairs)


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
