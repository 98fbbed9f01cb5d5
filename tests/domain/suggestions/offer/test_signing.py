"""Day and place of signing that are offered, and when they are doubted."""

import pytest

from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Field, Known
from tests.factories import naskah_text as texts
from tests.factories.naskah_heads import SANGGAR, SANGGAR_BLOCKS
from tests.factories.naskah_kinds import kinds, laid
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


def test_contradicting_days_are_both_offered_with_the_reason() -> None:
    text = texts.UTAMA.replace("(22-05-2025)", "(23-05-2025)")

    days = [saran for saran in suggested(text, KNOWN) if saran.bidang is Field.SIGNED_ON]

    assert [saran.nilai for saran in days] == ["2025-05-22", "2025-05-23"]
    assert all(not saran.is_sure and "tidak sama" in saran.keterangan for saran in days)


def test_days_of_the_signatures_alone_are_each_partys_own_and_the_last_is_the_naskahs() -> None:
    pages = next(kind.pages for kind in kinds() if kind.name == "loa")
    found = suggest([laid(text, number) for number, text in enumerate(pages, 1)], Known())

    days = {(saran.pihak, saran.nilai) for saran in found if saran.bidang is Field.SIGNED_ON}
    assert days == {(None, "2013-09-17"), (1, "2013-09-17"), (2, "2013-09-10")}
    assert not any(saran.is_sure for saran in found if saran.bidang is Field.SIGNED_ON)


def test_the_day_of_a_budget_or_a_decree_is_no_day_of_signing() -> None:
    text = (
        "PERJANJIAN KERJA SAMA\nANTARA\nDINAS CONTOH\nDENGAN\nYAYASAN CONTOH\nTENTANG\nPELATIHAN CONTOH\n"
        "Kami yang bertanda tangan, berdasarkan DIPA Nomor 023.17.2.677510 tanggal 5 Desember 2018, sepakat:\nPasal 1\n"
    )

    assert first(suggested(text), Field.SIGNED_ON) is None


OPENED = "bulan Agustus tahun dua ribu dua puluh lima"


@pytest.mark.parametrize(
    ("said", "month"),
    [
        (f"pada hari ini tanggal ........ {OPENED}", "2025-08"),
        (f"pada hari ini Senin tanggal {OPENED}", "2025-08"),
        ("pada hari ini, tanggal _____ bulan Agustus 2025", "2025-08"),
    ],
)
def test_a_month_without_its_day_is_offered_as_a_month_and_never_sure(said: str, month: str) -> None:
    text = SANGGAR + SANGGAR_BLOCKS.replace(
        "Pada hari ini Senin tanggal empat bulan Agustus tahun dua ribu dua puluh lima", said.capitalize()
    )

    signed = saran_of(suggested(text), Field.SIGNED_ON)

    assert (signed.nilai, signed.is_sure) == (month, False)
    assert "bulan dan tahun" in signed.keterangan


def test_the_month_above_the_signatures_tells_month_and_town() -> None:
    text = SANGGAR + "Para pihak bersepakat sebagai berikut.\nPasal 1\nTARI\nPelatihan tari.\nPalopo, Mei 2019\n"

    found = suggested(text)

    assert first(found, Field.SIGNED_ON) == "2019-05"
    assert first(found, Field.TEMPAT) == "Palopo"


def test_no_end_is_reckoned_from_a_month_alone() -> None:
    text = SANGGAR + SANGGAR_BLOCKS.replace("tanggal empat bulan", "tanggal ...... bulan")
    found = suggested(text + "Pasal 5\nPerjanjian ini berlaku selama 2 (dua) tahun sejak ditandatangani.\n")

    assert first(found, Field.JANGKA_WAKTU) == "2 tahun"
    assert first(found, Field.EXPIRES_ON) is None
    assert first(found, Field.EFFECTIVE_ON) is None


@pytest.mark.parametrize(
    ("said", "town"),
    [
        ("di Lapas Perempuan Palopo, Kota Bantaeng,", "Bantaeng"),
        ("di Bantaeng Sulawesi Selatan,", "Bantaeng"),
        ("di Ban-\ntaeng,", "Bantaeng"),
    ],
)
def test_the_town_is_told_from_the_unit_before_it_and_the_province_behind(said: str, town: str) -> None:
    found = suggested(SANGGAR + SANGGAR_BLOCKS.replace("di Palopo,", said))

    assert first(found, Field.TEMPAT) == town


def test_a_town_is_spelt_as_the_naskah_spells_it_most() -> None:
    text = SANGGAR + SANGGAR_BLOCKS.replace("bertempat di Palopo", "bertempat di Pulopo")

    tempat = saran_of(suggested(text), Field.TEMPAT)

    assert tempat.nilai == "Palopo"
