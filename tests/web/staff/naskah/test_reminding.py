"""Ingatkan and Tegur: one click of the Biro, logged, mailed by the worker, seen by the unit on two pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.config import Config
from portal.domain.naskah.enumerations import JenisHubungan
from portal.domain.naskah.status import Status
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.permissions import Peran
from portal.models.audit_entry import AuditEntry
from portal.models.hubungan import Hubungan
from portal.models.naskah import Naskah
from portal.models.pemberitahuan import LetterState
from portal.services.pemberitahuan import outbox
from tests.factories.desk import Desk
from tests.factories.naskah import Office
from tests.factories.reminders import Reminders, address, signed_fields
from tests.web.staff.conftest import Browser


@pytest.fixture
def config(config: Config) -> Config:
    """Settings with the day the regulation took effect."""
    return replace(config, effective_on=date(2025, 5, 22))


@pytest.fixture
def reminders(office: Office) -> Reminders:
    """The office with people at every level."""
    made = Reminders(office.stores)
    made.staff()
    return made


@pytest.fixture
def imi(person: Callable[..., Browser]) -> Browser:
    """A second pengelola of IMI, with a browser."""
    return person("imi2@contoh.example", Peran.PENGELOLA, "IMI")


def late(reminders: Reminders, **changes: object) -> str:
    return reminders.naskah(clock.today() - timedelta(days=60), **changes)


def test_tegur_takes_one_click_is_logged_and_reaches_the_unit(
    biro: Browser, imi: Browser, ani: Browser, reminders: Reminders
) -> None:
    kode = late(reminders, judul="Pertukaran Data Perlintasan")
    page = biro.get(f"/kerja/naskah/{kode}").text
    assert "Tegur unit" in page
    assert "Ingatkan unit" not in page

    answer = biro.post(f"/biro/naskah/{kode}/ingatkan", {"pesan": "Bawa ke loket,\r\nlantai 2."})

    assert answer.location == f"/kerja/naskah/{kode}?pesan=ditegur"
    assert "Teguran dicatat" in biro.get(answer.location).text
    rows = [row for row in reminders.rows() if row.jenis is not ReminderKind.AKUN]
    assert {row.recipient for row in rows} == {address("imi"), address("dirjen"), "imi2@contoh.example"}
    assert {(row.jenis, row.state) for row in rows} == {(ReminderKind.TEGUR, LetterState.MENUNGGU)}
    with reminders.stores.database.reading() as session:
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "naskah.tegur"))
    assert (entry.actor_email, entry.object_key) == ("biro@contoh.go.id", kode)
    for path in ("/kerja/", f"/kerja/naskah/{kode}"):
        seen = imi.get(path).text
        assert "Ditegur Biro" in seen
        assert "Bawa ke loket, lantai 2." in seen
        assert "Pertukaran Data" not in ani.get("/kerja/").text

    delivery = outbox.deliver_due(reminders.stores.database, reminders.stores.mail, owner="uji", clock=clock.utc_now)
    told = ["Bawa ke loket, lantai 2." in letter.as_string() for letter in reminders.letters()]
    others = [letter for letter, is_told in zip(reminders.letters(), told, strict=True) if not is_told]
    assert (delivery.sent, told.count(True)) == (len(told), 3)
    # The Biro is told of roles that were given.
    assert {letter["To"] for letter in others} == {"biro@contoh.go.id"}
    assert "terkirim" in imi.get(f"/kerja/naskah/{kode}").text


def test_before_the_due_date_it_is_a_reminder_and_a_second_click_of_the_day_sends_nothing(
    biro: Browser, reminders: Reminders
) -> None:
    kode = reminders.naskah(clock.today())

    first = biro.post(f"/biro/naskah/{kode}/ingatkan", {"dari": "papan"})
    second = biro.post(f"/biro/naskah/{kode}/ingatkan", {"dari": "papan"})

    assert (first.location, second.location) == (
        "/biro/kepatuhan?pesan=diingatkan", "/biro/kepatuhan?pesan=sudah-diingatkan",
    )  # fmt: skip
    assert [row.jenis for row in reminders.rows()] == [ReminderKind.INGATKAN]
    with reminders.stores.database.reading() as session:
        assert len(session.scalars(select(AuditEntry).where(AuditEntry.action == "naskah.ingatkan")).all()) == 1


def test_the_board_offers_the_button_to_the_biro_alone(biro: Browser, imi: Browser, reminders: Reminders) -> None:
    kode = late(reminders)

    assert f'action="/biro/naskah/{kode}/ingatkan"' in biro.get("/biro/kepatuhan").text
    assert "/ingatkan" not in imi.get("/biro/kepatuhan").text
    assert imi.post(f"/biro/naskah/{kode}/ingatkan").status_code == 403


def test_what_has_no_original_to_wait_for_cannot_be_reminded_of(
    biro: Browser, reminders: Reminders, office: Office
) -> None:
    domestic = Desk(office).draft()
    old = reminders.naskah(date(2025, 5, 1))

    for kode in (domestic, old):
        assert biro.post(f"/biro/naskah/{kode}/ingatkan").status_code == 409
        assert "Tegur unit" not in biro.get(f"/kerja/naskah/{kode}").text
    assert biro.post("/biro/naskah/2026-10000/ingatkan").status_code == 404
    assert reminders.rows() == []


def test_a_message_that_is_too_long_comes_back_with_the_form_open(biro: Browser, reminders: Reminders) -> None:
    kode = late(reminders)

    answer = biro.post(f"/biro/naskah/{kode}/ingatkan", {"pesan": "x" * 1001})

    assert answer.status_code == 422
    assert "Persingkat pesan" in answer.text
    assert "x" * 1001 in answer.text


def test_pasal_6_a_pks_whose_parent_has_ended_is_flagged_on_its_page_and_not_ended(
    biro: Browser, reminders: Reminders, office: Office
) -> None:
    desk = Desk(office)
    parent = desk.draft(signed_fields(date(2019, 1, 7), expires_on=date(2024, 1, 7), lingkup=None))
    child = desk.draft()
    with office.stores.database.transaction() as session:
        ids = {row.kode: row for row in session.scalars(select(Naskah))}
        ids[child].status = Status.TERBIT
        session.add(Hubungan(naskah_id=ids[child].id, target_id=ids[parent].id, jenis=JenisHubungan.INDUK))

    page = biro.get(f"/kerja/naskah/{child}").text

    assert f"Naskah induk {parent} tidak berlaku lagi sejak 8 Januari 2024." in page
    assert "tidak berlaku lagi sejak" not in biro.get(f"/kerja/naskah/{parent}").text


def test_the_page_of_a_foreign_naskah_asks_a_bounded_number_of_questions(
    biro: Browser, reminders: Reminders, count_queries: Callable[[], Any], app: Flask
) -> None:
    kode = late(reminders)
    biro.post(f"/biro/naskah/{kode}/ingatkan")
    for path, limit in ((f"/kerja/naskah/{kode}", 19), ("/kerja/", 13)):
        with count_queries() as statements:
            assert biro.get(path).status_code == 200
        assert len(statements) <= limit, (path, len(statements))
