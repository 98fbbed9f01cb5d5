"""Who may open what: every route stands on the open list or in the policy, and the wrong person is turned away."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from portal import clock
from portal.domain.permissions import Peran
from portal.models.user import User
from portal.services.users import accounts
from portal.web.errors import is_json_address
from portal.web.guard import OPEN, POLICY, WITH_INITIAL_PASSWORD
from tests.factories.naskah import Office
from tests.factories.shared import PASSWORD

PUBLIC_PREFIXES = ("public.", "api.", "assets.", "static", "auth.login", "umpan.", "langganan.")


def _routes(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in OPEN]


def _address(rule: Rule, kode: str) -> str:
    values = {
        "kode": kode,
        "lain": kode,
        "berkas_id": "1",
        "nomor": "TTA-2026-00001" if "<nomor:nomor>" in rule.rule else "1",
        "kunci": "0" * 64,
        "alasan": "data_pribadi",
        "lampiran": "perencanaan",
    }
    path = rule.rule
    for name in rule.arguments:
        path = re.sub(rf"<[^<>]*\b{name}>", values.get(name, "1"), path)
    return path


def _token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/masuk").text)
    assert found is not None
    return found[1]


def _sign_in(client: FlaskClient, email: str) -> None:
    data = {"email": email, "password": PASSWORD, "csrf_token": _token(client)}
    assert client.post("/masuk", data=data).status_code == 303


def test_every_route_is_on_one_of_the_two_lists_and_no_list_names_a_route_that_is_gone(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert endpoints == OPEN | set(POLICY)
    assert OPEN & set(POLICY) == set()
    assert all(name.startswith(PUBLIC_PREFIXES) for name in OPEN)


def test_nobody_enters_without_a_session(app: Flask, client: FlaskClient, office: Office) -> None:
    kode = office.upload().kode
    for rule in _routes(app):
        for method in (rule.methods or set()) & {"GET", "POST"}:
            answer = client.open(_address(rule, kode), method=method)
            if method == "GET" and is_json_address(_address(rule, kode)):
                assert (answer.status_code, answer.mimetype) == (401, "application/problem+json"), rule
            elif method == "GET":
                assert answer.status_code == 302, rule
                assert answer.headers["Location"].startswith("/masuk"), rule
            else:
                assert answer.status_code in (400, 401), rule


@pytest.mark.parametrize("peran", [Peran.BIRO, Peran.ADMIN])
def test_an_initial_password_opens_no_route_but_its_change_and_the_way_out(
    app: Flask, client: FlaskClient, office: Office, peran: Peran
) -> None:
    kode = office.upload().kode
    actor = office.add_user("baru@contoh.example", peran, "KEMEN")
    with office.stores.database.transaction() as session:
        session.get_one(User, actor.user_id).must_change_password = True
    _sign_in(client, "baru@contoh.example")
    token = _token_inside(client)

    for rule in _routes(app):
        if rule.endpoint in WITH_INITIAL_PASSWORD:
            continue
        for method in (rule.methods or set()) & {"GET", "POST", "PUT"}:
            answer = client.open(_address(rule, kode), method=method, headers={"X-CSRFToken": token})
            if method == "GET":
                assert (answer.status_code, answer.headers["Location"]) == (302, "/kerja/sandi"), rule
            else:
                assert answer.status_code == 403, rule
    assert client.get("/kerja/sandi").status_code == client.get("/cari").status_code == 200


@pytest.mark.parametrize("peran", [Peran.PENGELOLA, Peran.PIMPINAN])
def test_another_unit_meets_the_same_answer_as_for_an_unknown_code(
    app: Flask, client: FlaskClient, office: Office, peran: Peran
) -> None:
    kode = office.upload().kode
    office.add_user("pas@contoh.example", peran, "PAS")
    _sign_in(client, "pas@contoh.example")
    token = _token_inside(client)

    for rule in _routes(app):
        if "kode" not in rule.arguments:
            continue
        for method in (rule.methods or set()) & {"GET", "POST"}:
            data = {"csrf_token": token} if method == "POST" else None
            there = client.open(_address(rule, kode), method=method, data=data)
            unknown = client.open(_address(rule, "2026-10000"), method=method, data=data)
            assert there.status_code in (403, 404), (rule, method)
            assert (there.status_code, there.data) == (unknown.status_code, unknown.data), (rule, method)


def test_only_the_admin_enters_the_administration(app: Flask, client: FlaskClient, office: Office) -> None:
    office.add_user("imi@contoh.example", Peran.PENGELOLA, "IMI")
    _sign_in(client, "imi@contoh.example")
    token = _token_inside(client)

    for rule in _routes(app):
        if rule.endpoint.startswith("admin."):
            for method in (rule.methods or set()) & {"GET", "POST"}:
                data = {"csrf_token": token} if method == "POST" else None
                assert client.open(_address(rule, "2026-10000"), method=method, data=data).status_code == 403, rule


def test_no_change_is_taken_without_the_token_or_from_a_foreign_page(client: FlaskClient, office: Office) -> None:
    office.add_user("imi@contoh.example", Peran.PENGELOLA, "IMI")
    _sign_in(client, "imi@contoh.example")
    token = _token_inside(client)

    assert client.post("/keluar").status_code == 400
    foreign = client.post("/keluar", data={"csrf_token": token}, headers={"Origin": "https://jahat.example"})
    assert foreign.status_code == 403
    assert client.get("/kerja/").status_code == 200


def test_a_disabled_account_is_out_with_the_next_request(client: FlaskClient, office: Office) -> None:
    office.add_user("imi@contoh.example", Peran.PENGELOLA, "IMI")
    _sign_in(client, "imi@contoh.example")
    assert client.get("/kerja/").status_code == 200

    with office.stores.database.transaction() as session:
        accounts.disable_user(session, "imi@contoh.example", actor=office.act().actor, now=clock.utc_now())

    assert client.get("/kerja/").status_code == 302


def _token_inside(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/kerja/", follow_redirects=True).text)
    assert found is not None
    return found[1]
