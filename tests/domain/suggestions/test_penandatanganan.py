"""Places of signing: in capitals, behind the building they stand in, and none where only a building is named."""

import pytest

from portal.domain.suggestions.penandatanganan import find_closing, find_opening

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
