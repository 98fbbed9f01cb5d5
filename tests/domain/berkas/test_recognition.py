"""Which pages an engine has to read, and which of two texts of a page is kept."""

import pytest

from portal.domain.berkas.reading import PageText
from portal.domain.berkas.recognition import (
    better_text,
    carries_metadata,
    is_rest_read,
    mended,
    needs_recognition,
    unread_share,
    with_rest,
)

PROSE = (
    "Para pihak sepakat untuk melaksanakan kerja sama dalam bidang keimigrasian dan pemasyarakatan, termasuk "
    "pertukaran data dan informasi, pelatihan pegawai, serta kegiatan lain yang disepakati bersama oleh kedua belah "
    "pihak. Kerja sama ini berlaku untuk jangka waktu lima tahun sejak tanggal ditandatangani dan dapat diperpanjang "
    "atas persetujuan para pihak. Segala biaya yang timbul dibebankan pada anggaran masing-masing pihak sesuai dengan "
    "ketentuan peraturan perundang-undangan yang berlaku di wilayah Negara Republik Indonesia."
)
NAMES = "Iqbal Qodir Wahyudi\nMbah Ngkrnng Schwartz"
WRONG = "QRPRU= KN1341350: WDKXQ 5359"
SCRAPS = "~| .: ;\\ ¬¬ _| ]] xq zzzt ;:;: |||| ~~ qwrt |_| ¦¦ ^^ vvv"


def page(
    text: str, origin: str = "digital", *, number: int = 2, share: float = 0.0, confidence: float = 0.0
) -> PageText:
    return PageText(
        number,
        text,
        origin,  # type: ignore[arg-type]
        595,
        842,
        picture_share=share,
        confidence=confidence or None,
        is_drawn=share > 0,
    )


@pytest.mark.parametrize(
    ("found", "pages", "is_needed"),
    [
        pytest.param(page("", "none"), 5, True, id="no text at all"),
        pytest.param(page(PROSE), 5, False, id="born digital"),
        pytest.param(page(PROSE, share=0.95), 5, True, id="plenty of text printed over a picture of the whole page"),
        pytest.param(page(f"{WRONG}\n{PROSE}"), 5, True, id="a line in a font that maps its letters to others"),
        pytest.param(page(NAMES), 5, True, id="a list of names, which a second look does not harm"),
        pytest.param(page("Dipindai dengan CamScanner", share=0.9), 5, True, id="a line of text on a whole scan"),
        pytest.param(page("Lampiran", share=0.1), 5, True, id="a picture beside a few words"),
        pytest.param(page("Lampiran"), 5, False, id="a short page that is no scan"),
        pytest.param(page(SCRAPS), 5, True, id="a font without a table of letters"),
        pytest.param(page(PROSE, "embedded_ocr"), 5, False, id="a good layer on an inner page"),
        pytest.param(page(PROSE, "embedded_ocr", number=1), 5, True, id="a good layer on the first page"),
        pytest.param(page(PROSE, "embedded_ocr", number=4), 5, True, id="a good layer on the last page but one"),
        pytest.param(page(SCRAPS, "embedded_ocr"), 5, True, id="a bad layer"),
    ],
)
def test_an_engine_reads_what_has_no_good_text(found: PageText, pages: int, is_needed: bool) -> None:
    assert needs_recognition(found, pages) is is_needed


@pytest.mark.parametrize(
    ("number", "pages", "expected"), [(1, 9, True), (2, 9, False), (8, 9, True), (9, 9, True), (1, 1, True)]
)
def test_the_first_page_and_the_last_two_carry_the_metadata(number: int, pages: int, expected: bool) -> None:
    assert carries_metadata(number, pages) is expected


@pytest.mark.parametrize(
    ("present", "fresh", "is_fresh_kept"),
    [
        pytest.param(page("", "none"), page(PROSE, "our_ocr"), True, id="something instead of nothing"),
        pytest.param(page(PROSE), page("", "none"), False, id="nothing instead of something"),
        pytest.param(page(PROSE, "embedded_ocr"), page(PROSE, "our_ocr"), True, id="as good as a scanner's layer"),
        pytest.param(page(PROSE, "embedded_ocr"), page(PROSE[:90], "our_ocr"), False, id="less than half the layer"),
        pytest.param(page(PROSE, "embedded_ocr"), page(SCRAPS, "our_ocr"), False, id="scraps instead of a layer"),
        pytest.param(page(SCRAPS), page(PROSE, "our_ocr"), True, id="language instead of garbage"),
        pytest.param(page(PROSE), page(PROSE.replace("a", "o"), "our_ocr"), False, id="digital text is not exchanged"),
        pytest.param(page("Dipindai dengan CamScanner"), page(PROSE, "our_ocr"), True, id="a page instead of a stamp"),
    ],
)
def test_the_better_text_is_kept(present: PageText, fresh: PageText, is_fresh_kept: bool) -> None:
    assert better_text(present, fresh) is (fresh if is_fresh_kept else present)


FOOTER = "Catatan: dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik. " * 6


@pytest.mark.parametrize(
    ("found", "share"),
    [
        pytest.param(page(PROSE), None, id="all is text"),
        pytest.param(page(FOOTER, share=1.0), 1.0, id="a scan under a long printed footer"),
        pytest.param(page(PROSE, share=0.05), 0.05, id="a picture on a page of text"),
        pytest.param(page(f"{WRONG}\n{PROSE}"), 0.0, id="one line that says what it does not show"),
        pytest.param(page(SCRAPS), 0.0, id="nothing that a writer writes"),
        pytest.param(page("대한민국 법무부와 인도네시아 공화국"), None, id="a script no list of words knows"),
        pytest.param(page(PROSE, "embedded_ocr"), None, id="a recogniser has read the picture"),
        pytest.param(page(PROSE, "embedded_ocr", share=1.0), 1.0, id="a recogniser has read some of the picture"),
        pytest.param(page("", "none", share=1.0), None, id="no text, which is told by its origin"),
    ],
)
def test_a_page_with_text_says_how_much_of_it_is_unread(found: PageText, share: float | None) -> None:
    assert unread_share(found) == share


def test_a_scan_with_a_printed_footer_has_the_text_of_the_scan_first() -> None:
    kept = with_rest(page(FOOTER, share=1.0), page(PROSE, "our_ocr", confidence=0.9), 1.0)

    assert kept.text == f"{PROSE}\n\n{FOOTER}"
    assert (kept.origin, kept.confidence) == ("our_ocr", 0.9)


def test_what_a_small_picture_says_stands_behind_the_text_of_its_page() -> None:
    kept = with_rest(page(PROSE, share=0.1), page("NIK 3174051203850007", "our_ocr", confidence=0.9), 0.1)

    assert kept.text == f"{PROSE}\n\nNIK 3174051203850007"
    assert kept.origin == "digital"


@pytest.mark.parametrize(
    ("present", "rest", "share", "is_blank", "is_read"),
    [
        pytest.param(page(PROSE), page(PROSE, "our_ocr"), 1.0, False, True, id="it was read"),
        pytest.param(page(PROSE), page("", "none"), 0.1, False, True, id="a seal"),
        pytest.param(page(PROSE), page("", "none"), 0.9, False, False, id="a whole page that gave nothing"),
        pytest.param(page(PROSE), page("", "none"), 0.9, True, True, id="a pale background"),
        pytest.param(page(SCRAPS), page("", "none"), 0.0, False, False, id="scraps that stay scraps"),
    ],
)
def test_doubt_about_pictures_ends_when_they_were_read(
    present: PageText, rest: PageText, share: float, is_blank: bool, is_read: bool
) -> None:
    assert is_rest_read(present, rest, share, is_blank=is_blank) is is_read


def test_only_the_wrong_line_is_exchanged_for_what_an_engine_saw() -> None:
    written = page(f"PERJANJIAN KERJA SAMA\n{WRONG}\nNOMOR: 77/UCN/PKS/2026\nPasal 1")
    seen = page("PERJANJIAN KERJA SAMA\nNOMOR: HK.01.02-7 TAHUN 2026\nNOM0R: 77/UCN/PKS/2026\nPasaI 1", "our_ocr")

    assert mended(written, seen).text == (
        "PERJANJIAN KERJA SAMA\nNOMOR: HK.01.02-7 TAHUN 2026\nNOMOR: 77/UCN/PKS/2026\nPasal 1"
    )
    assert mended(written, page("", "none")) is written
