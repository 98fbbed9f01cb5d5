"""The outbox: two schedulers never double, a killed sender loses its letter to the next, failures are tried again."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from portal import clock, process
from portal.errors import MailError, MailRefusedError
from portal.mail.interface import Letter
from portal.mail.opening import open_mail
from portal.mail.smtp import SmtpMail
from portal.models.pemberitahuan import LetterState, Pemberitahuan
from portal.models.user import User
from portal.services import workers
from portal.services.pemberitahuan import outbox
from portal.services.pemberitahuan.outbox import LEASE, MAX_ATTEMPTS, Delivery
from portal.wiring import Stores
from tests.factories.desk import at_once, errors_of
from tests.factories.reminders import DUE, Reminders, address, morning, text_of
from tests.fixtures.smtp_sink import smtp_sink

ROOT = Path(__file__).parents[3]
DAY = DUE - timedelta(days=7)


@pytest.fixture
def reminders(stores: Stores) -> Reminders:
    """The office with people at every level."""
    made = Reminders(stores)
    made.staff()
    return made


@dataclass
class Broken:
    """A way of sending that fails as it is told, and then remembers what it was given."""

    error: Exception | None
    given: list[Letter]

    def send(self, letter: Letter) -> None:
        """Fail, or take the letter."""
        if self.error is not None:
            raise self.error
        self.given.append(letter)


def test_schedulers_side_by_side_write_each_letter_once(reminders: Reminders) -> None:
    for number in range(6):
        reminders.naskah(judul=f"Naskah {number}")
    late = DUE + timedelta(days=15)

    results = at_once([lambda: reminders.write(late)] * 4)

    assert list(errors_of(results)) == []
    assert sum(result.written for result in results) == 6 * 4  # type: ignore[union-attr]
    keys = [row.kunci for row in reminders.rows()]
    assert len(keys) == len(set(keys))
    assert len([row for row in reminders.rows() if row.state is LetterState.MENUNGGU]) == 24


def test_senders_side_by_side_hand_each_letter_over_once(reminders: Reminders) -> None:
    for number in range(5):
        reminders.naskah(judul=f"Naskah {number}")
    reminders.write(DUE + timedelta(days=15))
    with smtp_sink("smtp") as sink:
        mail = open_mail(f"smtp://127.0.0.1:{sink.port}", "portal@contoh.example")
        now = morning(DUE + timedelta(days=15), 2)

        def send(name: str) -> Delivery:
            return outbox.deliver_due(reminders.stores.database, mail, owner=name, clock=lambda: now)

        results = at_once([lambda name=name: send(name) for name in "abcd"])  # type: ignore[misc]

        assert list(errors_of(results)) == []
        ids = [line for taken in sink.taken for line in taken.data.split(b"\r\n") if line.startswith(b"Message-ID")]
    assert len(ids) == len(set(ids)) == 4, "one letter for each reader, whoever sends"
    assert {row.state for row in reminders.rows() if row.recipient} == {LetterState.TERKIRIM}


def test_two_commands_at_the_same_time_double_nothing(reminders: Reminders) -> None:
    for number in range(4):
        reminders.naskah(clock.today() - timedelta(days=120), judul=f"Naskah {number}", expires_on=None)
    settings = {
        "PORTAL_DATA_DIR": str(reminders.stores.config.data_dir),
        "PORTAL_DATABASE_URL": reminders.stores.config.database_url,
        "PORTAL_EFFECTIVE_ON": "2025-05-22",
        "PYTHONPATH": str(ROOT),
    }
    commands = [
        subprocess.Popen(
            [sys.executable, "-m", "portal", "remind", "--json"],
            env={**os.environ, **settings},
            cwd=reminders.stores.config.data_dir,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    told = [json.loads(command.communicate(timeout=120)[0]) for command in commands]

    assert [command.returncode for command in commands] == [0, 0]
    assert sum(one["written"] for one in told) == 4 * 4
    assert sum(one["sent"] for one in told) == len(reminders.letters()) == 4


def test_a_sender_killed_between_sending_and_noting_leaves_one_letter(reminders: Reminders) -> None:
    reminders.naskah()
    reminders.write(DAY)
    now = morning(DAY, 2)
    held = outbox._claim(reminders.stores.database, "mati", now)
    assert held is not None
    reminders.stores.mail.send(held.letter)

    assert reminders.post(DAY).sent == 0, "its lease still runs"
    later = now + LEASE + timedelta(seconds=1)
    again = outbox.deliver_due(reminders.stores.database, reminders.stores.mail, owner="b", clock=lambda: later)

    assert again.sent == 1
    assert len(reminders.letters()) == 1
    late = outbox._note(reminders.stores.database, held, "mati", state=LetterState.GAGAL, error="terlambat")
    assert late is None
    assert [row.state for row in reminders.rows()] == [LetterState.TERKIRIM]


def test_a_letter_of_a_killed_sender_waits_for_no_lease(reminders: Reminders) -> None:
    reminders.naskah()
    reminders.write(DAY)
    now = morning(DAY, 2)
    dead = str(process.ProcessName("a", process.this_process().space, 4_000_000, "1"))
    assert outbox._claim(reminders.stores.database, f"{dead}:ff", now) is not None
    assert reminders.post(DAY).sent == 0

    with reminders.stores.database.transaction() as session:
        workers.take_over_letters(session, now=now)

    assert reminders.post(DAY).sent == 1


def test_what_is_due_to_one_reader_on_one_day_is_one_letter(reminders: Reminders) -> None:
    codes = [reminders.naskah(judul=f"Kerja Sama {word}") for word in ("Satu", "Dua", "Tiga")]
    reminders.write(DAY)
    assert reminders.post(DAY) == Delivery(sent=1)
    (letter,) = reminders.letters()

    assert str(letter["Subject"]).startswith("3 pengingat: Naskah asli ditunggu paling lambat Kamis, 3 Desember 2026")
    for part in ("plain", "html"):
        told = text_of(letter, part)
        for kode, word in zip(codes, ("Satu", "Dua", "Tiga"), strict=True):
            assert f"Kerja Sama {word}" in told
            assert f"/kerja/naskah/{kode}" in told
    assert {row.state for row in reminders.rows()} == {LetterState.TERKIRIM}

    late = reminders.naskah(judul="Terdaftar siang hari")
    reminders.write(DAY)
    assert reminders.post(DAY, 9) == Delivery(), "a second letter of the day waits for the next morning"
    assert reminders.post(DAY + timedelta(days=1), 0) == Delivery(sent=1)
    assert [late in text_of(one) for one in reminders.letters()].count(True) == 1


def test_a_digest_whose_sender_was_killed_goes_out_as_the_same_letter(reminders: Reminders) -> None:
    for word in ("Satu", "Dua"):
        reminders.naskah(judul=word)
    reminders.write(DAY)
    held = outbox._claim(reminders.stores.database, "mati", morning(DAY, 2))
    assert held is not None
    reminders.stores.mail.send(held.letter)
    later = morning(DAY, 2) + LEASE + timedelta(seconds=1)

    again = outbox.deliver_due(reminders.stores.database, reminders.stores.mail, owner="b", clock=lambda: later)

    assert again.sent == 1
    assert len(reminders.letters()) == 1, "the same name, so the same file"
    assert {row.state for row in reminders.rows()} == {LetterState.TERKIRIM}


def test_what_may_help_is_tried_again_later_and_goes_out_in_the_end(reminders: Reminders) -> None:
    reminders.naskah()
    reminders.write(DAY)
    mail = Broken(MailError("Server surel tidak dapat dihubungi."), [])
    now = morning(DAY, 2)

    def post() -> Delivery:
        return outbox.deliver_due(reminders.stores.database, mail, owner="a", clock=lambda: now)

    assert (post(), post()) == (Delivery(postponed=1), Delivery())
    now += timedelta(minutes=5)
    assert post() == Delivery(postponed=1)
    (row,) = reminders.rows()
    assert (row.state, row.attempts, row.error) == (LetterState.MENUNGGU, 2, "Server surel tidak dapat dihubungi.")

    mail.error = None
    now += timedelta(minutes=10)
    assert post() == Delivery(sent=1)
    assert [letter.to for letter in mail.given] == [address("imi")]
    assert reminders.rows()[0].error == ""


def test_a_refused_address_fails_at_once_and_a_dead_server_after_days(reminders: Reminders) -> None:
    reminders.naskah()
    reminders.write(DAY)
    database, now = reminders.stores.database, morning(DAY, 2)
    refusing = Broken(MailRefusedError("Server surel menolak surat ini (550)."), [])
    assert outbox.deliver_due(database, refusing, owner="a", clock=lambda: now) == Delivery(failed=1)
    assert reminders.rows()[0].state is LetterState.GAGAL

    with database.transaction() as session:
        session.execute(update(Pemberitahuan).values(state=LetterState.MENUNGGU, attempts=0, not_before=now))
    dead, tries = Broken(MailError("Server surel tidak dapat dihubungi."), []), 0
    while reminders.rows()[0].state is LetterState.MENUNGGU:
        now += timedelta(minutes=30)
        tries += outbox.deliver_due(database, dead, owner="a", clock=lambda at=now: at) != Delivery()  # type: ignore[misc]
    assert tries == MAX_ATTEMPTS
    assert now - morning(DAY, 2) > timedelta(days=4)


def test_one_bad_address_stops_no_other_letter(reminders: Reminders) -> None:
    reminders.naskah()
    with reminders.stores.database.transaction() as session:
        session.execute(update(User).where(User.email == address("dirjen")).values(email="dirjen@ditolak.example"))
    reminders.write(DUE + timedelta(days=15))
    with smtp_sink("smtp") as sink:
        mail = open_mail(f"smtp://127.0.0.1:{sink.port}", "portal@contoh.example")
        assert isinstance(mail, SmtpMail)
        now = morning(DUE + timedelta(days=15), 2)
        delivery = outbox.deliver_due(reminders.stores.database, mail, owner="a", clock=lambda: now)
        readers = [taken.recipient for taken in sink.taken]

    assert delivery == Delivery(sent=3, failed=1)
    assert readers == [address("imi"), address("biro"), address("sesjen")]


def test_a_name_cannot_break_out_of_the_letter(reminders: Reminders) -> None:
    with reminders.stores.database.transaction() as session:
        user = session.scalars(select(User).where(User.email == address("imi"))).one()
        user.nama = 'Contoh\r\nBcc: x@y.example <script>alert(1)</script> "{{ 7*7 }}"'
    reminders.naskah(judul="{{ surat }} <img src=x onerror=alert(1)>\nBcc: semua@contoh.example")
    reminders.run(DAY)

    (letter,) = reminders.letters()
    assert letter["Bcc"] is None
    assert "<script>" not in text_of(letter, "html")
    assert "<img" not in text_of(letter, "html")
    assert "{{ 7*7 }}" in text_of(letter)
