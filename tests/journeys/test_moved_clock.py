"""The machine's clock is wrong, or far on: deadlines stay, sessions end, nothing is of negative age, the trail holds.

Zone and language of the machine are tried with it: the portal counts in WIB and speaks Indonesian whatever they are.
"""

import locale
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.domain.tanggal import wib_today
from portal.models.audit_entry import AuditEntry
from portal.services import audit
from tests.factories.naskah import Office, sample_fields
from tests.factories.sending import SenderOfFiles
from tests.fixtures.faults import CLOCK

ZONES = ("UTC", "Asia/Jakarta", "Pacific/Kiritimati")
DUE = "/api/v1/tenggat?mulai=2026-03-12&hari=14"
NEGATIVE = re.compile(r"[>\s(][-−]\d+ (detik|menit|jam|hari|minggu|bulan|tahun)\b")
PAGES = ("/", "/cari", "/log/", "/tentang", "/kerja/", "/kerja/naskah")


@contextmanager
def zone(name: str) -> Iterator[None]:
    """The machine stands elsewhere, and speaks nothing but C."""
    before = os.environ.get("TZ"), locale.setlocale(locale.LC_ALL)
    os.environ["TZ"] = name
    time.tzset()
    locale.setlocale(locale.LC_ALL, "C")
    try:
        yield
    finally:
        os.environ.pop("TZ")
        if before[0] is not None:
            os.environ["TZ"] = before[0]
        time.tzset()
        locale.setlocale(locale.LC_ALL, before[1])


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """It is noon in Jakarta: an account begins with its day, and an hour back from midnight there is none yet."""
    with time_machine.travel(datetime.now(UTC).replace(hour=5), tick=True):
        yield


def test_a_clock_that_was_moved_changes_no_deadline_and_keeps_no_session_alive(office: Office) -> None:
    kode = office.publish(sample_fields())
    began = datetime.now(UTC)
    with SenderOfFiles(office) as sender:
        visitor, before = sender.public(), sender.client
        due = visitor.get(DUE).json
        assert due is not None
        assert due["due"] > due["start"] == "2026-03-12"
        for name in ZONES:
            with zone(name):
                assert (visitor.get(DUE).json, before.get("/kerja/").status_code) == (due, 200)
        for told, moved in CLOCK.items():
            to = began + moved if isinstance(moved, timedelta) else moved
            for name in ZONES:
                with zone(name), time_machine.travel(to, tick=True):
                    assert visitor.get(DUE).json == due, (told, name)
                    # Whoever was signed in is asked again, in whichever direction the clock went.
                    assert before.get("/kerja/").status_code in (302, 303), (told, name)
                    look_around(sender, kode)
        assert before.get("/kerja/").status_code == 200

    with office.stores.database.reading() as session:
        entries = list(session.scalars(select(AuditEntry).order_by(AuditEntry.seq)))
        assert audit.first_broken(session) is None
    # The trail is in the order of what happened, not of what the clock said.
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    days = [str(wib_today(entry.at)) for entry in entries if entry.action == "berkas.simpan"][1:]
    back, on = (str(wib_today(began + by)) for by in CLOCK.values() if isinstance(by, timedelta))
    assert days == [day for day in (back, on, "2038-01-19", "2100-03-01") for _ in ZONES]


def look_around(sender: SenderOfFiles, kode: str) -> None:
    """What somebody sees who comes now: a file is taken, and nothing lies in a future that it began in."""
    sender.client = sender.signed_in()
    sender.choose_another()
    assert (sender.send().status_code, sender.accepted()) == (201, 1)
    for path in (*PAGES, f"/n/{kode}"):
        page = sender.client.get(path)
        assert (path, page.status_code, NEGATIVE.findall(page.text)) == (path, 200, [])
