"""Language is told from scraps."""

import time

import pytest

from portal.domain.berkas.text_quality import quality_of, wrong_lines


@pytest.mark.parametrize(
    ("text", "is_text"),
    [
        ("Para pihak sepakat mengikatkan diri dalam perjanjian kerja sama ini.", True),
        ("The parties shall carry out the activities referred to in this memorandum.", True),
        ("LAMPIRAN I", True),
        ("Ditandatangani di Jakarta oleh Direktur Jenderal CONTOH, Budi Santoso", True),
        ("Perjanjian in1 ber|aku se1ama tiga tahun sejak tangga1 ditandatangani", True),
        ("", False),
        ("   \n\n ", False),
        ("12.345 67/89 2026", False),
        ("ee ~~ |] oa .. ,; =- i l1 |", False),
        ("Xq zzzt wrk ~§ brrr |||| kkkp tnn fgh }{ vvv", False),
        ("aa ee ii oo uu", False),
    ],
)
def test_language_is_told_from_scraps(text: str, is_text: bool) -> None:
    assert quality_of(text).is_text is is_text


def test_measures_of_a_sentence() -> None:
    quality = quality_of("Pasal 1 pertukaran data | xqzt")

    assert quality.words == 4
    assert quality.known_share == 0.75
    assert 0.1 < quality.garbage_share < 0.5
    assert quality.characters == 25


def test_worse_text_scores_less() -> None:
    good = "Maksud perjanjian ini adalah pertukaran data dan informasi antara para pihak"
    worse = "Maksvd perjan~ian iпi ad@lah pertvkaran dat4 d@n inf~rmasi antara p@ra pihak"

    assert quality_of(good).score > quality_of(worse).score


@pytest.mark.parametrize(
    "piece", ["1" * 100_000 + "a", "-" * 100_000, "1." * 50_000 + "!"], ids=["angka", "garis", "titik"]
)
def test_a_piece_of_a_hundred_thousand_characters_is_judged_at_once(piece: str) -> None:
    began = time.process_time()

    quality_of(piece)

    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("line", "is_wrong"),
    [
        ("QRPRU= KN1341350: WDKXQ 5359", True),
        ("QRPRU= 22XFQ2SNV25359", True),
        ("Nomor 7: WDKXQ 5359", True),
        ("ODSRUDQ NHJLDWDQ EHUVDPD", True),
        ("Mpnps!23 Ubivo!3137", True),
        ("Xiamen, Zhejiang, Qingdao", False),
        ("dr. Andrzej Wrzyszcz, S.H.", False),
        ("\ue001\ue002\ue003 \ue004\ue005\ue006\ue007\ue008\ue009", True),
        ("NOMOR: HK.01.02-7 TAHUN 2026", False),
        ("Iqbal Wahyudi, S.H., M.Kn.", False),
        ("W12-PK.01.05.03-1234", False),
        ("3174 0512 0385 0007", False),
        ("BPJS LKPP KPU BNPT", False),
        ("대한민국 법무부", False),
        ("QRPRU", False),
    ],
)
def test_a_line_in_a_font_that_maps_wrongly_is_noticed(line: str, is_wrong: bool) -> None:
    assert wrong_lines(f"Pasal 1\n{line}\npara pihak") == ((1,) if is_wrong else ())
