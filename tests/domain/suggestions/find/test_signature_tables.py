"""Signers in the rows of a table, whatever a pen left between them."""

from portal.domain.suggestions.find.signature_tables import signatures_in_table
from portal.domain.suggestions.text.lines import lines_of
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
