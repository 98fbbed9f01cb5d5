"""Housekeeping sweeps unfinished uploads after a day, and leaves those somebody still goes on with."""

import io
import os
import time
from datetime import timedelta

from indexer.housekeeping import KEEP_WAITING, Housekeeping
from portal import clock
from portal.services.berkas.resuming import Promise, WaitingRoom
from portal.wiring import Stores


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
