"""Places of signing: in capitals, behind the building they stand in, and none where only a building is named."""

import pytest

from portal.domain.suggestions.find.signing import find_closing, find_free_day, find_opening
from portal.domain.suggestions.text.lines import lines_of
from portal.domain.suggestions.values import Field
from tests.factories.naskah_text import page
from tests.factories.suggested import first, suggested, values

DAY = "Pada hari ini Kamis tanggal dua puluh dua bulan Mei tahun dua ribu dua puluh lima, "


@pytest.mark.parametrize(
    ("text", "tempat"),
    [
        (DAY.upper() + "BERTEMPAT DI SALATIGA, KAMI YANG BERTANDA TANGAN", "SALATIGA"),
        (DAY + "bertempat di Gedung Serbaguna Contoh, Salatiga, kami yang bertanda tangan", "Salatiga"),
        (DAY + "bertempat di Markas Contoh Raya, Palopo, kami yang bertanda tangan", "Palopo"),
        (DAY + "bertempat di Hotel Contoh, Kota Bima, telah disepakati", "Bima"),
        (DAY + "bertempat di Aula Rutan Kelas IIB Bantaeng, telah disepakati", "Bantaeng"),
    ],
)
def test_the_town_is_the_place_not_the_building(text: str, tempat: str) -> None:
    _, place = find_opening(1, text)

    assert place is not None
    assert place.tempat == tempat


def test_the_hague_is_a_town_and_a_colon_may_stand_before_one() -> None:
    closing = "Signed in duplicate at The Hague on the 17th day of June 2021, in the English language."
    letter = "Demikian dibuat rangkap dua. Ditetapkan di : Bandung Pada tanggal : 11 Maret 2019 PIHAK PERTAMA"

    places = [find_closing([(3, text)])[1] for text in (closing, letter)]

    assert [place.tempat for place in places if place] == ["The Hague", "Bandung"]


def test_an_earlier_agreement_in_a_recital_is_not_the_opening() -> None:
    day, _ = find_opening(
        1, "Mengingat Persetujuan yang ditandatangani di Phnom Penh pada tanggal 23 Februari 1999; telah menyetujui"
    )

    assert day is None


def test_a_building_alone_is_no_place() -> None:
    _, place = find_opening(1, DAY + "bertempat di Pendopo Contoh Indah telah disepakati kerja sama antara")

    assert place is None


ADDRESS = """MEMORANDUM OF AGREEMENT
BETWEEN
UNIVERSITI CONTOH
AND
UNIVERSITAS CONTOH
ON
SYMPOSIUM AND SEMINAR
This Memorandum of Agreement is made on 15 day of March 2022
BETWEEN
UNIVERSITI CONTOH (hereinafter referred to as "UC") is a public university whose address is at Chancellery, Universiti
Contoh, 40450 Contoh, Malaysia;
"""


def test_an_address_is_no_place_of_signing() -> None:
    assert first(suggested(ADDRESS), Field.TEMPAT) is None
    assert first(suggested(ADDRESS), Field.SIGNED_ON) == "2022-03-15"


EARLIER_ACT = """MEMORANDUM SALING PENGERTIAN
ANTARA
KEMENTERIAN CONTOH REPUBLIK INDONESIA
DAN
KEMENTERIAN CONTOH REPUBLIK CONTOH
TENTANG
RISET KELAUTAN
Kementerian Contoh Republik Indonesia dan Kementerian Contoh Republik Contoh, selanjutnya disebut Para Pihak,
Mengingat bahwa kedua Pihak menetapkan suatu Persetujuan kerja sama ilmiah, ditandatangani pada tanggal 20 Maret 1979
di Jakarta, telah menyetujui hal-hal sebagai berikut
"""


def test_the_day_of_an_earlier_act_is_no_day_of_signing() -> None:
    assert first(suggested(EARLIER_ACT), Field.SIGNED_ON) is None


ARRANGEMENT = """IMPLEMENTING ARRANGEMENT
BETWEEN
THE DIRECTORATE GENERAL OF CORRECTIONS OF THE REPUBLIC OF INDONESIA
AND
THE EXAMPLE FOUNDATION FOR REFORM
REGARDING
REHABILITATION PROGRAMMES
Recalling the Memorandum signed on 5 May 2020 in Bandung between the Parties;
This Implementing Arrangement is entered into on Thursday, July 24, 2025, in Jakarta, by and between:
1. The Directorate General of Corrections
"""


def test_an_arrangement_is_entered_into_on_its_own_day_and_not_on_that_of_an_earlier_one() -> None:
    found = suggested(ARRANGEMENT)

    assert values(found, Field.SIGNED_ON)[0] == "2025-07-24"
    assert values(found, Field.TEMPAT)[0] == "Jakarta"


@pytest.mark.parametrize(
    ("text", "on", "tempat"),
    [
        ("Concluded at Ternate, 5 November 2020.", "2020-11-05", "Ternate"),
        ("This Charter was concluded in Bitung on March 3, 2017 between", "2017-03-03", "Bitung"),
        ("Tempat dan tanggal Kupang, dua belas April dua ribu dua puluh dua", "2022-04-12", "Kupang"),
        ("Diteken: Sorong, Senin 6 Februari 2023", "2023-02-06", "Sorong"),
        ("Dengan rida Tuhan Yang Maha Kuasa, di Tegal, Senin, tanggal tiga September\ndua ribu delapan belas, oleh",
         "2018-09-03", "Tegal"),
    ],
)  # fmt: skip
def test_a_day_and_its_town_need_no_fixed_phrase(text: str, on: str, tempat: str) -> None:
    day, place = find_free_day(lines_of(page(text)))

    assert day is not None
    assert day.day.on.isoformat() == on
    assert place is not None
    assert place.tempat == tempat


@pytest.mark.parametrize(
    "text",
    [
        "dengan Surat Kuasa Nomor 4/SK/2020 tanggal 9 September 2020",
        "Adendum atas naskah tanggal 11 Juni 2019",
        "for the conference held in Kendari from 12 to 15 May 2014",
        "Persetujuan tentang ilmu, ditandatangani pada tanggal 20 Maret 1979",
        "Pasal 1\nNaskah lama dibuat pada 3 Maret 2011",
    ],
)
def test_days_of_other_papers_and_below_the_first_article_are_none(text: str) -> None:
    assert find_free_day(lines_of(page(text))) == (None, None)


@pytest.mark.parametrize("weekday", ["Jumat", "Selasa", "Minggu"])
@pytest.mark.parametrize(
    "opening", ["Di Palopo, {} tanggal sembilan belas bulan Juli tahun dua ribu sembilan belas, kami",
                "{}, 19 Juli 2019, bertempat di Palopo: 1."],
)  # fmt: skip
def test_a_weekday_opens_as_well_and_is_no_place(weekday: str, opening: str) -> None:
    day, place = find_opening(1, opening.format(weekday))

    assert day is not None
    assert day.day.on.isoformat() == "2019-07-19"
    assert place is not None
    assert place.tempat == "Palopo"


@pytest.mark.parametrize("house", ["studio Radio Contoh Laut", "kampus Universitas Contoh", "gereja Contoh Raya"])
def test_the_town_behind_any_house_is_the_place(house: str) -> None:
    _, place = find_opening(1, f"{DAY}di {house}, Sorong, kami: ")

    assert place is not None
    assert place.tempat == "Sorong"


@pytest.mark.parametrize("word", ["Kamis", "Pada Senin", "Hari Pramuka"])
def test_words_of_days_are_no_town(word: str) -> None:
    _, place = find_closing([(1, f"Kerja sama ini dimulai. {word}, 14 Agustus 2009 telah tiba.")])

    assert place is None


@pytest.mark.parametrize("label", ["Place : Jayapura", "Tempat: Jayapura"])
def test_a_table_in_the_head_tells_the_place(label: str) -> None:
    found = suggested(
        "Partnership Agreement\nBetween\nSample Lanterns Foundation\nand\nSample Regional Office of Papua\n"
        f"Project : Sample Justice in the Highlands\nAgreement no. : SLF-PA-2021-ID-06\nDate : 15 April 2021\n{label}\n"
        "The organisations named above will carry out the project together on the terms that follow.\n"
    )

    assert first(found, Field.TEMPAT) == "Jayapura"


@pytest.mark.parametrize("who", ["the duly authorised representatives", "their representatives"])
def test_representatives_sign_on_a_day(who: str) -> None:
    day, _ = find_closing([(2, f"Changes are made by letters. Signed by {who} on 22 January 2024: For the Grantee")])

    assert day is not None
    assert day.day.on.isoformat() == "2024-01-22"


def test_a_weekday_behind_the_last_line_of_a_head_is_no_town() -> None:
    _, place = find_closing([(1, "PADA BALAI HARTA PENINGGALAN Kamis, 29 September 2016, kami yang namanya tersebut")])

    assert place is None


def test_a_recital_says_when_the_paper_that_is_changed_was_signed() -> None:
    recital = "WHEREAS the parties signed the above Memorandum on 2 July 2012 and wish to extend it."
    closing = "Signed in Jakarta, on 21 March 2014."

    assert find_closing([(1, recital)]) == (None, None)
    assert values(suggested(f"{recital}\n{closing}"), Field.SIGNED_ON) == ["2014-03-21"]


@pytest.mark.parametrize("mark", [".", ","])
def test_a_town_ends_at_any_mark_and_the_weekday_behind_is_none_of_it(mark: str) -> None:
    text = f"Perjanjian ini ditandatangani di Salatiga{mark} Rabu{mark} 5 Desember 2012, oleh :"

    _, place = find_closing([(1, text)])

    assert place is not None
    assert place.tempat == "Salatiga"
