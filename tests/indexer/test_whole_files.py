"""A file is read to its last page or held: children that die, counts that fail, too many pages, and too little time."""

import io
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from indexer import calm, recognition
from indexer.child import Limits, PdfReader
from indexer.filecache import FileCache
from indexer.ocr.engine import OcrEngine
from indexer.recognition import Recogniser
from indexer.worker import READING, RECOGNISING, Worker
from portal import clock
from portal.domain.naskah.enumerations import ReadingState, RecognitionState
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.domain.publication.personal_data import Finding
from portal.models.berkas import Berkas, Halaman
from portal.models.job import Job, JobKind, JobState
from portal.models.penahanan import Penahanan
from portal.models.terbitan import Terbitan
from portal.services import jobs
from portal.services.berkas import reading
from portal.services.berkas.reading import ReadingResult, read_again
from portal.services.jobs import Claim
from portal.services.publication import pages as publication_pages
from portal.wiring import Stores
from tests.factories.damaged_pdf import counts_disagree_pdf
from tests.factories.hostile_pdf import self_referencing_form
from tests.factories.naskah import Office
from tests.factories.pdf import numbered_pdf, text_pdf
from tests.factories.scan import drawn_page, scan_pdf

SMALL = Limits(memory_bytes=256 * 2**20, wall_seconds=60.0)
"""What kills a child kills it soon, also on a busy machine."""
NIK = "NIK 3171234567890123"


def work(stores: Stores, reader: PdfReader, **how: object) -> None:
    Worker(stores, reader, **how).drain()  # type: ignore[arg-type]


def work_without_engine(stores: Stores, limits: Limits) -> None:
    with FileCache(stores.objects, stores.spool_dir) as files, PdfReader(limits) as reader:
        engine = OcrEngine("ind", program="tidak-terpasang")
        work(stores, reader, recogniser=Recogniser(engine, files))


def berkas_of(stores: Stores, berkas_id: int) -> Berkas:
    with stores.database.reading() as session:
        return session.get_one(Berkas, berkas_id)


def pages_of(stores: Stores, berkas_id: int) -> list[Halaman]:
    with stores.database.reading() as session:
        rows = select(Halaman).where(Halaman.berkas_id == berkas_id).order_by(Halaman.nomor)
        return list(session.scalars(rows))


def holds_of(stores: Stores) -> set[AlasanPenahanan]:
    with stores.database.reading() as session:
        return set(session.scalars(select(Penahanan.alasan).where(Penahanan.closed_at.is_(None))))


def is_public(stores: Stores, kode: str) -> bool:
    with stores.database.reading() as session:
        return session.get(Terbitan, kode) is not None


def with_deadly_page(number: int, pages: int) -> bytes:
    """A file of plain pages, of which one kills every child that looks at it."""
    out = io.BytesIO()
    with (
        pikepdf.open(io.BytesIO(numbered_pdf(pages))) as document,
        pikepdf.open(io.BytesIO(self_referencing_form())) as deadly,
    ):
        document.pages[number - 1 : number] = list(deadly.pages)[:1]
        document.save(out)
    return out.getvalue()


def test_a_child_that_dies_before_it_has_counted_publishes_nothing_and_a_sound_one_heals_it(office: Office) -> None:
    stores = office.stores
    pages = [*(f"Pasal {number}" for number in range(1, 12)), NIK]
    accepted = office.upload(pdf=text_pdf(pages))
    office.submit(accepted.kode, is_checked=True)

    # So little may be reported that the inspection ends the child, and the text of some pages ends the next ones.
    work_without_engine(stores, Limits(output_bytes=350))

    berkas = berkas_of(stores, accepted.berkas_id)
    assert berkas.pages is None
    assert any(page.teks for page in pages_of(stores, accepted.berkas_id))
    assert not is_public(stores, accepted.kode)
    assert AlasanPenahanan.BACA_GAGAL in holds_of(stores)
    assert "Jumlah halaman tidak dapat dipastikan" in berkas.keterangan_baca

    with stores.database.transaction() as session:
        read_again(session, accepted.kode, accepted.berkas_id, office.act())
    office.drain()
    assert holds_of(stores) == {AlasanPenahanan.DATA_PRIBADI}
    assert not is_public(stores, accepted.kode)


def test_a_page_that_kills_every_child_is_a_page_without_a_verdict(office: Office) -> None:
    stores = office.stores
    accepted = office.upload(pdf=with_deadly_page(3, 5))
    office.submit(accepted.kode, is_checked=False)

    work_without_engine(stores, SMALL)

    assert [page.nomor for page in pages_of(stores, accepted.berkas_id)] == [1, 2, 3, 4, 5]
    assert berkas_of(stores, accepted.berkas_id).keadaan is ReadingState.TERBACA
    assert holds_of(stores) == {AlasanPenahanan.TANPA_TEKS}
    assert not is_public(stores, accepted.kode)


def test_tools_that_count_differently_hold_whatever_was_read(office: Office) -> None:
    accepted = office.upload(pdf=counts_disagree_pdf())
    office.submit(accepted.kode, is_checked=True)

    office.drain()

    assert AlasanPenahanan.BACA_GAGAL in holds_of(office.stores)
    assert not is_public(office.stores, accepted.kode)


def test_a_file_of_too_many_pages_is_kept_and_not_read(office: Office) -> None:
    stores = replace(office.stores, config=replace(office.stores.config, max_pages=4))
    accepted = office.upload(pdf=numbered_pdf(5))
    fits = office.upload(pdf=numbered_pdf(4))
    office.submit(accepted.kode, is_checked=True)

    with PdfReader() as reader:
        work(stores, reader)

    berkas = berkas_of(stores, accepted.berkas_id)
    assert (berkas.keadaan, berkas.pages) == (ReadingState.GAGAL, 5)
    assert berkas.keterangan_baca.startswith("Berkas memuat 5 halaman; batasnya 4. Pisahkan")
    assert pages_of(stores, accepted.berkas_id) == []
    assert holds_of(stores) == {AlasanPenahanan.BACA_GAGAL}
    assert len(pages_of(stores, fits.berkas_id)) == 4


def test_a_long_file_is_stored_in_portions_and_counts_as_unread_until_the_last(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = office.stores
    accepted = office.upload(pdf=numbered_pdf(8))
    office.submit(accepted.kode)
    office.drain()
    seen: list[tuple[int, ReadingState]] = []
    add_pages = reading.add_pages

    def watched(session: Session, berkas_id: int, result: ReadingResult, numbers: Sequence[int]) -> None:
        # What everybody else sees while a portion is being written.
        seen.append((len(pages_of(stores, berkas_id)), berkas_of(stores, berkas_id).keadaan))
        add_pages(session, berkas_id, result, numbers)

    monkeypatch.setattr(reading, "PORTION", 3)
    monkeypatch.setattr(reading, "add_pages", watched)
    with stores.database.transaction() as session:
        read_again(session, accepted.kode, accepted.berkas_id, office.act())
    with PdfReader() as reader:
        work(stores, reader, kinds=READING)

    assert seen == [(0, ReadingState.DIBACA), (3, ReadingState.DIBACA), (6, ReadingState.DIBACA)]
    assert [page.nomor for page in pages_of(stores, accepted.berkas_id)] == list(range(1, 9))
    assert berkas_of(stores, accepted.berkas_id).keadaan is ReadingState.TERBACA


def test_nobody_waits_while_the_text_of_a_naskah_is_looked_through(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores, looks = office.stores, []
    scan_pages = publication_pages.scan_pages

    def watched(pages: Iterable[tuple[int, str]]) -> Iterable[Finding]:
        # Somebody else saves meanwhile: within a writing transaction this would never come to an end.
        with stores.database.transaction() as session:
            session.execute(update(Berkas).values(keterangan_tanda_tangan=""))
        looks.append(1)
        return scan_pages(pages)

    accepted = office.upload(pdf=text_pdf([f"Halaman {number}" for number in range(3)]))
    office.submit(accepted.kode)
    monkeypatch.setattr(publication_pages, "scan_pages", watched)
    office.drain()

    assert looks == [1]
    assert is_public(stores, accepted.kode)


def test_a_file_that_ran_out_of_time_is_read_again_later_with_more_of_it(
    office: Office, later: Callable[[timedelta], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calm, "is_calm", lambda: True)
    stores = office.stores
    accepted = office.upload(pdf=self_referencing_form())
    office.submit(accepted.kode, is_checked=False)

    def the_job() -> Job:
        with stores.database.reading() as session:
            return session.scalars(select(Job).where(Job.kind == JobKind.BACA_BERKAS)).one()

    # Too little time for any child, and more memory than it can fill in that time.
    with PdfReader(Limits(wall_seconds=0.4, memory_bytes=3 * 2**30)) as hurried:
        work(stores, hurried, kinds=READING)
    job = the_job()
    assert (job.state, job.attempts, job.error) == (JobState.MENUNGGU, 1, jobs.TIMED_OUT)
    assert job.not_before > clock.utc_now() + jobs.CALMER - timedelta(seconds=30)
    assert berkas_of(stores, accepted.berkas_id).keadaan is ReadingState.DIBACA

    later(jobs.CALMER)
    with PdfReader(SMALL) as patient:
        work(stores, patient, kinds=READING)
    assert the_job().state is JobState.SELESAI
    assert berkas_of(stores, accepted.berkas_id).keadaan is not ReadingState.DIBACA


def test_a_page_that_ran_out_of_time_is_recognised_later_before_it_counts_as_failed(
    office: Office, later: Callable[[timedelta], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(calm, "is_calm", lambda: is_calm[0])
    is_calm = [True]
    stores = office.stores
    program, busy = tmp_path / "tesseract-sibuk", tmp_path / "sibuk"
    real = shutil.which("tesseract")
    # Busy as long as the note lies there; asked for its version it answers at once.
    program.write_text(f'#!/bin/sh\n[ "$1" = "/proc/self/fd/0" ] && [ -e {busy} ] && exec sleep 60\nexec {real} "$@"\n')
    program.chmod(0o755)
    accepted = office.upload(pdf=scan_pdf([drawn_page(dpi=150)]))
    office.submit(accepted.kode, is_checked=False)
    office_reader = PdfReader()

    def recognise() -> Halaman:
        with FileCache(stores.objects, stores.spool_dir) as files:
            engine = OcrEngine(stores.config.ocr_lang, program=str(program))
            work(stores, office_reader, kinds=RECOGNISING, recogniser=Recogniser(engine, files))
        return pages_of(stores, accepted.berkas_id)[0]

    with office_reader:
        work(stores, office_reader, kinds=READING)
        busy.touch()
        with monkeypatch.context() as short:
            short.setattr(recognition, "PAGE_SECONDS", 2.0)
            assert recognise().pengenalan is RecognitionState.MENUNGGU
        busy.unlink()
        assert recognise().pengenalan is RecognitionState.MENUNGGU, "not at once"

        later(jobs.CALMER)
        is_calm[0] = False
        assert recognise().pengenalan is RecognitionState.MENUNGGU, "not while the machine is busy"
        later(calm.LOOK_AGAIN)
        is_calm[0] = True
        page = recognise()
    assert page.pengenalan is RecognitionState.SELESAI
    assert page.asal == "our_ocr"


def test_time_grows_with_every_attempt_that_ran_out_and_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.utc_now()
    first = Claim(1, JobKind.KENALI_HALAMAN, 1, 10, "a", 1, False, now)
    third = replace(first, attempt=3, ran_out=True)
    assert [calm.patience(held) for held in (first, replace(third, attempt=2), third)] == [1.0, 3.0, 9.0]
    assert calm.patience(replace(third, ran_out=False)) == 1.0, "what was lost for other reasons needs no more time"

    monkeypatch.setattr("os.getloadavg", lambda: (99.0, 0.0, 0.0))
    assert not calm.must_wait(first)
    assert calm.must_wait(third)
    assert not calm.must_wait(replace(third, created_at=now - calm.LONGEST_WAIT - timedelta(seconds=1)))
    monkeypatch.setattr("os.getloadavg", lambda: (0.0, 99.0, 99.0))
    assert not calm.must_wait(third)
