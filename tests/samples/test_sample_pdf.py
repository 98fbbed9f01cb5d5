"""The PDFs of the samples: they open, say what the metadata says, and hold no personal number."""

import csv
import re
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from portal.samples.interface import Sample, samples, write_folder
from portal.samples.manifest import COLUMNS

TODAY = date(2026, 11, 23)
NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
NIP = re.compile(r"(?<!\d)\d{8}[ .]?\d{6}[ .]?[12][ .]?\d{3}(?!\d)")


def _plain(text: str) -> str:
    return " ".join(text.replace("\ufffe", "-").split()).upper()


def _pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()


@pytest.fixture(scope="module")
def read() -> dict[str, tuple[Sample, bytes, list[str]]]:
    """Every default sample with its bytes and page texts."""
    made = {}
    for sample in samples(count=60, today=TODAY):
        content = sample.pdf()
        made[sample.key] = (sample, content, _pages(content))
    return made


Read = dict[str, tuple[Sample, bytes, list[str]]]


def test_born_digital_pages_have_text_and_scans_have_none(read: Read) -> None:
    for sample, _, pages in read.values():
        if sample.is_scan:
            assert not "".join(pages).strip(), sample.key
        else:
            assert all(len(page) > 100 for page in pages), sample.key


def test_agreements_are_two_to_eight_pages_but_for_one_of_twenty_four(read: Read) -> None:
    lengths = {key: len(pages) for key, (_, _, pages) in read.items()}
    assert lengths.pop("dukcapil") == 24
    assert lengths.pop("bank-adendum") == 2
    assert set(lengths.values()) <= set(range(3, 9))


def test_scans_stay_few_and_small(read: Read) -> None:
    scans = [(content, pages) for sample, content, pages in read.values() if sample.is_scan]
    assert sum(len(pages) for _, pages in scans) <= 36
    assert all(len(content) / len(pages) < 250_000 for content, pages in scans)


def test_files_of_one_set_are_all_different(read: Read) -> None:
    assert len({content for _, content, _ in read.values()}) == len(read)


@pytest.mark.parametrize("key", ["jateng", "kr-baru", "sragen-las", "bekasi-kes"])
def test_the_same_sample_gives_the_same_bytes(read: Read, key: str) -> None:
    sample, content, _ = read[key]
    assert sample.pdf() == content


def test_the_first_page_names_form_parties_numbers_and_title(read: Read) -> None:
    for sample, _, pages in read.values():
        if sample.is_scan:
            continue
        first = _plain(pages[0])
        assert _plain(sample.judul) in first, sample.key
        for pihak in sample.pihak:
            assert _plain(pihak.nama) in first, sample.key
            if pihak.nomor:
                assert _plain(pihak.nomor) in first, sample.key


def test_older_agreements_name_the_former_ministry(read: Read) -> None:
    texts = [
        _plain(" ".join(pages))
        for sample, _, pages in read.values()
        if sample.signed_on and sample.signed_on < date(2024, 10, 21) and not sample.is_scan
    ]
    assert len(texts) >= 8
    assert all("KEMENTERIAN HUKUM DAN HAK ASASI MANUSIA" in text for text in texts)


def test_foreign_agreements_speak_two_languages(read: Read) -> None:
    for sample, _, pages in read.values():
        if sample.lingkup == "luar_negeri":
            text = _plain(" ".join(pages))
            assert "RUANG LINGKUP" in text
            assert "ARTICLE 1" in text


def test_every_page_of_text_is_marked_contoh(read: Read) -> None:
    for sample, _, pages in read.values():
        if not sample.is_scan:
            assert all("CONTOH" in page for page in pages), sample.key


def test_no_page_holds_a_personal_number_or_an_unfilled_blank(read: Read) -> None:
    for sample, _, pages in read.values():
        for page in pages:
            assert not NIK.search(page), sample.key
            assert not NIP.search(page), sample.key
            assert "{" not in page, sample.key
            assert "**" not in page, sample.key


def test_one_agreement_has_a_landscape_annex(read: Read) -> None:
    document = pypdfium2.PdfDocument(read["ngurah-bandara"][1])
    sizes = [document[number].get_size() for number in range(len(document))]
    document.close()
    assert sizes[0][0] < sizes[0][1]
    assert sizes[-1][0] > sizes[-1][1]


def test_later_rounds_can_be_typeset_too() -> None:
    for index, sample in enumerate(samples(count=180, today=TODAY)):
        if index >= 60 and index % 6 == 0 and not sample.is_scan:
            assert len(_pages(sample.pdf())) >= 2, sample.key


def test_a_folder_holds_the_files_and_a_manifest_that_lists_them(tmp_path: Path) -> None:
    made = list(samples(count=5, today=TODAY))
    manifest = write_folder(tmp_path / "naskah", made)
    with manifest.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    assert tuple(rows[0]) == COLUMNS
    assert [row["file"] for row in rows] == [sample.filename for sample in made]
    for row, sample in zip(rows, made, strict=True):
        assert (manifest.parent / row["file"]).read_bytes() == sample.pdf()
        assert row["nomor"] == sample.pihak[0].nomor
    assert rows[4]["mitra"].count("; ") == 2
