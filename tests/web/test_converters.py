"""What has not the form of its kind is not found before a view runs, for whoever asks."""

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.routing import MapAdapter

from portal.domain.publication.penahanan import AlasanPenahanan

KODE = "2026-48213"
KEY = "0a" * 32


@pytest.fixture
def addresses(app: Flask) -> MapAdapter:
    """The addresses of the portal, asked directly."""
    return app.url_map.bind("localhost")


@pytest.mark.parametrize(
    ("method", "path", "name", "value"),
    [
        ("GET", f"/biro/asli/{KODE}/penerimaan/TTA-2026-00001/foto", "nomor", "TTA-2026-00001"),
        ("GET", f"/kerja/naskah/{KODE}/penerimaan/TTA-2026-00001.pdf", "nomor", "TTA-2026-00001"),
        ("GET", "/kerja/usulan/TTU-2026-123456", "nomor", "TTU-2026-123456"),
        ("PUT", f"/kerja/unggah/bagian/{KEY}", "kunci", KEY),
        ("GET", "/kalender/Ab_-9.ics", "token", "Ab_-9"),
        ("POST", f"/kerja/naskah/{KODE}/penahanan/klausul", "alasan", AlasanPenahanan.KLAUSUL),
        ("GET", f"/kerja/naskah/{KODE}/berkas/7/asli.pdf", "berkas_id", 7),
    ],
)
def test_an_identifier_reaches_its_view(
    addresses: MapAdapter, method: str, path: str, name: str, value: object
) -> None:
    _, values = addresses.match(path, method)

    assert values[name] == value


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", f"/biro/asli/{KODE}/penerimaan/1/foto"),
        ("POST", f"/biro/asli/{KODE}/penerimaan/TTX-2026-00001/batal"),
        ("GET", f"/kerja/naskah/{KODE}/penerimaan/TTA-2026-1.pdf"),
        ("GET", "/kerja/usulan/ttu-2026-00001"),
        ("GET", "/biro/usulan/TTU-٢٠٢٦-00001"),
        ("GET", f"/kerja/unggah/bagian/{KEY[1:]}"),
        ("PUT", f"/kerja/unggah/bagian/{KEY.upper()}"),
        ("POST", f"/kerja/unggah/bagian/{'z' * 64}/selesai"),
        ("GET", "/kalender/a b.ics"),
        ("GET", f"/kalender/{'a' * 101}.ics"),
        ("POST", f"/kerja/naskah/{KODE}/penahanan/lain"),
        ("GET", "/kerja/naskah/2026-4821"),
        ("GET", f"/kerja/naskah/{KODE}/berkas/{'9' * 11}/asli.pdf"),
    ],
)
def test_anything_else_is_not_found(addresses: MapAdapter, method: str, path: str) -> None:
    with pytest.raises(NotFound):
        addresses.match(path, method)
