"""The second reader is asked for the pages that carry the metadata, what it read is kept, and a wish waits for it."""

from collections.abc import Sequence

from sqlalchemy import select, update

from portal import clock
from portal.domain.berkas.reading import PageText, ReadLine, WordBox
from portal.domain.naskah.enumerations import RecognitionState
from portal.domain.naskah.fields import NaskahFields
from portal.models.berkas import Halaman
from portal.models.job import Job, JobKind, JobState
from portal.models.naskah import Naskah
from portal.services import jobs, saran
from portal.services.berkas import recognising
from portal.services.berkas.recognising import Recognised, SecondTask
from portal.services.berkas.uploading import Target
from tests.factories.desk import Desk

WORD = WordBox("Pasal", 0.1, 0.1, 0.2, 0.12, 0.9)
LINE = ReadLine("Pasal 1", 0.1, 0.1, 0.3, 0.12, 0.98)


def scanned(desk: Desk, pages: int) -> int:
    """A stored file whose pages wait for a recogniser."""
    berkas_id = desk.send(Target(fields=NaskahFields(judul="", unit="KANIM-A"))).berkas_id
    desk.read(berkas_id, [""] * pages, asal="none")
    with desk.stores.database.transaction() as session:
        session.execute(update(Halaman).values(pengenalan=RecognitionState.MENUNGGU))
    return berkas_id


def page_ids(desk: Desk, berkas_id: int) -> list[int]:
    with desk.stores.database.reading() as session:
        rows = select(Halaman.id).where(Halaman.berkas_id == berkas_id).order_by(Halaman.nomor)
        return list(session.scalars(rows))


def recognise(
    desk: Desk, halaman_id: int, *, is_read_twice: bool = True, failure: str = "", text: str = "Pasal 1"
) -> None:
    """What a job of recognition stores for a page."""
    with desk.stores.database.transaction() as session:
        task = recognising.find_task(session, halaman_id)
        assert task is not None
        origin = "our_ocr" if text else "none"
        page = PageText(task.present.number, text, origin, 595, 842, (WORD,) if text else (), confidence=0.9)  # type: ignore[arg-type]
        recognising.store_page(
            session,
            task,
            Recognised(page, "tesseract 5.3.0", is_blank=not text, failure=failure),
            now=clock.utc_now(),
            priority=jobs.PRIORITY_PERSON,
            is_read_twice=is_read_twice,
        )


def asked(desk: Desk, kind: JobKind = JobKind.BACA_KEDUA) -> list[Job]:
    with desk.stores.database.reading() as session:
        return list(session.scalars(select(Job).where(Job.kind == kind, Job.state == JobState.MENUNGGU)))


def second_of(desk: Desk, halaman_id: int) -> SecondTask:
    with desk.stores.database.reading() as session:
        task = recognising.find_second(session, halaman_id)
    assert task is not None
    return task


def store(desk: Desk, task: SecondTask, lines: Sequence[ReadLine]) -> None:
    with desk.stores.database.transaction() as session:
        now, priority = clock.utc_now(), jobs.PRIORITY_PERSON
        recognising.store_second(session, task, lines, tool="pembaca contoh 2", now=now, priority=priority)


def test_the_first_two_and_the_last_two_pages_are_read_twice_in_that_order(desk: Desk) -> None:
    pages = page_ids(desk, scanned(desk, 7))
    for page in reversed(pages):
        recognise(desk, page)

    turns = {job.subject_id: job.giliran for job in asked(desk)}

    assert turns == {pages[0]: 1, pages[1]: 2, pages[5]: 3, pages[6]: 4}


def test_every_page_of_a_short_file_is_read_twice_once(desk: Desk) -> None:
    pages = page_ids(desk, scanned(desk, 2))
    for page in pages:
        recognise(desk, page)

    assert sorted(job.subject_id for job in asked(desk)) == pages


def test_nobody_is_asked_where_there_is_no_second_reader_or_nothing_was_read(desk: Desk) -> None:
    alone, blank, failed = page_ids(desk, scanned(desk, 3))
    recognise(desk, alone, is_read_twice=False)
    recognise(desk, blank, text="")
    recognise(desk, failed, text="", failure="Melampaui batas waktu.")

    assert asked(desk) == []


def test_what_the_second_reader_read_is_kept_and_suggestions_are_made_anew(desk: Desk) -> None:
    berkas_id = scanned(desk, 1)
    (page,) = page_ids(desk, berkas_id)
    recognise(desk, page)
    with desk.stores.database.transaction() as session:
        session.execute(update(Job).values(state=JobState.SELESAI))

    task = second_of(desk, page)
    store(desk, task, [LINE])
    store(desk, task, [LINE])

    assert task.words == (WORD,)
    assert [job.subject_id for job in asked(desk, JobKind.SARANKAN)] == [berkas_id]
    with desk.stores.database.reading() as session:
        (read,) = saran.pages_of(session, berkas_id)
        assert session.get_one(Halaman, page).tool == "tesseract 5.3.0; pembaca contoh 2"
    assert (read.text, read.words, read.second) == ("Pasal 1", (WORD,), (LINE,))


def test_what_was_read_on_a_page_that_is_gone_is_dropped(desk: Desk) -> None:
    berkas_id = scanned(desk, 1)
    (page,) = page_ids(desk, berkas_id)
    recognise(desk, page)
    task = second_of(desk, page)
    desk.read(berkas_id, ["Teks digital"])

    store(desk, task, [LINE])

    with desk.stores.database.reading() as session:
        assert [one.second for one in saran.pages_of(session, berkas_id)] == [()]
        assert recognising.find_second(session, page_ids(desk, berkas_id)[0]) is None


def test_the_wish_of_a_bulk_import_waits_for_the_second_reader(desk: Desk) -> None:
    accepted = desk.send(Target(fields=NaskahFields(judul="", unit="KANIM-A")))
    desk.read(accepted.berkas_id, [""], asal="none")
    with desk.stores.database.transaction() as session:
        session.execute(update(Halaman).values(pengenalan=RecognitionState.MENUNGGU))
        saran.wish_publication(session, accepted.kode, now=clock.utc_now())
    (page,) = page_ids(desk, accepted.berkas_id)
    recognise(desk, page)

    def is_wished() -> bool:
        with desk.stores.database.transaction() as session:
            saran.grant_wish(session, accepted.berkas_id, now=clock.utc_now(), priority=jobs.PRIORITY_BULK)
        with desk.stores.database.reading() as session:
            return session.scalars(select(Naskah.is_publication_wished).where(Naskah.kode == accepted.kode)).one()

    assert is_wished()
    with desk.stores.database.transaction() as session:
        session.execute(update(Job).where(Job.kind == JobKind.BACA_KEDUA).values(state=JobState.SELESAI))
    assert not is_wished()
