"""The opening blocks of the parties in the wordings and with the dirt that real readings have."""

import pytest

from portal.domain.suggestions.find.party_blocks import party_blocks
from portal.domain.suggestions.text.lines import flowing, lines_of
from portal.domain.suggestions.values import Field
from tests.factories.naskah_heads import OFFICE_FIRST, UNNUMBERED
from tests.factories.naskah_text import page
from tests.factories.suggested import first, suggested, values

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


AS_PARTY = """SURAT PERJANJIAN
TENTANG
PENGELOLAAN SAMPAH MEDIS
Pada hari ini Senin tanggal Enam bulan Desember tahun Dua Ribu Dua Puluh Satu, yang bertanda tangan di bawah ini :
1. CONTOH PEJABAT SATU, S.Kep. selaku Kepala UPT Puskesmas Contoh Timur yang beralamat di Desa Contoh
Sebagai PIHAK PERTAMA.
2. apt. CONTOH PEJABAT DUA, S.Farm. selaku Pemilik Usaha Apotek Contoh Sehat yang beralamat di Desa Contoh
sebagai PIHAK KEDUA.
"""


OFFICE_BELOW_COLON = """PERJANJIAN KERJASAMA
ANTARA
DINAS KESEHATAN KABUPATEN CONTOH
DENGAN
RUMAH SAKIT UMUM CONTOH HUSADA
TENTANG
PELAYANAN KESEHATAN RUJUKAN
Pada hari ini Senin tanggal Empat bulan Januari tahun Dua Ribu Enam Belas, kami yang bertanda tangan di bawah ini :
1. Dr. CONTOH PEJABAT SATU, MM :
Kepala Dinas Kesehatan Kabupaten Contoh, berkedudukan di Jalan Contoh Nomor 17, dalam hal ini bertindak untuk dan
atas nama jabatan serta sah mewakili Pemerintah Kabupaten Contoh, selanjutnya disebut PIHAK PERTAMA.
2. Dr. CONTOH PEJABAT DUA, Sp.A :
Direktur PT. Contoh Husada Sehat, untuk dan atas nama serta mewakili Rumah Sakit Umum Contoh Husada, selanjutnya
disebut PIHAK KEDUA.
"""


OFFICE_THEN_ADDRESS = OFFICE_BELOW_COLON.replace("Contoh, berkedudukan di Jalan", "Contoh beralamat di Jalan")


@pytest.mark.parametrize(
    ("text", "pihak", "name", "office"),
    [
        (UNNUMBERED, 1, "CONTOH PEJABAT SATU", "Direktur Jenderal Contoh"),
        (UNNUMBERED, 2, "CONTOH PEJABAT DUA", "Direktur PT Bank Contoh"),
        (AS_PARTY, 1, "CONTOH PEJABAT SATU, S.Kep.", "Kepala UPT Puskesmas Contoh Timur"),
        (AS_PARTY, 2, "apt. CONTOH PEJABAT DUA, S.Farm.", "Pemilik Usaha Apotek Contoh Sehat"),
        (OFFICE_BELOW_COLON, 1, "Dr. CONTOH PEJABAT SATU, MM", "Kepala Dinas Kesehatan Kabupaten Contoh"),
        (OFFICE_BELOW_COLON, 2, "Dr. CONTOH PEJABAT DUA, Sp.A", "Direktur PT. Contoh Husada Sehat"),
        (OFFICE_THEN_ADDRESS, 1, "Dr. CONTOH PEJABAT SATU, MM", "Kepala Dinas Kesehatan Kabupaten Contoh"),
    ],
)
def test_signer_and_office_of_an_unusual_opening_are_read(text: str, pihak: int, name: str, office: str) -> None:
    assert first(suggested(text), Field.PENANDA_TANGAN, pihak) == name
    assert first(suggested(text), Field.JABATAN, pihak) == office


def test_parties_that_are_only_said_to_be_a_party_are_read() -> None:
    assert first(suggested(AS_PARTY), Field.PIHAK_NAMA, 1) == "UPT Puskesmas Contoh Timur"
    assert first(suggested(AS_PARTY), Field.PIHAK_NAMA, 2) == "Apotek Contoh Sehat"


def test_words_that_join_behalf_and_party_are_no_part_of_its_name() -> None:
    assert first(suggested(OFFICE_BELOW_COLON), Field.PIHAK_NAMA, 2) == "Rumah Sakit Umum Contoh Husada"


REPRESENTED = """PERJANJIAN KERJA SAMA
MENGENAI
LAYANAN PEMBAYARAN BAGI PEMOHON
No. W.31.IMI.IMI.2-HM.05.02-0101
No. 071/DIR/PKS-BCP/V/2025
Pada hari ini, Selasa, tanggal 20 (dua puluh) bulan Mei tahun 2025 (dua ribu dua puluh lima), di Kupang, oleh dan
antara:
KANTOR IMIGRASI KELAS | TPI KUPANG, dalam hal ini diwakili oleh RONALD CONTOH selaku Kepala Kantor Imigrasi Kelas I
TPI Kupang, berkedudukan di Jalan Contoh Nomor 3 (selanjutnya disebut "PIHAK PERTAMA").
PT. BANK CONTOH PESISIR, suatu perseroan terbatas, dalam hal ini diwakili oleh MELATI CONTOH selaku Direktur
Operasional, berkedudukan di Jalan Contoh Nomor 8 (selanjutnya disebut "PIHAK KEDUA").
PASAL 1
"""


def test_parties_that_are_represented_by_somebody_are_named_by_the_text_and_keep_their_numbers() -> None:
    found = suggested(REPRESENTED)

    assert values(found, Field.PIHAK_NAMA) == ["KANTOR IMIGRASI KELAS I TPI KUPANG", "PT. BANK CONTOH PESISIR"]
    assert values(found, Field.PIHAK_NOMOR) == ["W.31.IMI.IMI.2-HM.05.02-0101", "071/DIR/PKS-BCP/V/2025"]
    assert values(found, Field.PENANDA_TANGAN) == ["RONALD CONTOH", "MELATI CONTOH"]


def test_an_office_before_its_holder_is_told_from_the_name() -> None:
    found = suggested(OFFICE_FIRST)

    assert values(found, Field.JABATAN) == ["Plt. Sekretaris Jenderal", "Direktur Utama"]
    assert values(found, Field.PENANDA_TANGAN) == ["IRAWAN CONTOH WIJAYA, S.H.", "YOHANA CONTOH"]


PRESENTED = [
    (
        'BETWEEN: (1) UNIVERSITAS CONTOH, a university established in Indonesia (hereinafter "UC"), represented by its '
        'Rector, Prof. Contoh Satu; and SAMPLE STRAIT UNIVERSITY, a body corporate of Australia (hereinafter "SSU"), '
        "represented by its Vice-Chancellor, Professor Sample Two. RE: COOPERATION",
        [("UNIVERSITAS CONTOH", "Prof. Contoh Satu", "Rector"),
         ("SAMPLE STRAIT UNIVERSITY", "Professor Sample Two", "Vice-Chancellor")],
    ),
    (
        "Between: (1) Politeknik Contoh, represented in this matter by Dr. Contoh Satu, Director, and "
        "(2) Sample Institute "
        "for Mobility, of Example Road 88, represented by Sample Two, Executive Secretary. 1. PURPOSE ",
        [("Politeknik Contoh", "Dr. Contoh Satu", "Director"),
         ("Sample Institute for Mobility", "Sample Two", "Executive Secretary")],
    ),
    (
        "ditandatangani kesepakatan antara Drs. Contoh Satu, M.Si., Bupati Contoh, atas nama Pemerintah "
        "Kabupaten Contoh "
        "(PIHAK PERTAMA), dan Contoh Dua, Kepala Kantor Wilayah, atas nama Kantor Wilayah Contoh (PIHAK "
        "KEDUA), sebagai",
        [("Pemerintah Kabupaten Contoh", "Drs. Contoh Satu, M.Si.", "Bupati Contoh"),
         ("Kantor Wilayah Contoh", "Contoh Dua", "Kepala Kantor Wilayah")],
    ),
    (
        "kami: Dra. Contoh Satu, M.Si., Kepala Lembaga Contoh, atas nama Lembaga Contoh; Contoh Dua, "
        "Ketua Kwartir Cabang, "
        "atas nama Kwartir Cabang Contoh; dan Ki Contoh Tiga, pelatih, atas nama diri sendiri, menyatakan tekad",
        [("Lembaga Contoh", "Dra. Contoh Satu, M.Si.", "Kepala Lembaga Contoh"),
         ("Kwartir Cabang Contoh", "Contoh Dua", "Ketua Kwartir Cabang"), ("Ki Contoh Tiga", "Ki Contoh Tiga", "")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), PRESENTED, ids=["singkatan", "daftar", "kalimat", "titik koma"])
def test_parties_present_themselves_without_the_usual_labels(text: str, told: list[tuple[str, str, str]]) -> None:
    assert [(block.nama, block.penanda_tangan, block.jabatan) for block in party_blocks(text)] == told


@pytest.mark.parametrize(
    ("before", "name"),
    [("1. (1) a. b. (2) (3) Contoh Pangeran, S.IP., M.Si.", "Contoh Pangeran, S.IP., M.Si."),
     ("1. Drs. | Nyoman Contoh Putra", "Drs. I Nyoman Contoh Putra")],
)  # fmt: skip
def test_lost_bullets_and_strokes_are_no_part_of_a_name(before: str, name: str) -> None:
    first_party = f"{OPENING}{before}, Kepala Dinas Contoh, selanjutnya disebut PIHAK KESATU; "

    blocks = party_blocks(f"{first_party}2. CONTOH DUA, selaku Direktur PT Contoh, selanjutnya disebut PIHAK KEDUA.")

    assert blocks[0].penanda_tangan == name


@pytest.mark.parametrize("colon", [":", "3", "1", "8", ";", "|"])
def test_a_colon_that_was_taken_for_a_figure_still_parts_label_and_value(colon: str) -> None:
    text = f"""1. Nama {colon} Drs. Contoh Sri
Jabatan {colon} Kepala Lembaga Pemasyarakatan Kelas I Contoh
Selanjutnya disebut PIHAK PERTAMA.
2. Nama {colon} H. Contoh Budi
Jabatan {colon} Pimpinan UD. Contoh Rukun
Selanjutnya disebut PIHAK KEDUA."""
    first, second = party_blocks(flowing(lines_of(page(text))))

    assert (first.penanda_tangan, first.jabatan) == ("Drs. Contoh Sri", "Kepala Lembaga Pemasyarakatan Kelas I Contoh")
    assert (second.penanda_tangan, second.jabatan) == ("H. Contoh Budi", "Pimpinan UD. Contoh Rukun")


@pytest.mark.parametrize(
    "label", ["Sebagai", "Kedudukan", "SEBAGAI", "Kedudukan dalam perjanjian", "Bertindak sebagai"]
)
@pytest.mark.parametrize("colon", [" : ", ": ", " :"])
def test_the_next_label_of_a_table_is_no_part_of_an_office(label: str, colon: str) -> None:
    people = (("Drs. Contoh Wira, M.M.", "Kepala Dinas Contoh"), ("Contoh Sari, S.Pd.", "Ketua PKBM Contoh"))
    text = " ".join(
        f"{at}. Nama : {name} Jabatan : {office} {label}{colon}{party}"
        for at, (name, office), party in zip((1, 2), people, ("PIHAK KESATU", "PIHAK KEDUA"), strict=True)
    )

    blocks = party_blocks(text)

    assert [(block.penanda_tangan, block.jabatan) for block in blocks] == list(people)


@pytest.mark.parametrize(
    "acts", ["bertindak atas nama diri sendiri, disebut {}", "Bertindak untuk : diri sendiri ({})"]
)
def test_what_a_private_person_does_stands_behind_its_own_label(acts: str) -> None:
    text = (
        "1. Nama : Contoh Karta, Bc.IP. Jabatan : Kepala Lapas Contoh bertindak atas nama Lapas Contoh, "
        "disebut PIHAK KESATU 2. Nama : Ny. Contoh Johana Pekerjaan : Guru menjahit " + acts.format("PIHAK KEDUA")
    )
    _, person = party_blocks(text)

    assert (person.nama, person.penanda_tangan, person.jabatan) == (
        "Ny. Contoh Johana", "Ny. Contoh Johana", "Guru menjahit"
    )  # fmt: skip


@pytest.mark.parametrize("pointer", ["rumah sakit tersebut", "kantornya", "lembaga dimaksud", "instansi ini"])
def test_words_that_only_point_back_name_no_party(pointer: str) -> None:
    (block,) = party_blocks(
        "1. Nama : dr. Contoh Endang, M.Kes. Jabatan : Direktur Utama Rumah Sakit Contoh Dr. Sampel Lawang Bertindak "
        f"untuk dan atas nama {pointer}, dinamakan sebagai PIHAK KESATU."
    )

    assert block.nama == "Rumah Sakit Contoh Dr. Sampel Lawang"
    assert block.jabatan == "Direktur Utama Rumah Sakit Contoh Dr. Sampel Lawang"


@pytest.mark.parametrize("by", ["yang diwakili", "yang diwakili oleh", "diwakili secara sah oleh"])
def test_who_represents_is_the_person_and_not_the_institution(by: str) -> None:
    first_one, second = party_blocks(
        f"oleh: 1. Kantor Wilayah Contoh dan HAM Banten, {by} Contoh Ajat, S.H., M.H., Kepala Kantor Wilayah, disebut "
        f"PIHAK PERTAMA; 2. BPJS Contoh Cabang Serang, {by} Didin Contohputro, Kepala Kantor Cabang Serang, disebut "
        "PIHAK KEDUA"
    )

    assert (first_one.penanda_tangan, second.penanda_tangan) == ("Contoh Ajat, S.H., M.H.", "Didin Contohputro")
    assert first_one.nama == "Kantor Wilayah Contoh dan HAM Banten"


def test_a_phrase_that_announces_a_list_is_no_office() -> None:
    text = "dalam jabatan masing-masing sebagai berikut: 1. Contoh Rahman, Kepala Lapas Contoh, disebut PIHAK KESATU"

    assert [block.jabatan for block in party_blocks(text)] == ["Kepala Lapas Contoh"]


@pytest.mark.parametrize("article", ["the ", ""])
def test_english_parties_of_a_list_are_read_with_article_and_without(article: str) -> None:
    first_one, second = party_blocks(
        f"entered into in Suva, BETWEEN: (1) {article}Directorate General of Samples, whose office is at Contoh 1, "
        f'represented by Contoh Sutadi, Director General ("DGS"); and (2) {article}Fiji Sample Service, whose '
        'headquarters are at Example Parade, represented by Ratu Contoh Apenisa, Commissioner ("FSS"); WHEREAS'
    )

    assert (first_one.nama, first_one.penanda_tangan) == ("Directorate General of Samples", "Contoh Sutadi")
    assert (second.nama, second.penanda_tangan) == ("Fiji Sample Service", "Ratu Contoh Apenisa")


@pytest.mark.parametrize("day", ["pada hari Senin, sepuluh Oktober dua ribu sebelas, di Contoh", "di Kota Contoh"])
def test_a_list_may_say_day_and_place_before_it_begins(day: str) -> None:
    blocks = party_blocks(
        f"Kami yang bertanda tangan di bawah ini, {day}: 1. CONTOH SATU, S.H., Kepala Kejaksaan Contoh, bertindak "
        "dalam jabatannya; 2. CONTOH DUA, S.I.K., Kepala Kepolisian Resor Contoh, bertindak dalam jabatannya; "
        "3. CONTOH TIGA, S.K.M., Kepala Badan Contoh, bertindak dalam jabatannya; menimbang perlunya kesamaan langkah"
    )

    assert [block.penanda_tangan for block in blocks] == [
        "CONTOH SATU, S.H.",
        "CONTOH DUA, S.I.K.",
        "CONTOH TIGA, S.K.M.",
    ]


@pytest.mark.parametrize("bullet", ["2.", "2:", "Z."])
@pytest.mark.parametrize("word", ["Sebagai : ", "Selaku: ", "Kedudukan :"])
def test_a_label_of_a_party_may_stand_behind_a_colon(bullet: str, word: str) -> None:
    blocks = party_blocks(
        f"Li Nama : Contoh Teguh, S.Pd. Jabatan : Kepala Lapas Contoh {word}PIHAK KESATU {bullet} Nama : Drs. Contoh "
        f"Bahron, M.M. Jabatan : Kepala Dinas Contoh {word}PIHAK KEDUA 3. Nama : Contoh Sri, S.Pd. Jabatan : Ketua "
        f"PKBM Contoh {word}PIHAK KETIGA"
    )

    assert [block.jabatan for block in blocks] == ["Kepala Lapas Contoh", "Kepala Dinas Contoh", "Ketua PKBM Contoh"]


@pytest.mark.parametrize("between", [" ", " | ", " - "])
def test_two_labels_read_before_both_values_are_taken_apart(between: str) -> None:
    blocks = party_blocks(
        f"I. Nama Jabatan : dr. Contoh Endang, Sp.B.{between}Direktur RSUD Contoh Selaku : PIHAK PERTAMA 2. Nama "
        f"Jabatan : Contoh Pramono. Bc.IP., S.H.{between}Kepala Lapas Kelas IIA Contoh Selaku : PIHAK KEDUA menyetujui"
    )

    assert [(block.penanda_tangan, block.jabatan) for block in blocks] == [
        ("dr. Contoh Endang, Sp.B.", "Direktur RSUD Contoh"),
        ("Contoh Pramono. Bc.IP., S.H.", "Kepala Lapas Kelas IIA Contoh"),
    ]


def test_letters_that_number_the_parties_are_no_initials() -> None:
    text = (
        "kami: A. Drs. Contoh Satu, Kepala Rutan Contoh, selanjutnya disebut PIHAK PERTAMA; "
        "B. Hj. Contoh Dua, Ketua Yayasan Contoh, selanjutnya disebut PIHAK KEDUA."
    )

    assert [block.penanda_tangan for block in party_blocks(text)] == ["Drs. Contoh Satu", "Hj. Contoh Dua"]


def test_a_field_ends_at_the_next_and_a_bracket_may_belong_to_a_name() -> None:
    text = (
        "1. Nama : Contoh Satu, S.H. Jabatan : Kepala Rutan Contoh Dalam hal ini disebut Pihak Kesatu "
        "2. Nama : Contoh Dua Jabatan : Direktur Utama Perusahaan : PT Contoh Jaya Dalam hal ini disebut Pihak Kedua"
    )
    first_block, second = party_blocks(text)

    assert (second.nama, second.jabatan) == ("PT Contoh Jaya", "Direktur Utama")
    assert first_block.jabatan == "Kepala Rutan Contoh"


def test_what_both_parties_are_called_together_presents_none() -> None:
    text = (
        'dibuat antara: (i) KANTOR IMIGRASI CONTOH, diwakili oleh CONTOH SATU selaku Kepala ("Kanim"); dan '
        '(ii) PT CONTOH PASAR, diwakili oleh CONTOH DUA selaku Direktur ("LCB"). Kanim dan LCB selanjutnya secara '
        'sendiri-sendiri disebut "Pihak" dan bersama-sama disebut "Para Pihak".'
    )

    assert [block.penanda_tangan for block in party_blocks(text)] == ["CONTOH SATU", "CONTOH DUA"]


def test_a_numbered_institution_of_which_only_its_seat_is_said_is_a_party() -> None:
    text = (
        "This Agreement is entered into between (1) Stichting Contoh, a foundation under Dutch law "
        '("the Grantor"); and (2) Class I Sample Detention Centre Contoh, Jalan Contoh 1, Indonesia ("the Grantee").'
    )

    assert [block.nama for block in party_blocks(text)] == [
        "Stichting Contoh",
        "Class I Sample Detention Centre Contoh",
    ]
