"""Addresses of a list are put together by hand; they have to be the ones that Flask makes."""

import pytest
from flask import Flask, url_for

from portal.web.public.addresses import ListAddresses

TEXTS = (None, "", "kerja sama", 'a&b=c #x?y/é+%"<>', "0000-00000")


@pytest.mark.parametrize("number", range(len(TEXTS)))
@pytest.mark.parametrize("path", ["/cari", "/en/cari"])
def test_addresses_of_a_list_are_those_of_the_routes(app: Flask, path: str, number: int) -> None:
    text, kode = TEXTS[number], "2026-48213"
    root = path.removesuffix("/cari")
    with app.test_request_context(
        "/cari", environ_overrides={"SCRIPT_NAME": root, "portal.language": root[1:] or "id"}
    ):
        made = ListAddresses(text)

        assert made.naskah(kode) == url_for("public.naskah", kode=kode)
        assert made.file(kode) == url_for("public.file", kode=kode)
        assert made.text(kode) == url_for("public.naskah", kode=kode, tampil="teks", q=text)
        assert made.page(kode, 12) == url_for("public.naskah", kode=kode, hlm=12, q=text, _anchor="hlm-12")
        assert made.place(kode, 3, "pasal-4 a/é%") == url_for(
            "public.naskah", kode=kode, tampil="teks", hlm=3, q=text, _anchor="pasal-4 a/é%"
        )


def test_an_address_without_parts_is_of_the_place_and_language_of_the_page(app: Flask) -> None:
    def seen(root: str, language: str) -> tuple[str, str]:
        with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": root, "portal.language": language}):
            return url_for("public.search"), url_for("auth.login")

    for _ in range(2):
        assert seen("", "id") == ("/cari", "/masuk")
        assert seen("/en", "en") == ("/en/cari", "/masuk")
        assert seen("/naskah", "id") == ("/naskah/cari", "/naskah/masuk")
