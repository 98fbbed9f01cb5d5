"""Signatures in columns: each name with the label, the office and the day of its own column."""

from dataclasses import replace

from portal.domain.suggestions.find.signature_cells import signatures_by_name
from tests.factories.naskah_kinds import kinds, laid

PAGES = {kind.name: kind.pages for kind in kinds()}


def test_offices_over_two_lines_stay_in_their_column() -> None:
    left, right = signatures_by_name([laid(PAGES["dua-kolom-kantor"][0])], [])

    assert (left.side, left.jabatan) == ("PIHAK KEDUA", "Kepala Dinas Kelautan dan Perikanan Provinsi Contoh")
    assert (right.nama, right.jabatan) == ("Prof. Dr. CONTOH SAMUDERA", "Rektor Universitas Bahari Contoh")


def test_a_name_on_the_next_page_meets_its_office_on_the_one_before() -> None:
    pages = [laid(text, number) for number, text in enumerate(PAGES["ttd-halaman-lain"], 1)]

    left, right = signatures_by_name(pages, [])

    assert (left.side, left.jabatan, left.page) == ("PIHAK KESATU", "Sekretaris Jenderal Kementerian Contoh", 2)
    assert right.jabatan == "Rektor Universitas Bahari Contoh"


def test_offices_and_days_below_the_names_are_read() -> None:
    left, right = signatures_by_name([laid(PAGES["unhcr"][0])], [])

    assert (left.nama, left.jabatan, left.side) == ("Contoh Kartika", "Executive Director", "For YPC")
    assert "Date: 30 December 2011" in right.rest


def test_three_columns_are_told_apart() -> None:
    found = signatures_by_name([laid(PAGES["tiga-sejajar"][0])], ["CONTOH GUBERNURWATI"])

    assert [one.side for one in found] == ["PIHAK KETIGA", "PIHAK KEDUA", "PIHAK KESATU"]


def test_half_a_name_under_a_stamp_is_nobody() -> None:
    page = laid(
        "PIHAK KESATU                 PIHAK KEDUA\n\n\n\nCONTOH SATU, S.H.     Dr  MANSYAH, S.Sos.\nNIP 1     NIP 2"
    )
    words = tuple(replace(word, confidence=0.2) if word.text == "Dr" else word for word in page.words)

    assert "MANSYAH, S.Sos." not in [one.nama for one in signatures_by_name([replace(page, words=words)], [])]
