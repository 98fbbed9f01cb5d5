"""What the public is told of signatures: every fact, but no personal number and no word of the tool."""

from datetime import UTC, datetime

import pytest

from portal.domain.tanda_tangan.public import HIDDEN_NAME, PublicSignatures, for_public
from portal.domain.tanda_tangan.report import Integrity, SignatureReport, Trust

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
REPORT = SignatureReport(
    "Isian Rahasia",
    signer="Contoh Pejabat",
    issuer="Contoh Penerbit",
    claimed_at=AT,
    integrity=Integrity.BERUBAH,
    trust=Trust.NO_CHAIN,
    detail="ValueError: rincian alat",
)


def test_the_facts_come_back_as_they_were_copied() -> None:
    shown = for_public(AT, "Baru 1 dari 2.", [REPORT])

    again = PublicSignatures.from_text(shown.to_text())

    assert again == shown
    assert (again.checked_at, again.note) == (AT, "Baru 1 dari 2.")
    assert (again.reports[0].signer, again.reports[0].integrity) == ("Contoh Pejabat", Integrity.BERUBAH)


def test_field_names_and_words_of_the_tool_stay_inside() -> None:
    text = for_public(AT, "", [REPORT]).to_text()

    assert "Isian Rahasia" not in text
    assert "rincian alat" not in text


@pytest.mark.parametrize("name", ["Contoh NIK 3171234567890123", "Contoh, NIP 198001012005011001"])
def test_a_name_with_a_personal_number_is_not_told(name: str) -> None:
    shown = for_public(AT, "", [SignatureReport("", signer=name)])

    assert shown.reports[0].signer == HIDDEN_NAME


@pytest.mark.parametrize(
    "text",
    ["", "bukan json", "[]", "{}", '{"checked_at": 3, "note": "", "reports": []}',
     '{"checked_at": "2026-11-20T02:00:00+00:00", "note": "", "reports": [{}]}'],
)  # fmt: skip
def test_a_text_that_cannot_be_read_counts_as_not_looked_at(text: str) -> None:
    assert PublicSignatures.from_text(text) is None
