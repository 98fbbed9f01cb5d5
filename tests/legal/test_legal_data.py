"""The data that travels with the code: what the rules and the decrees say."""

from collections import Counter

import pytest

from portal.domain.kalender.kalender import JenisLibur, StatusTahun
from portal.legal.load import load_kalender, load_rules

CALENDAR = load_kalender()


def test_the_rules_are_those_of_the_regulations() -> None:
    found = [(r.kode, r.hari_kerja, r.peraturan, r.dasar) for rule in load_rules().values() for r in rule.versions]

    assert found == [
        ("naskah_asli", 14, "Permenimipas 8/2025", "Pasal 39 ayat (4)"),
        ("naskah_dpr", 14, "Permenimipas 8/2025", "Pasal 39 ayat (5)"),
        ("penyelarasan_usulan", 10, "Permenimipas 8/2025", "Pasal 16 ayat (2)"),
        ("analisis_penjajakan", 30, "Permenimipas 8/2025", "Pasal 28 ayat (5)"),
        ("kelengkapan_kemlu", 7, "Permenlu 4/2023", "Pasal 8"),
        ("salinan_resmi", 3, "Permenlu 4/2023", "Pasal 12"),
    ]


def test_every_rule_says_where_it_starts_and_what_it_means() -> None:
    rules = [(kode, r) for kode, rule in load_rules().items() for r in rule.versions]

    assert all(r.dihitung_dari and r.keterangan and r.kode == kode for kode, r in rules)


def test_every_rule_says_since_when_it_holds_and_where_that_is_written() -> None:
    since = {(r.peraturan, str(r.berlaku_sejak)) for rule in load_rules().values() for r in rule.versions}

    assert since == {("Permenimipas 8/2025", "2025-05-22"), ("Permenlu 4/2023", "2023-01-01")}
    assert all(r.dasar_berlaku for rule in load_rules().values() for r in rule.versions)


@pytest.mark.parametrize(
    ("year", "libur", "cuti", "khusus", "status"),
    [
        (2024, 17, 10, 2, StatusTahun.DITETAPKAN),
        (2025, 17, 11, 0, StatusTahun.DITETAPKAN),
        (2026, 17, 8, 0, StatusTahun.DITETAPKAN),
        (2027, 18, 8, 0, StatusTahun.PERKIRAAN),
    ],
)
def test_each_year_has_the_days_of_its_decree(
    year: int, libur: int, cuti: int, khusus: int, status: StatusTahun
) -> None:
    kinds = Counter(day.jenis for day in CALENDAR.days if day.tanggal.year == year)

    assert (kinds[JenisLibur.LIBUR_NASIONAL], kinds[JenisLibur.CUTI_BERSAMA], kinds[JenisLibur.KHUSUS]) == (
        libur,
        cuti,
        khusus,
    )
    assert [y.status for y in CALENDAR.years if y.tahun == year] == [status]
    assert CALENDAR.is_decided(year) is (status is StatusTahun.DITETAPKAN)


def test_decreed_numbers_are_cited_and_unknown_ones_are_not_invented() -> None:
    numbers = {year.tahun: year.nomor_skb for year in CALENDAR.years}
    basis = {day.tanggal.isoformat(): day.dasar for day in CALENDAR.days}

    assert numbers == {
        2024: "",
        2025: "1017/2024, 2/2024, 2/2024; diubah dengan 933/2025, 1/2025, 3/2025",
        2026: "1497/2025, 2/2025, 5/2025",
        2027: "",
    }
    assert basis["2025-08-17"] == "SKB 1017/2024, 2/2024, 2/2024"
    assert basis["2025-08-18"] == "SKB 933/2025, 1/2025, 3/2025"
    assert basis["2026-12-25"] == "SKB 1497/2025, 2/2025, 5/2025"
    assert basis["2027-03-10"] == ""


def test_cuti_bersama_is_a_setting() -> None:
    lenient = load_kalender(cuti_bersama_counts_as_workday=True)

    assert (CALENDAR.cuti_bersama_counts_as_workday, lenient.cuti_bersama_counts_as_workday) == (False, True)
    assert CALENDAR.days == lenient.days
