"""Uploading: one file once, whoever sends it how often; nothing without its object, nothing told to strangers."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.cli import storage
from portal.domain.naskah.enumerations import JenisBerkas, ReadingState
from portal.domain.naskah.status import Status
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.errors import (
    BadInputError,
    DuplicateFileError,
    FileRefusedError,
    NotAllowedError,
    NotFoundError,
    StorageError,
    TransitionNotAllowedError,
)
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas
from portal.models.job import Job, JobKind
from portal.models.naskah import Naskah
from portal.models.unggahan import Unggahan
from portal.services.acts import Act
from portal.services.berkas import uploading
from portal.services.berkas.spooling import spool_stream
from portal.services.berkas.uploading import Accepted, Target, UploadStores, store_file
from portal.services.naskah import taking_back
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.storage.directory import DirectoryStorage
from portal.storage.interface import StoredObject
from tests.factories.desk import LIMIT, Desk, at_once, errors_of, pdf_bytes, person
from tests.factories.naskah import sample_fields

OWNER = person(Peran.PENGELOLA, "KANIM-A")
STRANGER = person(Peran.PENGELOLA, "LAPAS-B")
READER = person(Peran.PIMPINAN, "KANIM-A")


def count(desk: Desk, table: type[Any]) -> int:
    with desk.stores.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def objects(desk: Desk) -> list[str]:
    return [entry.digest for entry in desk.stores.objects.entries()]


def new_draft(unit: str = "KANIM-A") -> Target:
    return Target(fields=sample_fields(unit=unit))


def test_an_accepted_file_has_record_object_job_and_audit_entry(desk: Desk) -> None:
    accepted = desk.send(new_draft(), pdf_bytes("isi"), nama="../../Naskah\r\n.pdf", actor=OWNER)

    assert desk.stores.objects.verify(accepted.sha256) == "ok"
    with desk.stores.database.reading() as session:
        berkas = session.get_one(Berkas, accepted.berkas_id)
        assert (berkas.nama, berkas.keadaan, berkas.size) == ("Naskah.pdf", ReadingState.MENUNGGU, accepted.size)
        job = session.scalars(select(Job).where(Job.kind == JobKind.BACA_BERKAS)).one()
        assert job.subject_id == berkas.id
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.object_key == accepted.kode)).all()
        assert sorted(actions) == ["berkas.simpan", "naskah.buat"]
        intent = session.scalars(select(Unggahan)).one()
        assert (intent.sha256, intent.berkas_id) == (accepted.sha256, berkas.id)
        assert intent.accepted_at is not None


@pytest.mark.parametrize(
    ("actor", "kode_is_told"),
    [(OWNER, True), (OPERATOR, True), (READER, True), (STRANGER, False), (person(Peran.ADMIN, "BIRO"), False)],
)
def test_the_same_bytes_again_name_their_naskah_to_those_who_may_know(
    desk: Desk, actor: Actor, kode_is_told: bool
) -> None:
    first = desk.send(new_draft(), pdf_bytes("sama"), actor=OWNER)
    with pytest.raises(DuplicateFileError) as refused, desk.stores.database.reading() as session:
        uploading.refuse_duplicate(session, first.sha256, "naskah.pdf", actor)

    assert refused.value.kode == (first.kode if kode_is_told else None)
    assert (first.kode in refused.value.message) is kode_is_told
    assert refused.value.reason == "duplicate"


@pytest.mark.parametrize("way", ["discard", "void"])
def test_the_file_of_what_was_taken_back_may_be_sent_where_it_belongs(desk: Desk, way: str) -> None:
    wrong = desk.send(new_draft("LAPAS-B"), pdf_bytes("sama"), actor=OPERATOR, key="kunci")
    with desk.stores.database.transaction() as session:
        naskah = session.scalars(select(Naskah).where(Naskah.kode == wrong.kode)).one()
        if way == "discard":
            taking_back.discard(session, wrong.kode, "Salah unit.", Act(OPERATOR, clock.utc_now()))
        else:
            naskah.status, naskah.submitted_at = Status.DIAJUKAN, clock.utc_now()
            session.flush()
            taking_back.void(session, wrong.kode, "Salah unit.", Act(OPERATOR, clock.utc_now()))

    right = desk.send(new_draft(), pdf_bytes("sama"), actor=OPERATOR, key="kunci")

    assert right.kode != wrong.kode
    with pytest.raises(DuplicateFileError) as refused:
        desk.send(new_draft(), pdf_bytes("sama"), actor=OPERATOR)
    assert refused.value.kode == right.kode


def test_a_duplicate_leaves_neither_record_nor_intent(desk: Desk) -> None:
    desk.send(new_draft(), pdf_bytes("sama"), actor=OWNER)

    for actor, unit in ((OWNER, "KANIM-A"), (STRANGER, "LAPAS-B")):
        with pytest.raises(DuplicateFileError):
            desk.send(new_draft(unit), pdf_bytes("sama"), actor=actor)

    assert [count(desk, table) for table in (Berkas, Naskah, Unggahan)] == [1, 1, 1]


def test_the_same_key_twice_gives_the_first_answer_again(desk: Desk) -> None:
    first = desk.send(new_draft(), pdf_bytes("a"), key="kunci", actor=OWNER)

    again = desk.send(new_draft(), pdf_bytes("a"), key="kunci", actor=OWNER)

    assert (first.is_repeated, again) == (False, replace(first, is_repeated=True))
    assert [count(desk, table) for table in (Berkas, Naskah, Unggahan)] == [1, 1, 1]


def test_a_key_used_again_for_other_bytes_is_refused(desk: Desk) -> None:
    desk.send(new_draft(), pdf_bytes("a"), key="kunci")

    with pytest.raises(FileRefusedError) as refused:
        desk.send(new_draft(), pdf_bytes("b"), key="kunci")
    assert refused.value.reason == "key_reused"
    assert count(desk, Berkas) == 1


def test_a_guessed_key_tells_a_stranger_no_more_than_the_bytes_do(desk: Desk) -> None:
    desk.send(new_draft(), pdf_bytes("a"), key="kunci", actor=OWNER)

    with pytest.raises(DuplicateFileError) as refused:
        desk.send(new_draft("LAPAS-B"), pdf_bytes("a"), key="kunci", actor=STRANGER)
    assert refused.value.kode is None


def test_twenty_sends_of_one_file_with_one_key_are_one_record_and_one_answer(desk: Desk) -> None:
    send: Callable[[], Accepted] = lambda: desk.send(new_draft(), pdf_bytes("serentak"), key="kunci")  # noqa: E731

    results = at_once([send] * 20)

    assert list(errors_of(results)) == []
    assert len({result.kode for result in results if isinstance(result, Accepted)}) == 1
    assert [count(desk, table) for table in (Berkas, Naskah, Unggahan)] == [1, 1, 1]
    assert len(objects(desk)) == 1


def test_one_file_sent_by_many_at_once_under_many_keys_is_stored_once(desk: Desk) -> None:
    results = at_once([lambda n=n: desk.send(new_draft(), pdf_bytes("s"), key=f"k{n}") for n in range(8)])  # type: ignore[misc]

    assert [type(error) for error in errors_of(results)] == [DuplicateFileError] * 7
    assert [count(desk, table) for table in (Berkas, Naskah)] == [1, 1]


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"PK\x03\x04 bukan pdf", "not_pdf"), (pdf_bytes() + b"x" * LIMIT, "too_large"),
     (pdf_bytes() + b"/Encrypt 5 0 R", "password")],
    ids=["kosong", "bukan pdf", "terlalu besar", "terkunci"],
)  # fmt: skip
def test_a_refused_file_leaves_nothing_behind(desk: Desk, data: bytes, reason: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        desk.send(new_draft(), data, needs_password=lambda _: True)

    assert refused.value.reason == reason
    assert [count(desk, table) for table in (Berkas, Naskah, Unggahan)] == [0, 0, 0]
    assert objects(desk) == []


@pytest.mark.parametrize(("pages", "is_taken"), [(0, True), (4, True), (5, False)])
def test_a_file_of_too_many_pages_is_refused_with_both_numbers(desk: Desk, pages: int, *, is_taken: bool) -> None:
    path = desk.stores.spool_dir / "banyak"
    received = spool_stream(BytesIO(pdf_bytes()), path, nama="buku.pdf", limit=LIMIT)
    stores = UploadStores(desk.stores.database, desk.stores.objects, lambda _: False, LIMIT, 4, lambda _: pages)

    def send() -> str:
        return store_file(stores, received, new_draft(), desk.act(OPERATOR), idempotency_key="k").kode

    if is_taken:
        assert send()
        return
    with pytest.raises(FileRefusedError, match=r"buku.pdf memuat 5 halaman; batasnya 4\.") as refused:
        send()
    assert refused.value.reason == "too_many_pages"
    assert [count(desk, table) for table in (Berkas, Naskah, Unggahan)] == [0, 0, 0]


def test_a_unit_that_sent_enough_today_is_asked_to_go_on_tomorrow(desk: Desk) -> None:
    def send(number: int, unit: str = "KANIM-A", *, days: int = 0) -> str:
        path = desk.stores.spool_dir / f"{unit}-{number}"
        path.unlink(missing_ok=True)
        received = spool_stream(BytesIO(pdf_bytes(path.name).ljust(400_000)), path, nama="a.pdf", limit=LIMIT)
        stores = UploadStores(desk.stores.database, desk.stores.objects, lambda _: False, LIMIT, daily=1_000_000)
        act = desk.act(OPERATOR, clock.utc_now() + timedelta(days=days))
        return store_file(stores, received, new_draft(unit), act, idempotency_key=f"{unit}{number}").kode

    kept = [send(1), send(2)]
    with pytest.raises(FileRefusedError, match="sudah mengunggah 1 MB hari ini; batasnya 1 MB sehari") as refused:
        send(3)
    assert refused.value.reason == "quota"
    assert len(objects(desk)) == count(desk, Berkas) == len(kept)
    assert send(1) == kept[0], "the same upload again is no new one"
    assert send(4, "LAPAS-B")
    assert send(5, days=1)


def test_a_locked_file_that_opens_without_a_password_is_taken(desk: Desk) -> None:
    assert desk.send(new_draft(), pdf_bytes() + b"/Encrypt 5 0 R", needs_password=lambda _: False).kode


def test_whoever_may_not_write_stores_not_even_an_object(desk: Desk) -> None:
    kode = desk.draft(actor=OWNER)
    attempts = [
        (Target(kode=kode), STRANGER, NotFoundError),
        (Target(kode=kode), READER, NotAllowedError),
        (Target(kode="2019-99999"), OWNER, NotFoundError),
        (new_draft("LAPAS-B"), OWNER, NotAllowedError),
        (new_draft("TAKADA"), OPERATOR, BadInputError),
        (Target(fields=sample_fields(judul="x" * 501)), OWNER, BadInputError),
    ]

    for target, actor, error in attempts:
        with pytest.raises(error):
            desk.send(target, actor=actor)

    assert objects(desk) == []
    assert count(desk, Unggahan) == 0


def test_a_withdrawn_naskah_takes_no_file(desk: Desk) -> None:
    kode = desk.publish(pages=())
    with desk.stores.database.transaction() as session:
        verbs.withdraw(session, kode, desk.act(), alasan=WithdrawalClass.KELIRU)

    with pytest.raises(TransitionNotAllowedError):
        desk.send(Target(kode=kode))
    assert objects(desk) == []


def test_a_replacement_is_a_new_row_and_the_old_bytes_stay(desk: Desk) -> None:
    first = desk.send(new_draft(), pdf_bytes("lama"))
    second = desk.send(Target(kode=first.kode, replaces=first.berkas_id), pdf_bytes("baru"))

    with pytest.raises(FileRefusedError) as refused:
        desk.send(Target(kode=first.kode, replaces=first.berkas_id), pdf_bytes("lebih baru"))

    assert refused.value.reason == "replaced"
    with desk.stores.database.reading() as session:
        assert session.get_one(Berkas, first.berkas_id).replaced_by_id == second.berkas_id
    assert [desk.stores.objects.verify(item.sha256) for item in (first, second)] == ["ok", "ok"]


def test_a_file_of_another_naskah_cannot_be_replaced(desk: Desk) -> None:
    other = desk.send(new_draft("LAPAS-B"), pdf_bytes("milik lain"))
    kode = desk.draft(actor=OWNER)

    with pytest.raises(FileRefusedError):
        desk.send(Target(kode=kode, replaces=other.berkas_id), actor=OWNER)
    with desk.stores.database.reading() as session:
        assert session.get_one(Berkas, other.berkas_id).replaced_by_id is None


def test_the_kind_and_language_of_a_file_are_kept(desk: Desk) -> None:
    kode = desk.draft()

    accepted = desk.send(Target(kode=kode, jenis=JenisBerkas.TERJEMAHAN, bahasa="ko"))

    with desk.stores.database.reading() as session:
        berkas = session.get_one(Berkas, accepted.berkas_id)
        assert (berkas.jenis, berkas.bahasa, berkas.naskah.kode) == (JenisBerkas.TERJEMAHAN, "ko", kode)


def crash_between_put_and_accept(desk: Desk, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    class PowerCutError(BaseException):
        """Nothing in the portal may catch this."""

    def cut(*_: object, **__: object) -> None:
        raise PowerCutError

    with monkeypatch.context() as patch:
        patch.setattr(uploading, "_accept", cut)
        with pytest.raises(PowerCutError):
            desk.send(new_draft(), data, key="kunci")


def test_a_crash_between_object_and_record_is_named_and_the_same_send_heals_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = pdf_bytes("terputus")
    crash_between_put_and_accept(desk, monkeypatch, data)

    with desk.stores.database.reading() as session:
        intent = session.scalars(select(Unggahan)).one()
    assert (intent.accepted_at, intent.berkas_id) == (None, None)
    assert objects(desk) == [intent.sha256]
    assert count(desk, Naskah) == 0

    def named() -> bool:
        monkeypatch.setattr(storage, "stores_to_look_at", lambda: _Opened(desk))
        assert storage.orphans() == 0
        return intent.sha256 in capsys.readouterr().out

    assert not named(), "an upload may be under way right now"
    path = next(path for path in desk.stores.config.data_dir.rglob(intent.sha256))
    os.utime(path, (0, 0))
    assert named()

    accepted = desk.send(new_draft(), data, key="kunci")
    assert accepted.sha256 == intent.sha256
    assert not named()


class _Opened:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def __enter__(self) -> Any:
        return self.desk.stores

    def __exit__(self, *_: object) -> None:
        """The fixture closes them."""


def test_a_store_that_fails_accepts_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise StorageError("Penyimpanan berkas tidak dapat dipakai.")

    with monkeypatch.context() as patch:
        patch.setattr(DirectoryStorage, "put", broken)
        with pytest.raises(StorageError):
            desk.send(new_draft(), pdf_bytes("a"), key="kunci")

    assert [count(desk, table) for table in (Berkas, Naskah)] == [0, 0]
    assert desk.send(new_draft(), pdf_bytes("a"), key="kunci").kode


class Slow(DirectoryStorage):
    """A store during whose writing something else happens."""

    meanwhile: Callable[[], None]

    def put(self, stream: BinaryIO, *, expected_digest: str | None = None) -> StoredObject:
        self.meanwhile()
        return super().put(stream, expected_digest=expected_digest)


def test_what_nobody_looked_at_goes_into_no_naskah_that_was_handed_in_while_it_was_stored(
    desk: Desk, tmp_path: Path
) -> None:
    kode = desk.draft()
    before = count(desk, Berkas)

    def hand_in() -> None:
        with desk.stores.database.transaction() as session:
            session.scalars(select(Naskah).where(Naskah.kode == kode)).one().is_publication_wished = True

    slow = Slow(tmp_path / "slow")
    slow.meanwhile = hand_in
    desk.office = replace(desk.office, stores=replace(desk.office.stores, objects=slow))

    with pytest.raises(FileRefusedError, match="sudah diajukan"):
        desk.send(Target(kode=kode, is_unseen=True))

    assert count(desk, Berkas) == before
    # Whoever has the page of the naskah before them may add to it.
    assert desk.send(Target(kode=kode)).kode == kode
