"""Domestic or foreign, where names alone do not tell."""

from portal.domain.suggestions.values import Field
from tests.factories.suggested import suggested, sure_fields, values

TWO_TONGUES = """NOTA KESEPAHAMAN
ANTARA
DIREKTORAT JENDERAL IMIGRASI KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA
DAN
{partner}
TENTANG
PENELITIAN BERSAMA
Direktorat Jenderal Imigrasi dan {partner}, selanjutnya disebut Para Pihak;
{closing}
"""


BOTH = "DIBUAT dalam rangkap dua di Contohvik pada tanggal 9 Oktober 2025 dalam bahasa Indonesia dan bahasa Inggris."


ONE = "DIBUAT dalam rangkap dua di Jakarta pada tanggal 9 Oktober 2025 dan ditandatangani oleh para pihak."


def test_a_partner_of_a_naskah_in_two_tongues_is_at_home_only_where_its_name_says_so() -> None:
    abroad = suggested(TWO_TONGUES.format(partner="INSTITUT MIGRASI CONTOHDANIA", closing=BOTH))
    home = suggested(TWO_TONGUES.format(partner="UNIVERSITAS CONTOH INDONESIA", closing=BOTH))
    single = suggested(TWO_TONGUES.format(partner="INSTITUT MIGRASI CONTOHDANIA", closing=ONE))

    assert sure_fields(abroad).isdisjoint({Field.LINGKUP, Field.PIHAK_NEGARA, Field.PIHAK_JENIS})
    (lingkup,) = (saran for saran in abroad if saran.bidang is Field.LINGKUP)
    assert "berbahasa asing" in lingkup.keterangan
    assert {Field.LINGKUP, Field.PIHAK_NEGARA} <= sure_fields(home)
    assert Field.LINGKUP in sure_fields(single)


def test_a_ministry_of_a_state_that_no_list_names_is_foreign_and_to_be_checked() -> None:
    partner = "KEMENTERIAN DALAM NEGERI KERAJAAN CONTOHLANDIA"
    found = suggested(TWO_TONGUES.format(partner=partner, closing=ONE))

    (lingkup,) = (saran for saran in found if saran.bidang is Field.LINGKUP)
    assert (lingkup.nilai, lingkup.is_sure) == ("luar_negeri", False)
    assert values(found, Field.PIHAK_JENIS) == ["lembaga_pemerintah_negara_asing"]
    assert values(found, Field.PIHAK_NEGARA) == []


UNKNOWN = """MEMORANDUM OF AGREEMENT
between
The Lantern Circle
{address}
and
The Harbour Circle
on
Evening Classes
1. Scope
The Parties will work together with the authorities of Japan.
"""


def test_addresses_above_the_articles_tell_scope_where_no_class_is_known_and_never_surely() -> None:
    abroad = suggested(UNKNOWN.format(address="9 Specimen Row, Leeds, United Kingdom"))
    home = suggested(UNKNOWN.format(address="Jalan Contoh Raya 9, Ambon, Indonesia"))

    assert values(abroad, Field.LINGKUP) == ["luar_negeri"]
    assert values(home, Field.LINGKUP) == ["dalam_negeri"]
    assert Field.LINGKUP not in sure_fields(abroad) | sure_fields(home)


def test_a_text_in_which_nobody_makes_an_agreement_tells_no_scope() -> None:
    for text in ("Pasal satu", "Hak cipta dilindungi undang-undang.", "The quick brown fox"):
        assert Field.LINGKUP not in {saran.bidang for saran in suggested(text)}
