"""Errors in the form their address speaks, with what to do: a locked database, a full disk, a slash too many."""

import io
import json
import resource
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from migrations import runner
from portal import clock, db
from portal.app import create_app
from portal.config import Config
from portal.domain.permissions import Peran
from portal.services.users import accounts
from portal.web.errors import is_json_address
from portal.wiring import open_stores
from tests.factories.desk import pdf_bytes
from tests.factories.naskah import Office, set_up_units


@pytest.mark.parametrize(
    "path",
    [
        "/api", "/api/v1/naskah", "/api/tidak/ada", "/healthz", "/livez", "/kerja/mitra.json", "/kerja/unggah/bagian",
        "/kerja/naskah/2026-00001/keadaan.json", "/kerja/unggah/bagian/abc/selesai", "/kerja/unggah/berkas",
        "/kerja/naskah/2026-00001/simpan-draf", "/kerja/tidak-ada.json",
    ],
)  # fmt: skip
def test_addresses_for_programs_are_known(path: str) -> None:
    assert is_json_address(path)


@pytest.mark.parametrize("path", ["/", "/apik", "/cari", "/kerja/unggah", "/kerja/", "/n/2026-00001", "/x/api/v1"])
def test_addresses_for_people_are_not_taken_for_them(path: str) -> None:
    assert not is_json_address(path)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v2/naskah", 404),
        ("DELETE", "/api/v1/naskah", 405),
        ("GET", "/kerja/mitra.json", 401),
        ("GET", "/kerja/tidak-ada.json", 404),
        ("PUT", "/kerja/unggah/bagian/" + "0" * 64, 401),
        ("POST", "/kerja/unggah/berkas", 401),
        ("GET", "/kerja/unggah/berkas", 405),
    ],
)
def test_every_refusal_of_such_an_address_is_a_problem(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    answer = client.open(path, method=method)

    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert json.loads(answer.data)["status"] == status


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/cari/?q=a%20b&hal=2", "/cari?q=a%20b&hal=2"),
        ("/n/2026-00001/", "/n/2026-00001"),
        ("/n/2026-00001/naskah.pdf/", "/n/2026-00001/naskah.pdf"),
        ("/api/v1/naskah/", "/api/v1/naskah"),
        ("/masuk/", "/masuk"),
        ("/kerja/naskah///", "/kerja/naskah"),
    ],
)
def test_a_slash_at_the_end_leads_to_the_address(client: FlaskClient, path: str, location: str) -> None:
    answer = client.get(path)
    while answer.location and "//" in answer.location.partition("://")[2]:
        answer = client.get(answer.location)  # Several slashes become one first.

    assert (answer.status_code, answer.location.removeprefix("http://localhost")) == (308, location)


@pytest.mark.parametrize("path", ["/tidak-ada/", "/n/bukan-kode/", "/x//contoh.example/", "/%0d%0aX-A:%20b/", "/n/"])
def test_a_slash_behind_no_address_is_not_found(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code in (400, 404) or answer.location.startswith(("/", "http://localhost/"))
    assert "X-A" not in answer.headers


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A portal on SQLite that waits a tenth of a second for a lock."""
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 100)
    config = Config.from_env({"PORTAL_DATA_DIR": str(tmp_path / "var"), "PORTAL_SECRET_KEY": "kunci-uji" * 8})
    stores = open_stores(config)
    runner.upgrade(stores.database.engine)
    set_up_units(stores.database)
    yield Office(stores)
    stores.database.close()


@pytest.fixture
def local_app(local: Office) -> Iterator[Flask]:
    made = create_app(local.stores.config, local.stores)
    made.extensions["needs_password"] = lambda path: False
    made.config["WTF_CSRF_ENABLED"] = False
    yield made
    made.extensions["pdf_reader"].close()


@pytest.fixture
def staff(local: Office, local_app: Flask) -> FlaskClient:
    """A pengelola who is signed in."""
    actor = local.add_user("a@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    with local.stores.database.transaction() as session:
        token = accounts.start_session(session, actor.user_id or 0, device="uji", now=clock.utc_now())
    client = local_app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return client


@contextmanager
def locked(office: Office) -> Iterator[None]:
    """Somebody writes and does not stop."""
    holder = sqlite3.connect(office.stores.config.data_dir / "portal.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        holder.rollback()
        holder.close()


def upload(client: FlaskClient, path: str):  # type: ignore[no-untyped-def]
    fields = {"unit": "KANIM-A", "berkas": (io.BytesIO(pdf_bytes()), "a.pdf"), "key": "k", "urutan": "1"}
    return client.post(path, data=fields, content_type="multipart/form-data")


@pytest.mark.parametrize(("path", "is_json"), [("/kerja/unggah/berkas", True), ("/kerja/unggah", False)])
def test_a_locked_database_says_when_to_come_back(local: Office, staff: FlaskClient, path: str, is_json: bool) -> None:
    with locked(local):
        answer = upload(staff, path)

    assert (answer.status_code, answer.mimetype == "application/problem+json") == (503, is_json)
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    assert "terganggu" in answer.text
    assert upload(staff, path).status_code in (201, 302, 303)


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(("path", "is_json"), [("/kerja/unggah/berkas", True), ("/kerja/unggah", False)])
def test_a_full_database_is_said_and_nothing_is_stored(
    local: Office, staff: FlaskClient, path: str, is_json: bool
) -> None:
    engine = local.stores.database.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    engine.dispose()

    def no_more(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(engine, "connect", no_more)
    answers = [staff.post("/kerja/daftarkan", data={"judul": "x" * 300}), upload(staff, path)]
    for number in range(40):
        if any(answer.status_code == 507 for answer in answers):
            break
        fields = {"unit": "KANIM-A", "berkas": (io.BytesIO(pdf_bytes(str(number))), "a.pdf"), "key": str(number)}
        answers.append(staff.post(path, data=fields, content_type="multipart/form-data"))
    event.remove(engine, "connect", no_more)

    full = [answer for answer in answers if answer.status_code == 507]
    assert full
    assert (full[-1].mimetype == "application/problem+json") is is_json
    assert "penuh" in full[-1].text


def test_a_full_disk_is_said_to_a_script(local: Office, staff: FlaskClient) -> None:
    large = io.BytesIO(pdf_bytes() + b"% CONTOH\n" * 1_000_000 + b"%%EOF\n")
    fields = {"unit": "KANIM-A", "berkas": FileStorage(large, "a.pdf"), "key": "k", "urutan": "1"}
    boundary, body = encode_multipart(fields)
    with full_disk(4_000_000):
        answer = staff.post("/kerja/unggah/berkas", data=body, content_type=f"multipart/form-data; boundary={boundary}")

    assert not list(local.stores.spool_dir.iterdir())
    assert (answer.status_code, answer.mimetype) == (507, "application/problem+json")


def test_a_database_that_is_away_is_a_problem_for_programs(local: Office, local_app: Flask) -> None:
    local.stores.database.close()
    path = local.stores.config.data_dir / "portal.sqlite"
    path.rename(path.with_suffix(".lain"))
    path.mkdir()

    answer = local_app.test_client().get("/api/v1/naskah/2026-00001")
    page = local_app.test_client().get("/n/2026-00001")

    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert (page.status_code, page.mimetype) == (503, "text/html")


def test_a_database_that_takes_a_connection_and_says_nothing_is_a_disturbance(
    local: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(db._POSTGRES, "connect_timeout", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = db.make_engine(f"postgresql://portal@127.0.0.1:{silent.getsockname()[1]}/portal")
        app = create_app(local.stores.config, replace(local.stores, database=db.Database(engine)))
        answer = app.test_client().get("/n/2026-00001")
        app.extensions["pdf_reader"].close()

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
