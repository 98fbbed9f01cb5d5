"""Scans from upload to search: read page by page by the real engine, shared fairly, resumed, and late if need be."""

import contextlib
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from indexer.child import PdfReader
from indexer.filecache import FileCache
from indexer.ocr.engine import OcrEngine
from indexer.recognition import Recogniser
from indexer.worker import READING, RECOGNISING, Worker
from portal import clock
from portal.domain.document.places import unpack
from portal.domain.naskah.enumerations import RecognitionState
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.models.berkas import Berkas, Halaman
from portal.models.job import Job, JobKind, JobState
from portal.models.penahanan import Penahanan
from portal.models.terbitan import TerbitanHalaman
from portal.search.interface import SearchQuery
from portal.search.query import parse
from portal.services.publication import penahanan
from tests.factories.naskah import Office, sample_fields
from tests.factories.pdf import image_only_pdf, ocr_layer_pdf
from tests.factories.scan import blank_page, drawn_page, scan_pdf

SECRET = "Nomor Induk Kependudukan\n3171234501900001\nNIP 198001012006041001\nPara pihak sepakat bekerja sama"


@contextlib.contextmanager
def line(office: Office, *, kinds: tuple[JobKind, ...] | None = None, program: str = "tesseract") -> Iterator[Worker]:
    engine = OcrEngine(office.stores.config.ocr_lang, program=program)
    with PdfReader() as reader, FileCache(office.stores.objects) as files:
        yield Worker(office.stores, reader, kinds=kinds, recogniser=Recogniser(engine, files))


def pages_of(office: Office, kode: str) -> list[Halaman]:
    with office.stores.database.reading() as session:
        rows = select(Halaman).join(Berkas).where(Berkas.naskah.has(kode=kode)).options(undefer(Halaman.words))
        return list(session.scalars(rows.order_by(Berkas.id, Halaman.nomor)))


def public_text(office: Office, kode: str) -> list[str]:
    with office.stores.database.reading() as session:
        rows = select(TerbitanHalaman.teks).where(TerbitanHalaman.kode == kode).order_by(TerbitanHalaman.nomor)
        return list(session.scalars(rows))


def open_holds(office: Office, kode: str) -> set[AlasanPenahanan]:
    with office.stores.database.reading() as session:
        query = select(Penahanan.alasan).where(Penahanan.closed_at.is_(None))
        return set(session.scalars(query))


def found(office: Office, text: str) -> list[str]:
    return [hit.kode for hit in office.stores.public_index.search(SearchQuery(parse(text), today=clock.today())).hits]


def test_a_scan_is_read_published_and_found_without_anybody_typing_its_text(office: Office) -> None:
    kode = office.publish(sample_fields(), pdf=scan_pdf([drawn_page(dpi=150, skew=1)]))

    (page,) = pages_of(office, kode)
    assert (page.asal, page.pengenalan) == ("our_ocr", RecognitionState.SELESAI)
    assert page.keyakinan is not None
    assert page.keyakinan > 0.8
    assert page.tool.startswith("tesseract")
    assert page.words is not None
    assert public_text(office, kode) == [page.teks]
    word = max(page.teks.split(), key=len).strip(".,")
    assert found(office, word) == [kode]


def test_a_blank_back_of_a_sheet_holds_nothing(office: Office) -> None:
    kode = office.upload(sample_fields(), pdf=scan_pdf([drawn_page(dpi=150), blank_page()])).kode
    office.submit(kode, is_checked=False)
    office.drain()

    assert [page.pengenalan for page in pages_of(office, kode)] == [RecognitionState.SELESAI, RecognitionState.KOSONG]
    assert open_holds(office, kode) == set()
    assert len(public_text(office, kode)) == 2


def test_a_layer_left_by_a_scanner_is_read_afresh_where_the_metadata_stands(office: Office) -> None:
    kode = office.publish(sample_fields(), pdf=ocr_layer_pdf())

    assert [page.asal for page in pages_of(office, kode)] == ["our_ocr"]


def test_a_short_file_does_not_wait_for_a_long_one(office: Office) -> None:
    office.upload(sample_fields(), pdf=image_only_pdf("Panjang", pages=8, pixels=(400, 560)))
    short = office.upload(sample_fields(), pdf=image_only_pdf("Pendek", pages=2, pixels=(400, 560))).kode
    with line(office, kinds=READING) as reading:
        reading.drain()
    with line(office, kinds=RECOGNISING) as recognising:
        for _ in range(4):
            assert recognising.turn()

    assert {page.pengenalan for page in pages_of(office, short)}.isdisjoint({RecognitionState.MENUNGGU})


def test_a_stopped_worker_goes_on_at_the_page_where_it_stood(office: Office) -> None:
    kode = office.upload(sample_fields(), pdf=image_only_pdf(pages=5, pixels=(400, 560))).kode
    with line(office, kinds=READING) as reading:
        reading.drain()
    with line(office, kinds=RECOGNISING) as first:
        assert first.turn()
        assert first.turn()
    before = {
        page.nomor: page.id for page in pages_of(office, kode) if page.pengenalan is not RecognitionState.MENUNGGU
    }
    with line(office, kinds=RECOGNISING) as second:
        second.drain()

    # The pages that carry the metadata went first, and none was read twice.
    assert sorted(before) == [1, 4]
    with office.stores.database.reading() as session:
        attempts = select(func.max(Job.attempts)).where(Job.kind == JobKind.KENALI_HALAMAN)
        assert session.scalar(attempts) == 1
    assert RecognitionState.MENUNGGU not in {page.pengenalan for page in pages_of(office, kode)}


def test_without_an_engine_a_scan_is_kept_says_so_and_is_read_as_soon_as_there_is_one(office: Office) -> None:
    kode = office.upload(sample_fields(), pdf=scan_pdf([drawn_page(dpi=150)])).kode
    office.submit(kode)
    with line(office, program="tidak-terpasang") as worker:
        worker.drain()
        worker.drain()

    assert [page.pengenalan for page in pages_of(office, kode)] == [RecognitionState.TANPA_MESIN]
    # A person has looked through it, so it is public already, without text.
    assert public_text(office, kode) == [""]
    with office.stores.database.reading() as session:
        waiting = select(Job.attempts).where(Job.kind == JobKind.KENALI_HALAMAN, Job.state == JobState.MENUNGGU)
        assert list(session.scalars(waiting)) == [0]

    office.drain()

    (page,) = pages_of(office, kode)
    assert page.asal == "our_ocr"
    assert public_text(office, kode) == [page.teks]
    with office.stores.database.reading() as session:
        (places,) = session.scalars(select(TerbitanHalaman.places).where(TerbitanHalaman.kode == kode))
    assert all(unpack(places, page.teks))
    assert found(office, max(page.teks.split(), key=len).strip(".,")) == [kode]


def test_late_text_with_personal_numbers_stays_out_until_the_unit_has_answered(office: Office) -> None:
    kode = office.upload(sample_fields(), pdf=scan_pdf([drawn_page(SECRET, dpi=200)])).kode
    office.submit(kode)
    with line(office, program="tidak-terpasang") as worker:
        worker.drain()
        worker.drain()
    assert public_text(office, kode) == [""]

    office.drain()

    assert "198001012006041001" in pages_of(office, kode)[0].teks
    assert public_text(office, kode) == [""]
    assert open_holds(office, kode) == {AlasanPenahanan.DATA_PRIBADI}
    assert found(office, "kependudukan") == []

    with office.stores.database.transaction() as session:
        penahanan.answer_penahanan(
            session, kode, AlasanPenahanan.DATA_PRIBADI, "NIP pejabat, bukan rahasia.", office.act()
        )
    office.drain()

    assert public_text(office, kode) == [pages_of(office, kode)[0].teks]
    assert open_holds(office, kode) == set()
    assert found(office, "kependudukan") == [kode]


@pytest.mark.parametrize("program", ["/bin/false", "/bin/cat"])
def test_an_engine_that_cannot_be_used_counts_as_none(office: Office, program: str) -> None:
    kode = office.upload(sample_fields(), pdf=image_only_pdf(pixels=(200, 280))).kode
    with line(office, program=program) as worker:
        worker.drain()
        worker.drain()

    assert [page.pengenalan for page in pages_of(office, kode)] == [RecognitionState.TANPA_MESIN]
