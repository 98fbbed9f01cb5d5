"""Spooling: hashed and measured while it comes in; what is too long or no PDF is counted and thrown away."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest

from portal.services.berkas.spooling import Spool, spool_stream
from tests.factories.desk import pdf_bytes

LIMIT = 100_000


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, LIMIT])
def test_a_file_within_the_limit_is_kept_to_the_byte(tmp_path: Path, size: int) -> None:
    data = (pdf_bytes("a") + b"x" * size)[:size]

    received = spool_stream(BytesIO(data), tmp_path / "s", nama="naskah.pdf", limit=LIMIT)

    assert received.path.read_bytes() == data
    assert (received.size, received.sha256) == (size, hashlib.sha256(data).hexdigest())
    assert (received.head, received.tail) == (data[:4096], data[-4096:])


def test_a_file_beyond_the_limit_is_measured_and_not_kept(tmp_path: Path) -> None:
    data = pdf_bytes("a") + b"x" * (3 * LIMIT)

    received = spool_stream(BytesIO(data), tmp_path / "s", nama="naskah.pdf", limit=LIMIT)

    assert received.size == len(data)
    assert received.path.stat().st_size == 0


def test_what_is_no_pdf_is_dropped_as_soon_as_it_shows(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "s", limit=10 * LIMIT)
    for _ in range(10):
        spool.write(b"bukan pdf" * 1000)
        assert (tmp_path / "s").stat().st_size == 0

    assert spool.finish("naskah.pdf").size == 90_000


def test_pieces_of_any_size_give_the_same_file(tmp_path: Path) -> None:
    data = pdf_bytes("b") + bytes(range(256)) * 100
    results = []
    for number, step in enumerate((1, 7, 4096, len(data))):
        spool = Spool(tmp_path / str(number), limit=LIMIT)
        for start in range(0, len(data), step):
            spool.write(data[start : start + step])
        received = spool.finish("naskah.pdf")
        results.append((received.sha256, received.size, received.head, received.tail, received.path.read_bytes()))

    assert all(result == results[0] for result in results)


def test_a_line_that_breaks_leaves_no_open_file(tmp_path: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError("terputus")

    with pytest.raises(OSError, match="terputus"):
        spool_stream(Broken(), tmp_path / "s", nama="naskah.pdf", limit=LIMIT)
    # An open file would surface as a ResourceWarning, which is an error here.
    (tmp_path / "s").unlink()


def test_a_place_that_is_taken_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "s").write_bytes(b"milik orang lain")

    with pytest.raises(FileExistsError):
        spool_stream(BytesIO(pdf_bytes()), tmp_path / "s", nama="naskah.pdf", limit=LIMIT)
    assert (tmp_path / "s").read_bytes() == b"milik orang lain"
