"""Passwords: length and guessability decide, composition does not."""

import pytest

from portal.errors import BadInputError
from portal.services.users import passwords
from portal.services.users.passwords import LONGEST, SHORTEST, PasswordRules, check_strength, hash_password, is_right
from tests.factories.shared import PASSWORD

EMAIL = "bupati@contoh.go.id"


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "semuahurufkecilpanjang",
        "1928374650 5463728190",
        "пароль сложный весьма",
        "tiga burung pipit hinggap, satu terbang ke seberang sungai; " * 2 + "kembali.",
        # Common words do no harm beside others.
        "imigrasi zebra pelan berenang",
    ],
)
def test_a_long_and_unguessable_password_is_taken(password: str) -> None:
    check_strength(password, PasswordRules(EMAIL))


@pytest.mark.parametrize(
    "password",
    ["", "pendek", "empat belas ka", "a" * 128, "ab" * 20, "password password", "Kata Sandi Kata Sandi",
     "bupatibupatibupati", "indonesia123456", "imipasimipas1234",
     "kerja sama indonesia", "Imigrasi Jakarta 2026!", "p4ssw0rdp4ssw0rd!", "N4skahK3rjaS4ma#1", "qwertyuiopasdfgh",
     "abcdefghijklmnopqrst", "zyxwvutsrqponmlk", "98765432109876543", "aaabbbcccdddeeefff", "Kantor Wilayah Bali 1",
     "bupati@contoh.go.id", "Bupati-Contoh-2026", "SemarangSurabayaMedan", "Pengelola PPID Biro Hukum",
     "x" * 129, "acak sekali 9!" * 10, "ﷺ" * 15],
)  # fmt: skip
def test_a_short_long_or_guessable_password_is_refused(password: str) -> None:
    with pytest.raises(BadInputError) as refused:
        check_strength(password, PasswordRules(EMAIL))
    assert refused.value.field == "password"


def test_no_account_without_a_second_factor_needs_less_than_fifteen_characters() -> None:
    assert (SHORTEST, LONGEST) == (15, 128)


def test_the_same_letters_typed_in_another_way_open_the_same_account() -> None:
    kept = hash_password("Ångström berjalan kaki jauh")

    assert is_right(kept, "A\u030angstro\u0308m berjalan kaki jauh")
    assert not is_right(kept, "Angstrom berjalan kaki jauh")


def test_what_was_accepted_opens_later_however_it_was_typed() -> None:
    # 100 letters, each typed as letter and accent: within the limit as a person counts.
    typed = "e\u0301a\u0301i\u0301o\u0301u\u0301c\u0301n\u0301s\u0301z\u0301r\u0301" * 10
    check_strength(typed, PasswordRules(EMAIL))

    assert is_right(hash_password(typed), typed)


@pytest.mark.parametrize("password", ["a" * 129, "a" * 10_000_000, "ﷺ" * 100])
def test_too_long_a_password_is_refused_before_any_hashing(password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Untouchable:
        def verify(self, *_: object) -> bool:
            raise AssertionError("hashed")

    monkeypatch.setattr(passwords, "_HASHER", Untouchable())

    assert not is_right(passwords.UNKNOWN_USER_HASH, password)


@pytest.mark.parametrize("broken", ["", "bukan hash", "$argon2id$v=19$m=65536,t=3,p=4$rusak"])
def test_a_broken_hash_opens_nothing(broken: str) -> None:
    assert not is_right(broken, PASSWORD)


def test_a_hash_with_older_parameters_is_renewed() -> None:
    assert passwords.needs_rehash("$argon2id$v=19$m=8,t=1,p=1$Y29udG9oZ2FyYW0$1AvLeYpIXr1WEvHjLuVP6Q")
