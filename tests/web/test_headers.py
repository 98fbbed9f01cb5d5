"""Headers of every address, errors and files included; public pages set no cookie and differ for nobody."""

import pytest
from flask.testing import FlaskClient

from tests.factories.naskah import Office

CLOSED = ("/kerja/", "/kerja/naskah", "/kerja/unggah", "/admin/akun", "/admin/unit", "/admin/pekerjaan", "/masuk")
OPEN = (
    "/",
    "/cari?q=data",
    "/mitra",
    "/unit",
    "/negara",
    "/tahun",
    "/tentang",
    "/sitemap.xml",
    "/api/v1/naskah",
    "/healthz",
)
ERRORS = (
    "/tidak-ada",
    "/n/2026-10000",
    "/cari?q=%3F*a*e*i*",
    "/cari?hal=1000000000",
    "/api/v1/naskah?lingkup=salah",
    "/n/..%2f..%2fetc",
)


@pytest.mark.parametrize("path", [*CLOSED, *OPEN, *ERRORS])
def test_every_answer_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "Server" not in answer.headers


@pytest.mark.parametrize("path", OPEN)
def test_public_pages_set_no_cookie_and_are_the_same_for_everybody(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("path", [*CLOSED, *ERRORS])
def test_nothing_internal_and_no_error_is_stored_by_a_cache(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_public_file_is_sandboxed_and_has_to_be_asked_for_again(office: Office, client: FlaskClient) -> None:
    kode = office.publish()

    answer = client.get(f"/n/{kode}/naskah.pdf")

    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "must-revalidate" in answer.headers["Cache-Control"]
    answer.close()
