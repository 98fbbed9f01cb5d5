"""What a child reports is believed only as far as a sound child could have written it."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.findings import read_findings, save_images
from portal.domain.berkas.reading import Inspection, PageImage, PageText, TableText, WordBox

LIMIT = 100_000
PAGE = {"number": 1, "text": "a", "origin": "digital", "width_pt": 1.0, "height_pt": 1.0, "words": []}
IMAGE = {"number": 1, "width_px": 10, "height_px": 10, "filename": "halaman-00001.webp", "size": 12}


@pytest.fixture
def lines() -> Iterator[int]:
    descriptor = os.memfd_create("report")
    yield descriptor
    os.close(descriptor)


@pytest.fixture
def pictures() -> Iterator[int]:
    descriptor = os.memfd_create("pictures")
    yield descriptor
    os.close(descriptor)


VALUES = [
    Inspection("owner", 3, None, has_script=True, tool_versions={"pikepdf": "10"}),
    PageText(2, "teks", "digital", 595.0, 842.0, (WordBox("teks", 0.1, 0.2, 0.3, 0.4),)),
    PageImage(1, 10, 20, "halaman-00001.webp", 99),
    TableText(1, (("No", "Nama"), ("1", ""))),
    WordBox("kata", 0.0, 0.0, 1.0, 1.0),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_value_survives_the_way_through_json(value: Inspection | PageText | PageImage | TableText | WordBox) -> None:
    assert type(value).from_json(json.loads(json.dumps(value.to_json()))) == value


FORGED = {
    "no json": b"halo\n",
    "no object": b"[1]\n",
    "two findings in a line": b'{"count": 1, "done": "text"}\n',
    "unknown kind": b'{"shell": "ls"}\n',
    "negative count": b'{"count": -1}\n',
    "count as text": b'{"count": "1"}\n',
    "count true": b'{"count": true}\n',
    "unknown refusal": b'{"refused": "bayar dulu"}\n',
    "page without text": b'{"page": {"number": 1}}\n',
    "page zero": json.dumps({"page": {**PAGE, "number": 0}}).encode() + b"\n",
    "unknown origin": json.dumps({"page": {**PAGE, "origin": "kepala"}}).encode() + b"\n",
    "width not a number": json.dumps({"page": {**PAGE, "width_pt": float("nan")}}).encode() + b"\n",
    "text with NUL": json.dumps({"page": {**PAGE, "text": "a\0b"}}).encode() + b"\n",
    "half a surrogate": json.dumps({"page": {**PAGE, "text": "\ud800"}}).encode() + b"\n",
    "word outside the page": json.dumps({"words": {"number": 1, "words": [["a", 0, 0, 2, 1]]}}).encode() + b"\n",
    "path in a file name": json.dumps({"image": {**IMAGE, "filename": "../x"}}).encode() + b"\n",
    "two pictures of a page": 2 * (json.dumps({"image": IMAGE}).encode() + b"\n"),
    "table of numbers": b'{"table": {"page": 1, "rows": [[1]]}}\n',
    "code as a number": b'{"codes": {"number": 1, "texts": [1]}}\n',
    "code without end": json.dumps({"codes": {"number": 1, "texts": ["A" * 201]}}).encode() + b"\n",
    "codes without end": json.dumps({"codes": {"number": 1, "texts": ["A"] * 9}}).encode() + b"\n",
    "codes of no page": b'{"codes": {"texts": []}}\n',
    "part of negative size": b'{"part": {"number": 1, "size": -1}}\n',
    "part cut out twice": 2 * b'{"part": {"number": 1, "size": 9}}\n',
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_line_is_not_believed(name: str, lines: int) -> None:
    os.write(lines, FORGED[name])

    with pytest.raises(ValueError, match=r"."):
        read_findings(lines, LIMIT)


def test_line_cut_short_by_death_is_left_out(lines: int) -> None:
    os.write(lines, b'{"count": 7}\n{"page": {"numb')

    findings = read_findings(lines, LIMIT)

    assert (findings.count, findings.pages) == (7, {})


def test_report_over_its_limit_is_not_read(lines: int) -> None:
    os.write(lines, b'{"count": 7}\n' * 100)

    with pytest.raises(ValueError, match="larger"):
        read_findings(lines, 100)


@pytest.mark.parametrize("data", [b"<html>...", b"%PDF-"], ids=["no PDF", "too few bytes"])
def test_part_must_be_what_it_says(data: bytes, lines: int, pictures: int, tmp_path: Path) -> None:
    os.write(lines, b'{"part": {"number": 1, "size": 9}}\n')
    os.write(pictures, data)

    with pytest.raises(ValueError, match="part"):
        save_images(read_findings(lines, LIMIT), pictures, tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [("halaman-00001.webp", b"<html>......"), ("halaman-00001.webp", b"RIFF"), ("lain.webp", b"RIFF0000WEBP")],
    ids=["not a picture", "too few bytes", "another name"],
)
def test_picture_must_be_what_it_says(name: str, data: bytes, lines: int, pictures: int, tmp_path: Path) -> None:
    os.write(lines, json.dumps({"image": {**IMAGE, "filename": name}}).encode() + b"\n")
    os.write(pictures, data)

    with pytest.raises(ValueError, match="picture"):
        save_images(read_findings(lines, LIMIT), pictures, tmp_path)

    assert list(tmp_path.iterdir()) == []
