"""Files of a naskah for staff: found by those who may read it, with pages, findings, and what the machine is at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal import clock
from portal.domain.naskah.enumerations import JenisBerkas, ReadingState, RecognitionState
from portal.domain.permissions import Actor, Peran
from portal.domain.tanda_tangan.report import SignatureReport
from portal.errors import NotFoundError
from portal.models.berkas import Berkas, Halaman
from portal.models.job import Job, JobKind, JobState
from portal.models.naskah import Naskah
from portal.queries.berkas import files
from portal.queries.berkas.values import NOTHING, Recognition
from portal.queries.naskah.values import StaffBerkas
from portal.services import tanda_tangan
from portal.services.berkas.uploading import Target
from tests.factories.desk import Desk, pdf_bytes
from tests.factories.naskah import sample_fields
from tests.factories.readers import ABOVE, ADMIN, BESIDE, BIRO, OWN, PPID
from tests.queries.conftest import Ask

NIK = "NIK 3174012345678901"
READERS = pytest.mark.parametrize(
    ("actor", "may_read"),
    [(OWN, True), (ABOVE, True), (BIRO, True), (PPID, True), (BESIDE, False), (ADMIN, False)],
    ids=lambda value: value.email if isinstance(value, Actor) else "",
)


def load(desk: Desk, kode: str) -> tuple[StaffBerkas, ...]:
    naskah_id = desk.naskah(kode).id
    with desk.stores.database.reading() as session:
        return files.load_files(session, naskah_id)


@READERS
def test_a_file_and_its_page_image_are_found_by_those_who_may_read_the_naskah(
    desk: Desk, ask: Ask, actor: Actor, may_read: bool
) -> None:
    kode, other = desk.draft(sample_fields()), desk.draft(sample_fields())
    data = pdf_bytes("contoh")
    berkas_id = desk.send(Target(kode=kode), data, nama="Naskah asli.pdf").berkas_id
    desk.read(berkas_id, ["Pasal 1", "Pasal 2"])
    with desk.stores.database.transaction() as session:
        session.execute(update(Halaman).where(Halaman.nomor == 1).values(image_sha256="a" * 64))

    if may_read:
        found = ask(files.find_file, kode, berkas_id, actor)
        assert (found.nama, found.size) == ("Naskah asli.pdf", len(data))
        assert ask(files.find_page_image, kode, berkas_id, 1, actor) == "a" * 64
        missing = [(other, berkas_id, 1), (kode, berkas_id + 1, 1), (kode, berkas_id, 2), (kode, berkas_id, 3)]
    else:
        missing = [(kode, berkas_id, 1)]
    for wrong, berkas, nomor in missing:
        with pytest.raises(NotFoundError):
            ask(files.find_page_image, wrong, berkas, nomor, actor)
    for wrong, berkas in {(wrong, berkas) for wrong, berkas, nomor in missing if nomor == 1}:
        with pytest.raises(NotFoundError):
            ask(files.find_file, wrong, berkas, actor)


def test_a_replaced_file_is_still_found_and_marked(desk: Desk, ask: Ask) -> None:
    kode = desk.draft()
    old = desk.attach(kode, ["Lama"]).berkas_id
    new = desk.attach(kode, ["Baru"], replaces=old).berkas_id

    assert ask(files.find_file, kode, old, OWN).size
    assert [(berkas.id, berkas.is_replaced) for berkas in load(desk, kode)] == [(old, True), (new, False)]


def test_a_naskah_without_a_file_has_none(desk: Desk, ask: Ask) -> None:
    kode = desk.draft()

    assert load(desk, kode) == ask(files.with_pages, (), with_text=True) == ()
    assert ask(files.recent_drafts, OWN, clock.utc_now() - timedelta(days=1), limit=3) == ()
    assert ask(files.look_through, ()) == files.Seen({}, None)


def test_files_come_in_their_order_with_what_the_machine_does_in_one_question(
    desk: Desk, ask: Ask, cost: Callable[..., int]
) -> None:
    kode = desk.draft()
    one, two = (desk.attach(kode, ["-", "-"]).berkas_id for _ in range(2))
    desk.attach(desk.draft(), ["Milik naskah lain"])
    with desk.stores.database.transaction() as session:
        session.execute(update(Berkas).where(Berkas.id == one).values(urutan=9))
        session.execute(update(Halaman).where(Halaman.nomor == 1).values(pengenalan=RecognitionState.MENUNGGU))
        session.execute(update(Job).where(Job.kind == JobKind.SARANKAN).values(state=JobState.SELESAI))
        reading = Job.subject_id == two, Job.kind == JobKind.BACA_BERKAS
        session.execute(update(Job).where(*reading).values(state=JobState.BERJALAN, progress=1, progress_total=2))

    first, second = load(desk, kode)

    assert (first.id, second.id, first.uploaded_by) == (two, one, files.SYSTEM)
    assert (first.progress, first.progress_total, second.progress_total) == (1, 2, 0)
    assert first.recognition == second.recognition == Recognition(done=0, total=1)
    assert not first.is_being_suggested
    assert cost(files.load_files, desk.naskah(kode).id) == 1


def test_a_job_that_left_two_lines_shows_its_file_once(desk: Desk) -> None:
    kode = desk.draft()
    berkas_id = desk.attach(kode, ["Pasal 1"]).berkas_id
    with desk.stores.database.transaction() as session:
        job = session.scalars(select(Job).where(Job.kind == JobKind.BACA_BERKAS)).first()
        assert job is not None
        job.state, values = JobState.BERJALAN, {c.key: getattr(job, c.key) for c in Job.__table__.columns}
        session.add(Job(**values | {"id": None, "state": JobState.BERJALAN}))

    assert [berkas.id for berkas in load(desk, kode)] == [berkas_id]


def test_pages_are_shown_of_current_files_and_their_text_only_where_asked(
    desk: Desk, ask: Ask, cost: Callable[..., int]
) -> None:
    kode = desk.draft()
    old = desk.attach(kode, [NIK]).berkas_id
    new = desk.attach(kode, ["Pasal 1", f"Contoh {NIK}"], replaces=old).berkas_id
    with desk.stores.database.transaction() as session:
        report = [SignatureReport("A", signer="Contoh Pejabat")]
        tanda_tangan.store_signatures(session, new, report, "", now=desk.act().now)
    found = load(desk, kode)

    plain = {berkas.id: berkas for berkas in ask(files.with_pages, found, with_text=False)}
    full = {berkas.id: berkas for berkas in ask(files.with_pages, found, with_text=True)}

    assert [page.nomor for page in plain[new].halaman] == [1, 2]
    assert plain[old].halaman == full[old].halaman == full[old].findings == ()
    assert (plain[new].findings, plain[new].isi, plain[new].signatures) == ((), None, ())
    assert [finding.page for finding in full[new].findings] == [2]
    assert [report.signer for report in full[new].signatures] == ["Contoh Pejabat"]
    assert cost(files.with_pages, found, with_text=False) == 1
    assert cost(files.with_pages, found, with_text=True) == 2


def test_findings_speak_of_what_publication_would_show(desk: Desk, ask: Ask, cost: Callable[..., int]) -> None:
    kode = desk.draft()
    main = desk.attach(kode, [NIK]).berkas_id
    desk.attach(kode, [NIK], jenis=JenisBerkas.TELAAHAN)
    found = load(desk, kode)

    assert set(ask(files.look_through, found).findings) == {main}
    assert [bool(berkas.findings) for berkas in ask(files.with_pages, found, with_text=True)] == [True, False]
    assert cost(files.look_through, found) == 1

    desk.attach(kode, ["Tanpa nomor"], jenis=JenisBerkas.SALINAN_PUBLIK)
    redacted = load(desk, kode)

    assert ask(files.look_through, redacted).findings == {}
    assert not any(berkas.findings for berkas in ask(files.with_pages, redacted, with_text=True))


def test_parts_of_the_minimum_content_are_found_in_enough_text(desk: Desk, ask: Ask) -> None:
    kode = desk.draft()
    desk.attach(kode, ["Ruang lingkup kerja sama ini meliputi pelatihan. " * 40, "Jangka waktu lima tahun."])
    found = load(desk, kode)

    seen = ask(files.look_through, found).isi

    assert seen
    assert ask(files.with_pages, found, with_text=True)[0].isi == seen
    assert ask(files.with_pages, found, with_text=False)[0].isi is None


def test_the_queue_beside_the_form_holds_my_new_drafts_the_newest_first(
    desk: Desk, ask: Ask, cost: Callable[..., int]
) -> None:
    ani = desk.office.add_user("ani@contoh.example", Peran.PENGELOLA, "KANIM-A")
    budi = desk.office.add_user("budi@contoh.example", Peran.PENGELOLA, "KANIM-A")
    since = clock.utc_now() - timedelta(hours=1)
    made = [desk.draft(sample_fields(judul=f"Draf {n}"), ani) for n in range(4)]
    old, submitted = desk.draft(sample_fields(), ani), desk.draft(sample_fields(), ani)
    for kode in (*made, old, submitted, desk.draft(sample_fields(), budi)):
        desk.attach(kode, ["-"])
    replaced = load(desk, made[3])[0].id
    desk.attach(made[3], ["-", "-"], replaces=replaced, nama="pengganti.pdf")
    desk.attach(made[3], ["-"], nama="kedua.pdf")
    desk.office.submit(submitted)
    with desk.stores.database.transaction() as session:
        session.execute(update(Naskah).where(Naskah.kode == old).values(created_at=since - timedelta(seconds=1)))

    found = ask(files.recent_drafts, ani, since, limit=3)

    assert [draft.kode for draft in found] == made[:0:-1]
    assert (found[0].judul, found[0].nama, found[0].keadaan) == ("Draf 3", "pengganti.pdf", ReadingState.TERBACA)
    assert found[0].recognition is NOTHING
    assert ask(files.recent_drafts, replace(ani, assignments=BESIDE.assignments, reach={}), since, limit=3) == ()
    assert cost(files.recent_drafts, ani, since, limit=3) == 2
