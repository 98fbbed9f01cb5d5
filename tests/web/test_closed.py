"""A restored portal answers the public with 503 at every address, keeps nothing of it anywhere, and lets staff in."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import closed
from portal.domain.permissions import Peran
from portal.web.closed import STILL_OPEN
from portal.web.policy import OPEN
from tests.factories.desk import Desk
from tests.factories.naskah import Office
from tests.factories.signing_in import entered

PARTS = {
    "kode": "2026-48213",
    "int": "1",
    "nomor": "TTA-2026-00001",
    "kunci": "a" * 64,
    "token": "a" * 43,
    "alasan": "tanpa_teks",
    "text": "a",
    "path": "a",
}


@pytest.fixture
def kode(office: Office, app: Flask) -> str:
    """A published naskah of a portal that was closed afterwards."""
    kode = Desk(office).publish()
    closed.close(office.stores.config.data_dir, {"stamp": "20261130T060000Z-0000"})
    return kode


def _address(rule: str) -> str:
    def part(found: re.Match[str]) -> str:
        kind = found[1] or "text"
        if kind.startswith("any("):
            return kind[4:-1].split(",")[0].strip("'\" ")
        return PARTS[kind.partition("(")[0]]

    return re.sub(r"<(?:([^<>]+):)?\w+>", part, rule)


def test_every_public_address_is_closed(app: Flask, client: FlaskClient, kode: str) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint in OPEN - STILL_OPEN]
    asked = {
        (method, _address(rule.rule)) for rule in rules for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    answers = {(method, path): client.open(path, method=method) for method, path in asked}

    assert {rule.endpoint for rule in rules} == OPEN - STILL_OPEN
    assert {key: answer.status_code for key, answer in answers.items() if answer.status_code != 503} == {}
    assert {answer.headers["Retry-After"] for answer in answers.values()} == {"600"}
    assert [key for key, answer in answers.items() if "ETag" in answer.headers] == []
    assert {answer.headers["Cache-Control"] for answer in answers.values()} == {"no-store"}


def test_staff_come_through_the_whole_door(client: FlaskClient, kode: str) -> None:
    # Behind the right password stands the page for a code, without which no admin enters.
    assert {path: client.get(path).status_code for path in ("/masuk", "/masuk/kode", "/masuk/sandi")} == {
        "/masuk": 200, "/masuk/kode": 303, "/masuk/sandi": 404,
    }  # fmt: skip


def test_a_page_says_calmly_that_it_is_being_restored(client: FlaskClient, kode: str) -> None:
    page = client.get(f"/n/{kode}").text

    assert "Repositori sedang dipulihkan" in page
    assert client.get("/api/v1/naskah/" + kode).json["detail"].startswith("Repositori sedang dipulihkan")


def test_a_page_that_was_kept_is_not_said_to_be_unchanged(client: FlaskClient, office: Office, app: Flask) -> None:
    kode = Desk(office).publish()
    kept = client.get(f"/n/{kode}").headers["ETag"]
    closed.close(office.stores.config.data_dir, {})

    assert client.get(f"/n/{kode}", headers={"If-None-Match": kept}).status_code == 503


def test_staff_may_enter_and_work(client: FlaskClient, office: Office, kode: str) -> None:
    assert client.get("/masuk").status_code == 200
    office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")
    entered(client, "biro@contoh.go.id")

    assert client.get(f"/kerja/naskah/{kode}").status_code == 200
    assert client.get("/cari").status_code == 503


def test_it_is_open_again_with_the_next_request(client: FlaskClient, office: Office, kode: str) -> None:
    closed.reopen(office.stores.config.data_dir)

    assert client.get(f"/n/{kode}").status_code == 200


def test_a_note_that_cannot_be_read_still_closes(client: FlaskClient, office: Office, kode: str) -> None:
    (office.stores.config.data_dir / closed.MARK).write_text("{")

    assert closed.why_closed(office.stores.config.data_dir) == {}
    assert client.get("/").status_code == 503
