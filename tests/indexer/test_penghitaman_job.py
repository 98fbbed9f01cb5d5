"""The job that makes copies: all of them or none, and where none, words for whoever waits."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from indexer.worker import Worker
from portal import clock
from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.penghitaman.penghitaman import PenghitamanState
from portal.models.job import Job, JobKind, JobState
from portal.services import jobs
from tests.factories.desk import Desk
from tests.factories.naskah import Office, sample_fields
from tests.factories.pdf import text_pdf
from tests.factories.penghitaman import BOX, ask, copies_of, plan_of, save
from tests.factories.shared import reader

SMALL = (300, 200)


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


@pytest.fixture
def line(office: Office) -> Worker:
    return Worker(office.stores, reader(), kinds=(JobKind.HITAMKAN,))


def test_every_original_is_burned_with_its_own_boxes(desk: Desk, line: Worker) -> None:
    first = desk.office.upload(sample_fields(), pdf=text_pdf(["Pasal 1", "Pasal 2"], size=SMALL))
    second = desk.office.upload(kode=first.kode, pdf=text_pdf(["Lampiran"], size=SMALL), jenis=JenisBerkas.LAMPIRAN)
    for berkas_id, pages in ((first.berkas_id, 2), (second.berkas_id, 1)):
        desk.read(berkas_id, ["Pasal"] * pages)
    save(desk, first.kode, (first.berkas_id, 2), BOX)
    ask(desk, first.kode)

    line.drain()

    plan = plan_of(desk, first.kode)
    assert plan.keadaan is PenghitamanState.SELESAI
    assert [(one.asli_sha256, one.pages) for one in plan.copies] == [(first.sha256, 2), (second.sha256, 1)]
    assert len({copy.sha256 for copy in copies_of(desk, first.kode)}) == 2


@pytest.mark.parametrize(
    ("pdf", "pages", "why"),
    [
        (b"%PDF-1.7\n% CONTOH bukan berkas\n%%EOF\n", 1, "tidak dapat dibuka sebagai PDF"),
        (text_pdf(["Pasal 1"], size=SMALL), 2, "jumlah halaman berkas asli tidak pasti"),
    ],
    ids=["it does not open", "pages are missing"],
)
def test_where_a_page_cannot_be_had_there_is_no_copy_and_the_plan_says_why(
    desk: Desk, line: Worker, pdf: bytes, pages: int, why: str
) -> None:
    sent = desk.office.upload(sample_fields(), pdf=pdf)
    desk.read(sent.berkas_id, ["Pasal 1"] * pages)
    save(desk, sent.kode, (sent.berkas_id, 1), BOX)
    ask(desk, sent.kode)

    line.drain()

    plan = plan_of(desk, sent.kode)
    assert plan.keadaan is PenghitamanState.GAGAL
    assert why in plan.keterangan
    assert plan.total == 1
    assert copies_of(desk, sent.kode) == ()


def test_a_job_that_nobody_lived_through_leaves_no_plan_waiting_for_ever(desk: Desk, line: Worker) -> None:
    sent = desk.office.upload(sample_fields(), pdf=text_pdf(["Pasal 1"], size=SMALL))
    desk.read(sent.berkas_id, ["Pasal 1"])
    save(desk, sent.kode, (sent.berkas_id, 1), BOX)
    ask(desk, sent.kode)
    gone = {"state": JobState.BERJALAN, "attempts": jobs.MAX_ATTEMPTS, "lease_until": clock.utc_now() - timedelta(1)}
    with desk.stores.database.transaction() as session:
        session.execute(update(Job).where(Job.kind == JobKind.HITAMKAN).values(owner="siapa", **gone))

    line.turn()

    plan = plan_of(desk, sent.kode)
    assert (plan.keadaan, plan.keterangan) == (PenghitamanState.GAGAL, jobs.WORN_OUT)
