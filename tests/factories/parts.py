"""An upload in parts over HTTP in tests: begin, put a part, finish."""

import hashlib
from typing import Any

from werkzeug.test import TestResponse

from tests.factories.pdf import text_pdf
from tests.web.staff.conftest import Browser

BEGIN = "/kerja/unggah/bagian"
PDF = text_pdf(["Contoh naskah"]) + b"%" * 30_000


def begin(browser: Browser, pdf: bytes = PDF, nama: str = "PKS_Contoh.pdf", **changes: Any) -> TestResponse:
    sidik = hashlib.sha256(pdf).hexdigest()
    fields = {"nama": nama, "ukuran": str(len(pdf)), "diubah": "1700000000000", "sidik": sidik, "unit": "KANIM-A"}
    return browser.post(BEGIN, {**fields, **changes})


def put(browser: Browser, url: str, offset: object, piece: bytes, **more: Any) -> TestResponse:
    headers = {"X-CSRFToken": browser.token, "Upload-Offset": str(offset), **more.pop("headers", {})}
    return browser.client.put(url, data=piece, headers=headers, **more)


def finish(browser: Browser, url: str) -> TestResponse:
    return browser.post(f"{url}/selesai")
