"""Heads as scanners and offices leave them: form, frame or marks lost, covers, lists of parties, English titles."""

import pytest

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.suggestions.lembaga import ministry_sureness, partner_class
from portal.domain.suggestions.nomor_baca import with_month
from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Bidang, Known, Saran
from tests.factories.naskah_text import page

DAY = "Pada hari ini Kamis tanggal satu bulan Februari tahun dua ribu dua puluh empat, bertempat di Contoh:"
LAPAS, YAYASAN = "LEMBAGA PEMASYARAKATAN NARKOTIKA KELAS IIA CONTOH", "YAYASAN CONTOH PULIH BERSAMA"
TITLE = "PEMBINAAN KEPRIBADIAN WARGA BINAAN"
BLOCKS = (
    "1. AGUS CONTOH, S.H., Kepala Lembaga Pemasyarakatan Narkotika Kelas IIA Contoh, bertindak untuk dan atas nama "
    "Lembaga Pemasyarakatan Narkotika Kelas IIA Contoh, selanjutnya disebut PIHAK KESATU.\n"
    "2. ANI CONTOH, Ketua Yayasan Contoh Pulih Bersama, bertindak untuk dan atas nama Yayasan Contoh Pulih Bersama, "
    "selanjutnya disebut PIHAK KEDUA."
)
WHOLE = f"PERJANJIAN KERJA SAMA\nANTARA\n{LAPAS}\nDENGAN\n{YAYASAN}\nTENTANG\n{TITLE}\n{DAY}\n{BLOCKS}"

BROKEN = {
    "nothing": WHOLE,
    "the form misread": WHOLE.replace("PERJANJIAN KERJA SAMA", "PERJAN\\JIAN KERJ4 S@MA"),
    "the form lost": WHOLE.replace("PERJANJIAN KERJA SAMA", "SALINAN") + "\nPerjanjian Kerja Sama ini dibuat",
    "ANTARA lost": WHOLE.replace("ANTARA\n", ""),
    "DENGAN lost": WHOLE.replace("DENGAN\n", ""),
    "TENTANG lost": WHOLE.replace("TENTANG\n", "aoe\n"),
    "marks beside the lines": WHOLE.replace("DENGAN", "| DENGAN |").replace(TITLE, f"{TITLE} —"),
    "letters spaced out": WHOLE.replace("PEMBINAAN", "P E M B I N A A N").replace("ANTARA", "A N T A R A"),
}


def first(found: tuple[Saran, ...], bidang: Bidang, pihak: int | None = None) -> str:
    return next((s.nilai for s in found if (s.bidang, s.pihak, s.peringkat) == (bidang, pihak, 1)), "")


def parties(found: tuple[Saran, ...]) -> list[str]:
    return [s.nilai.upper() for s in found if s.bidang is Bidang.PIHAK_NAMA]


@pytest.mark.parametrize("lost", BROKEN)
def test_head_is_read_whatever_single_part_of_it_a_recogniser_broke(lost: str) -> None:
    found = suggest([page(BROKEN[lost])], Known())

    assert first(found, Bidang.BENTUK) == "perjanjian_kerja_sama"
    assert first(found, Bidang.JUDUL).upper() == TITLE
    assert parties(found) == [LAPAS, YAYASAN]


def test_form_that_was_not_printed_is_never_suggested_as_sure() -> None:
    found = suggest([page(BROKEN["the form lost"])], Known())

    assert next(s for s in found if s.bidang is Bidang.BENTUK).is_sure is False


def test_head_behind_a_cover_is_preferred_to_the_cover() -> None:
    cover = f"PERJANJIAN KERJA SAMA\nANTARA\n{YAYASAN}\nDENGAN\n{LAPAS}\nTAHUN 2024"

    found = suggest([page(cover), page(WHOLE, number=2)], Known())

    assert first(found, Bidang.JUDUL).upper() == TITLE
    assert parties(found) == [LAPAS, YAYASAN]


def test_institutions_one_below_the_other_are_as_many_parties_as_there_are_numbers() -> None:
    listed = ["PENGADILAN NEGERI CONTOH", "KEJAKSAAN NEGERI CONTOH", "KEPOLISIAN RESOR CONTOH"]
    head = (
        "KESEPAKATAN BERSAMA\nANTARA\n{}\nNOMOR : A/1/2024\nNOMOR : B/2/2024\nNOMOR : C/3/2024\nTENTANG\nPERKARA ANAK\n"
    )

    for apart in ("{}\n{}\nDAN\n{}", "{}\n{}\n{}", "{},\n{},\nDAN\n{}"):
        assert parties(suggest([page(head.format(apart.format(*listed)) + DAY)], Known())) == listed
    unframed = head.replace("ANTARA\n", "").format("{}\n{}\n{}".format(*listed))
    assert parties(suggest([page(unframed + DAY)], Known())) == listed


@pytest.mark.parametrize(
    ("opener", "title"),
    [
        ("FOR THE SUPPLY OF BORDER EQUIPMENT", "THE SUPPLY OF BORDER EQUIPMENT"),
        ("ON\nBORDER EQUIPMENT AND TRAINING", "BORDER EQUIPMENT AND TRAINING"),
        ("REGARDING BORDER EQUIPMENT", "BORDER EQUIPMENT"),
        ("FOR A\nNATIONAL STUDY OF BORDERS", "A NATIONAL STUDY OF BORDERS"),
    ],
)
def test_english_title_begins_with_the_word_that_opens_it(opener: str, title: str) -> None:
    office = "THE UNITED NATIONS OFFICE\nON DRUGS AND CRIME" if "\n" in opener else "THE GOVERNMENT OF AUSTRALIA"
    head = f"AGREEMENT\nBETWEEN\nTHE GOVERNMENT OF THE REPUBLIC OF INDONESIA\nAND\n{office}\n{opener}\n"
    if opener.startswith("FOR A"):
        head = head.replace(office, "THE GOVERNMENT OF CANADA")

    found = suggest([page(head + "The Parties have agreed as follows:")], Known())

    assert first(found, Bidang.JUDUL) == title
    assert len(parties(found)) == 2
    assert "BORDER" not in parties(found)[1]


def test_numbers_that_name_their_party_first_go_to_it() -> None:
    numbers = "Pihak II Nomor : 77/YCPB/II/2024\nPihak I Nomor : W6.PAS.11-PK.01.05.06-88\n"

    found = suggest([page(WHOLE.replace(DAY, numbers + DAY))], Known())

    assert first(found, Bidang.PIHAK_NOMOR, 1) == "W6.PAS.11-PK.01.05.06-88"
    assert first(found, Bidang.PIHAK_NOMOR, 2) == "77/YCPB/II/2024"


@pytest.mark.parametrize(
    ("value", "month", "mended"),
    [
        ("05/PKS/1/2022", 1, "05/PKS/I/2022"),
        ("B/02/11/2013", 2, "B/02/II/2013"),
        ("PKS/7/111/2023", 3, "PKS/7/III/2023"),
        ("B/02/11/2013", 11, "B/02/11/2013"),
        ("PKS/7/V/2023", 1, "PKS/7/V/2023"),
        ("W13-UM.01.01-1187", 1, "W13-UM.01.01-1187"),
    ],
)
def test_strokes_are_a_roman_month_only_where_the_day_of_signing_says_so(value: str, month: int, mended: str) -> None:
    assert with_month(value, month) == mended


def test_number_with_a_mended_month_is_to_be_checked() -> None:
    numbers = "NOMOR : W6.PAS.11-PK.01.05.06-88\nNOMOR : 77/YCPB/11/2024\n"

    found = suggest([page(WHOLE.replace(DAY, numbers + DAY))], Known())

    number = next(s for s in found if s.bidang is Bidang.PIHAK_NOMOR and s.pihak == 2)
    assert (number.nilai, number.is_sure) == ("77/YCPB/II/2024", False)


@pytest.mark.parametrize(
    ("name", "jenis"),
    [
        ("Menteri Dalam Negeri", JenisMitra.LEMBAGA_PEMERINTAH),
        ("Jaksa Agung Republik Indonesia", JenisMitra.LEMBAGA_PEMERINTAH),
        ("Ketua Mahkamah Agung", JenisMitra.LEMBAGA_NEGARA),
        ("Rektor Universitas Contoh", JenisMitra.LEMBAGA_NONPEMERINTAH),
        ("KPU Kabupaten Contoh", JenisMitra.LEMBAGA_NEGARA),
        ("UPTD Puskesmas Contoh", JenisMitra.PEMERINTAH_DAERAH),
        ("Perumda Air Minum Contoh", JenisMitra.LEMBAGA_NONPEMERINTAH),
        ("PKBM Tunas Contoh", JenisMitra.LEMBAGA_NONPEMERINTAH),
        ("Lanal Contoh", JenisMitra.LEMBAGA_PEMERINTAH),
    ],
)
def test_offices_and_short_names_tell_the_class_of_their_institution(name: str, jenis: JenisMitra) -> None:
    told = partner_class(name)

    assert told is not None
    assert told[0] is jenis


def test_minister_stands_for_the_ministry() -> None:
    assert ministry_sureness("Menteri Imigrasi dan Pemasyarakatan", ()) >= 0.9
    assert ministry_sureness("Menteri Dalam Negeri", ()) == 0.0


def test_short_form_in_brackets_is_no_part_of_a_name_but_a_kind_of_company_is() -> None:
    text = WHOLE.replace(YAYASAN, "BADAN NARKOTIKA CONTOH (BNC)", 1)
    company = WHOLE.replace(YAYASAN, "PT BANK CONTOH (PERSERO)", 1)

    assert parties(suggest([page(text)], Known()))[1] == "BADAN NARKOTIKA CONTOH"
    assert parties(suggest([page(company)], Known()))[1] == "PT BANK CONTOH (PERSERO)"
