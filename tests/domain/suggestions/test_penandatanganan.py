"""Places of signing: in capitals, behind the building they stand in, and none where only a building is named."""

import pytest

from portal.domain.suggestions.penandatanganan import find_opening

DAY = "Pada hari ini Kamis tanggal dua puluh dua bulan Mei tahun dua ribu dua puluh lima, "


@pytest.mark.parametrize(
    ("text", "tempat"),
    [
        (DAY.upper() + "BERTEMPAT DI SALATIGA, KAMI YANG BERTANDA TANGAN", "SALATIGA"),
        (DAY + "bertempat di Gedung Serbaguna Contoh, Salatiga, kami yang bertanda tangan", "Salatiga"),
        (DAY + "bertempat di Markas Contoh Raya, Palopo, kami yang bertanda tangan", "Palopo"),
        (DAY + "bertempat di Hotel Contoh, Kota Bima, telah disepakati", "Kota Bima"),
        (DAY + "bertempat di Aula Rutan Kelas IIB Bantaeng, telah disepakati", "Bantaeng"),
    ],
)
def test_the_town_is_the_place_not_the_building(text: str, tempat: str) -> None:
    _, place = find_opening(1, text)

    assert place is not None
    assert place.tempat == tempat


def test_a_building_alone_is_no_place() -> None:
    _, place = find_opening(1, DAY + "bertempat di Pendopo Contoh Indah telah disepakati kerja sama antara")

    assert place is None
