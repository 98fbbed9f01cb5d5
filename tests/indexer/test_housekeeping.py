"""Housekeeping sweeps unfinished uploads after a day, looks after stored files, and tells at once what is damaged."""

import io
import os
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import update

from indexer.housekeeping import KEEP_WAITING, POST_EVERY, Housekeeping
from portal import clock
from portal.domain.tanggal import WIB
from portal.models.object_copy import ObjectCopy
from portal.queries import object_copies
from portal.services.berkas.resuming import Promise, WaitingRoom
from portal.services.berkas.uploading import Target
from portal.services.copies.tending import CHECK_AFTER
from portal.storage.keys import object_key
from portal.wiring import Stores
from tests.factories.desk import Desk, pdf_bytes
from tests.factories.langganan import letters_in
from tests.factories.naskah import Office
from tests.factories.reminders import text_of


def age(stores: Stores, key: str, by: timedelta) -> None:
    then = time.time() - by.total_seconds()
    for path in stores.spool_dir.glob(f"*{key}*"):
        os.utime(path, (then, then))


def test_an_upload_nobody_went_on_with_for_a_day_is_swept(stores: Stores) -> None:
    room = WaitingRoom(stores.spool_dir, 1)
    promises = {name: Promise(f"{name}.pdf", 9000, "", "KANIM-A", "a" * 64) for name in ("lama", "kini", "disambung")}
    for promise in promises.values():
        room.begin(promise, limit=10_000)
        room.append(promise.key, 0, io.BytesIO(b"%PDF-1.7 "))
    for name in ("lama", "disambung"):
        age(stores, promises[name].key, KEEP_WAITING + timedelta(minutes=1))
    room.append(promises["disambung"].key, 9, io.BytesIO(b"lanjut"))

    assert Housekeeping(stores).sweep_if_due(clock.utc_now())

    assert {waiting.promise.nama: waiting.offset for waiting in room.unfinished()} == {
        "kini.pdf": 9,
        "disambung.pdf": 15,
    }
    assert not list(stores.spool_dir.glob(f"*{promises['lama'].key}*"))


def test_damage_is_told_by_letter_with_the_next_post_a_minute_after_it_was_found(stores: Stores) -> None:
    desk = Desk(Office(stores))
    digest = desk.send(Target(kode=desk.draft()), pdf_bytes("Naskah CONTOH")).sha256
    path = Path(stores.config.storage_url.removeprefix("file:")) / object_key(digest)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    housekeeping = Housekeeping(replace(stores, config=replace(stores.config, audit_mail=("pengawas@contoh.go.id",))))
    now = clock.utc_now()
    with stores.database.transaction() as session:
        session.execute(update(ObjectCopy).values(checked_at=now - CHECK_AFTER - timedelta(seconds=30)))

    housekeeping.sweep_if_due(now)
    with stores.database.reading() as session:
        assert object_copies.load_state(session).altered == 1, "the page that tells the state says so at once"
    housekeeping.sweep_if_due(now + POST_EVERY)

    # From the morning on the head of the log goes to the same address.
    letters = [letter for letter in letters_in(stores) if digest in text_of(letter)]
    assert [letter["To"] for letter in letters] == ["pengawas@contoh.go.id"]


def test_what_no_record_names_is_looked_for_once_a_night(stores: Stores) -> None:
    left = stores.objects.put(io.BytesIO(b"%PDF-1.7 CONTOH terputus")).digest
    path = Path(stores.config.storage_url.removeprefix("file:")) / object_key(left)
    long_ago = time.time() - 3 * 24 * 3600
    os.utime(path, (long_ago, long_ago))
    night = clock.utc_now().astimezone(WIB).replace(hour=2)
    housekeeping = Housekeeping(stores)

    def orphans() -> int:
        with stores.database.reading() as session:
            return object_copies.load_state(session).orphans

    housekeeping.sweep_if_due(night.replace(hour=12) - timedelta(days=1))
    assert orphans() == 0
    housekeeping.sweep_if_due(night)
    assert orphans() == 1
