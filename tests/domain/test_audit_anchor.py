"""Anchors of the audit trail are read as they were written, and nothing else is taken for one."""

from datetime import UTC, datetime

import pytest

from portal.domain.audit_anchor import AuditAnchor, read_note, read_short
from portal.errors import BadInputError

ANCHOR = AuditAnchor("portal.example/log", 41, "ab" * 32, datetime(2026, 3, 12, 3, 4, 5, tzinfo=UTC))


def test_a_note_is_read_as_it_was_written() -> None:
    assert read_note(ANCHOR.to_note()) == ANCHOR
    assert read_short(ANCHOR.short) == (41, "ab" * 32)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "bukan jangkar",
        ANCHOR.to_note() + "x",
        ANCHOR.to_note().replace("\n41\n", "\n041\n"),
        ANCHOR.to_note().replace("\n41\n", "\n-1\n"),
        ANCHOR.to_note().replace("ab" * 32, "AB" * 32),
        ANCHOR.to_note().replace("2026-03-12", "2026-13-12"),
        ANCHOR.to_note().replace("portal.example/log", "dua kata"),
    ],
    ids=["empty", "other", "longer", "zero first", "negative", "capitals", "no day", "blank in name"],
)
def test_what_is_no_note_is_none(note: str) -> None:
    assert read_note(note) is None


@pytest.mark.parametrize("text", ["", "41", "41:", f":{'a' * 64}", f"41:{'a' * 63}", f"41:{'g' * 64}", f"٤:{'a' * 64}"])
def test_what_is_no_anchor_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="NOMOR:SIDIK"):
        read_short(text)
