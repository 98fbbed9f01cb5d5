"""Whole naskah: every kind is read, dirt and doubt included, and nothing is sure that should not be."""

import time

import pytest

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import SURE, Bidang, Known, KnownMitra, Saran
from tests.factories import naskah_text as texts
from tests.factories.naskah_text import dirty, page

KNOWN = Known(
    mitra=(
        KnownMitra("bnn", ("Badan Narkotika Nasional",), JenisMitra.LEMBAGA_PEMERINTAH, "ID"),
        KnownMitra("kehakiman-korea", ("Kementerian Kehakiman Republik Korea",)),
    ),
    units=("Kementerian Imigrasi dan Pemasyarakatan", "Direktorat Jenderal Pemasyarakatan"),
)


def read(text: str) -> tuple[Saran, ...]:
    return suggest([page(text)], KNOWN)


def first(found: tuple[Saran, ...], bidang: Bidang, pihak: int | None = None) -> str | None:
    return next((s.nilai for s in found if (s.bidang, s.pihak, s.peringkat) == (bidang, pihak, 1)), None)


def saran_of(found: tuple[Saran, ...], bidang: Bidang, pihak: int | None = None) -> Saran:
    return next(s for s in found if (s.bidang, s.pihak, s.peringkat) == (bidang, pihak, 1))


def names(found: tuple[Saran, ...]) -> list[str]:
    return [s.nilai.lower() for s in found if s.bidang is Bidang.PIHAK_NAMA]


EXPECTED = [
    (texts.UTAMA, "nota_kesepahaman", "pencegahan dan pemberantasan penyalahgunaan narkotika",
     ["kementerian imigrasi dan pemasyarakatan", "badan narkotika nasional"],
     ["MIP-14.HH.05.02 Tahun 2025", "NK/12/V/BNN/2025"], "2025-05-22", "Jakarta", "dalam_negeri", 1),
    (texts.SURAT, "perjanjian_kerja_sama", "pelayanan kesehatan warga binaan pemasyarakatan",
     ["lembaga pemasyarakatan kelas iia contoh", "dinas kesehatan kabupaten contoh"],
     ["WP.10.PAS.PAS.8-UM.01.01 - 892", None], "2025-06-12", "Cilacap", "dalam_negeri", 1),
    (texts.KAMPUS, "perjanjian_kerja_sama", "penyelenggaraan pendidikan, penelitian, dan pengabdian kepada masyarakat",
     ["fakultas hukum universitas contoh raya", "kejaksaan negeri kota contoh"],
     ["1234/UN10.F1/KS/2022", "B-567/M.5.11/Cp.2/03/2022"], "2022-03-14", "Malang", "dalam_negeri", None),
    (texts.SEBARIS, "perjanjian_kerja_sama", "pelayanan kesehatan rujukan tingkat lanjutan",
     ["bpjs kesehatan cabang contoh", "rumah sakit umum daerah contoh"],
     ["123/KTR/VI-07/1219", "440/321/RSUD/XII/2019"], "2019-12-31", "Kediri", "dalam_negeri", None),
    (texts.BERTIGA, "nota_kesepahaman",
     "koordinasi aparat pengawasan internal pemerintah dan aparat penegak hukum",
     ["kementerian dalam negeri republik indonesia", "kejaksaan republik indonesia",
      "kepolisian negara republik indonesia"],
     ["100.4.7/437/SJ", "KEP-1/A/JA/01/2023", "NK/1/I/2023"], "2023-01-25", "Jakarta", "dalam_negeri", None),
    (texts.PERUBAHAN, "nama_lain", "perubahan kedua atas perjanjian kerja sama tentang pemanfaatan layanan perbankan",
     ["direktorat jenderal pemasyarakatan kementerian hukum dan ham", "pt bank contoh (persero) tbk"],
     ["PAS-10.HH.05.05 TAHUN 2021", "77/PKS/BC/XI/2021"], "2021-11-12", "Jakarta", "dalam_negeri", 1),
    (texts.PEMDA, "nama_lain", "kebijakan umum anggaran pendapatan dan belanja daerah tahun anggaran 2022",
     ["pemerintah kabupaten contoh", "dewan perwakilan rakyat daerah kabupaten contoh"],
     ["130/12/KB/2021", "170/45/DPRD/2021"], "2021-08-09", "Kediri", "dalam_negeri", None),
    (texts.ASING, "nama_lain", "kerja sama keimigrasian",
     ["kementerian imigrasi dan pemasyarakatan republik indonesia", "kementerian kehakiman republik korea"],
     [None, None], "2025-11-12", "Seoul", "luar_negeri", 1),
]  # fmt: skip
IDS = ["utama", "surat", "kampus", "sebaris", "bertiga", "perubahan", "pemda", "asing"]


@pytest.mark.parametrize(
    ("text", "bentuk", "judul", "pihak", "nomor", "signed", "tempat", "lingkup", "ours"), EXPECTED, ids=IDS
)
def test_every_kind_of_naskah_is_read(
    text: str, bentuk: str, judul: str, pihak: list[str], nomor: list[str | None], signed: str, tempat: str,
    lingkup: str, ours: int | None,
) -> None:  # fmt: skip
    found = read(text)

    assert first(found, Bidang.BENTUK) == bentuk
    assert (first(found, Bidang.JUDUL) or "").lower() == judul
    assert names(found) == pihak
    assert [first(found, Bidang.PIHAK_NOMOR, at) for at in range(1, len(pihak) + 1)] == nomor
    assert first(found, Bidang.SIGNED_ON) == signed
    assert first(found, Bidang.TEMPAT) == tempat
    assert first(found, Bidang.LINGKUP) == lingkup
    assert [s.pihak for s in found if s.bidang is Bidang.PIHAK_KEMENTERIAN] == ([ours] if ours else [])


@pytest.mark.parametrize(
    ("text", "judul", "pihak", "signed"),
    [(case[0], case[2], case[3], case[5]) for case in EXPECTED],
    ids=IDS,
)
def test_the_dirt_of_old_scans_changes_no_first_choice(text: str, judul: str, pihak: list[str], signed: str) -> None:
    found = suggest([page(dirty(text), origin="our_ocr", confidence=0.9)], KNOWN)

    assert (first(found, Bidang.JUDUL) or "").lower() == judul
    assert names(found) == pihak
    assert first(found, Bidang.SIGNED_ON) == signed


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
    found = read(text)

    assert first(found, Bidang.JANGKA_WAKTU) == term
    assert first(found, Bidang.EFFECTIVE_ON) == effective
    assert first(found, Bidang.EXPIRES_ON) == expires


@pytest.mark.parametrize(
    ("text", "pihak", "nama", "jabatan"),
    [
        (texts.UTAMA, 1, "CONTOH PEJABAT SATU", "Menteri Imigrasi dan Pemasyarakatan"),
        (texts.UTAMA, 2, "CONTOH PEJABAT DUA", "Kepala Badan Narkotika Nasional"),
        (texts.SURAT, 1, "Contoh Lima, Bc.IP., S.Sos.", "Plt. Kepala Lembaga Pemasyarakatan Kelas IIA Contoh"),
        (texts.SURAT, 2, "dr. Contoh Enam, M.Kes.", "Kepala Dinas Kesehatan Kabupaten Contoh"),
        (texts.KAMPUS, 1, "Dr. Contoh Satu, S.H., M.H.", "Dekan Fakultas Hukum Universitas Contoh Raya"),
        (texts.SEBARIS, 1, "CONTOH TIGA", "Kepala Cabang Contoh"),
        (texts.SEBARIS, 2, "dr. CONTOH EMPAT", "Direktur"),
        (texts.ASING, 1, "SAMPLE OFFICIAL ONE", "Minister of Immigration and Corrections"),
        (texts.ASING, 2, "SAMPLE OFFICIAL TWO", "Minister of Justice"),
    ],
)
def test_signers_keep_their_degrees_and_offices(text: str, pihak: int, nama: str, jabatan: str) -> None:
    found = read(text)

    assert first(found, Bidang.PENANDA_TANGAN, pihak) == nama
    assert first(found, Bidang.JABATAN, pihak) == jabatan


@pytest.mark.parametrize(
    ("text", "bahasa"),
    [(texts.UTAMA, "id"), (texts.ASING, "id,en,ko"), (texts.KAMPUS, "id")],
    ids=["id", "tiga", "id2"],
)
def test_the_languages_named_and_used(text: str, bahasa: str) -> None:
    assert first(read(text), Bidang.BAHASA) == bahasa


def test_a_registered_partner_is_named_by_its_slug() -> None:
    found = read(texts.UTAMA)

    assert saran_of(found, Bidang.PIHAK_NAMA, 2).terdaftar == "bnn"
    assert first(found, Bidang.PIHAK_JENIS, 2) == "lembaga_pemerintah"
    assert first(read(texts.ASING), Bidang.PIHAK_NEGARA, 2) == "KR"


def test_a_name_only_near_a_registered_one_is_not_sure_and_says_so() -> None:
    found = read(texts.UTAMA.replace("BADAN NARKOTIKA", "BADAN NARKOTKA").replace("Badan Narkotika", "Badan Narkotka"))
    name = saran_of(found, Bidang.PIHAK_NAMA, 2)

    assert name.terdaftar == "bnn"
    assert "mirip" in name.keterangan
    assert not name.is_sure


@pytest.mark.parametrize("hole", ["", "..............", " ……………", " /PKS/2025", " ____/NK/2025"])
def test_a_number_left_for_the_pen_gives_nothing(hole: str) -> None:
    found = read(texts.UTAMA.replace(" MIP-14.HH.05.02 Tahun 2025", hole))

    assert first(found, Bidang.PIHAK_NOMOR, 1) is None
    assert first(found, Bidang.PIHAK_NOMOR, 2) == "NK/12/V/BNN/2025"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("NOMOR PIHAK KESATU : MIP-14.HH.05.02 Tahun 2025\nNOMOR PIHAK KEDUA : NK/12/V/BNN/2025", "NK/12/V/BNN/2025"),
        ("NOMOR PIHAK KEDUA : NK/12/V/BNN/2025\nNOMOR PIHAK KESATU : MIP-14.HH.05.02 Tahun 2025", "NK/12/V/BNN/2025"),
        ("NOMOR: NK/12/V/BNN/2025\nNOMOR: MIP-14.HH.05.02 Tahun 2025", "NK/12/V/BNN/2025"),
        ("NOMOR: MIP-14.HH.05.02 Tahun 2025 NOMOR: NK/12/V/BNN/2025", "NK/12/V/BNN/2025"),
        ("NOMOR: MIP-14.HH.05.02\nTahun 2025\nNOMOR: NK/12/V/\nBNN/2025", "NK/12/V/ BNN/2025"),
    ],
)
def test_numbers_find_their_party(printed: str, number: str) -> None:
    stacked = "NOMOR: MIP-14.HH.05.02 Tahun 2025\nNOMOR: NK/12/V/BNN/2025"
    found = read(texts.UTAMA.replace(stacked, printed))

    assert first(found, Bidang.PIHAK_NOMOR, 1) == "MIP-14.HH.05.02 Tahun 2025"
    assert first(found, Bidang.PIHAK_NOMOR, 2) == number


def test_a_number_of_another_year_is_doubted() -> None:
    number = saran_of(read(texts.UTAMA.replace("Tahun 2025\n", "Tahun 2015\n")), Bidang.PIHAK_NOMOR, 1)

    assert not number.is_sure
    assert "Tahun pada nomor" in number.keterangan


def test_a_weekday_that_does_not_fit_makes_the_day_doubtful() -> None:
    signed = saran_of(read(texts.UTAMA.replace("Kamis", "Senin")), Bidang.SIGNED_ON)

    assert signed.nilai == "2025-05-22"
    assert not signed.is_sure
    assert "hari Senin" in signed.keterangan


def test_the_thirty_first_of_november_is_never_guessed() -> None:
    text = texts.UTAMA.replace("dua puluh dua bulan Mei", "tiga puluh satu bulan November").replace(" (22-05-2025)", "")

    assert first(read(text), Bidang.SIGNED_ON) is None


def test_boxes_hold_the_words_on_a_recognised_page_and_are_none_without_words() -> None:
    found = suggest([page(texts.UTAMA, origin="our_ocr", confidence=0.95)], KNOWN)
    box = saran_of(found, Bidang.PIHAK_NOMOR, 1).kotak

    assert box is not None
    rows = len(texts.UTAMA.splitlines())
    assert box.y0 == pytest.approx(5 / rows)
    assert box.y1 == pytest.approx(6 / rows)
    assert all(saran.kotak is None for saran in read(texts.UTAMA))


@pytest.mark.parametrize("confidence", [0.3, 0.45])
def test_nothing_that_was_poorly_recognised_once_is_sure(confidence: float) -> None:
    found = suggest([page(texts.BERTIGA, origin="our_ocr", confidence=confidence)], KNOWN)
    unchecked = {Bidang.PIHAK_NOMOR, Bidang.TEMPAT, Bidang.JABATAN, Bidang.PIHAK_NAMA}

    assert not [saran for saran in found if saran.bidang in unchecked and saran.is_sure]


def test_numbers_of_a_text_layer_that_came_with_a_scan_are_never_sure() -> None:
    found = suggest([page(texts.UTAMA, origin="embedded_ocr")], KNOWN)

    assert saran_of(found, Bidang.PIHAK_NOMOR, 1).keyakinan < SURE


def test_suggestions_are_well_formed() -> None:
    for case in EXPECTED:
        for saran in read(case[0]):
            assert 0 < saran.keyakinan <= 1
            assert saran.nilai.strip() == saran.nilai != ""
            assert saran.peringkat >= 1
            assert saran.halaman == 1


@pytest.mark.parametrize("pages", [[], [page("")], [page("Daftar hadir rapat\nContoh Satu")], [page("12345 " * 50)]])
def test_a_page_that_is_no_naskah_gives_no_party_and_no_number(pages: list) -> None:  # type: ignore[type-arg]
    found = suggest(pages, KNOWN)

    assert not [s for s in found if s.bidang in (Bidang.PIHAK_NAMA, Bidang.PIHAK_NOMOR, Bidang.JUDUL, Bidang.SIGNED_ON)]


HOSTILE = {
    "satu huruf": "a", "baris": "\n", "kosong": " ", "nomor": "NOMOR : \n", "titik": ".", "kurung": "(",
    "hari": "Pada hari ini ", "waktu": "jangka waktu ", "sejak": "sejak saat tanggal ", "angka": "satu dua tiga Mei ",
    "selesai": "DONE at in on ", "jarak": "A B C D ", "rusak": "\ud800\x00é", "dan": "DAN\nX\n",
    "blok": "1. X, selaku Y, untuk dan atas nama Z, selanjutnya disebut PIHAK KESATU; ",
    "berlaku": "mulai berlaku pada tanggal ", "bahasa": "rangkap bahasa Indonesia ", "spasi": "selaku" + " " * 900,
}  # fmt: skip


@pytest.mark.parametrize("head", ["", "NOTA KESEPAHAMAN\nANTARA\nA\nDENGAN\nB\nNOMOR: 1/A/2025\nTENTANG\nX\n"])
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_half_a_million_hostile_characters_are_read_in_no_time(head: str, piece: str) -> None:
    text = head + piece * (500_000 // len(piece))
    started = time.process_time()

    suggest([page(text, origin="our_ocr")], KNOWN)

    assert time.process_time() - started < 1.0
