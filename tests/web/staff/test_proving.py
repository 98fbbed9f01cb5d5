"""Acts that weigh are asked for again from an open session: nothing typed is lost, and ten minutes are enough."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal import clock
from portal.domain.naskah.status import Action
from portal.domain.permissions import Peran
from portal.models.audit_entry import AuditEntry
from portal.models.naskah import Naskah
from portal.models.user import LoginSession, Penugasan
from portal.web.kept_form import PROOF_FIELD
from portal.web.policy import POLICY
from portal.web.proving import GOOD_FOR
from tests.factories.authenticator import set_up
from tests.factories.naskah import Office
from tests.factories.shared import PASSWORD
from tests.web.staff.conftest import Browser


def age(office: Office, minutes: int = 11) -> None:
    """Let every session have shown who it is so long ago."""
    with office.stores.database.transaction() as session:
        session.execute(update(LoginSession).values(proven_at=clock.utc_now() - timedelta(minutes=minutes)))


def hidden(text: str) -> dict[str, str]:
    """What the page carries along."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text)
    return {name: value for name, value in found if name != "csrf_token"}


def test_what_was_shown_is_good_for_ten_minutes() -> None:
    assert timedelta(minutes=10) == GOOD_FOR


def test_a_withdrawal_waits_for_the_password_and_keeps_what_was_typed(office: Office, ani: Browser) -> None:
    kode = office.upload().kode
    office.submit(kode)
    office.drain()
    form = {"alasan": "Keliru “unggah”", "kelas": "keliru"}
    age(office)

    asked = ani.post(f"/kerja/naskah/{kode}/tarik", form)
    assert asked.status_code == 403
    assert hidden(asked.text).items() >= form.items()
    assert f'action="/kerja/naskah/{kode}/tarik"' in asked.text
    assert status(office, kode) == "terbit"
    wrong = ani.post(f"/kerja/naskah/{kode}/tarik", {**hidden(asked.text), PROOF_FIELD: "bukan sandi saya"})
    assert wrong.status_code == 422
    assert hidden(wrong.text).items() >= form.items()
    assert "bukan sandi saya" not in wrong.text

    done = ani.post(f"/kerja/naskah/{kode}/tarik", {**hidden(wrong.text), PROOF_FIELD: PASSWORD})
    assert done.status_code == 303
    assert status(office, kode) == "ditarik"
    with office.stores.database.reading() as session:
        failed = select(AuditEntry.object_key).where(AuditEntry.action == "akun.gagal_bukti")
        assert session.scalars(failed).all() == [ani.email]


def status(office: Office, kode: str) -> str:
    with office.stores.database.reading() as session:
        return session.scalars(select(Naskah.status).where(Naskah.kode == kode)).one().value


def test_what_was_shown_is_good_for_ten_minutes_and_for_this_session_alone(
    app: Flask, office: Office, admin: Browser
) -> None:
    other = Browser(app.test_client(), admin.email)
    other.sign_in()
    actor = office.add_user("unit@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    path = f"/admin/akun/{actor.user_id}/aktif"
    age(office)

    # Open already: 409 is the answer of the act itself.
    assert admin.post(path, {PROOF_FIELD: PASSWORD}).status_code == 409
    assert admin.post(path).status_code == 409
    assert other.post(path).status_code == 403
    age(office, 9)
    assert other.post(path).status_code == 409
    age(office, 10)
    assert other.post(path).status_code == 403


def test_a_code_does_as_well_as_the_password_and_is_used_up(office: Office, admin: Browser) -> None:
    now = clock.utc_now()
    phone, _ = set_up(office.stores, office.actor(admin.email).user_id or 0, now=now)
    admin.sign_in()
    admin.get("/masuk/kode")
    admin.post("/masuk/kode", {"kode": phone.code(now, 1)})
    admin.token = ""
    actor = office.add_user("unit@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    age(office)

    assert admin.post(f"/admin/akun/{actor.user_id}/aktif", {PROOF_FIELD: phone.code(now, 1)}).status_code == 422
    assert admin.post(f"/admin/akun/{actor.user_id}/aktif", {PROOF_FIELD: PASSWORD}).status_code == 409


def test_guessing_here_is_counted_apart_and_stops_after_five(app: Flask, office: Office, admin: Browser) -> None:
    age(office)
    answers = [admin.post("/admin/akun", {PROOF_FIELD: "tebakan"}).status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]
    assert Browser(app.test_client(), admin.email).sign_in().status_code == 303


@pytest.mark.parametrize("act", ["penugasan", "sandi", "langkah-kedua"])
def test_roles_and_keys_of_others_are_asked_for_again(office: Office, admin: Browser, act: str) -> None:
    actor = office.add_user("unit@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    with office.stores.database.reading() as session:
        before = len(session.scalars(select(Penugasan)).all())
    age(office)

    answer = admin.post(f"/admin/akun/{actor.user_id}/{act}", {"peran": "pengelola", "unit": "IMI"})

    assert answer.status_code == 403
    assert "Tunjukkan bahwa ini Anda" in answer.text
    with office.stores.database.reading() as session:
        assert len(session.scalars(select(Penugasan)).all()) == before


def test_a_password_sent_after_the_session_ended_is_not_given_back(office: Office, ani: Browser) -> None:
    kode = office.upload().kode
    ani.get("/kerja/")
    with office.stores.database.transaction() as session:
        session.execute(update(LoginSession).values(ended_at=clock.utc_now()))

    form = {"alasan": "Keliru unggah", PROOF_FIELD: PASSWORD}
    answer = ani.post(f"/kerja/naskah/{kode}/tarik", form, headers={"Origin": "http://localhost"})

    assert answer.status_code == 401
    assert "Keliru unggah" in answer.text
    assert PASSWORD not in answer.text


@pytest.mark.parametrize("act", ["buang", "batalkan"])
def test_what_takes_a_naskah_away_waits_for_a_fresh_proof(
    office: Office, ani: Browser, biro: Browser, act: str
) -> None:
    kode = office.upload().kode
    if act == "batalkan":
        office.submit(kode)
    before = status(office, kode)
    age(office)

    answer = (ani if act == "buang" else biro).post(f"/kerja/naskah/{kode}/{act}", {"alasan_batal": "Keliru"})

    assert answer.status_code == 403
    assert "Keliru" in answer.text
    assert status(office, kode) == before


def test_every_route_that_takes_a_naskah_away_or_from_the_public_is_asked_for_again() -> None:
    taking = {Action.WITHDRAW, Action.SET_VISIBILITY, Action.DECIDE_EXEMPTION, Action.DISCARD, Action.VOID}
    routes = [route for route in POLICY.values() if route.method == "POST" and route.action in taking]

    assert len(routes) > len(taking)
    # A file moves on to another draft of the same hands; nothing is gone.
    assert {route.endpoint for route in routes if not route.needs_proof} == {"work.move_berkas"}
