"""The second factor as a browser sees it: setting up, the door behind the door, days of grace, sessions."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from portal import clock
from portal.app import create_app
from portal.domain.permissions import Peran
from portal.domain.second_factor import FactorPolicy
from portal.models.user import FactorReset, LoginSession, SecondFactor, User
from portal.services.users import accounts, factor_resets
from tests.factories.authenticator import Authenticator
from tests.factories.naskah import Office
from tests.factories.shared import PASSWORD
from tests.web.staff.conftest import Browser

_KEY = re.compile(r'kunci-aplikasi">([A-Z2-7 ]+)<')
_CODES = re.compile(r'<code class="sandi">([A-Z0-9-]+)</code>')


def set_up(browser: Browser) -> tuple[Authenticator, list[str]]:
    """Through the pages; gives the phone and the recovery codes."""
    begun = browser.post("/kerja/keamanan/aplikasi")
    assert begun.location == "/kerja/keamanan/aplikasi/baru"
    page = browser.get(begun.location)
    found = _KEY.search(page.text)
    assert found is not None
    assert '<svg class="qr"' in page.text
    phone = Authenticator(found[1].replace(" ", ""))
    done = browser.post(begun.location, {"nama": "Ponsel dinas", "kode": phone.code(clock.utc_now())})
    assert done.status_code == 200
    return phone, _CODES.findall(done.text)


def next_code(phone: Authenticator) -> str:
    """One that was not taken yet."""
    return phone.code(clock.utc_now(), 1)


def test_setting_up_and_entering_with_a_code_and_with_a_recovery_code(app: Flask, ani: Browser) -> None:
    phone, codes = set_up(ani)
    assert len(codes) == 10
    page = ani.get("/kerja/keamanan")
    assert "Ponsel dinas" in page.text
    assert "Tersisa 10 dari 10 kode" in page.text
    assert not any(code in page.text for code in codes)

    browser = Browser(app.test_client(), ani.email)
    asked = browser.sign_in(next="/kerja/naskah")
    assert asked.location == "/masuk/kode?next=/kerja/naskah"
    before = browser.client.get_cookie("sesi")
    assert browser.get("/kerja/").location.startswith("/masuk")
    assert browser.get("/masuk/kode").headers["Cache-Control"] == "no-store"
    wrong = browser.post("/masuk/kode", {"kode": "tidak"})
    assert (wrong.status_code, "Kode tidak cocok" in wrong.text) == (422, True)
    assert browser.client.get_cookie("perangkat") is None
    entered = browser.post("/masuk/kode", {"kode": next_code(phone), "next": "/kerja/naskah"})
    after = browser.client.get_cookie("sesi")
    assert entered.location == "/kerja/naskah"
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert browser.client.get_cookie("perangkat") is not None
    assert browser.get("/kerja/").status_code == 200

    lost = Browser(app.test_client(), ani.email)
    lost.sign_in()
    lost.get("/masuk/kode")
    assert lost.post("/masuk/kode", {"kode": codes[3]}).location == "/kerja/"
    assert "Tersisa 9 dari 10 kode" in lost.get("/kerja/keamanan").text


def test_between_password_and_code_one_can_leave_and_the_token_is_worth_nothing(
    app: Flask, office: Office, ani: Browser
) -> None:
    phone, _ = set_up(ani)
    browser = Browser(app.test_client(), ani.email)
    browser.sign_in()
    with browser.client.session_transaction() as cookie:
        token = cookie["menunggu_kode"]
        assert "_user_id" not in cookie
    planted = app.test_client()
    with planted.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    assert planted.get("/kerja/").location.startswith("/masuk")

    browser.get("/masuk/kode")
    assert browser.post("/masuk/kode", {"batal": "1"}).location == "/masuk?pesan=keluar"
    with browser.client.session_transaction() as cookie:
        cookie["menunggu_kode"] = token
    browser.get("/masuk")
    assert browser.post("/masuk/kode", {"kode": next_code(phone)}).location == "/masuk"
    with office.stores.database.reading() as session:
        assert accounts.waiting_user(session, token, now=clock.utc_now()) is None


def test_five_wrong_codes_are_enough(app: Flask, ani: Browser) -> None:
    phone, _ = set_up(ani)
    browser = Browser(app.test_client(), ani.email)
    browser.sign_in()
    browser.get("/masuk/kode")

    answers = [browser.post("/masuk/kode", {"kode": "AAAA"}).status_code for _ in range(5)]
    closed = browser.post("/masuk/kode", {"kode": next_code(phone)})

    assert answers == [422] * 5
    assert (closed.status_code, int(closed.headers["Retry-After"]) > 0) == (429, True)


def test_a_password_made_anew_by_an_admin_does_not_pass_the_second_factor(
    app: Flask, office: Office, ani: Browser, admin: Browser
) -> None:
    set_up(ani)
    page = admin.post(f"/admin/akun/{office.actor(ani.email).user_id}/sandi")
    found = re.search(r'<code class="sandi">([^<]+)</code>', page.text)
    assert found is not None

    browser = Browser(app.test_client(), ani.email)
    assert browser.sign_in(found[1]).location == "/masuk/kode"
    assert browser.get("/kerja/sandi").location.startswith("/masuk")


@pytest.fixture
def strict(app: Flask, office: Office) -> Iterator[Flask]:
    """A portal that needs a second factor of some roles."""
    config = replace(office.stores.config, second_factor=FactorPolicy.REQUIRED)
    made = create_app(config, replace(office.stores, config=config))
    yield made
    made.extensions["pdf_reader"].close()


def test_whoever_needs_one_is_told_until_when_and_then_reaches_nothing_but_setting_it_up(
    strict: Flask, office: Office
) -> None:
    actor = office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")
    browser = Browser(strict.test_client(), actor.email)
    browser.sign_in()

    assert "Peran Anda memerlukan langkah kedua saat masuk, paling lambat" in browser.get("/kerja/").text

    with office.stores.database.transaction() as session:
        user = session.get_one(User, actor.user_id)
        assert user.factor_due_on == clock.today() + timedelta(days=14)
        user.factor_due_on = clock.today() - timedelta(days=1)
    for path in ("/kerja/", "/kerja/naskah", "/biro/persetujuan", "/admin/audit"):
        assert browser.get(path).location == "/kerja/keamanan"
    assert browser.post("/kerja/keamanan/sesi/akhiri").status_code == 403
    page = browser.get("/kerja/keamanan")
    assert "Siapkan aplikasi autentikator dulu" in page.text
    assert "memerlukan langkah kedua saat masuk" not in page.text
    set_up(browser)
    assert browser.get("/kerja/").status_code == 200
    # The only one cannot be taken away again.
    assert "/hapus" not in browser.get("/kerja/keamanan").text
    assert browser.post("/kerja/keamanan/aplikasi/1/hapus").status_code == 409


def test_others_are_left_alone_where_it_is_required(strict: Flask, office: Office) -> None:
    office.add_user("unit@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    browser = Browser(strict.test_client(), "unit@contoh.go.id")
    browser.sign_in()

    assert "langkah kedua" not in browser.get("/kerja/").text


def test_where_it_is_off_nothing_of_it_is_offered(app: Flask, office: Office) -> None:
    config = replace(office.stores.config, second_factor=FactorPolicy.OFF)
    made = create_app(config, replace(office.stores, config=config))
    office.add_user("unit@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    browser = Browser(made.test_client(), "unit@contoh.go.id")
    browser.sign_in()

    page = browser.get("/kerja/keamanan")
    assert (page.status_code, "Langkah kedua" in page.text) == (200, False)
    assert browser.post("/kerja/keamanan/aplikasi").status_code == 404
    made.extensions["pdf_reader"].close()


def test_own_sessions_are_listed_and_ended_one_by_one_or_all_others(app: Flask, office: Office, ani: Browser) -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"
    others = [Browser(app.test_client(), ani.email) for _ in range(3)]
    for other in others:
        other.client.environ_base["HTTP_USER_AGENT"] = agent
        other.client.environ_base["REMOTE_ADDR"] = "192.0.2.77"
        other.sign_in()
    page = ani.get("/kerja/keamanan").text
    assert page.count("Firefox di Linux</b>") == 3
    assert "jaringan 192.0.2.x" in page
    assert "192.0.2.77" not in page
    with office.stores.database.reading() as session:
        number = session.scalars(select(LoginSession.id).order_by(LoginSession.id.desc())).first()

    assert ani.post(f"/kerja/keamanan/sesi/{number}/akhiri").status_code == 303
    assert [other.get("/kerja/").status_code for other in others] == [200, 200, 302]
    ani.post("/kerja/keamanan/sesi/akhiri")
    assert [other.get("/kerja/").status_code for other in others] == [302, 302, 302]
    assert ani.get("/kerja/").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(office: Office, ani: Browser, biro: Browser) -> None:
    with office.stores.database.reading() as session:
        number = session.scalars(
            select(LoginSession.id).where(LoginSession.user_id == office.actor(biro.email).user_id)
        ).one()

    assert ani.post(f"/kerja/keamanan/sesi/{number}/akhiri").status_code == 404
    assert biro.get("/kerja/").status_code == 200


def test_a_lost_phone_is_reset_with_the_consent_of_the_biro(
    office: Office, ani: Browser, admin: Browser, biro: Browser
) -> None:
    set_up(ani)
    path = f"/admin/akun/{office.actor(ani.email).user_id}"
    assert "Minta setel ulang langkah kedua" in admin.get(path).text
    assert admin.post(f"{path}/langkah-kedua").location == f"{path}?pesan=faktor-diminta"
    assert ">Setujui<" not in admin.get(path).text
    assert admin.post(f"{path}/langkah-kedua").status_code == 409
    with office.stores.database.reading() as session:
        reset = session.scalars(select(FactorReset)).one()
        address = f"/biro/persetujuan/{reset.user_id}/langkah-kedua/{reset.id}"
    assert address in biro.get("/biro/persetujuan").text

    assert biro.post(address, {"putusan": "setuju"}).location == "/biro/persetujuan?pesan=faktor-dilepas"
    assert ani.get("/kerja/").status_code == 302
    assert ani.sign_in().location == "/kerja/"


@pytest.mark.parametrize("typed", [{"nama": "", "kode": "1"}, {"nama": "x" * 61, "kode": "1"}, {"nama": "a"}])
def test_a_wrong_first_code_is_told_and_the_key_stays_the_same(ani: Browser, typed: dict[str, str]) -> None:
    ani.post("/kerja/keamanan/aplikasi")
    before = _KEY.search(ani.get("/kerja/keamanan/aplikasi/baru").text)

    answer = ani.post("/kerja/keamanan/aplikasi/baru", typed)
    after = _KEY.search(answer.text)

    assert answer.status_code == 422
    assert before is not None
    assert after is not None
    assert before[1] == after[1]


def test_the_page_costs_few_questions(ani: Browser, count_queries: Callable[[], object]) -> None:
    with count_queries() as seen:  # type: ignore[attr-defined]
        ani.get("/kerja/keamanan")

    assert len(seen) <= 11, "\n".join(seen)


def with_short_password(browser: Browser, office: Office) -> None:
    """Twelve letters, beside an application."""
    set_up(browser)
    with office.stores.database.transaction() as session:
        user = accounts.find_user(session, browser.email)
        user.has_short_password = True


def lose_rows(office: Office) -> None:
    with office.stores.database.transaction() as session:
        session.execute(delete(SecondFactor))


def lose_by_reset(office: Office) -> None:
    with office.stores.database.transaction() as session:
        user = accounts.find_user(session, "ani@contoh.go.id")
        factor_resets.ask(session, user.id, office.act())


@pytest.mark.parametrize("lose", [lose_rows, lose_by_reset])
def test_a_short_password_without_its_factor_opens_only_the_page_that_changes_it(
    app: Flask, office: Office, ani: Browser, lose: Callable[[Office], None]
) -> None:
    with_short_password(ani, office)
    assert ani.get("/kerja/").status_code == 200
    lose(office)

    browser = Browser(app.test_client(), ani.email)
    assert browser.sign_in().location == "/kerja/"
    assert browser.get("/kerja/").location == "/kerja/sandi"
    page = browser.get("/kerja/sandi").text
    assert "tanpanya kata sandi Anda terlalu pendek" in page
    assert "Paling sedikit 15 karakter" in page
    assert browser.post("/kerja/unggah").status_code == 403
    typed = {"current": PASSWORD, "new": "laut biru kuda berenang", "again": "laut biru kuda berenang"}
    assert browser.post("/kerja/sandi", typed).status_code == 303
    assert browser.sign_in("laut biru kuda berenang").location == "/kerja/"
    assert browser.get("/kerja/").status_code == 200


def test_a_factor_that_is_asked_for_no_more_makes_a_short_password_too_short_also_in_open_sessions(
    app: Flask, office: Office, ani: Browser
) -> None:
    with_short_password(ani, office)
    config = replace(office.stores.config, second_factor=FactorPolicy.OFF)
    without = create_app(config, replace(office.stores, config=config))
    token = ani.client.get_cookie("sesi")
    assert token is not None
    moved = without.test_client()
    moved.set_cookie("sesi", token.value)

    assert moved.get("/kerja/").location == "/kerja/sandi"
    assert ani.get("/kerja/").status_code == 200
    without.extensions["pdf_reader"].close()
