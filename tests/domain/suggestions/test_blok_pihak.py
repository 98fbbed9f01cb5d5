"""The opening blocks of the parties in the wordings and with the dirt that real readings have."""

import pytest

from portal.domain.suggestions.blok_pihak import party_blocks

OPENING = "kami yang bertanda tangan di bawah ini: "
TAIL = ", berkedudukan di Jalan Contoh 1, bertindak untuk dan atas nama {nama}, selanjutnya disebut PIHAK KESATU."


@pytest.mark.parametrize(
    ("text", "nama", "jabatan"),
    [
        ("(1 (2 KARTOLO MANGUNSARI, S.E. : Kepala Rutan Contoh", "KARTOLO MANGUNSARI, S.E.", "Kepala Rutan Contoh"),
        ("ll. dr. SEKAR ARUM, M.Kes. selaku Direktur RS Contoh", "dr. SEKAR ARUM, M.Kes.", "Direktur RS Contoh"),
        ("Il. dr. BIMA ARYASENA selaku Ketua Yayasan Contoh", "dr. BIMA ARYASENA", "Ketua Yayasan Contoh"),
        ("|. SURTI HANDAYANI, S.H. selaku Camat Contoh", "SURTI HANDAYANI, S.H.", "Camat Contoh"),
        ("1. SENTOT BRAJAMUSTI, S.H., M.H. selaku Bupati Contoh", "SENTOT BRAJAMUSTI, S.H., M.H.", "Bupati Contoh"),
        ("1. Drs. H. UMAR SETIAJI, selaku Wali Kota Contoh", "Drs. H. UMAR SETIAJI", "Wali Kota Contoh"),
        ("| WAYAN PANDEWA, selaku Kepala Balai Contoh", "I WAYAN PANDEWA", "Kepala Balai Contoh"),
        ("1. LARAS CEMPAKA, jabatan : Pit. Direktur Contoh", "LARAS CEMPAKA", "Plt. Direktur Contoh"),
        ("sepakat mengadakan kerja sama dengan Ir. JAKA UMBARAN, M.T., selaku Rektor Universitas Contoh",
         "Ir. JAKA UMBARAN, M.T.", "Rektor Universitas Contoh"),
        ("I. Drs. MARUTA WINDARTA, M.Si.\nKepala Dinas Contoh", "Drs. MARUTA WINDARTA, M.Si.", "Kepala Dinas Contoh"),
        ("I. Wira Laksana\nPelaksana Tugas Direktur Contoh", "Wira Laksana", "Pelaksana Tugas Direktur Contoh"),
        ("1. RATNA WULANSARI : BUPATI CONTOH", "RATNA WULANSARI", "BUPATI CONTOH"),
        ("|. Andika Palasetya, S.H., dalam hal ini bertindak sebagai Kepala Kantor Contoh", "Andika Palasetya, S.H.",
         "Kepala Kantor Contoh"),
        ("1 Nama RENDRA MOKODOMPIT, S.H. Jabatan Kepala Rumah Contoh", "RENDRA MOKODOMPIT, S.H.",
         "Kepala Rumah Contoh"),
    ],
    ids=["tanda kurung", "dua strok", "strok campur", "satu strok", "gelar sebelum selaku", "haji", "bali", "plt",
         "baris lain", "jabatan di bawah", "pelaksana tugas", "jabatan kapital", "bertindak sebagai",
         "tanpa titik dua"],
)  # fmt: skip
def test_a_name_is_whole_and_without_its_bullet(text: str, nama: str, jabatan: str) -> None:
    (block,) = party_blocks(OPENING + text + TAIL.format(nama="Lembaga Contoh"))

    assert (block.penanda_tangan, block.jabatan) == (nama, jabatan)


def test_a_table_of_fields_names_the_unit_that_acts() -> None:
    text = (
        "1. Nama : PANJI KELANA, S.IP. NIP : 19700000 000000 0 001 Jabatan : Kepala Bapas Kelas II Contoh "
        "Unit Kerja : Balai Pemasyarakatan Kelas II Contoh selanjutnya disebut PIHAK KESATU"
    )
    (block,) = party_blocks(text)

    assert block.nama == "Balai Pemasyarakatan Kelas II Contoh"


def test_a_party_that_says_only_its_office_is_the_institution_it_heads() -> None:
    text = (
        "1. Nama : Dr. Suparta Contoh, M.A. Jabatan : Dekan Fakultas Syariah Institut Contoh Disebut sebagai PIHAK I "
        "2. Nama : Murdi Contoh Jabatan : Sekretaris Daerah Disebut sebagai PIHAK II"
    )

    blocks = party_blocks(text)

    assert [(block.nama, block.jabatan) for block in blocks] == [
        ("Fakultas Syariah Institut Contoh", "Dekan Fakultas Syariah Institut Contoh"),
        ("", "Sekretaris Daerah"),
    ]


def test_a_roman_one_read_as_a_stroke_parts_the_blocks() -> None:
    text = (
        "1. SARI CONTOH, selaku Kepala Kantor Contoh, selanjutnya disebut PIHAK |; "
        "2. HANDY CONTOH, General Manager, bertindak untuk dan atas nama PT Contoh, selanjutnya disebut PIHAK II."
    )

    assert [block.penanda_tangan for block in party_blocks(text)] == ["SARI CONTOH", "HANDY CONTOH"]
