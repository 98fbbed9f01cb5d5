"""Personal numbers and clauses in page text: found in every spelling of the rule, and nowhere else."""

import time

import pytest

from portal.domain.publication.personal_data import FindingKind, scan_page, scan_pages

NIP = "198001012006041001"
NIK = "3173010101800001"


def kinds(text: str) -> list[str]:
    return [finding.kind.value for finding in scan_page(1, text)]


@pytest.mark.parametrize(
    "text",
    [
        f"NIP {NIP}",
        f"NIP{NIP},",
        "NIP. 19800101 200604 1 001",
        "NIP. 19800101.200604.1.001",
        "NIP. 19800101 200604 1001",
        "NIP. 19800101  200604  1  001",
        "NIP. 19800101. 200604. 2. 001",
        "NIP. 19800101\n200604 1 001",
        "NIP. 19800101 200604\u00a01 001",
        f"({NIP})",
    ],
)
def test_a_nip_is_found_with_blanks_dots_and_line_breaks_between_its_groups(text: str) -> None:
    assert kinds(text) == ["nip"]


@pytest.mark.parametrize("text", [NIK, f"NIK: {NIK}.", f"NIK{NIK}", f"Nomor KTP {NIK}\n", f"({NIK})"])
def test_a_nik_is_sixteen_digits_standing_alone(text: str) -> None:
    assert kinds(text) == ["nik"]


@pytest.mark.parametrize(
    "text",
    [
        "317301010180000",
        "31730101018000012",
        "1234567890123456789",
        "9" * 40,
        "198013012006041001",
        "198001322006041001",
        "198001012006131001",
        "198001012006043001",
        "178001012006041001",
        "2198001012006041001",
        "1980010120060410012",
        "M.IP-01.OT.01.01 Tahun 2025, B/4/II/2012",
        "Rp1.000.000.000.000.000",
        "tanggal 12 Maret 2026 pukul 14.30",
    ],
    ids=["15 angka", "17 angka", "19 angka", "40 angka", "bulan lahir 13", "tanggal lahir 32", "bulan angkat 13",
         "jenis kelamin 3", "abad 17", "angka di depan", "angka di belakang", "nomor naskah", "uang", "waktu"],
)  # fmt: skip
def test_other_numbers_hold_nothing(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Hasil kerja sama tidak boleh dipublikasikan kepada umum.",
        "Data ini TIDAK DAPAT DIPUBLIKASIKAN.",
        "tidak boleh\ndipublikasikan",
        "tanpa persetujuan tertulis dari PIHAK KEDUA dilarang menyebarluaskan",
        "tanpa persetujuan tertulis\npihak lain dilarang mengumumkan",
        "Publikasi hasil kegiatan memerlukan persetujuan tertulis PARA PIHAK",
        "Naskah ini bersifat rahasia dan tidak untuk umum",
        "This agreement shall not be published",
        "shall not be disclosed to the public",
    ],
)
def test_a_clause_on_confidentiality_or_consent_is_found(text: str) -> None:
    assert kinds(text) == ["klausul"]


@pytest.mark.parametrize(
    "text",
    [
        "Para pihak mempublikasikan hasil kerja sama.",
        "Perubahan dilakukan dengan persetujuan tertulis para pihak.",
        "tanpa persetujuan tertulis pihak lain tidak dapat dialihkan. Bagian lain mengatur publikasi.",
    ],
)
def test_a_plain_sentence_is_no_clause(text: str) -> None:
    assert kinds(text) == []


def test_findings_name_page_and_surroundings_in_page_order() -> None:
    pages = [(1, "Pasal 1"), (2, f"Nama: Contoh\nNIP {NIP} selaku Kepala"), (3, f"NIK {NIK}")]

    found = scan_pages(pages)

    assert [(finding.kind, finding.page) for finding in found] == [(FindingKind.NIP, 2), (FindingKind.NIK, 3)]
    assert found[0].excerpt == f"Nama: Contoh NIP {NIP} selaku Kepala"


def test_an_excerpt_is_short_however_long_the_page() -> None:
    assert len(scan_page(1, f"{'kata ' * 500}{NIK}{' kata' * 500}")[0].excerpt) <= 16 + 2 * 60


LONG = {
    "angka": "1" * 100_000,
    "awal NIP": "19800101 " * 11_000,
    "awal NIP bertitik": "19800101.200604." * 6_000,
    "awal klausul": "tanpa persetujuan tertulis " * 3_700,
    "publikasi": "publikasi " * 10_000,
    "spasi": " " * 100_000,
    "satu kata": "a" * 100_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_a_hundred_thousand_characters_take_linear_time(text: str) -> None:
    def seconds(part: str) -> float:
        best = 9.0
        for _ in range(3):
            started = time.process_time()
            scan_page(1, part)
            best = min(best, time.process_time() - started)
        return best

    # Ten times the text may take some twenty times as long, never a hundred times.
    assert seconds(text) < max(0.05, 30 * seconds(text[:10_000]))
