"""Signatures in columns: each name with the label, the office and the day of its own column."""

from dataclasses import replace

import pytest

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


def _signed(text: str) -> list[tuple[str, str]]:
    return [(one.nama, one.jabatan) for one in signatures_by_name([laid(text)], [])]


CLOSING = """
Demikian naskah ini dibuat dalam rangkap dua bermeterai cukup dan berlaku sejak
ditandatangani oleh kedua pihak yang namanya tercantum di bawah ini semua.
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kepala Balai Contoh", "Pimpinan Sanggar Contoh"),
        ("Pengasuh Pondok Contoh", "Komandan Kodim Contoh"),
        ("Direktur", "Juru bicara"),
        ("Plt. Kepala Kantor Contoh", "Bendahara Yayasan Contoh"),
    ],
)
@pytest.mark.parametrize("is_above", [True, False], ids=["office above", "office below"])
def test_offices_of_many_kinds_go_with_the_name_of_their_column(first: str, second: str, is_above: bool) -> None:
    office, names = f"{first:40}{second}", f"{'Contoh Sri Wahyuni, S.H.':40}Contoh Budi Santika, M.M."
    text = f"{CLOSING}\n{office}\n\n\n\n{names}" if is_above else f"{CLOSING}\n\n\n\n{names}\n{office}"

    assert _signed(text) == [("Contoh Sri Wahyuni, S.H.", first), ("Contoh Budi Santika, M.M.", second)]


def test_ranks_degrees_and_days_are_no_part_of_an_office() -> None:
    text = f"""{CLOSING}
KEPALA KEPOLISIAN RESOR CONTOH          Kepala Balai Contoh
                                        Contoh, 2 Mei 2024



CONTOH SRI WAHYUNI, S.I.K.              Contoh Budi Santika,
AKBP NRP 70000000                       S.H., M.H.
"""

    assert _signed(text) == [
        ("CONTOH SRI WAHYUNI, S.I.K.", "KEPALA KEPOLISIAN RESOR CONTOH"),
        ("Contoh Budi Santika, S.H., M.H.", "Kepala Balai Contoh"),
    ]


def test_names_side_by_side_on_a_page_of_their_own_sign() -> None:
    found = signatures_by_name([laid(CLOSING), laid("\n\n\nContoh Sri Wahyuni           Contoh Budi Santika", 2)], [])

    assert [one.nama for one in found] == ["Contoh Sri Wahyuni", "Contoh Budi Santika"]


def test_a_name_over_two_lines_above_its_office_is_whole() -> None:
    text = f"""{CLOSING}



Contoh Sri Wahyuni, S.Sos.          Contoh Budi
                                    Santika
Kepala Balai Contoh                 Direktur
"""

    assert _signed(text)[1] == ("Contoh Budi Santika", "Direktur")


def test_a_name_goes_on_with_its_last_word_and_its_degrees() -> None:
    text = f"""{CLOSING}



Contoh Sri Wahyuni, S.Sos.          Prof. Dr. Contoh
                                    Santika, M.P.
Kepala Balai Contoh                 Dekan
"""

    assert _signed(text)[1] == ("Prof. Dr. Contoh Santika, M.P.", "Dekan")


def test_an_office_whose_name_was_not_read_keeps_its_column() -> None:
    text = f"""{CLOSING}



Contoh Sri Wahyuni, S.Sos.                              Drs. Contoh Budi Santika
Kepala Balai Contoh         Direktur                    Kepala Sekolah
"""

    assert _signed(text) == [
        ("Contoh Sri Wahyuni, S.Sos.", "Kepala Balai Contoh"), ("", "Direktur"),
        ("Drs. Contoh Budi Santika", "Kepala Sekolah"),
    ]  # fmt: skip


def test_days_without_a_mark_beside_the_names_are_kept_and_are_no_office() -> None:
    text = f"""{CLOSING}
Kepala Balai Contoh                 Pimpinan Sanggar Contoh



Contoh Sri Wahyuni, S.Sos.          Drs. Contoh Budi Santika
Tanggal 25 Oktober 2018             Tanggal 26 Oktober 2018
"""
    found = signatures_by_name([laid(text)], [])

    assert [one.rest for one in found] == [("Tanggal 25 Oktober 2018",), ("Tanggal 26 Oktober 2018",)]
    assert [one.jabatan for one in found] == ["Kepala Balai Contoh", "Pimpinan Sanggar Contoh"]


@pytest.mark.parametrize("small", ["bin", "binti", "van", "da"])
def test_a_name_that_ends_with_a_small_word_goes_on_in_the_next_line(small: str) -> None:
    told = _signed(
        CLOSING + f"\nPIHAK KESATU                          PIHAK KEDUA\n\n\n\nContoh Satu, S.H."
        f"                     Prof. Contoh Awang {small}\nKepala Kantor Contoh                  Mohidin\n"
        "                                      Naib Canselor\n"
    )

    assert told[1][0] == f"Prof. Contoh Awang {small} Mohidin"


@pytest.mark.parametrize("stamp", ["Ditandatangani secara elektronik oleh:", "Electronically signed by"])
def test_what_says_that_a_signature_is_electronic_is_no_office(stamp: str) -> None:
    told = _signed(
        CLOSING + f"\nPIHAK KESATU                                            PIHAK KEDUA\n"
        f"Direktur Jenderal                                       Kepala Badan Contoh\n"
        f"{stamp:56}{stamp}\n\nContoh Widyatama Satu                                   Contoh Lusiana Dua\n"
    )

    assert [office for _, office in told] == ["Direktur Jenderal", "Kepala Badan Contoh"]


@pytest.mark.parametrize("name", ["W anggai-Contoh", "Y unita", "T anoto"])
def test_a_blank_behind_a_wide_letter_is_none(name: str) -> None:
    told = _signed(
        CLOSING + f"\nPIHAK KESATU                          PIHAK KEDUA\n\n\n\nContoh Satu, S.H."
        f"                     Yosephina {name}\nKepala Kantor Contoh                  Ketua Yayasan Contoh\n"
    )

    assert told[1][0] == f"Yosephina {name.replace(' ', '')}"
