"""A program of a unit: it shows its access key and nothing else."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from portal import clock
from portal.domain.kunci_akses import KeyScope
from portal.domain.permissions import Actor
from portal.services.kunci_akses import making
from portal.services.kunci_akses.making import NewKunciAkses
from tests.factories.naskah import Office

ROOT = "/api/v1/kerja"


def make_key(
    app: Flask, office: Office, maker: Actor, unit: str, *scopes: KeyScope, ends_on: date | None = None
) -> str:
    """A key of a unit, with all scopes where none is named."""
    new = NewKunciAkses(
        unit, "Persuratan", frozenset(scopes or KeyScope), ends_on or clock.today() + timedelta(days=30)
    )
    with office.stores.database.transaction() as session:
        return making.make(session, new, office.act(maker), app.config["SECRET_KEY"])


@dataclass
class Program:
    """Speaks to the portal with a key."""

    client: FlaskClient
    key: str

    @property
    def bearer(self) -> dict[str, str]:
        """Its one header."""
        return {"Authorization": f"Bearer {self.key}"}

    def get(self, path: str) -> TestResponse:
        """Ask."""
        return self.client.get(f"{ROOT}{path}", headers=self.bearer)

    def send(self, pdf: bytes, **headers: str) -> TestResponse:
        """The file as the body itself."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(
            f"{ROOT}/naskah", data=pdf, content_type="application/pdf", headers={**self.bearer, **more}
        )

    def send_form(
        self, pdf: bytes, metadata: object = None, *, nama: str = "naskah.pdf", key: str = ""
    ) -> TestResponse:
        """The file as a part, with its metadata as JSON."""
        values: dict[str, Any] = {"berkas": FileStorage(BytesIO(pdf), nama)}
        if metadata is not None:
            values["metadata"] = metadata if isinstance(metadata, str) else json.dumps(metadata)
        return self.send_parts(values, key=key)

    def send_parts(self, values: dict[str, Any], *, key: str = "") -> TestResponse:
        """Any parts."""
        boundary, body = encode_multipart(values)
        headers = {**self.bearer, **({"Idempotency-Key": key} if key else {})}
        return self.client.post(
            f"{ROOT}/naskah", data=body, content_type=f"multipart/form-data; boundary={boundary}", headers=headers
        )
