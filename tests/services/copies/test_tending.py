"""Copies of originals: made in two places, read again in their turn, put back from each other, told when damaged."""

import io
import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from portal import clock
from portal.errors import StorageError
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas
from portal.models.job import Job
from portal.models.object_copy import CopyState, ObjectCopy, Place
from portal.models.pemberitahuan import Pemberitahuan
from portal.models.unggahan import Unggahan
from portal.queries import object_copies
from portal.services.berkas.uploading import Target
from portal.services.copies.tending import CHECK_AFTER, ORPHAN_AGE, TRY_AGAIN, Keeper
from portal.storage.directory import DirectoryStorage
from portal.storage.interface import ObjectStorage
from portal.storage.keys import object_key
from portal.storage.paired import PairedStorage
from tests.factories.desk import Desk, pdf_bytes

READER = "pengawas@contoh.go.id"


class Away(DirectoryStorage):
    """A store that can be cut off, as a server is whose cable was pulled."""

    is_away = False

    def __getattribute__(self, name: str) -> object:
        if name in ("put", "open", "size", "exists", "verify", "put_back", "entries") and self.is_away:
            raise StorageError("Penyimpanan berkas tidak dapat dihubungi; coba lagi beberapa saat lagi.")
        return super().__getattribute__(name)


class Archive:
    """Two places, a keeper over them, and a way in behind their backs."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.folder = folder
        self.second = Away(folder / "second")
        self.first = Away(folder / "first")
        self.desk = desk
        self.now = clock.utc_now()
        pair = PairedStorage(self.first, self.second)
        self.store_in(pair)
        self.keeper = Keeper(desk.stores.database, pair, lambda: self.now, (READER,))

    def store_in(self, objects: ObjectStorage) -> None:
        office = self.desk.office
        self.desk.office = replace(office, stores=replace(office.stores, objects=objects))

    def send(self, number: int = 1) -> str:
        """A file of its own, sent as the web does; its digest."""
        kode = self.desk.draft()
        return self.desk.send(Target(kode=kode), pdf_bytes(f"Naskah CONTOH {number}")).sha256

    def path(self, place: Place, digest: str) -> Path:
        return self.folder / place / object_key(digest)

    def damage(self, place: Place, digest: str) -> None:
        path = self.path(place, digest)
        path.chmod(0o600)
        path.write_bytes(path.read_bytes()[:-1] + b"x")

    def leave_behind(self, place: Place, content: bytes, age: timedelta) -> str:
        """An object that no record names, as old as that; its digest."""
        digest = (self.first if place is Place.FIRST else self.second).put(io.BytesIO(content)).digest
        then = (self.now - age).timestamp()
        os.utime(self.path(place, digest), (then, then))
        return digest

    def orphans(self) -> int:
        with self.desk.stores.database.reading() as session:
            return object_copies.load_state(session).orphans

    def states(self, digest: str) -> dict[Place, CopyState]:
        with self.desk.stores.database.reading() as session:
            rows = session.scalars(select(ObjectCopy).where(ObjectCopy.sha256 == digest))
            return {row.place: row.state for row in rows}

    def told(self) -> list[str]:
        with self.desk.stores.database.reading() as session:
            query = select(Pemberitahuan.subject).where(Pemberitahuan.jenis == "rusak").order_by(Pemberitahuan.id)
            return list(session.scalars(query))

    def acts(self) -> list[str]:
        with self.desk.stores.database.reading() as session:
            query = select(AuditEntry.action).where(AuditEntry.object_kind == "berkas").order_by(AuditEntry.seq)
            return list(session.scalars(query))


@pytest.fixture
def archive(desk: Desk, tmp_path: Path) -> Archive:
    return Archive(desk, tmp_path)


WHOLE = {Place.FIRST: CopyState.WHOLE, Place.SECOND: CopyState.WHOLE}


def test_an_upload_lies_in_two_places_when_its_receipt_is_given(archive: Archive) -> None:
    digest = archive.send()
    assert archive.states(digest) == WHOLE
    assert archive.first.verify(digest) == archive.second.verify(digest) == "ok"


def test_a_second_place_that_is_away_keeps_nobody_waiting_and_gets_its_copy_later(archive: Archive) -> None:
    archive.second.is_away = True
    digest = archive.send()
    assert archive.states(digest) == {Place.FIRST: CopyState.WHOLE, Place.SECOND: CopyState.WAITING}

    assert archive.keeper.tend().refused == 1
    archive.second.is_away = False
    assert archive.keeper.tend().made == 0, "tried a moment ago"
    archive.now += TRY_AGAIN
    assert archive.keeper.tend().made == 1
    assert archive.states(digest) == WHOLE
    assert archive.second.verify(digest) == "ok"
    assert archive.told() == []


def test_what_was_stored_before_there_was_a_second_place_is_copied(archive: Archive) -> None:
    archive.store_in(archive.first)
    digests = [archive.send(number) for number in range(3)]
    archive.keeper.adopt()
    assert archive.keeper.tend().made == 3
    assert [archive.states(digest) for digest in digests] == [WHOLE] * 3


def test_a_digest_that_was_changed_in_the_database_is_missed_and_told(archive: Archive) -> None:
    digest = archive.send()
    with archive.desk.stores.database.transaction() as session:
        session.scalars(select(Berkas).where(Berkas.sha256 == digest)).one().sha256 = "f" * 64

    archive.keeper.adopt()
    archive.keeper.tend()

    assert archive.states("f" * 64)[Place.FIRST] is CopyState.MISSING
    assert archive.states(digest) == {Place.FIRST: CopyState.WHOLE, Place.SECOND: CopyState.WHOLE}
    assert len(archive.told()) == 1


@pytest.mark.parametrize("place", list(Place), ids=["first", "second"])
@pytest.mark.parametrize("how", ["altered", "missing"])
def test_damage_in_one_place_is_found_put_back_recorded_and_told(archive: Archive, place: Place, how: str) -> None:
    digest, other = archive.send(1), archive.send(2)
    archive.damage(place, digest) if how == "altered" else archive.path(place, digest).unlink()
    assert archive.keeper.tend().checked == 0, "read only now"

    archive.now += CHECK_AFTER + timedelta(days=1)
    turn = archive.keeper.tend()

    assert (turn.checked, turn.mended) == (4, 1)
    assert archive.states(digest) == archive.states(other) == WHOLE
    assert archive.first.verify(digest) == archive.second.verify(digest) == "ok"
    assert archive.acts() == ["berkas.rusak", "berkas.pulih"]
    assert archive.told() == ["1 berkas rusak sudah dipulihkan"]


def test_damage_in_both_places_is_told_once_and_looked_at_again_later(archive: Archive) -> None:
    digest = archive.send()
    archive.damage(Place.FIRST, digest)
    archive.path(Place.SECOND, digest).unlink()
    archive.now += CHECK_AFTER + timedelta(days=1)

    for _ in range(3):
        archive.keeper.tend()
        archive.now += TRY_AGAIN

    assert archive.states(digest) == {Place.FIRST: CopyState.ALTERED, Place.SECOND: CopyState.MISSING}
    assert archive.told() == ["2 berkas rusak atau hilang"]
    assert archive.acts() == ["berkas.rusak", "berkas.rusak"]

    archive.second.put(io.BytesIO(pdf_bytes("Naskah CONTOH 1")), expected_digest=digest)
    archive.now += TRY_AGAIN
    archive.keeper.tend()
    assert archive.states(digest) == WHOLE
    assert archive.first.verify(digest) == "ok"


LONG_AGO = ORPHAN_AGE + timedelta(minutes=1)


def test_what_no_record_names_is_listed_apart_from_originals_and_never_told_as_damage(archive: Archive) -> None:
    kept = archive.send()
    left = archive.leave_behind(Place.FIRST, b"%PDF-1.7 CONTOH terputus", LONG_AGO)
    also = archive.leave_behind(Place.SECOND, b"%PDF-1.7 CONTOH lain", LONG_AGO)
    archive.leave_behind(Place.FIRST, b"%PDF-1.7 CONTOH baru saja", ORPHAN_AGE - timedelta(minutes=1))

    assert archive.keeper.look_for_orphans() == archive.orphans() == 2
    archive.keeper.adopt()
    archive.keeper.check_all()

    assert archive.states(left) == {Place.FIRST: CopyState.ORPHAN}
    assert archive.states(also) == {Place.SECOND: CopyState.ORPHAN}
    assert archive.states(kept) == WHOLE
    with archive.desk.stores.database.reading() as session:
        state = object_copies.load_state(session)
    assert (state.originals, state.is_damaged, archive.told()) == (1, False, [])
    assert archive.first.verify(left) == archive.second.verify(also) == "ok", "nothing is removed"


@pytest.mark.parametrize("place", list(Place), ids=["first", "second"])
def test_an_orphan_that_is_handed_in_is_an_original(archive: Archive, place: Place) -> None:
    left = archive.leave_behind(place, pdf_bytes("Naskah CONTOH 1"), LONG_AGO)
    archive.keeper.look_for_orphans()
    archive.second.is_away = place is Place.SECOND

    assert archive.send(1) == left
    archive.second.is_away = False
    archive.keeper.tend()

    assert archive.states(left) == WHOLE
    assert archive.orphans() == archive.keeper.look_for_orphans() == 0


def test_an_orphan_that_a_record_names_by_itself_is_read_like_any_original(archive: Archive) -> None:
    digest = archive.send()
    left = archive.leave_behind(Place.FIRST, b"%PDF-1.7 CONTOH lain", LONG_AGO)
    archive.keeper.look_for_orphans()
    with archive.desk.stores.database.transaction() as session:
        session.scalars(select(Berkas).where(Berkas.sha256 == digest)).one().sha256 = left

    archive.keeper.adopt()

    assert archive.states(left) == {Place.FIRST: CopyState.WHOLE, Place.SECOND: CopyState.WAITING}


@pytest.mark.parametrize("is_deleted", [True, False], ids=["row deleted", "digest changed"])
def test_an_original_whose_record_is_gone_is_an_orphan_and_is_missed_in_the_trail(
    archive: Archive, *, is_deleted: bool
) -> None:
    digest, other = archive.send(1), archive.send(2)
    with archive.desk.stores.database.transaction() as session:
        row = session.scalars(select(Berkas).where(Berkas.sha256 == digest)).one()
        if is_deleted:
            session.execute(delete(Unggahan).where(Unggahan.berkas_id == row.id))
            session.execute(delete(Job).where(Job.subject_id == row.id))
            session.delete(row)
        else:
            row.sha256 = "f" * 64
    archive.now += 2 * ORPHAN_AGE

    assert archive.keeper.look_for_orphans() == archive.orphans() == 2, "in both places"
    assert archive.states(digest) == {Place.FIRST: CopyState.ORPHAN, Place.SECOND: CopyState.ORPHAN}
    assert archive.states(other) == WHOLE
    with archive.desk.stores.database.reading() as session:
        assert object_copies.unnamed(session) == [digest]


def test_an_original_that_was_handed_in_a_moment_ago_is_no_orphan(archive: Archive) -> None:
    left = archive.leave_behind(Place.FIRST, pdf_bytes("Naskah CONTOH 1"), LONG_AGO)
    assert archive.send(1) == left
    with archive.desk.stores.database.transaction() as session:
        session.scalars(select(Berkas).where(Berkas.sha256 == left)).one().sha256 = "f" * 64

    archive.keeper.look_for_orphans()

    assert archive.states(left)[Place.FIRST] is CopyState.WHOLE, "its upload may be under way"


def test_an_orphan_that_is_gone_is_struck_off_but_not_while_its_place_is_away(archive: Archive) -> None:
    left = archive.leave_behind(Place.SECOND, b"%PDF-1.7 CONTOH terputus", LONG_AGO)
    archive.keeper.look_for_orphans()
    archive.path(Place.SECOND, left).unlink()

    archive.second.is_away = True
    archive.keeper.look_for_orphans()
    assert archive.orphans() == 1
    archive.second.is_away = False
    archive.keeper.look_for_orphans()
    assert archive.orphans() == 0


def test_a_store_that_does_not_answer_has_lost_nothing(archive: Archive) -> None:
    digests = [archive.send(number) for number in range(5)]
    archive.now += CHECK_AFTER + timedelta(days=1)
    archive.second.is_away = True

    turn = archive.keeper.tend()

    assert (turn.refused, turn.checked) == (1, 5)
    assert [archive.states(digest) for digest in digests] == [WHOLE] * 5
    assert archive.told() == []


def test_an_old_check_comes_first_and_a_stopped_pass_goes_on_where_it_stood(archive: Archive) -> None:
    for number in range(4):
        archive.send(number)
    archive.now += CHECK_AFTER + timedelta(days=1)
    ticks = iter(range(1000))

    def slow() -> datetime:
        return archive.now + timedelta(seconds=next(ticks))

    read = [replace(archive.keeper, clock=slow).tend(at_once=timedelta(seconds=5)).checked for _ in range(6)]
    assert sum(read) == 8
    assert max(read) < 8


def test_one_unreadable_copy_does_not_hold_up_the_others(archive: Archive) -> None:
    digests = [archive.send(number) for number in range(3)]
    first = min(digests)
    path = archive.path(Place.FIRST, first)
    path.unlink()
    path.mkdir()  # Reading it fails in a way that is neither loss nor change.
    archive.now += CHECK_AFTER + timedelta(days=1)
    archive.keeper.tend()
    others = [archive.states(digest) for digest in digests if digest != first]
    assert others == [WHOLE, WHOLE]


def test_damage_that_a_broken_off_pass_has_found_is_told(archive: Archive) -> None:
    digest = archive.send()
    archive.damage(Place.FIRST, digest)
    archive.second.is_away = True

    with pytest.raises(StorageError, match="ulangi pemeriksaan nanti"):
        archive.keeper.check_all()

    assert archive.told() == ["1 berkas rusak atau hilang"]
    assert archive.states(digest)[Place.FIRST] is CopyState.ALTERED
