"""Bad input to the disposable reader: each file gets a clear answer in time, and nothing is left behind."""

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.child import TOTAL_SECONDS, Limits, Outcome, PdfReader
from tests.factories import damaged_pdf, pdf
from tests.factories.hostile_pdf import HOSTILE, exponential_forms, flate_bomb, self_referencing_form, zeros_deflated
from tests.factories.pdf_objects import FONT, raw_pdf, stream
from tests.factories.processes import children_of, resident_mebibytes, slowness

ANSWER_WITHIN = 15.0
"""Seconds within which every file must have its answer on a machine that has nothing else to do."""

SMALL = Limits(memory_bytes=512 * 2**20)


def patient(limits: Limits | None = None) -> Limits:
    """The limits with as much more wall-clock time as the machine is busy: what a file may cost stays the same."""
    limits = limits or Limits()
    return replace(limits, wall_seconds=limits.wall_seconds * slowness())


@pytest.fixture
def reader() -> Iterator[PdfReader]:
    with PdfReader(patient()) as reader:
        yield reader


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(data: bytes) -> Path:
        path = tmp_path / "berkas.pdf"
        path.write_bytes(data)
        return path

    return write


BAD = {
    "zero bytes": (b"", Outcome.unreadable, "kosong"),
    "plain text": (b"bukan pdf", Outcome.unreadable, "tidak dapat dibuka"),
    "header alone": (b"%PDF-1.7\n%%EOF", Outcome.unreadable, "tidak dapat dibuka"),
    "a zip": (b"PK\x03\x04" + bytes(400), Outcome.unreadable, "tidak dapat dibuka"),
    "no pages": (damaged_pdf.no_pages_pdf(), Outcome.unreadable, "tidak dapat dibuka"),
    "asks for a password": (pdf.encrypted_pdf(), Outcome.password, "tanpa kata sandi"),
    "asks for a password, its owner's is empty": (pdf.empty_owner_pdf(), Outcome.password, "tanpa kata sandi"),
}


@pytest.mark.parametrize("name", BAD)
def test_file_that_cannot_be_opened_is_refused_with_the_way_out(
    name: str, reader: PdfReader, file: Callable[[bytes], Path]
) -> None:
    data, outcome, words = BAD[name]

    result = reader.read_all(file(data))

    assert (result.outcome, result.pages) == (outcome, ())
    assert words in result.detail


@pytest.mark.parametrize("make", [pdf.encrypted_pdf, pdf.empty_owner_pdf])
def test_encryption_with_user_password_is_told_by_inspection_alone(
    make: Callable[[], bytes], reader: PdfReader, file: Callable[[bytes], Path]
) -> None:
    result = reader.inspect(file(make()))

    assert result.outcome is Outcome.password
    assert result.inspection is not None
    assert result.inspection.encryption == "user"


BOMBS = {"self_referencing_form", "exponential_forms", "flate_bomb", "double_flate_bomb", "text_bomb"}
EXPECTED = {name: Outcome.limit if name in BOMBS else Outcome.done for name in HOSTILE}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_gets_its_answer_in_time_and_leaves_nothing(
    name: str, reader: PdfReader, file: Callable[[bytes], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    path = file(HOSTILE[name]())
    reader.inspect(file(path.read_bytes()))
    before = resident_mebibytes()
    slow = slowness()
    started = time.monotonic()

    result = reader.read_all(path, total_seconds=TOTAL_SECONDS * slow)

    assert time.monotonic() - started < ANSWER_WITHIN * slow
    assert result.outcome is EXPECTED[name], result.detail
    assert result.inspection is not None
    assert resident_mebibytes() - before < 64
    assert list(temporary.iterdir()) == []
    assert reader.server.pid is not None
    assert "Z" not in children_of(reader.server.pid).values()
    assert reader.read_all(file(pdf.text_pdf()), word_pages=()).outcome is Outcome.done


def test_many_pages_are_all_read_by_one_child_after_the_other(reader: PdfReader, file: Callable[[bytes], Path]) -> None:
    path = file(pdf.numbered_pdf(1_700))

    result = reader.read_all(path, word_pages=(), total_seconds=TOTAL_SECONDS * slowness())

    assert [page.number for page in result.pages] == list(range(1, 1_701))
    assert result.pages[-1].text == "Halaman 1700"


def test_child_that_is_merely_slow_is_not_taken_for_hung(file: Callable[[bytes], Path], tmp_path: Path) -> None:
    with PdfReader(patient(Limits(wall_seconds=0.6))) as reader:
        path, total = file(pdf.image_only_pdf(pages=12)), TOTAL_SECONDS * slowness()
        result = reader.render(path, tmp_path, first=1, last=12, total_seconds=total)

    assert result.outcome is Outcome.done
    assert len(result.images) == 12


def test_reading_stopped_by_time_says_where_to_go_on(reader: PdfReader, file: Callable[[bytes], Path]) -> None:
    path = file(pdf.numbered_pdf(10_000))

    # However fast or busy the machine is, one of these ends in the middle.
    for seconds in (0.4, 0.6, 0.8, 1.2, 1.6, 2.4, 3.2, 4.8, 6.4, 9.6, 12.8):
        stopped = reader.read(path, total_seconds=seconds)
        if stopped.pages and stopped.next_page is not None:
            break
    assert stopped.outcome is Outcome.timeout
    assert stopped.next_page is not None
    further = reader.read(path, first=stopped.next_page, last=stopped.next_page)

    assert len(stopped.pages) == stopped.next_page - 1
    assert f"sampai halaman {stopped.next_page - 1} dari 10000" in stopped.detail
    assert further.pages[0].text == f"Halaman {stopped.next_page}"


def _poisoned_page_between_two_sound_ones() -> bytes:
    def page(content: int) -> bytes:
        resources = b"/Resources<</Font<</F1 5 0 R>>>>"
        return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s/Contents %d 0 R>>" % (resources, content)

    return raw_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 3/Kids[10 0 R 11 0 R 12 0 R]>>",
            5: FONT,
            7: stream(b"BT /F1 12 Tf 72 770 Td (CONTOH baik) Tj ET"),
            8: stream(zeros_deflated(2048), b"/Filter/FlateDecode"),
            10: page(7),
            11: page(8),
            12: page(7),
        }
    )


def test_page_that_kills_its_reader_costs_only_itself(file: Callable[[bytes], Path]) -> None:
    with PdfReader(patient(SMALL)) as reader:
        path, total = file(_poisoned_page_between_two_sound_ones()), TOTAL_SECONDS * slowness()
        result = reader.read_all(path, word_pages=(), total_seconds=total)

    assert result.outcome is Outcome.limit
    assert [(page.number, page.text) for page in result.pages] == [(1, "CONTOH baik"), (3, "CONTOH baik")]
    assert result.failed_pages == (2,)
    assert "Halaman 2 tidak terbaca" in result.detail


def _two_pages_without_end() -> bytes:
    objects = {
        6 + level: stream(
            b"/F%d Do " % (level + 1) * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F%d %d 0 R>>>>" % (level + 1, 7 + level),
        )
        for level in range(11)
    }
    objects[17] = stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</F0 6 0 R>>>>/Contents 3 0 R>>"
    return raw_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 2/Kids[4 0 R 5 0 R]>>",
            3: stream(b"/F0 Do"),
            4: page,
            5: page,
            **objects,
        }
    )


def test_page_is_not_blamed_by_a_child_that_had_only_the_rest_of_the_time(file: Callable[[bytes], Path]) -> None:
    # In more seconds than a few the page would come to the end of its memory first.
    slow = min(slowness(), 5.0)
    with PdfReader(Limits(wall_seconds=slow, memory_bytes=3 * 2**30)) as reader:
        result = reader.read(file(_two_pages_without_end()), total_seconds=1.6 * slow)

    assert result.outcome is Outcome.timeout
    assert result.failed_pages == (1,), "it had a whole child's time"
    assert result.next_page == 2, "it had not, and may be read another time"


def test_failure_of_pictures_costs_no_text(file: Callable[[bytes], Path], tmp_path: Path) -> None:
    with PdfReader(Limits(output_bytes=20_000)) as reader:
        result = reader.read_all(file(pdf.agreement_pdf()), out_dir=tmp_path, word_pages=())

    assert result.outcome is Outcome.done
    assert len(result.pages) == 4
    assert result.images_outcome is Outcome.limit


LIMITS = {
    "wall clock": (Limits(wall_seconds=0.4, memory_bytes=3 * 2**30), self_referencing_form, Outcome.timeout),
    "processor time": (Limits(cpu_seconds=1, memory_bytes=6 * 2**30), exponential_forms, Outcome.limit),
    "memory": (SMALL, flate_bomb, Outcome.limit),
    "output": (Limits(output_bytes=2_000), pdf.agreement_pdf, Outcome.limit),
}


@pytest.mark.parametrize("name", LIMITS)
def test_each_limit_is_enforced_and_told_apart(name: str, file: Callable[[bytes], Path]) -> None:
    limits, build, outcome = LIMITS[name]

    # Only where the wall clock itself is tried does it run as it is.
    with PdfReader(limits if outcome is Outcome.timeout else patient(limits)) as reader:
        assert reader.read(file(build()), total_seconds=TOTAL_SECONDS * slowness()).outcome is outcome
