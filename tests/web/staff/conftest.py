"""A person at a browser: signs in through the real door, sends the form token of the page they last saw."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from portal import clock
from portal.domain.permissions import Peran
from portal.services.users import accounts
from portal.wiring import Stores
from tests.factories.naskah import Office
from tests.factories.shared import PASSWORD
from tests.fixtures.markup import one_line

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def encoded(data: dict[str, Any]) -> dict[str, Any]:
    """A form as bytes in memory; the test client's own way leaves temporary files open for large ones."""
    values: MultiDict[str, Any] = MultiDict()
    for name, value in data.items():
        for item in value if isinstance(value, list) else [value]:
            values.add(name, FileStorage(*item) if isinstance(item, tuple) else item)
    if not any(isinstance(value, FileStorage) for value in values.values()):
        return {"data": values}
    boundary, body = encode_multipart(values)
    return {"data": body, "content_type": f'multipart/form-data; boundary="{boundary}"'}


class Browser:
    """One person; `email` is theirs."""

    def __init__(self, client: FlaskClient, email: str) -> None:
        self.client = client
        self.email = email
        self.token = ""

    def get(self, path: str, **more: Any) -> TestResponse:
        """Open a page."""
        return self._seen(self.client.get(path, **more))

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        """Send a form with the token of the page seen last, or of any page if none was seen yet."""
        if not self.token:
            self.get("/kerja/sandi")
        return self._seen(self.client.post(path, **encoded({"csrf_token": self.token, **(data or {})}), **more))

    def sign_in(self, password: str = PASSWORD, **more: Any) -> TestResponse:
        """Through the door."""
        self.get("/masuk")
        answer = self.post("/masuk", {"email": self.email, "password": password, **more})
        if answer.status_code == 303:
            # The token of the door died with the old cookie.
            self.token = ""
        return answer

    def upload(self, *files: tuple[bytes, str], unit: str = "KANIM-A", path: str = "/kerja/unggah") -> TestResponse:
        """Send files through the plain form."""
        self.get("/kerja/unggah")
        parts = [(BytesIO(data), nama) for data, nama in files]
        return self.post(path, {"unit": unit, "key": "kunci-formulir", "urutan": "0", "berkas": parts})

    def _seen(self, answer: TestResponse) -> TestResponse:
        if answer.mimetype == "text/html":
            answer.set_data(one_line(answer.get_data(as_text=True)))
            if found := _TOKEN.search(answer.text):
                self.token = found[1]
        return answer


@pytest.fixture
def person(app: Flask, office: Office) -> Callable[..., Browser]:
    """Make somebody with a role in a unit, with a session of their own; the door itself has its own tests."""

    def make(email: str, peran: Peran = Peran.PENGELOLA, unit: str = "KANIM-A") -> Browser:
        actor = office.add_user(email, peran, unit)
        browser = Browser(app.test_client(), email)
        with office.stores.database.transaction() as session:
            token = accounts.start_session(session, actor.user_id or 0, device="uji", now=clock.utc_now())
        with browser.client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = token, True
        return browser

    return make


@pytest.fixture
def ani(person: Callable[..., Browser]) -> Browser:
    """The pengelola of KANIM-A."""
    return person("ani@contoh.go.id")


@pytest.fixture
def biro(person: Callable[..., Browser]) -> Browser:
    """Somebody of the Biro."""
    return person("biro@contoh.go.id", Peran.BIRO, "BIRO")


@pytest.fixture
def admin(person: Callable[..., Browser]) -> Browser:
    """The administrator of accounts."""
    return person("admin@contoh.go.id", Peran.ADMIN, "KEMEN")


@pytest.fixture
def count_queries(stores: Stores) -> Callable[[], Any]:
    """Counts the SELECTs within a `with` block."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_c: object, _k: object, statement: str, *_more: object) -> None:
            if statement.lstrip().upper().startswith("SELECT"):
                seen.append(statement)

        event.listen(stores.database.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(stores.database.engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def count_moments(stores: Stores) -> Callable[[], Any]:
    """Counts the sessions that read or write within a `with` block: each sees the records at a moment of its own."""

    @contextmanager
    def counting() -> Iterator[list[object]]:
        seen: list[object] = []

        def note(connection: object) -> None:
            seen.append(connection)

        event.listen(stores.database.engine, "begin", note)
        try:
            yield seen
        finally:
            event.remove(stores.database.engine, "begin", note)

    return counting
