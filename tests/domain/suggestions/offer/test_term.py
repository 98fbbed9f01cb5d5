"""The term, its start and its end."""

import pytest

from portal.domain.suggestions.values import Field
from tests.factories import naskah_text as texts
from tests.factories.naskah_heads import LABELS_WITH_COMMAS
from tests.factories.suggested import KNOWN, first, suggested, values


@pytest.mark.parametrize(
    ("text", "term", "effective", "expires"),
    [
        (texts.UTAMA, "5 tahun", "2025-05-22", "2030-05-22"),
        (texts.SURAT, "2 tahun", None, "2027-06-12"),
        (texts.KAMPUS, "3 tahun", "2022-03-14", "2025-03-14"),
        (texts.SEBARIS, "1 tahun", "2020-01-01", "2020-12-31"),
        (texts.ASING, "5 tahun", "2025-11-12", "2030-11-12"),
        (texts.BERTIGA, None, None, None),
    ],
)
def test_the_term_its_start_and_its_end(
    text: str, term: str | None, effective: str | None, expires: str | None
) -> None:
    found = suggested(text, KNOWN)

    assert first(found, Field.JANGKA_WAKTU) == term
    assert first(found, Field.EFFECTIVE_ON) == effective
    assert first(found, Field.EXPIRES_ON) == expires


def test_an_end_is_read_where_no_beginning_stands_before_it() -> None:
    for term, end in (
        ("Perjanjian Kerja Sama ini berlaku sampai dengan tanggal 31 Desember 2026.", "2026-12-31"),
        ("This Arrangement shall remain valid until 30 June 2027.", "2027-06-30"),
    ):
        found = suggested(LABELS_WITH_COMMAS.replace("Pasal 1\n", f"Pasal 1\n{term}\n"))
        assert values(found, Field.EXPIRES_ON) == [end]


def test_the_end_of_a_term_that_runs_from_another_event_is_never_sure() -> None:
    text = texts.UTAMA.replace(
        "terhitung sejak tanggal ditandatangani", "terhitung sejak tanggal Surat Perintah Mulai Kerja"
    )

    ends = [saran for saran in suggested(text) if saran.bidang is Field.EXPIRES_ON]

    assert ends
    assert not any(saran.is_sure for saran in ends)


def test_the_term_of_a_recited_naskah_is_not_its_own() -> None:
    recital = "a. bahwa telah ditandatangani Perjanjian Nomor 2/2018 untuk jangka waktu 2 (dua) tahun;\n"
    article = "Pasal 1\nPerjanjian diperpanjang untuk jangka waktu 1 (satu) tahun.\n"

    found = suggested(LABELS_WITH_COMMAS.replace("Pasal 1\n", recital + article))

    assert values(found, Field.JANGKA_WAKTU) == ["1 tahun"]
