"""One naskah that the search engine cannot take does not keep the others out."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from indexer.child import PdfReader
from indexer.worker import PUBLISHING, Worker
from portal import clock
from portal.errors import SearchUnavailableError
from portal.models.job import Job, JobKind, JobState
from portal.models.naskah import Naskah
from portal.search.interface import Progress, SearchDocument, SearchQuery
from portal.search.query import parse
from portal.search.whoosh.index import WhooshIndex
from portal.services import jobs
from tests.factories.naskah import Office, sample_fields


class Choking(WhooshIndex):
    """The engine as it is, but for a title it chokes on, as a defect of it would."""

    def add(self, documents: Iterable[SearchDocument]) -> None:
        """Take documents in."""
        super().add(self._swallowed(documents))

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress | None = None) -> int:
        """Make the index anew."""
        return super().rebuild(self._swallowed(documents), progress)

    def _swallowed(self, documents: Iterable[SearchDocument]) -> Iterable[SearchDocument]:
        for document in documents:
            if "Duri" in document.judul:
                raise SearchUnavailableError("Indeks tidak dapat menerima naskah ini.")
            yield document


def test_only_the_naskah_that_spoils_a_batch_fails(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "indeks"
    choking = Choking(folder)
    choking.rebuild([])
    stores = replace(office.stores, internal_index=choking)
    kode = [office.upload(sample_fields(judul=f"{judul} Contoh")).kode for judul in ("Satu", "Duri", "Tiga")]
    with PdfReader() as reader:
        worker = Worker(stores, reader, kinds=PUBLISHING)
        for _ in range(jobs.MAX_ATTEMPTS):
            worker.drain()
            with stores.database.transaction() as session:
                for job in session.scalars(select(Job).where(Job.state == JobState.MENUNGGU)):
                    job.not_before = clock.utc_now()

    with stores.database.reading() as session:
        rows = session.execute(
            select(Naskah.kode, Job.state)
            .join(Job, Job.subject_id == Naskah.id)
            .where(Job.kind == JobKind.INDEKS)
            .order_by(Naskah.id)
        ).all()
    assert [tuple(row) for row in rows] == list(
        zip(kode, (JobState.SELESAI, JobState.GAGAL, JobState.SELESAI), strict=True)
    )
    hits = choking.search(SearchQuery(parse("contoh"), today=clock.today())).hits
    assert {hit.kode for hit in hits} == {kode[0], kode[2]}
