"""Day and place of signing that are offered, and when they are doubted."""

from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Field, Known
from tests.factories import naskah_text as texts
from tests.factories.naskah_heads import SANGGAR, SANGGAR_BLOCKS
from tests.factories.naskah_text import page
from tests.factories.suggested import KNOWN, first, saran_of, suggested


def test_a_weekday_that_does_not_fit_makes_the_day_doubtful() -> None:
    signed = saran_of(suggested(texts.UTAMA.replace("Kamis", "Senin"), KNOWN), Field.SIGNED_ON)

    assert signed.nilai == "2025-05-22"
    assert not signed.is_sure
    assert "hari Senin" in signed.keterangan


def test_the_thirty_first_of_november_is_never_guessed() -> None:
    text = texts.UTAMA.replace("dua puluh dua bulan Mei", "tiga puluh satu bulan November").replace(" (22-05-2025)", "")

    assert first(suggested(text, KNOWN), Field.SIGNED_ON) is None


def test_a_place_named_above_the_signatures_is_taken_but_not_sure() -> None:
    found = suggest(
        [page(SANGGAR + SANGGAR_BLOCKS.replace("bertempat di Palopo, ", "") + "Dibuat di Palopo\nPIHAK KESATU")],
        Known(),
    )

    tempat = next(one for one in found if one.bidang is Field.TEMPAT)
    assert (tempat.nilai, tempat.is_sure) == ("Palopo", False)


def test_the_town_in_the_name_of_a_unit_is_a_place_but_not_a_sure_one() -> None:
    found = suggested(SANGGAR + SANGGAR_BLOCKS.replace("di Palopo,", "di Kanim Kelas II Non TPI Bantaeng,"))

    tempat = next(one for one in found if one.bidang is Field.TEMPAT)
    assert (tempat.nilai, tempat.is_sure) == ("Bantaeng", False)
