"""What the reader found becomes rows: replaced as a whole, handed on, and never taken from a late worker."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.domain.berkas.reading import Inspection, PageText, WordBox
from portal.domain.naskah.enumerations import ReadingState
from portal.errors import LeaseLostError, NotFoundError
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas, Halaman
from portal.models.job import Job, JobKind, JobState
from portal.services import jobs
from portal.services.berkas import reading
from portal.services.berkas.reading import ReadingResult, StoredImage, read_again
from portal.services.berkas.uploading import Target
from portal.services.berkas.words import pack_words, unpack_words
from portal.services.jobs import Claim
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields


def result_of(*texts: str, images: int = 0) -> ReadingResult:
    pages = tuple(PageText(number, text, "digital", 595, 842) for number, text in enumerate(texts, start=1))
    pictures = {number: StoredImage("a" * 64, 800, 1100) for number in range(1, images + 1)}
    count = max(len(pages), images)
    return ReadingResult(True, "", Inspection("none", count, count), pages, pictures)


def store(desk: Desk, berkas_id: int, result: ReadingResult) -> None:
    with desk.stores.database.transaction() as session:
        reading.store_result(session, berkas_id, result, now=clock.utc_now(), priority=jobs.PRIORITY_PERSON)


def pages_of(desk: Desk, berkas_id: int) -> list[tuple[int, str, str]]:
    with desk.stores.database.reading() as session:
        rows = select(Halaman).where(Halaman.berkas_id == berkas_id).order_by(Halaman.nomor)
        return [(row.nomor, row.teks, row.asal) for row in session.scalars(rows)]


def state_of(desk: Desk, berkas_id: int) -> tuple[ReadingState, str]:
    with desk.stores.database.reading() as session:
        berkas = session.get_one(Berkas, berkas_id)
        return berkas.keadaan, berkas.keterangan_baca


@pytest.fixture
def berkas_id(desk: Desk) -> int:
    """A stored file that waits to be read."""
    return desk.send(Target(fields=sample_fields())).berkas_id


def test_a_second_reading_replaces_the_pages_of_the_first(desk: Desk, berkas_id: int) -> None:
    store(desk, berkas_id, result_of("satu", "dua", "tiga"))
    store(desk, berkas_id, result_of("SATU", "DUA"))

    assert pages_of(desk, berkas_id) == [(1, "SATU", "digital"), (2, "DUA", "digital")]
    assert state_of(desk, berkas_id) == (ReadingState.TERBACA, "")


def test_a_page_with_a_picture_and_no_text_is_a_page_without_text(desk: Desk, berkas_id: int) -> None:
    store(desk, berkas_id, result_of("satu", images=2))

    assert pages_of(desk, berkas_id) == [(1, "satu", "digital"), (2, "", "none")]


def test_a_late_result_is_dropped_as_a_whole(desk: Desk, berkas_id: int) -> None:
    now = clock.utc_now()

    def claim(at: object) -> Claim:
        with desk.stores.database.transaction() as session:
            return jobs.claim(session, owner="w", now=at, kinds=[JobKind.BACA_BERKAS])[0]  # type: ignore[arg-type]

    late = claim(now)
    held = claim(now + jobs.LEASE * 2)

    def finish(claimed: Claim, text: str) -> None:
        with desk.stores.database.transaction() as session:
            reading.store_result(session, berkas_id, result_of(text), now=now, priority=claimed.priority)
            jobs.finish(session, claimed, now=now)

    finish(held, "yang benar")
    with pytest.raises(LeaseLostError):
        finish(late, "yang terlambat")

    assert pages_of(desk, berkas_id) == [(1, "yang benar", "digital")]
    with desk.stores.database.reading() as session:
        read = session.scalars(select(AuditEntry).where(AuditEntry.action == "berkas.baca")).all()
    assert len(read) == 1


def test_what_the_inspection_says_is_kept_for_staff(desk: Desk, berkas_id: int) -> None:
    seen = Inspection("owner", 3, 2, has_script=True, has_embedded=True, tool_versions={"pikepdf": "10", "pdfium": "5"})

    store(desk, berkas_id, ReadingResult(True, "Halaman 3 tidak terbaca.", seen, result_of("a").pages, {}))

    with desk.stores.database.reading() as session:
        berkas = session.get_one(Berkas, berkas_id)
    assert (berkas.pages, berkas.enkripsi, berkas.is_counts_agree) == (3, "owner", False)
    assert (berkas.has_script, berkas.has_launch, berkas.has_embedded, berkas.has_form) == (True, False, True, False)
    assert (berkas.tool, berkas.keterangan_baca) == (
        "pdfium 5, pikepdf 10",
        "Halaman 3 tidak terbaca. Jumlah halaman tidak pasti: dua alat menghitung 3 dan 2 halaman.",
    )


def test_a_file_nobody_could_read_is_failed_with_its_reason(desk: Desk, berkas_id: int) -> None:
    store(desk, berkas_id, ReadingResult(False, "Tidak dapat dibuka. " + "x" * 2000, None, (), {}))

    state, reason = state_of(desk, berkas_id)
    assert state is ReadingState.GAGAL
    assert reason.startswith("Tidak dapat dibuka.")
    assert len(reason) == 1000


def test_giving_up_tells_staff_and_a_missing_file_is_no_error(desk: Desk, berkas_id: int) -> None:
    with desk.stores.database.transaction() as session:
        for wanted in (berkas_id, berkas_id + 99):
            reading.store_failure(session, wanted, "Berkas hilang.", now=clock.utc_now(), priority=10)

    assert state_of(desk, berkas_id) == (ReadingState.GAGAL, "Berkas hilang.")
    with pytest.raises(NotFoundError), desk.stores.database.transaction() as session:
        reading.begin(session, berkas_id + 99)


def waiting(desk: Desk) -> list[JobKind]:
    with desk.stores.database.reading() as session:
        return sorted(session.scalars(select(Job.kind).where(Job.state == JobState.MENUNGGU)))


AFTER_READING = ["indeks", "periksa_tanda_tangan", "sarankan"]


@pytest.mark.parametrize(
    ("is_submitted", "kinds"), [(False, AFTER_READING), (True, [*AFTER_READING, "terbitkan"])], ids=["draf", "diajukan"]
)
def test_a_reading_is_handed_on_to_search_and_to_publication(desk: Desk, is_submitted: bool, kinds: list[str]) -> None:
    kode = desk.draft()
    accepted = desk.send(Target(kode=kode))
    if is_submitted:
        desk.office.submit(kode)
    with desk.stores.database.transaction() as session:
        for held in jobs.claim(session, owner="w", now=clock.utc_now() + timedelta(seconds=1), limit=9):
            jobs.finish(session, held, now=clock.utc_now())
    assert waiting(desk) == []

    store(desk, accepted.berkas_id, result_of("teks"))

    assert waiting(desk) == kinds


def test_staff_ask_for_another_reading_of_their_own_files_only(desk: Desk) -> None:
    kode, other = desk.draft(), desk.draft()
    accepted = desk.attach(kode, ())
    assert state_of(desk, accepted.berkas_id)[0] is ReadingState.GAGAL

    with desk.stores.database.transaction() as session:
        read_again(session, kode, accepted.berkas_id, desk.act())

    assert state_of(desk, accepted.berkas_id)[0] is ReadingState.MENUNGGU
    with pytest.raises(NotFoundError), desk.stores.database.transaction() as session:
        read_again(session, other, accepted.berkas_id, desk.act())


def test_word_boxes_come_back_as_they_were_packed() -> None:
    words = (WordBox("Pasal", 0.1, 0.2, 0.3, 0.25), WordBox("한국", 0.0, 0.0, 1.0, 1.0))

    assert unpack_words(pack_words(words)) == words
    assert unpack_words(pack_words(())) == ()
    assert pack_words(()) is None
