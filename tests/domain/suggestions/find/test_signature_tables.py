"""Signers in the rows of a table, whatever a pen left between them."""

from portal.domain.suggestions.find.signature_tables import signatures_in_columns, signatures_in_table
from portal.domain.suggestions.text.lines import lines_of
from tests.factories.naskah_kinds import laid
from tests.factories.naskah_text import page

ROWS = """No Nama Jabatan Tanda tangan
al H. Contoh Manunggal, S.H., M.H. Ketua Pengadilan Tinggi Contoh
Lembah N
2 Drs. Contoh Hariwangsa Kepala Kepolisian Daerah Contoh
ly Uns Z
Lembah 1
CONTOH - naskah buatan untuk pengujian, bukan naskah resmi"""


def test_each_row_is_a_signer_with_the_lines_of_its_office() -> None:
    found = signatures_in_table(lines_of(page(ROWS)))

    assert [(one.nama, one.jabatan) for one in found] == [
        ("H. Contoh Manunggal, S.H., M.H.", "Ketua Pengadilan Tinggi Contoh Lembah"),
        ("Drs. Contoh Hariwangsa", "Kepala Kepolisian Daerah Contoh Lembah"),
    ]


def test_one_row_or_a_sentence_is_no_table() -> None:
    one = "Nama dan Jabatan\n1 Drs. Contoh Hariwangsa Kepala Kepolisian Daerah Contoh"
    sentence = ROWS.replace("No Nama Jabatan", "Mereka yang nama serta jabatan disebut di bawah ini memberi")

    assert signatures_in_table(lines_of(page(one))) == ()
    assert signatures_in_table(lines_of(page(sentence))) == ()


def test_names_and_offices_go_on_in_columns_of_their_own() -> None:
    table = """
  Naskah dibuat rangkap tiga dan ditandatangani oleh:

  No   Nama                         Jabatan                      Tanda tangan
  1    Contoh Tanrasula, S.H.       Kepala Rutan Kelas IIB
                                    Contoh                       jun
  2    Contoh Arisandi, S.I.K.      Kapolres Contoh
       Ajun Komisaris Besar                                      MmM
       Polisi
  3    Drs. H. Contoh               Sekretaris Daerah
       Makkuraga                                                 api"""

    found = signatures_in_columns([laid(table)])

    assert [(one.nama, one.jabatan) for one in found] == [
        ("Contoh Tanrasula, S.H.", "Kepala Rutan Kelas IIB Contoh"),
        ("Contoh Arisandi, S.I.K.", "Kapolres Contoh"),
        ("Drs. H. Contoh Makkuraga", "Sekretaris Daerah"),
    ]


def test_a_column_behind_that_of_the_offices_is_left_out_where_it_begins_before_its_head() -> None:
    table = """
  No   Nama                         Jabatan                        Selanjutnya disebut
  1    Contoh Wuisan, S.Sos.        Kepala Lembaga Contoh       PIHAK PERTAMA
  2    Contoh Polapa                Ketua Palang Contoh         PIHAK KEDUA"""

    found = signatures_in_columns([laid(table)])

    assert [one.jabatan for one in found] == ["Kepala Lembaga Contoh", "Ketua Palang Contoh"]


def test_a_page_without_such_a_table_has_no_columns() -> None:
    assert signatures_in_columns([laid("PIHAK PERTAMA\n\nContoh Wuisan, S.Sos.\nKepala Lembaga Contoh")]) == ()
