"""Somebody with a browser, over a real socket: enters, keeps cookies, sends forms with their tokens."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPResponse
from typing import Any, Protocol
from urllib.parse import urlencode

from tests.factories.form import FORM
from tests.factories.shared import PASSWORD
from tests.fixtures.front import NAME


class Asks(Protocol):
    """Whatever can be asked over a socket: a proxy, or a machine past it."""

    def ask(
        self,
        path: str,
        method: str = "GET",
        *,
        visitor: str = ...,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[HTTPResponse, bytes]:
        """One question and its answer."""


@dataclass
class Answer:
    """What came back."""

    status: int
    body: bytes
    location: str = ""

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode("utf-8", "replace")

    @property
    def json(self) -> dict[str, Any]:
        """The object."""
        found = json.loads(self.body)
        assert isinstance(found, dict)
        return found


@dataclass
class Person:
    """A browser at one address."""

    at: Asks
    visitor: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def ask(
        self, path: str, method: str = "GET", *, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One question with the cookies so far. Raises OSError or HTTPException where no answer came."""
        told = dict(headers or {})
        if self.cookies:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.token and method != "GET":
            # Over TLS the token counts only beside the page it came from.
            told |= {"X-CSRFToken": self.token, "Referer": f"https://{NAME}{path}"}
        answer, got = self.at.ask(path, method, visitor=self.visitor, body=body, headers=told)
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return Answer(answer.status, got, answer.headers.get("Location", ""))

    def send(self, path: str, fields: Mapping[str, object]) -> Answer:
        """A form."""
        body = urlencode({**fields, "csrf_token": self.token}).encode()
        return self.ask(path, "POST", body=body, headers={"Content-Type": "application/x-www-form-urlencoded"})

    def read_token(self, path: str) -> Answer:
        """A page, whose token the next forms carry."""
        answer = self.ask(path)
        if found := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.text):
            self.token = found[1]
        return answer

    def enter(self, email: str, password: str = PASSWORD) -> Answer:
        """Sign in."""
        self.read_token("/masuk")
        answer = self.send("/masuk", {"email": email, "password": password})
        if answer.status == 303:
            self.read_token("/kerja/unggah")
        return answer

    def send_file(self, pdf: bytes, key: str, unit: str = "KANIM-A") -> Answer:
        """One file, as the script of the upload page sends it."""
        mark = f"batas-{secrets.token_hex(8)}"
        fields = {"csrf_token": self.token, "unit": unit, "key": key, "urutan": "0"}
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
            for name, text in fields.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="berkas"; filename="naskah.pdf"\r\n'
        head += "Content-Type: application/pdf\r\n\r\n"
        body = "".join(parts).encode() + head.encode() + pdf + f"\r\n--{mark}--\r\n".encode()
        return self.ask(
            "/kerja/unggah/berkas", "POST", body=body, headers={"Content-Type": f"multipart/form-data; boundary={mark}"}
        )

    def hand_in(self, kode: str, judul: str) -> Answer:
        """Fill the form of a naskah and hand it in: 303 where it is handed in."""
        address = f"/kerja/naskah/{kode}/ubah"
        page = self.ask(address)
        found = re.search(r'name="version" value="(\d+)"', page.text)
        if found is None:
            return page
        typed = {**FORM, "judul": judul, "version": found[1], "aksi": "kirim:diperiksa", "is_checked": "1"}
        return self.send(address, typed)
