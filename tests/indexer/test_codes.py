"""QR codes on pages, and stretches cut out of a file: found by a disposable child, as a copier gives them."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from indexer.child import Outcome
from portal.domain.kiriman.lembar_pengantar import write_mark
from portal.web.staff.sheets.paper import sheet_pdf
from portal.web.staff.sheets.sheet import Sheet
from tests.factories.pdf import encrypted_pdf, text_pdf
from tests.factories.scanned import scanned
from tests.factories.shared import reader

MARK = write_mark("2026-19935", "kunci" * 8)
SHEET = sheet_pdf(
    Sheet(
        "CONTOH", "2026-19935", ("CONTOH",), "CONTOH", (("Kode", "CONTOH"),), "https://naskah.contoh.go.id/", code=MARK
    )
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "berkas.pdf"


def codes(path: Path, data: bytes, first: int = 1) -> dict[int, tuple[str, ...]]:
    path.write_bytes(data)
    return dict(reader().codes(path, first=first, total_seconds=60).codes)


@pytest.mark.parametrize(
    ("dpi", "angle", "turned"),
    [(200, 1.5, 0), (150, -3.0, 2), (300, 6.0, 1), (100, 0.5, 3)],
    ids=lambda value: str(value),
)
def test_a_sheet_is_known_as_the_copier_gives_it(path: Path, dpi: int, angle: float, turned: int) -> None:
    scan = scanned(SHEET, text_pdf(["Pasal 1"]), SHEET, dpi=dpi, angle=angle, turned=turned)

    assert codes(path, scan) == {1: (MARK,), 2: (), 3: (MARK,)}
    assert codes(path, scan, first=2) == {2: (), 3: (MARK,)}


def test_every_page_of_a_long_file_is_looked_at(path: Path) -> None:
    found = codes(path, text_pdf([f"Halaman {number}" for number in range(1, 91)]))

    assert found == dict.fromkeys(range(1, 91), ())


def test_what_cannot_be_opened_has_no_codes(path: Path) -> None:
    for data in (encrypted_pdf(), b"%PDF-1.7 rusak", b"bukan"):
        assert codes(path, data) == {}


def test_stretches_are_cut_out_whole_and_the_same_each_time(path: Path, tmp_path: Path) -> None:
    path.write_bytes(text_pdf(["satu", "dua", "tiga", "empat"]))
    wanted = ((2, 2), (3, 4))

    made = reader().cut(path, tmp_path, stretches=wanted)
    first = [part.read_bytes() for part in made.parts]
    again = [part.read_bytes() for part in reader().cut(path, tmp_path, stretches=wanted).parts]

    assert made.outcome is Outcome.done
    assert first == again
    texts = [[page.text for page in reader().read(part).pages] for part in made.parts]
    assert texts == [["dua"], ["tiga", "empat"]]


def test_what_opens_by_itself_does_not_come_along(path: Path, tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(text_pdf(["satu", "dua"]))) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(path)

    (part,) = reader().cut(path, tmp_path, stretches=((2, 2),)).parts

    assert b"JavaScript" not in part.read_bytes()


@pytest.mark.parametrize("stretch", [(2, 3), (0, 1), (2, 1)])
def test_a_file_that_cannot_be_cut_says_so(path: Path, tmp_path: Path, stretch: tuple[int, int]) -> None:
    path.write_bytes(text_pdf(["satu", "dua"]))
    found = reader().cut(path, tmp_path, stretches=(stretch,))
    assert (found.outcome, found.parts) == (Outcome.unreadable, ())

    path.write_bytes(encrypted_pdf())
    assert reader().cut(path, tmp_path, stretches=((1, 1),)).outcome is Outcome.unreadable
