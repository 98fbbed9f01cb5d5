"""Numbers of persons on a page: found as people and machines write them, and not seen where there are none."""

import pytest

from portal.domain.publication.personal_data import PERSONAL_NUMBERS, Finding, FindingKind, scan_page
from portal.domain.publication.personal_numbers import is_plausible_nik


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.kind.value, finding.snippet) for finding in scan_page(1, text)]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "NIK 3173015101800001", "NIK : 3173 0151 0180 0001", "NIK. 31.73.01.510180.0001", "N.I.K. 3173015101800001",
        "Nomor KTP: 3173-0101-0180-0001", "No. KTP/NIK 3173010101800001", "Nomor Induk Kependudukan 3173010101800001",
        "Nomor Induk Kependudukan (NIK): 3173010101800001", "KTP Nomor 3173010101800001", "NIK 3173O1O1O18OOOO1",
        "NIK 3l730l0l0l800001", "NIK: 3173010101B00001", "NlK 3173010101800001", "N1K: 3173 0101 0180 0001",
        "NIK 9999010101800001", "nomor 3273014208850003 atas nama Contoh", "3173010101800001", "317301 010180 0001",
        "31.73.01.010180.0001", "3173 0101 0180 0001", "NIK\n3173010101800001", "Contoh (3173010101800001)",
        "9471017112990012", "identitas: 1171010107900002,",
        "NPWP 3173010101800001",
        "3 1 7 3 0 1 0 1 0 1 8 0 0 0 0 1", "31 73 01 01 01 80 00 01", "3.1.7.3.0.1.0.1.0.1.8.0.0.0.0.1",
        "NIK 317301\u2011010180\u20110001", "317301\u2010010180\u20100001", "NIK 317301·010180·0001",
        "NIK 3173\u200b0101\u200b0180\u200b0001", "317301\u00ad0101800001", "3173010101\u2060800001",
        "NI\u200bK 3173\u200d010101800001", "٣١٧٣٠١٠١٠١٨٠٠٠٠١", "NIK 317301\u2212010180\u22120001",
    ],
)  # fmt: skip
def test_a_nik_is_found(text: str) -> None:
    assert kinds(text) == ["nik"]


@pytest.mark.parametrize(
    "text",
    [
        "NIP 198001012006041001", "NIP. 19800101 200604 1 001", "NIP: 19800101-200604-1-001",
        "NIP 1980O1O1 2OO6O4 1 OO1",
        "NIP 1980010l 200604 l 00l", "NlP. 19800101 200604 1 001", "N1P 19800101 200604 1 001", "NIP 130123456",
        "NIP. 130 123 456", "Nip : 19800101 200604 2 001", "19800101 200604 2 001", "NIP/NRP 198001012006041001",
        "NIP.\n19800101 200604 1 001", "Pembina Tk. I (IV/b) NIP 197912312005011002",
    ],
)  # fmt: skip
def test_a_nip_is_found(text: str) -> None:
    assert kinds(text) == ["nip"]


@pytest.mark.parametrize(
    "text",
    [
        "Paspor No. A1234567", "Nomor Paspor: C 1234567", "paspor Republik Indonesia nomor X1234567",
        "PASSPORT NO B123456",
        "pemegang paspor RI No. E1234567", "Passport Number: AB1234567",
        "passport of the Republic of Korea No. M12345678",
        "Pasp0r : A1234567", "SPLP Nomor XD123456", "Passport No. 123456789", "Paspor Dinas No S-123456",
        "passport no. M123A4567",
    ],
)  # fmt: skip
def test_a_passport_number_is_found_beside_its_label(text: str) -> None:
    assert kinds(text) == ["paspor"]


@pytest.mark.parametrize(
    "text",
    [
        "HP 0812-3456-7890", "telepon +62 812 3456 7890", "surel contoh.orang@gmail.com", "contoh_2@yahoo.co.id",
        "bertempat tinggal di Jalan Contoh Nomor 1", "Alamat rumah: Jalan Contoh",
    ],
)  # fmt: skip
def test_a_private_contact_is_shown_and_holds_nothing(text: str) -> None:
    assert kinds(text) == ["kontak"]
    assert FindingKind.KONTAK not in PERSONAL_NUMBERS


@pytest.mark.parametrize(
    "text",
    [
        "0073010101800001", "9973010101800001", "3100010101800001", "3173000101800001", "3173013201800001",
        "3173017201800001", "3173014001800001", "3173010113800001", "3173010100800001", "3173010101800000",
        "Nomor rekening 3173010101800001", "rekening Bank Contoh 3173010101800001", "rek. 3173 0101 0180 0001",
        "Virtual Account: 3173010101800001", "nomor perkara 3173010101800001", "Nomor seri 3173010101800001",
        "4111 1111 1111 1111", "Rp3.173.010.101.800.001", "3173010101800001,50", "12.3173010101800001",
        "NPWP 01.234.567.8-901.000", "telepon (021) 5201234", "021-5201234", "surel humas@contoh.go.id",
        "PAS-10.HH.05.05 Tahun 2021", "M.IP-01.OT.01.01 Tahun 2025", "WIM.20.IMI.3.UM.02.07-350", "B/4/II/2012",
        "013/PKS-DITJENPAS/IV/2021", "HK.201/2/15/BPSDMP-2015", "27/KB/KPU/TAHUN 2015", "2026-10001",
        "tentang paspor Nomor 8 Tahun 2025", "paspor biasa elektronik", "Paspor diplomatik dan paspor dinas",
        "paspor A1", "kode A1234567", "pasportfolio B1234567", "pernik 12345", "unik 3173 0101", "KTP elektronik 2026",
        "pada tahun 2024 sebanyak 130123456 orang", "NIP pejabat tercantum", "kontrak 19800101-2006", "NIK dan NIP",
        "a" * 64 + " 1234 5678 9012 345", "20260312 093000", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b",
        "Undang-Undang Nomor 6 Tahun 2011 (Lembaran Negara Tahun 2011 Nomor 52, Tambahan Nomor 5216)",
    ],
)  # fmt: skip
def test_other_numbers_are_not_taken_for_those_of_persons(text: str) -> None:
    assert kinds(text) == []


def test_a_finding_gives_the_words_to_be_boxed_and_what_stands_around() -> None:
    text = "Nama Contoh\nNIP. 19800101\n200604 1 001 Jabatan Kepala"

    assert scan_page(7, text) == (
        Finding(FindingKind.NIP, 7, "Nama Contoh NIP. 19800101 200604 1 001 Jabatan Kepala", "19800101 200604 1 001"),
    )


def test_each_person_of_a_signature_block_is_found_once() -> None:
    text = "NIP 198001012006041001 NIP 19820202 200805 2 002 NIK 3173010101800001 Paspor No. A1234567"

    assert kinds(text) == ["nip", "nip", "nik", "paspor"]


def test_a_whole_payroll_is_found() -> None:
    rows = [f"{n}. Contoh NIP 19800101 200604 1 {n:03d}" for n in range(1, 200)]

    assert kinds("\n".join(rows)) == ["nip"] * 199


@pytest.mark.parametrize(
    ("digits", "is_plausible"),
    [
        ("3173010101800001", True),
        ("3173017112800001", True),
        ("2073010101800001", False),
        ("3173013113800001", False),
    ],
)
def test_a_nik_carries_province_and_day_of_birth(digits: str, is_plausible: bool) -> None:
    assert is_plausible_nik(digits) is is_plausible
