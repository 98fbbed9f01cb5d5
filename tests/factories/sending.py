"""Somebody who is signed in and sends files as the script of the upload page does, and what has become of them."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from portal import clock
from portal.app import create_app
from portal.domain.permissions import Peran
from portal.models.berkas import Berkas
from portal.models.naskah import Naskah
from portal.models.unggahan import Unggahan
from portal.services.users import accounts
from portal.storage.interface import ObjectStorage
from portal.storage.paired import first_of
from tests.factories.desk import pdf_bytes
from tests.factories.naskah import Office

ADDRESS = "/kerja/unggah/berkas"
SECRETS = (
    "Traceback",
    "sqlite",
    "SELECT ",
    "INSERT ",
    "psycopg",
    "/tmp/",
    "/var/",
    ".py",
    "127.0.0.1",
    "kunci-uji",
    "boto",
)
"""What no answer may tell of a failure: stack, statement, folder, host, key."""


@dataclass
class SenderOfFiles:
    """A pengelola of KANIM-A at a portal; a context manager for as long as the portal stands."""

    office: Office
    objects: ObjectStorage | None = None

    def __enter__(self) -> "SenderOfFiles":
        stores = self.office.stores if self.objects is None else replace(self.office.stores, objects=self.objects)
        self.app = create_app(stores.config, stores)
        self.app.extensions["needs_password"] = lambda path: False
        self.app.extensions["count_pages"] = lambda path: 1
        self.app.config["WTF_CSRF_ENABLED"] = False
        self._actor = self.office.add_user(f"{secrets.token_hex(4)}@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
        self.client = self.signed_in()
        self.choose_another()
        return self

    def signed_in(self) -> FlaskClient:
        """A browser in which this person has signed in just now."""
        with self.office.stores.database.transaction() as session:
            token = accounts.start_session(session, self._actor.user_id or 0, device="uji", now=clock.utc_now())
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = token, True
        return client

    def __exit__(self, *_: object) -> None:
        self.app.extensions["pdf_reader"].close()

    def choose_another(self) -> None:
        """From now on it is another file, in another form."""
        self.pdf, self.key = pdf_bytes(secrets.token_hex(12)), secrets.token_hex(8)

    def send(self, pdf: bytes | None = None, address: str = ADDRESS) -> TestResponse:
        """Send the file, under the same key every time."""
        sent: dict[str, Any] = {"unit": "KANIM-A", "key": self.key, "urutan": "0"}
        sent["berkas"] = FileStorage(BytesIO(self.pdf if pdf is None else pdf), "naskah.pdf")
        boundary, body = encode_multipart(sent)
        return self.client.post(address, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')

    def public(self) -> FlaskClient:
        """A visitor of the same portal."""
        return self.app.test_client()

    @property
    def digest(self) -> str:
        """What the file lies under."""
        return hashlib.sha256(self.pdf).hexdigest()

    def accepted(self) -> int:
        """How many files of these bytes the portal has taken, each with its naskah and its intent."""
        with self.office.stores.database.reading() as session:
            files = list(session.scalars(select(Berkas).where(Berkas.sha256 == self.digest)))
            naskah = session.scalar(select(func.count()).where(Naskah.id.in_([one.naskah_id for one in files])))
            intents = session.scalar(
                select(func.count()).where(Unggahan.sha256 == self.digest, Unggahan.berkas_id.is_not(None))
            )
        assert len(files) == naskah == intents
        return len(files)

    def lies_whole(self) -> bool:
        """Whether the bytes lie in the store and hash to their name."""
        objects = self.office.stores.objects if self.objects is None else self.objects
        return first_of(objects).verify(self.digest) == "ok"


def assert_clear(answer: TestResponse, *, has_number: bool = True) -> None:
    """A refusal in plain words with a number that the log knows, and nothing of the inside."""
    said = answer.text
    assert [secret for secret in SECRETS if secret in said] == []
    assert ("kode kejadian" in said) is has_number
    assert answer.headers["Cache-Control"] == "no-store"
