"""Clauses on confidentiality and consent: many wordings, broken lines and pages, dirt; and no plain sentence."""

import sys
from collections.abc import Callable

import pytest

from portal.domain.publication.personal_data import FindingKind, scan_page, scan_pages

CLAUSES = [
    "Pasal 9 KERAHASIAAN", "PASAL 9\nKERAHASIAAN", "PASAL9 KERAHASIAAN", "Pasal IX Kerahasiaan Informasi",
    "ARTICLE 7 CONFIDENTIALITY", "Article VII\nConfidentiality", "ARTICLE 7 NON-DISCLOSURE",
    "PARA PIHAK wajib menjaga kerahasiaan data dan informasi yang diperoleh.",
    "Setiap Pihak menjaga kerahasiaan dokumen, informasi, dan data yang diterima.",
    "PIHAK KEDUA wajib merahasiakan seluruh dokumen.", "Isi perjanjian ini dirahasiakan.",
    "Seluruh informasi yang dipertukarkan bersifat rahasia.", "Dokumen ini SANGAT RAHASIA", "Sifat: sifat rahasia",
    "Informasi Rahasia adalah setiap keterangan yang dipertukarkan.", "Nota ini bersifat tertutup.",
    "Naskah ini tidak untuk dipublikasikan.", "Hanya untuk kalangan sendiri dan tidak untuk umum",
    "Para Pihak tidak akan membuka informasi kepada pihak ketiga tanpa persetujuan tertulis.",
    "PIHAK KESATU dilarang memberikan data kepada pihak lain.",
    "Data tidak dapat diberikan kepada pihak ketiga.", "dilarang menyebarluaskan hasil kegiatan",
    "tidak diperkenankan mengungkapkan isi perjanjian", "tidak boleh, baik sebagian maupun seluruhnya, diumumkan",
    "Publikasi atas hasil dilakukan setelah mendapat persetujuan tertulis PARA PIHAK.",
    "Hasil penelitian dapat dipublikasikan dengan persetujuan terlebih dahulu dari PIHAK KESATU.",
    "Pengumuman kepada media dilakukan atas izin tertulis para pihak.",
    "Siaran pers memerlukan persetujuan PARA PIHAK.",
    "Pemublikasian hasil wajib memperoleh persetujuan PARA PIHAK.",
    "Tanpa seizin PIHAK KESATU, data tidak disampaikan kepada pihak mana pun.",
    "Informasi hanya dapat diberikan kepada pihak ketiga dengan persetujuan tertulis PARA PIHAK.",
    "Each Party shall observe the confidentiality of documents and information.",
    "All information exchanged shall be treated as confidential.", "The terms are strictly confidential.",
    "Publication of the results is subject to the prior written consent of both Parties.",
    "Neither Party shall disclose any information to a third party without prior written consent.",
    "This Memorandum may be published only upon written approval of the other Party.",
    "No press release shall be issued without the prior approval of the Parties.",
    "The Parties shall not divulge the contents.", "This document may not be made public.",
    "The results must not be disseminated.", "Information shall not be provided to any third party.",
    "FOR OFFICIAL USE ONLY", "Not for distribution", "The data shall be held in confidence.",
]  # fmt: skip
DIRTY = [
    "PASAL 9 KERAHAS IAAN", "PASAL 9\nK E R A H A S I A A N", "Pasa1 9 KERAHAS1AAN", "menjaga kerahasia-\nan data",
    "menjaga\nkerahasiaan\ndokumen", "ARTICLE 7 C0NFIDENTIALITY", "ARTlCLE 7 CONFlDENTIALITY", "treated as conﬁdential",
    "tidak boleh dipubl1kasikan", "tidak bo1eh dipublikasikan", "tidak boleh dipubli kasikan", "shal1 not be pub1ished",
    "bersifat rahas1a", "BERSIFAT RAHA-\nSIA", "tanpa persetujuan\ntertulis dilarang\nmengumumkan",
    "prior wrltten consent before pub1ication", "tanpa persetuju an tertulis dilarang menyebar1uaskan",
]  # fmt: skip
PLAIN = [
    "Pejabat Pengelola Informasi dan Dokumentasi", "menyebarluaskan informasi keimigrasian kepada masyarakat",
    "penyebarluasan informasi layanan paspor melalui media", "PARA PIHAK mempublikasikan kegiatan bersama.",
    "Publikasi dilakukan bersama oleh PARA PIHAK.", "pengumuman hasil seleksi dilaksanakan secara terbuka",
    "Perubahan dilakukan atas persetujuan tertulis PARA PIHAK.", "dapat diperpanjang atas persetujuan tertulis",
    "Perjanjian ini tidak dapat dialihkan kepada pihak ketiga tanpa persetujuan tertulis.",
    "tidak dapat membuka rekening baru", "dibuka layanan bagi masyarakat umum", "Informasi ini tidak bersifat rahasia.",
    "pemilihan yang langsung, umum, bebas, dan rahasia", "Data disampaikan kepada PIHAK KEDUA setiap bulan.",
    "pertukaran data dan informasi", "pemanfaatan data kependudukan", "dengan persetujuan Menteri",
    "This Memorandum may be amended by mutual written consent of the Parties.",
    "The Parties shall exchange information and publications.", "The Parties may publish joint research.",
    "This information is not confidential.", "non-confidential summary", "Neither Party shall assign its rights.",
    "Any dispute shall be settled amicably without reference to a third party.",
    "The Parties shall provide information to each other.", "subject to the approval of the Minister",
    "PIHAK KESATU menyampaikan laporan tertulis kepada pihak lainnya.", "Pasal 9 KEADAAN KAHAR", "Pasal 9 PUBLIKASI",
    "sosialisasi dan publikasi bersama", "layanan informasi publik yang cepat dan tepat waktu",
    "keterbukaan informasi publik", "PARA PIHAK memberikan informasi kepada masyarakat umum.",
    "tidak dapat dipisahkan dari perjanjian ini. Publikasi dilakukan bersama.",
    "Persetujuan tertulis diberikan paling lambat tujuh hari. Pengumuman disampaikan melalui laman.",
]  # fmt: skip


@pytest.mark.parametrize("text", CLAUSES + DIRTY)
def test_a_clause_is_found_once(text: str) -> None:
    assert [finding.kind for finding in scan_page(1, text)] == [FindingKind.KLAUSUL]


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_sentence_is_no_clause(text: str) -> None:
    assert scan_page(1, text) == ()


def test_a_clause_over_a_page_break_is_named_on_the_page_it_begins_on() -> None:
    pages = [(3, "Ketentuan lain. Tanpa persetujuan tertulis"), (4, "- 4 -\ndilarang mengumumkan hasil. Pasal 10")]

    (finding,) = scan_pages(pages)

    assert (finding.page, finding.snippet) == (3, "persetujuan tertulis")
    assert "mengumumkan hasil" in finding.excerpt


def test_a_heading_cut_from_its_article_by_the_page_break_is_found() -> None:
    assert [f.page for f in scan_pages([(1, "Penutup. Pasal 9"), (2, "KERAHASIAAN")])] == [1]


def test_the_snippet_is_the_text_of_the_page_as_it_stands() -> None:
    (finding,) = scan_page(1, "Umum. Data ini TIDAK BOLEH\nDIPUBL1KASIKAN oleh siapa pun.")

    assert finding.snippet == "TIDAK BOLEH DIPUBL1KASIKAN"


def test_places_hold_where_a_letter_has_two_small_ones() -> None:
    (finding,) = scan_page(1, "İİİ İstanbul bersifat rahasia")

    assert finding.snippet == "bersifat rahasia"


def steps(work: Callable[[], object]) -> int:
    """Lines of the portal's own code that were run: a measure that no busy machine disturbs."""
    count = 0

    def trace(_frame: object, event: str, _value: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece", ["persetujuan tertulis ", "tidak boleh ", "NIP 19800101 200604 1 001 ", "NIK 3173010101800001 ",
              "rahasia. ", "Data tidak boleh dipublikasikan. ", "paspor nomor "],
)  # fmt: skip
def test_ten_times_the_text_takes_about_ten_times_the_steps(piece: str) -> None:
    short, long = piece * 60, piece * 600

    assert steps(lambda: scan_page(1, long)) < 14 * steps(lambda: scan_page(1, short))
