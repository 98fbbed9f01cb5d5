"""Anchors of the audit trail are read as they were written, and nothing else is taken for one."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from portal.domain.audit_anchor import AuditAnchor, GivenAnchor, read_note, read_short
from portal.errors import BadInputError

ANCHOR = AuditAnchor("portal.example/log", 41, "ab" * 32, datetime(2026, 3, 12, 3, 4, 5, tzinfo=UTC))
SALT = "5a" * 32
SEALED = replace(ANCHOR, salt=SALT)


def test_a_note_is_read_as_it_was_written() -> None:
    assert read_note(ANCHOR.to_note()) == ANCHOR
    assert read_note(SEALED.to_note()) == SEALED
    assert read_short(ANCHOR.short) == GivenAnchor(41, "ab" * 32, None)
    assert read_short(SEALED.short) == GivenAnchor(41, "ab" * 32, SEALED.seal)


def test_a_seal_is_what_the_letter_says_it_is_made_of_and_changes_with_number_hash_and_salt() -> None:
    assert SEALED.seal == hashlib.sha256(bytes.fromhex(SALT) + f"41:{'ab' * 32}".encode()).hexdigest()
    assert ANCHOR.seal is None
    others = [replace(SEALED, seq=42), replace(SEALED, entry_hash="ac" * 32), replace(SEALED, salt="5b" * 32)]
    assert len({SEALED.seal, *(one.seal for one in others)}) == 4


@pytest.mark.parametrize(
    "note",
    [
        "",
        "bukan jangkar",
        ANCHOR.to_note() + "x",
        ANCHOR.to_note() + "5a" * 31 + "\n",
        ANCHOR.to_note().replace("\n41\n", "\n041\n"),
        ANCHOR.to_note().replace("\n41\n", "\n-1\n"),
        ANCHOR.to_note().replace("ab" * 32, "AB" * 32),
        ANCHOR.to_note().replace("2026-03-12", "2026-13-12"),
        ANCHOR.to_note().replace("portal.example/log", "dua kata"),
    ],
    ids=["empty", "other", "longer", "short salt", "zero first", "negative", "capitals", "no day", "blank in name"],
)
def test_what_is_no_note_is_none(note: str) -> None:
    assert read_note(note) is None


@pytest.mark.parametrize(
    "text", ["", "41", "41:", f":{'a' * 64}", f"41:{'a' * 63}", f"41:{'g' * 64}", f"41:{'a' * 64}:5a", f"٤:{'a' * 64}"]
)
def test_what_is_no_anchor_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="NOMOR:SIDIK"):
        read_short(text)
