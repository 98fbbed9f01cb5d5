"""From public values to JSON: exact fields, dates as far as they are known, and text that cannot become HTML."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from html.parser import HTMLParser

import pytest

from portal.domain.naskah.enumerations import Presisi
from portal.domain.tanggal import UNKNOWN, Tanggal
from portal.search.interface import FACETS
from portal.search.query import parse
from portal.search.snippets import snippets
from portal.services.publication.verbs import WithdrawalClass
from portal.web.api import example
from portal.web.api.serialise import (
    Addresses,
    highlight_html,
    instant,
    naskah_shape,
    partly_known,
    search_shape,
    tombstone_shape,
)
from portal.web.api.shapes import ALASAN_PENARIKAN

HERE = Addresses("https://naskah.contoh.go.id")

ITEM_FIELDS = {
    "kode",
    "judul",
    "lingkup",
    "bentuk",
    "nomor",
    "mitra",
    "unit",
    "signed_on",
    "expires_on",
    "status",
    "url",
    "pdf_url",
    "sha256",
    "pages",
}
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</mark><script>alert(1)</script><mark>",
    "<mark onclick=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "<!--<script>-->",
    "<scr<script>ipt>",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe srcdoc='<script>1</script>'>",
    "{{7*7}} {markup} %s {0} {}",
    "]]><x>",
    "<\x00script>",
    "＜script＞",
    "`${alert(1)}`",
    "<style>@import'//x'</style>",
    "<base href=//evil>",
    "<MATH><mi xlink:href='data:x'>",
)


class Tags(HTMLParser):
    """Every tag with its attributes, and all the text between, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(html: str) -> Tags:
    parser = Tags()
    parser.feed(html)
    parser.close()
    return parser


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("is_match", [False, True])
def test_text_of_a_page_never_becomes_html(payload: str, is_match: bool) -> None:
    html = highlight_html((("awal ", False), (payload, is_match), (" akhir", False)))

    found = seen(html)
    assert found.tags == ([("mark", [])] if is_match else [])
    assert found.text.replace("\x00", "\ufffd") == f"awal {payload} akhir".replace("\x00", "\ufffd")
    assert not set("'\"<>") & set(re.sub(r"</?mark>", "", html))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_around_a_real_match_stays_text(payload: str) -> None:
    pieces = snippets([(1, f"{payload} paspor {payload}")], parse("paspor"), 1)

    found = seen(highlight_html(pieces[0].parts))

    assert found.tags == [("mark", [])]


@pytest.mark.parametrize(
    ("tanggal", "text"),
    [
        (Tanggal(date(2024, 11, 13), Presisi.HARI), "2024-11-13"),
        (Tanggal(date(2024, 11, 1), Presisi.BULAN), "2024-11"),
        (Tanggal(date(2024, 1, 1), Presisi.TAHUN), "2024"),
        (UNKNOWN, None),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(tanggal: Tanggal, text: str | None) -> None:
    assert partly_known(tanggal) == text


def test_an_instant_is_written_in_utc() -> None:
    jakarta = datetime(2026, 11, 13, 6, 59, 59, 999, tzinfo=timezone(timedelta(hours=7)))

    assert instant(jakarta) == "2026-11-12T23:59:59Z"
    assert instant(datetime(2026, 11, 13, tzinfo=UTC)) == "2026-11-13T00:00:00Z"


def test_a_page_of_results_has_exactly_the_promised_fields() -> None:
    body = json.loads(search_shape(example.RESULTS, HERE).model_dump_json())

    promised = {"total", "page", "per_page", "took_ms", "facets", "items"}
    assert set(body) == promised | {"corrected_text", "degraded", "termasuk", "partial", "mungkin_maksud"}
    assert set(body["facets"]) == set(FACETS)
    assert body["facets"]["lingkup"] == [{"value": "luar_negeri", "count": 1}]
    item = body["items"][0]
    assert set(item) == ITEM_FIELDS | {"highlights", "halaman", "matched_fields"}
    assert item["mitra"] == [
        {"nama": "CONTOH Korea Immigration Service", "jenis": "lembaga_pemerintah_negara_asing", "negara": "KR"}
    ]
    assert item["unit"] == {"kode": "DITJENIM", "nama": "Direktorat Jenderal Imigrasi"}
    assert (item["signed_on"], item["expires_on"], item["status"]) == ("2026-11-13", "2031-11-13", "berlaku")
    assert item["url"] == "https://naskah.contoh.go.id/n/2026-48213"
    assert item["pdf_url"] == "https://naskah.contoh.go.id/n/2026-48213/naskah.pdf"
    assert item["highlights"] == [{"page": 2, "html": "CONTOH … upaya pencegahan <mark>penyelundupan</mark> …"}]
    assert [one["field"] for one in item["matched_fields"]] == ["judul"]
    assert "<mark>Penyelundupan</mark> Manusia" in item["matched_fields"][0]["html"]


def test_without_a_usable_index_the_facets_are_empty_lists() -> None:
    results = replace(example.RESULTS, facets={}, is_degraded=True)

    body = json.loads(search_shape(results, HERE).model_dump_json())

    assert body["degraded"] is True
    assert body["facets"] == {name: [] for name in FACETS}


def test_one_naskah_has_every_field_of_a_result_and_its_parts() -> None:
    body = json.loads(naskah_shape(example.NASKAH, HERE).model_dump_json())

    assert set(body) > ITEM_FIELDS
    assert {"pihak", "hubungan", "acara", "berkas"} < set(body)
    assert "highlights" not in body
    assert body["pihak"][0] == {
        "nama": "Direktorat Jenderal Imigrasi",
        "slug": None,
        "jenis": None,
        "negara": None,
        "nomor": "CONTOH-14.HH.05.02 TAHUN 2026",
        "penanda_tangan": "CONTOH Nama Penanda Tangan",
        "jabatan": "CONTOH Direktur Jenderal",
        "signed_on": "2026-11-13",
        "signed_presisi": "hari",
        "tempat": "Jakarta",
    }
    assert [berkas["url"].removeprefix(HERE.base_url) for berkas in body["berkas"]] == [
        "/n/2026-48213/naskah.pdf",
        "/n/2026-48213/berkas/2.pdf",
    ]
    assert body["hubungan"][0]["jenis"] == "perpanjangan"
    assert body["hubungan"][0]["arah"] == "keluar"
    assert body["hubungan"][0]["naskah"]["url"].endswith("/n/2021-31877")
    assert body["acara"][1] == {
        "jenis": "diterbitkan",
        "tanggal": "2026-11-16",
        "presisi": "hari",
        "keterangan": None,
    }
    assert body["first_published_at"] == "2026-11-16T03:20:00Z"


def test_a_naskah_open_as_metadata_only_names_no_file_even_if_it_were_given_one() -> None:
    item = replace(example.NASKAH.item, is_metadata_only=True)

    body = json.loads(naskah_shape(replace(example.NASKAH, item=item, berkas=()), HERE).model_dump_json())

    assert (body["pdf_url"], body["sha256"], body["pages"], body["berkas"]) == (None, None, None, [])
    assert body["is_metadata_only"] is True


def test_a_tombstone_tells_code_day_and_class_of_reason_alone() -> None:
    assert tombstone_shape(example.TOMBSTONE).model_dump(mode="json") == {
        "kode": "2025-20418",
        "withdrawn_on": "2026-03-02",
        "alasan": "permintaan_pihak",
    }


def test_the_described_classes_of_reason_are_those_of_withdrawing() -> None:
    assert tuple(WithdrawalClass) == tuple(ALASAN_PENARIKAN)


def test_all_that_is_invented_is_marked() -> None:
    for shape in (search_shape(example.RESULTS, HERE).items[0], naskah_shape(example.NASKAH, HERE)):
        assert shape.judul.startswith("CONTOH")
        assert all(mitra.nama.startswith("CONTOH") for mitra in shape.mitra)
