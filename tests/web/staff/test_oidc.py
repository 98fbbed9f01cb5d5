"""Signing in with an account elsewhere as a browser sees it, over a real provider: bound from within, then used."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.domain.permissions import OPERATOR, Peran
from portal.models.audit_entry import AuditEntry
from portal.models.oidc_identity import OidcIdentity
from portal.models.pemberitahuan import Pemberitahuan
from portal.models.user import LoginSession, User
from portal.services.users import accounts
from portal.services.users.guessing import MAX_FAILURES_ADDRESS
from portal.web.words.notices import NOTICES
from tests.factories.authenticator import Authenticator, set_up
from tests.factories.naskah import Office
from tests.fixtures.openid_issuer import CLIENT_ID, CLIENT_SECRET, OpenIdIssuer, running_issuer
from tests.web.staff.conftest import Browser

RETURN = "http://127.0.0.1:8000/masuk/penyedia/kembali"
NAME = "SSO Kementerian"
EMAIL = "ani@contoh.go.id"


@pytest.fixture(scope="module")
def process() -> Iterator[OpenIdIssuer]:
    with running_issuer(RETURN) as found:
        yield found


@pytest.fixture
def provider(process: OpenIdIssuer) -> OpenIdIssuer:
    """The provider, behaving as it should."""
    process.told()
    return process


def portal_with(office: Office, provider: OpenIdIssuer, **more: Any) -> Flask:
    """The portal, which lets people in by this provider."""
    registered = {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": CLIENT_SECRET,
        "oidc_name": NAME,
    }
    config: Config = replace(office.stores.config, **registered, **more)
    return create_app(config, replace(office.stores, config=config))


@pytest.fixture
def app(office: Office, provider: OpenIdIssuer) -> Iterator[Flask]:
    made = portal_with(office, provider)
    yield made
    made.extensions["pdf_reader"].close()


def inside(app: Flask, office: Office, email: str = EMAIL, *, is_new: bool = True) -> Browser:
    """Somebody in a session that the portal's own door began."""
    if is_new:
        office.add_user(email, Peran.PENGELOLA, "KANIM-A")
    browser = Browser(app.test_client(), email)
    with office.stores.database.transaction() as session:
        user = accounts.find_user(session, email)
        token = accounts.start_session(session, user.id, device="uji", now=clock.utc_now())
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return browser


def returned(browser: Browser, provider: OpenIdIssuer, address: str) -> TestResponse:
    """Over there and back."""
    back = urlsplit(provider.sign_in(address))
    return browser.get(f"{back.path}?{back.query}")


def connect(browser: Browser, provider: OpenIdIssuer) -> TestResponse:
    """From within: Keamanan, the page with the link, over there and back."""
    page = browser.post("/kerja/keamanan/penyedia")
    assert page.status_code == 200, page.text
    address = page.text.split('class="btn" href="')[1].split('"')[0].replace("&amp;", "&")
    return returned(browser, provider, address)


def enter(browser: Browser, provider: OpenIdIssuer, path: str = "/masuk/penyedia") -> TestResponse:
    """By the button at the door."""
    return returned(browser, provider, browser.get(path).location)


def notice_of(answer: TestResponse) -> str:
    """The key of what the next page says."""
    assert answer.status_code == 303
    assert "code=" not in answer.location
    key = parse_qs(urlsplit(answer.location).query)["pesan"][0]
    assert key in NOTICES
    return key


def acts(office: Office) -> list[tuple[str, str]]:
    """What the audit trail says of accounts elsewhere, and of entering."""
    with office.stores.database.reading() as session:
        rows = session.execute(select(AuditEntry.action, AuditEntry.after).order_by(AuditEntry.seq))
        return [(row.action, str(row.after)) for row in rows if row.action.startswith("akun.")]


def sessions(office: Office) -> list[LoginSession]:
    with office.stores.database.reading() as session:
        return list(session.scalars(select(LoginSession).where(LoginSession.ended_at.is_(None))))


def test_an_account_is_bound_from_within_and_then_opens_the_door(
    app: Flask, office: Office, provider: OpenIdIssuer
) -> None:
    ani = inside(app, office)
    assert f"Hubungkan {NAME}" in ani.get("/kerja/keamanan").text
    assert notice_of(connect(ani, provider)) == "penyedia-terhubung"
    page = ani.get("/kerja/keamanan").text
    assert f"Hubungkan {NAME}" not in page
    assert "belum pernah dipakai" in page

    visitor = Browser(app.test_client(), EMAIL)
    assert f"Masuk dengan {NAME}" in visitor.get("/masuk").text
    entered = enter(visitor, provider, "/masuk/penyedia?next=/kerja/naskah")
    assert (entered.status_code, entered.location) == (303, "/kerja/naskah")
    assert visitor.get("/kerja/naskah").status_code == 200
    assert visitor.get("/masuk/penyedia").location == "/kerja/"
    assert "terakhir dipakai" in ani.get("/kerja/keamanan").text

    assert [(action, provider.issuer in after) for action, after in acts(office)[-2:]] == [
        ("akun.hubungkan", True),
        ("akun.masuk", True),
    ]
    with office.stores.database.reading() as session:
        letters = [row.subject for row in session.scalars(select(Pemberitahuan))]
        assert session.scalars(select(User.email).where(User.email == EMAIL)).all() == [EMAIL]
    assert "Akun lain dihubungkan" in letters


def test_nobody_enters_by_an_account_that_was_not_bound_whatever_address_it_claims(
    app: Flask, office: Office, provider: OpenIdIssuer
) -> None:
    inside(app, office)
    provider.told(claims={"email": EMAIL, "email_verified": True, "preferred_username": EMAIL})
    stranger = Browser(app.test_client(), EMAIL)

    assert notice_of(enter(stranger, provider)) == "penyedia-asing"
    assert stranger.get("/kerja/").location.startswith("/masuk")
    assert ("akun.gagal_luar", '{"sebab":"tidak_terhubung"}') in acts(office)
    with office.stores.database.reading() as session:
        assert session.scalars(select(OidcIdentity)).all() == []


def test_the_second_factor_of_the_portal_is_asked_for_all_the_same(
    app: Flask, office: Office, provider: OpenIdIssuer
) -> None:
    ani = inside(app, office)
    connect(ani, provider)
    phone = give_factor(office)
    provider.told(claims={"acr": "kuat", "amr": ["otp", "mfa"]})

    visitor = Browser(app.test_client(), EMAIL)
    assert enter(visitor, provider).location == "/masuk/kode"
    assert visitor.get("/kerja/").location.startswith("/masuk")
    page = visitor.get("/masuk/kode").text
    assert f"Anda sudah dikenali lewat {NAME}." in page
    assert "Kata sandi Anda cocok" not in page
    assert visitor.post("/masuk/kode", {"kode": "000000"}).status_code == 422
    assert visitor.post("/masuk/kode", {"kode": phone.code(clock.utc_now(), 1)}).location == "/kerja/"
    assert visitor.get("/kerja/").status_code == 200


def give_factor(office: Office) -> Authenticator:
    with office.stores.database.reading() as session:
        user_id = accounts.find_user(session, EMAIL).id
    return set_up(office.stores, user_id, now=clock.utc_now())[0]


def test_a_trusted_way_of_signing_in_there_stands_in_for_it(office: Office, provider: OpenIdIssuer) -> None:
    app = portal_with(office, provider, oidc_trusted_acr=("kuat",), oidc_trusted_amr=("otp",))
    connect(inside(app, office), provider)
    give_factor(office)
    ways: list[tuple[dict[str, Any], str]] = [
        ({"acr": "kuat"}, "/kerja/"),
        ({"amr": ["pwd", "otp"]}, "/kerja/"),
        ({"acr": "lemah"}, "/masuk/kode"),
    ]

    for claims, location in ways:
        provider.told(claims=claims)
        assert (claims, enter(Browser(app.test_client(), EMAIL), provider).location) == (claims, location)
    app.extensions["pdf_reader"].close()


def test_what_was_shown_there_long_ago_is_no_fresh_proof(app: Flask, office: Office, provider: OpenIdIssuer) -> None:
    connect(inside(app, office), provider)
    ways: list[tuple[dict[str, Any], int]] = [
        ({"shifted": {"auth_time": -3600}}, 403),
        ({"without": ["auth_time"]}, 403),
        ({}, 303),
    ]

    for how, status in ways:
        provider.told(**how)
        visitor = Browser(app.test_client(), EMAIL)
        enter(visitor, provider)
        assert visitor.get("/kerja/").status_code == 200
        assert (how, visitor.post("/kerja/keamanan/aplikasi").status_code) == (how, status)


def test_a_session_that_began_there_ends_as_any_other(app: Flask, office: Office, provider: OpenIdIssuer) -> None:
    connect(inside(app, office), provider)
    visitor = Browser(app.test_client(), EMAIL)
    enter(visitor, provider)
    assert visitor.get("/kerja/").status_code == 200

    with time_machine.travel(clock.utc_now() + timedelta(minutes=31), tick=False):
        assert visitor.get("/kerja/").location.startswith("/masuk")


def test_a_closed_account_is_not_entered_and_the_binding_is_gone_when_it_is_opened_again(
    app: Flask, office: Office, provider: OpenIdIssuer
) -> None:
    connect(inside(app, office), provider)
    with office.stores.database.transaction() as session:
        accounts.disable_user(session, EMAIL, actor=OPERATOR, now=clock.utc_now())
    assert notice_of(enter(Browser(app.test_client(), EMAIL), provider)) == "penyedia-asing"

    with office.stores.database.transaction() as session:
        accounts.enable_user(session, EMAIL, actor=OPERATOR, now=clock.utc_now())
    assert notice_of(enter(Browser(app.test_client(), EMAIL), provider)) == "penyedia-asing"
    assert "akun.lepas_hubungan" in [action for action, _ in acts(office)]


WRONG: tuple[tuple[dict[str, Any], str], ...] = (
    ({"error": "access_denied"}, "penyedia-batal"),
    ({"error": "server_error"}, "penyedia-tolak"),
    ({"sign": "RSA"}, "penyedia-tolak"),
    ({"claims": {"nonce": "lain"}}, "penyedia-tolak"),
    ({"claims": {"iss": "http://127.0.0.1/lain"}}, "penyedia-tolak"),
    ({"claims": {"aud": "lain"}}, "penyedia-tolak"),
    ({"broken": "/token", "status": 400, "body": "{}"}, "penyedia-tolak"),
    ({"broken": "/token", "status": 503}, "penyedia-jauh"),
)


def test_whatever_goes_wrong_there_is_one_line_here(app: Flask, office: Office, provider: OpenIdIssuer) -> None:
    visitor = Browser(app.test_client(), EMAIL)
    for how, notice in WRONG:
        provider.told(**how)
        answer = enter(visitor, provider)
        assert (how, notice_of(answer)) == (how, notice)
        assert NOTICES[notice][1] in visitor.get(answer.location).text
        assert visitor.get("/kerja/").location.startswith("/masuk")

    reasons = [after for action, after in acts(office) if action == "akun.gagal_luar"]
    assert reasons == [f'{{"sebab":"{one}"}}' for one in ("tanda_tangan", "nonce", "iss", "aud", "kode")]


def test_a_provider_that_is_away_leaves_the_door_as_it_is(app: Flask, office: Office, provider: OpenIdIssuer) -> None:
    ani = inside(app, office)
    provider.told(broken="openid-configuration")

    visitor = Browser(app.test_client(), EMAIL)
    answer = visitor.get("/masuk/penyedia?next=/kerja/naskah")
    assert notice_of(answer) == "penyedia-jauh"
    page = visitor.get(answer.location).text
    assert 'name="next" value="/kerja/naskah"' in page
    assert 'name="password"' in page
    assert notice_of(ani.post("/kerja/keamanan/penyedia")) == "penyedia-jauh"


def test_an_answer_opens_nothing_a_second_time_in_another_browser_or_too_late(
    app: Flask, office: Office, provider: OpenIdIssuer
) -> None:
    connect(inside(app, office), provider)
    visitor = Browser(app.test_client(), EMAIL)
    back = urlsplit(provider.sign_in(visitor.get("/masuk/penyedia").location))
    path = f"{back.path}?{back.query}"

    other = Browser(app.test_client(), EMAIL)
    assert notice_of(other.get(path)) == "penyedia-lewat", "somebody was sent an address of another's answer"
    other.get("/masuk/penyedia")
    assert notice_of(other.get(path)) == "penyedia-lewat"
    assert notice_of(visitor.get(f"{back.path}?code=x&state=é%00")) == "penyedia-lewat"
    assert notice_of(visitor.get(path)) == "penyedia-lewat", "the question is gone with the first answer"

    late = visitor.get("/masuk/penyedia").location
    with time_machine.travel(clock.utc_now() + timedelta(minutes=11), tick=False):
        assert notice_of(returned(visitor, provider, late)) == "penyedia-lewat"
    assert len(sessions(office)) == 1


def test_what_is_begun_in_one_session_binds_nothing_in_another(
    app: Flask, office: Office, provider: OpenIdIssuer
) -> None:
    ani, budi = inside(app, office), inside(app, office, "budi@contoh.go.id")
    page = ani.post("/kerja/keamanan/penyedia").text
    address = page.split('class="btn" href="')[1].split('"')[0].replace("&amp;", "&")
    with ani.client.session_transaction() as cookie:
        asked = cookie["tanya_penyedia"]
    with budi.client.session_transaction() as cookie:
        cookie["tanya_penyedia"] = asked

    back = urlsplit(provider.sign_in(address))
    assert notice_of(budi.get(f"{back.path}?{back.query}")) == "penyedia-lewat"
    with office.stores.database.transaction() as session:
        session.execute(update(LoginSession).values(ended_at=clock.utc_now()))
    assert urlsplit(ani.get(f"{back.path}?{back.query}").location).path == "/masuk"
    with office.stores.database.reading() as session:
        assert session.scalars(select(OidcIdentity)).all() == []


def test_one_account_there_belongs_to_one_here_and_the_other_way_round(
    app: Flask, office: Office, provider: OpenIdIssuer
) -> None:
    ani, budi = inside(app, office), inside(app, office, "budi@contoh.go.id")
    connect(ani, provider)
    assert notice_of(connect(budi, provider)) == "penyedia-orang"

    provider.told(subject="orang-2")
    assert notice_of(connect(ani, provider)) == "penyedia-dua"
    assert notice_of(connect(budi, provider)) == "penyedia-terhubung"


def test_binding_and_undoing_need_a_fresh_proof(app: Flask, office: Office, provider: OpenIdIssuer) -> None:
    ani = inside(app, office)
    connect(ani, provider)
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    with office.stores.database.transaction() as session:
        session.execute(update(LoginSession).values(proven_at=hour_ago))
        identity_id = session.scalars(select(OidcIdentity.id)).one()

    for path in ("/kerja/keamanan/penyedia", f"/kerja/keamanan/penyedia/{identity_id}/lepas"):
        assert "Tunjukkan bahwa ini Anda" in ani.post(path).text


def test_the_owner_undoes_it_and_no_session_that_it_began_goes_on(
    app: Flask, office: Office, provider: OpenIdIssuer
) -> None:
    ani = inside(app, office)
    connect(ani, provider)
    visitor = Browser(app.test_client(), EMAIL)
    enter(visitor, provider)
    with office.stores.database.reading() as session:
        identity_id = session.scalars(select(OidcIdentity.id)).one()

    budi = inside(app, office, "budi@contoh.go.id")
    assert budi.post(f"/kerja/keamanan/penyedia/{identity_id}/lepas").status_code == 404
    assert notice_of(ani.post(f"/kerja/keamanan/penyedia/{identity_id}/lepas")) == "penyedia-lepas"
    assert ani.get("/kerja/").status_code == 200
    assert visitor.get("/kerja/").location.startswith("/masuk")
    assert notice_of(enter(Browser(app.test_client(), EMAIL), provider)) == "penyedia-asing"


def test_an_admin_sees_it_and_undoes_it(app: Flask, office: Office, provider: OpenIdIssuer) -> None:
    ani = inside(app, office)
    connect(ani, provider)
    office.add_user("admin@contoh.go.id", Peran.ADMIN, "KEMEN")
    admin = inside(app, office, "admin@contoh.go.id", is_new=False)
    with office.stores.database.reading() as session:
        row = session.scalars(select(OidcIdentity)).one()

    page = admin.get(f"/admin/akun/{row.user_id}").text
    assert provider.issuer in page
    assert row.subject not in page
    done = admin.post(f"/admin/akun/{row.user_id}/penyedia/{row.id}/lepas")
    assert notice_of(done) == "penyedia-lepas"
    assert ani.get("/kerja/").location.startswith("/masuk")
    assert admin.post(f"/admin/akun/{row.user_id}/penyedia/{row.id}/lepas").status_code == 404
    assert acts(office)[-1][0] == "akun.lepas_hubungan"


def test_answers_that_fail_are_counted_by_network(
    app: Flask, office: Office, provider: OpenIdIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MAX_FAILURES_ADDRESS >= 100
    monkeypatch.setattr("portal.services.users.guessing.MAX_FAILURES_ADDRESS", 2)
    visitor = Browser(app.test_client(), EMAIL)
    provider.told(sign="none")
    found = [notice_of(enter(visitor, provider)) for _ in range(3)]
    assert found == ["penyedia-tolak", "penyedia-tolak", "penyedia-penuh"]

    provider.told(broken="/token")
    monkeypatch.setattr("portal.services.users.guessing.MAX_FAILURES_ADDRESS", 3)
    assert [notice_of(enter(visitor, provider)) for _ in range(3)] == ["penyedia-jauh"] * 3


def test_without_an_issuer_there_is_no_button_and_no_address(office: Office, config: Config) -> None:
    plain = create_app(config, office.stores)
    ani = inside(plain, office)

    assert "Masuk dengan" not in plain.test_client().get("/masuk").text
    assert "Masuk dengan akun lain" not in ani.get("/kerja/keamanan").text
    for path in ("/masuk/penyedia", "/masuk/penyedia/kembali?code=x&state=y"):
        assert plain.test_client().get(path).status_code == 404
    assert ani.post("/kerja/keamanan/penyedia").status_code == 404
    plain.extensions["pdf_reader"].close()
