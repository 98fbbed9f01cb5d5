"""Which pages an engine has to read, and which of two texts of a page is kept."""

import pytest

from portal.domain.berkas.reading import PageText
from portal.domain.berkas.recognition import better_text, carries_metadata, needs_recognition

PROSE = (
    "Para pihak sepakat untuk melaksanakan kerja sama dalam bidang keimigrasian dan pemasyarakatan, termasuk "
    "pertukaran data dan informasi, pelatihan pegawai, serta kegiatan lain yang disepakati bersama oleh kedua belah "
    "pihak. Kerja sama ini berlaku untuk jangka waktu lima tahun sejak tanggal ditandatangani dan dapat diperpanjang "
    "atas persetujuan para pihak. Segala biaya yang timbul dibebankan pada anggaran masing-masing pihak sesuai dengan "
    "ketentuan peraturan perundang-undangan yang berlaku di wilayah Negara Republik Indonesia."
)
SCRAPS = "~| .: ;\\ ¬¬ _| ]] xq zzzt ;:;: |||| ~~ qwrt |_| ¦¦ ^^ vvv"


def page(
    text: str, origin: str = "digital", *, number: int = 2, share: float = 0.0, confidence: float = 0.0
) -> PageText:
    return PageText(number, text, origin, 595, 842, picture_share=share, confidence=confidence or None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "pages", "is_needed"),
    [
        pytest.param(page("", "none"), 5, True, id="no text at all"),
        pytest.param(page(PROSE), 5, False, id="born digital"),
        pytest.param(page(PROSE, share=0.95), 5, False, id="born digital over a background picture"),
        pytest.param(page("Dipindai dengan CamScanner", share=0.9), 5, True, id="a line of text on a whole scan"),
        pytest.param(page("Lampiran", share=0.1), 5, False, id="a short page that is no scan"),
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
