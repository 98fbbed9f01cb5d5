"""The real second reader on one small picture, its walls and limits, and a machine that lacks its packages."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from indexer.child import PdfReader
from indexer.ocr import second as second_module
from indexer.ocr.deskew import Grey
from indexer.ocr.engine import OcrFailure
from indexer.ocr.second import LIMITS, SecondReader
from indexer.second_reading import read_lines
from portal.domain.berkas.reading import ReadLine, WordBox
from portal.domain.suggestions.alignment import words_at
from portal.domain.suggestions.values import Box
from tests.factories.scan import FONT, drawn_page, scan_pdf
from tests.fixtures.repository import ROOT

NUMBER = "NOMOR: W.13-UM.01.01-1187"


@pytest.fixture(scope="module")
def second() -> Iterator[SecondReader]:
    with SecondReader() as second:
        assert second.availability.is_available, f"{second.said} (pip install -r requirements-second.lock)"
        yield second


def _picture(*lines: str) -> Grey:
    image = Image.new("L", (900, 60 + 70 * len(lines)), 255)
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        draw.text((40, 30 + 70 * row), line, font=ImageFont.truetype(FONT, 32), fill=0)
    return np.asarray(image)


def test_lines_are_read_letter_by_letter_and_stand_where_they_are(second: SecondReader) -> None:
    found = second.read(_picture("NOTA KESEPAHAMAN", NUMBER))

    assert not isinstance(found, OcrFailure)
    assert [line.text for line in found] == ["NOTA KESEPAHAMAN", NUMBER]
    first, other = found
    assert first.confidence > 0.9
    assert 0 < first.x0 < first.x1 < 1
    assert first.y1 < other.y0
    assert other.y0 < 115 / 200 < other.y1


def test_the_reader_sits_behind_the_walls_of_every_reader_and_tells_nobody_anything(second: SecondReader) -> None:
    second.read(_picture("CONTOH"))

    zygote = Path(f"/proc/{second.server.pid}")
    assert second.server.walls["no_new_privileges"]
    assert zygote.joinpath("environ").read_bytes().count(b"ORT_DISABLE_TELEMETRY=1\0") == 1
    if second.server.walls["namespace"]:
        assert zygote.joinpath("ns/net").readlink() != Path("/proc/self/ns/net").readlink()
    # A thread of a library would outlive no fork, and the network could not be left with it.
    assert len(list(zygote.joinpath("task").iterdir())) == 1


def test_a_bare_picture_has_no_lines(second: SecondReader) -> None:
    assert second.read(np.full((400, 300), 255, dtype=np.uint8)) == ()


def test_a_picture_beyond_its_memory_is_a_limit_and_the_next_one_is_read() -> None:
    with SecondReader(limits=replace(LIMITS, memory_bytes=560 * 1024 * 1024)) as small:
        assert small.read(_picture(*["Naskah kerja sama CONTOH"] * 30)) is OcrFailure.limit
        small.limits = LIMITS
        assert not isinstance(small.read(_picture("CONTOH")), OcrFailure)


def test_a_picture_beyond_its_time_ran_out(second: SecondReader) -> None:
    assert second.read(_picture(*["Naskah kerja sama CONTOH"] * 30), seconds=0.05) is OcrFailure.timeout


def test_a_lost_process_is_replaced(second: SecondReader) -> None:
    second.read(_picture("CONTOH"))
    assert second.server.pid is not None
    subprocess.run(["kill", "-9", str(second.server.pid)], check=True)

    assert not isinstance(second.read(_picture("CONTOH")), OcrFailure)


@pytest.mark.parametrize("turn", [0, 90])
def test_places_are_those_on_the_page_as_it_is_stored(second: SecondReader, tmp_path: Path, turn: int) -> None:
    page = drawn_page("NOTA KESEPAHAMAN\nTentang pertukaran data perlintasan", dpi=150, turn=turn)
    words = tuple(
        WordBox(text, *((y0, 1 - x1, y1, 1 - x0) if turn else (x0, y0, x1, y1))) for text, x0, y0, x1, y1 in page.words
    )
    path = tmp_path / "pindaian.pdf"
    path.write_bytes(scan_pdf([page]))

    with PdfReader() as reader:
        found = read_lines(reader, second, path, 1, tmp_path, words=words)

    assert not isinstance(found, OcrFailure)
    line = next(line for line in found if "KESEPAHAMAN" in line.text)
    assert words_at(words, Box(line.x0, line.y0, line.x1, line.y1)) == words[:2]
    assert [left.name for left in tmp_path.iterdir()] == [path.name]


def test_switched_off_it_says_so_and_reads_nothing() -> None:
    with SecondReader(is_wanted=False) as off:
        assert (off.availability.is_available, off.said) == (False, second_module.OFF)
        assert off.read(_picture("CONTOH")) is OcrFailure.missing
        assert off.server.pid is None


_WITHOUT = """
import logging, sys
import numpy as np
sys.modules[{name!r}] = None
logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(message)s")
from indexer.ocr.second import SecondReader
with SecondReader() as second:
    for _ in range(2):
        print(second.read(np.full((50, 50), 255, dtype=np.uint8)).value)
"""


@pytest.mark.parametrize("name", second_module.PACKAGES)
def test_a_machine_without_the_packages_says_so_once_and_goes_on(name: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _WITHOUT.format(name=name)], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ran.stdout.splitlines() == [f"second reader: {second_module.MISSING}", "missing", "missing"]


def test_packages_that_do_not_load_are_reported_once_and_never_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with SecondReader() as broken, monkeypatch.context() as patch:
        patch.setattr(sys, "executable", "/bin/false")

        assert broken.read(_picture("CONTOH")) is OcrFailure.missing
        assert (broken.availability.is_available, broken.said) == (False, second_module.BROKEN)
        assert broken.read(_picture("CONTOH")) is OcrFailure.missing


def test_what_a_child_that_was_taken_over_writes_is_not_believed() -> None:
    for line in (["a", 0, 0, 2, 1, 0.5], ["a", 0, 0, 1, 1], [1, 0, 0, 1, 1, 0.5], "a", ["a\0", 0, 0, 1, 1, 0.5]):
        with pytest.raises(ValueError):  # noqa: PT011 - every wrong form is one.
            ReadLine.from_json(line)
