"""The recogniser as a program that may be missing, hang, die, or talk nonsense."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.ocr.engine import SENTENCE, OcrEngine, OcrFailure
from indexer.ocr.tsv import parse
from tests.factories.processes import children_of, is_alive

_VERSIONS = """case "$*" in
  *--version*) echo "tesseract 9.9"; exit;;
  *--list-langs*) echo ind; echo eng; echo osd; exit;;
esac"""
_HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
_PAGE = "1\t1\t0\t0\t0\t0\t0\t0\t200\t100\t-1\t\n"


def _program(folder: Path, body: str) -> str:
    """A stand-in that answers the two questions about itself and then misbehaves."""
    path = folder / "tesseract-contoh"
    path.write_text(f"#!/bin/sh\n{_VERSIONS}\n{body}\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "contoh.pgm"
    path.write_bytes(b"P5\n40 40\n255\n" + bytes([255]) * 1600)
    return path


def test_real_engine_is_here_with_its_languages() -> None:
    engine = OcrEngine("ind+eng")

    assert engine.is_available, f"{engine.reason} (apt-get install tesseract-ocr{{,-ind,-eng,-osd}})"
    assert engine.version.startswith("tesseract ")
    assert engine.reason == ""


@pytest.mark.parametrize(
    ("lang", "program", "named"),
    [
        ("ind+eng", "tidak-ada-tesseract", "tesseract-ocr-ind"),
        ("ind+zzz", "tesseract", "tesseract-ocr-zzz"),
        ("ind;reboot", "tesseract", "tidak sah"),
        ("../../etc", "tesseract", "tidak sah"),
    ],
)
def test_what_is_missing_is_said(lang: str, program: str, named: str, picture: Path) -> None:
    engine = OcrEngine(lang, program=program)

    assert not engine.is_available
    assert named in engine.reason
    assert engine.read(picture, seconds=5) is OcrFailure.missing


def test_engine_installed_later_is_found(tmp_path: Path) -> None:
    engine = OcrEngine("ind", program=str(tmp_path / "tesseract-contoh"))
    assert not engine.is_available

    _program(tmp_path, "exit 0")

    assert engine.is_available


@pytest.mark.parametrize(
    ("body", "failure"),
    [
        ("exit 7", OcrFailure.crashed),
        ("kill -SEGV $$", OcrFailure.crashed),
        ("exec head -c 30000000 /dev/zero", OcrFailure.limit),
        ("echo halo", OcrFailure.garbled),
        (r"printf '\377\376'", OcrFailure.garbled),
        ("exec sleep 60", OcrFailure.timeout),
    ],
)
def test_misbehaviour_is_a_value(tmp_path: Path, picture: Path, body: str, failure: OcrFailure) -> None:
    engine = OcrEngine("ind", program=_program(tmp_path, body))

    assert engine.read(picture, seconds=0.8) is failure


def test_every_failure_has_a_sentence() -> None:
    assert set(SENTENCE) == set(OcrFailure)


def test_hanging_engine_is_killed_with_its_children(tmp_path: Path, picture: Path) -> None:
    note = tmp_path / "anak"
    engine = OcrEngine("ind", program=_program(tmp_path, f"sleep 60 & echo $! >{note}; wait"))
    assert engine.is_available
    before = set(children_of(os.getpid()))
    started = time.monotonic()

    assert engine.read(picture, seconds=1.0) is OcrFailure.timeout

    assert time.monotonic() - started < 5
    child = int(note.read_text())
    until = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < until and not _is_dead(child):
        time.sleep(0.02)
    assert not is_alive(child) or _is_dead(child)
    assert set(children_of(os.getpid())) <= before


def _is_dead(process: int) -> bool:
    """Whether the process is a zombie that its new parent has not collected yet."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def test_engine_sees_no_secret_and_one_thread(tmp_path: Path, picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET_KEY", "kunci-rahasia-contoh")
    note = tmp_path / "lingkungan"
    engine = OcrEngine("ind", program=_program(tmp_path, f"env >{note}; ulimit -v >>{note}"))

    engine.read(picture, seconds=5)

    seen = note.read_text()
    assert "kunci-rahasia-contoh" not in seen
    assert "PYTHON" not in seen
    assert "OMP_THREAD_LIMIT=1\n" in seen
    assert "unlimited" not in seen


def test_engine_has_no_connection_where_the_kernel_grants_it(tmp_path: Path, picture: Path) -> None:
    note = tmp_path / "jaringan"
    attempt = "import sys; from indexer import kernel; sys.exit(not kernel.leave_network())"
    is_granted = subprocess.run([sys.executable, "-c", attempt], check=False).returncode == 0

    OcrEngine("ind", program=_program(tmp_path, f"readlink /proc/self/ns/net >{note}")).read(picture, seconds=5)

    assert (note.read_text().strip() != str(Path("/proc/self/ns/net").readlink())) is is_granted


def test_missing_picture_is_a_value(tmp_path: Path) -> None:
    assert OcrEngine("ind+eng").read(tmp_path / "tidak-ada.pgm", seconds=5) is OcrFailure.no_picture


def test_table_becomes_text_with_lines_and_boxes() -> None:
    rows = (
        "5\t1\t1\t1\t1\t1\t20\t10\t40\t10\t90\tPasal\n"
        "5\t1\t1\t1\t1\t2\t70\t10\t10\t10\t80.5\t\uff11\n"
        "5\t1\t1\t1\t2\t1\t20\t30\t40\t10\t90\tserti\ufb01kat\n"
        "5\t1\t2\t1\t1\t1\t20\t60\t40\t10\t50\tab\u200bc\n"
    )

    page = parse(_HEADER + _PAGE + rows)

    assert page.text == "Pasal 1\nsertifikat\n\nabc"
    assert (page.words[0].x0, page.words[0].y0, page.words[0].x1, page.words[0].y1) == (0.1, 0.1, 0.3, 0.2)
    assert 0.8 < page.confidence < 0.9


@pytest.mark.parametrize(
    "table",
    [
        "",
        "teks saja",
        _HEADER + "5\t1\t1\n",
        _HEADER + "5\t1\t1\t1\t1\t1\t20\t10\t40\t10\t90\tkata tanpa halaman\n",
        _HEADER + _PAGE + "5\t1\t1\t1\t1\t1\t-20\t10\t40\t10\t90\tkata\n",
        _HEADER + _PAGE + "5\t1\t1\t1\t1\t1\t20\t10\t40\t10\tnan\tkata\n",
        _HEADER + _PAGE + "5\t1\t1\t1\t1\t1\t20\t10\t40\t10\t900\tkata\n",
        _HEADER + "1\t1\t0\t0\t0\t0\t0\t0\t0\t0\t-1\t\n5\t1\t1\t1\t1\t1\t0\t0\t0\t0\t9\tkata\n",
    ],
)
def test_table_out_of_order_is_not_believed(table: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the one thing the parser promises.
        parse(table)
