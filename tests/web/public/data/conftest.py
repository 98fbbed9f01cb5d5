"""A mirror of the open data, as somebody elsewhere would keep it."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask.testing import FlaskClient


@dataclass
class Mirror:
    """A copy kept by the list of changes alone; knows nothing but addresses."""

    client: FlaskClient
    nomor: int = 0
    naskah: dict[str, Any] = field(default_factory=dict)

    def follow(self) -> None:
        """Bring the copy up to date."""
        address = f"/data/perubahan.json?sejak={self.nomor}"
        while address:
            told = self.client.get(address).json
            if told["muat_ulang"]:
                self.load()
                return
            for change in told["perubahan"]:
                self._apply(change)
                self.nomor = change["nomor"]
            address = (told["berikut"] or "").removeprefix("http://127.0.0.1:8000")
            self.nomor = self.nomor if address else told["nomor"]

    def load(self) -> None:
        """Begin anew with the file of everything."""
        answer = self.client.get("/data/naskah.jsonl")
        self.naskah = {one["kode"]: one for one in map(json.loads, answer.text.splitlines())}
        self.nomor = int(answer.headers["X-Perubahan-Nomor"])

    def _apply(self, change: dict[str, Any]) -> None:
        answer = self.client.get(change["api_url"].removeprefix("http://127.0.0.1:8000"))
        if change["tindakan"] == "ditarik" or answer.status_code != 200:
            self.naskah.pop(change["kode"], None)
        else:
            self.naskah[change["kode"]] = answer.json


@pytest.fixture
def mirror(client: FlaskClient) -> Mirror:
    """An empty copy of the portal under test."""
    return Mirror(client)
