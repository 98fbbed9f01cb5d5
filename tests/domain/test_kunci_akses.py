"""The text of an access key: told from any other without asking anybody, and from that of another portal."""

import re
from datetime import date

import pytest

from portal.domain.kunci_akses import (
    PREFIX,
    bearer_of,
    is_of_portal,
    last_day,
    looks_like_key,
    make_key,
)
from portal.domain.secret_digest import digest_of

OLD, NEW = "rahasia-lama" * 4, "rahasia-baru" * 4


def test_a_key_is_known_by_the_secret_it_was_made_under_also_after_that_became_an_older_one() -> None:
    key = make_key(OLD)

    assert is_of_portal(key, [OLD])
    assert is_of_portal(key, [NEW, OLD])
    assert not is_of_portal(key, [NEW])
    assert not is_of_portal(key, [])


def test_no_two_keys_are_alike_and_none_has_signs_that_a_header_could_stumble_over() -> None:
    made = {make_key(NEW) for _ in range(200)}

    assert len(made) == 200
    assert all(re.fullmatch(rf"{PREFIX}[\w-]{{59}}", key, re.ASCII) for key in made)


def test_one_changed_sign_anywhere_makes_it_no_key() -> None:
    key = make_key(NEW)
    changed = [key[:at] + ("A" if key[at] != "A" else "B") + key[at + 1 :] for at in range(len(key))]

    assert [one for one in changed if is_of_portal(one, [NEW])] == []


@pytest.mark.parametrize(
    "text", ["", PREFIX, "x" * 64, "é" * 64, f"{PREFIX}{'a' * 59}\n", f"{PREFIX}{'a' * 1_000_000}"]
)
def test_any_other_text_is_none(text: str) -> None:
    assert not is_of_portal(text, [NEW])


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Bearer abc", "abc"),
        ("bearer  abc ", "abc"),
        ("Basic abc", None),
        ("", None),
        ("Bearer", ""),
        ("Bearerabc", None),
    ],
)
def test_only_a_header_of_its_kind_brings_one(header: str, key: str | None) -> None:
    assert bearer_of(header) == key


def test_what_is_kept_is_not_the_key() -> None:
    key = make_key(NEW)

    assert len(digest_of(key)) == 64
    assert key not in digest_of(key)
    assert digest_of(key) != digest_of(make_key(NEW))
    assert digest_of("\ud800")


def test_it_opens_for_a_year_at_most_and_is_known_by_its_beginning() -> None:
    assert last_day(date(2026, 12, 1)) == date(2027, 12, 1)
    assert looks_like_key(f"{PREFIX}apa saja")
    assert not looks_like_key("eyJhbGciOi")
