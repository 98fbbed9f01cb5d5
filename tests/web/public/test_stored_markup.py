"""Markup stored in a published naskah: wherever the public meets it, it is text and nothing else.

The same naskah is published twice in one portal, with payloads and with plain words in their place. Every page must
be built of the same kinds of tags and attributes for both.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from portal.app import create_app
from portal.config import Config
from portal.domain.naskah.enumerations import Bentuk, JenisMitra, Presisi
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.tanggal import Tanggal
from portal.wiring import opened_stores
from tests.factories.naskah import Office, sample_fields, set_up_units
from tests.factories.pdf import text_pdf
from tests.fixtures.databases import fresh_database

# Each calls something of its own, so that a page tells which one came through.
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "'><b onmouseover='alert(4)'>",
    '" autofocus onfocus="alert(5)',
    "' onclick='alert(6)",
    "</mark><script>alert(7)</script><mark>",
    "</title><script>alert(8)</script>",
    "</textarea><script>alert(9)</script>",
    "<a href=javascript:alert(10)>x</a>",
    "<iframe srcdoc='<i>alert(11)</i>'>",
    "<scr<script>ipt>alert(12)</script>",
    "<!--<script>alert(13)//-->",
    "<style>@import'//x/14'</style>",
    "<base href=//jahat15>",
    "{{ 7*716 }}{% x %}",
    "]]><x17 y=z>",
    "<math><mi xlink:href='data:x,18'>",
    "<details open ontoggle=alert(19)>",
    '<form action="//jahat20"><input name=q>',
)
SIGNED = Tanggal(date(2026, 3, 12), Presisi.HARI)


class Shape(HTMLParser):
    """The kinds of tags of a page with the names of their attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[tuple[str, tuple[str, ...]]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "data-tempat" in given:
            # A place that the text itself has, such as a Pasal: its name is the portal's, whatever the text is.
            assert re.fullmatch("[a-z0-9-]+", given["data-tempat"] or "")
            return
        self.tags.add((tag, tuple(sorted(given))))


def shape(html: str) -> set[tuple[str, tuple[str, ...]]]:
    """What a page is built of."""
    parser = Shape()
    parser.feed(html)
    parser.close()
    return parser.tags


@dataclass(frozen=True)
class Twins:
    """A client and the codes of the two naskah."""

    client: FlaskClient
    hostile: str
    plain: str


def fields(texts: tuple[str, ...], word: str) -> NaskahFields:
    """Every text of a naskah made of these; all twenty stand in each text that is long enough."""
    whole = " ".join(texts)
    parties = [
        PihakFields(
            f"{word} {text}",
            jenis=JenisMitra.LEMBAGA_NONPEMERINTAH,
            negara="ID",
            nomor=f"{word} {texts[-number]}",
            penanda_tangan=f"{text} {texts[-number]}",
            jabatan=f"{text} {texts[number]}",
            tempat=texts[-number],
            signed=SIGNED,
        )
        for number, text in enumerate(texts[:10], start=1)
    ]
    ministry = PihakFields(whole[:450], is_kementerian=True, nomor=whole[:450], tempat=texts[0], signed=SIGNED)
    return replace(
        sample_fields(),
        judul=f"{word} {whole}"[:500],
        bentuk=Bentuk.NAMA_LAIN,
        nama_bentuk=" ".join(texts[:6]),
        ruang_lingkup=f"{word} {whole}",
        pendanaan=whole,
        subjek=texts,
        pihak=(ministry, *parties),
    )


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """The portal with both."""
    folder = tmp_path_factory.mktemp("markup")
    base = Config.from_env({"PORTAL_DATA_DIR": str(folder / "var"), "PORTAL_SECRET_KEY": "kunci-uji" * 8})
    base.data_dir.mkdir()
    with fresh_database(folder) as url, opened_stores(replace(base, database_url=url)) as stores:
        set_up_units(stores.database)
        office = Office(stores)
        words = tuple(f"biasa{chr(97 + number)}" for number in range(len(PAYLOADS)))
        kode = [
            office.publish(
                fields(texts, word),
                pdf=text_pdf([" ".join((word, *texts[start : start + 4])) for start in range(0, 20, 4)]),
                nama=f"{texts[0]}{texts[4]}.pdf",
            )
            for word, texts in (("jahatan", PAYLOADS), ("tenangan", words))
        ]
        app = create_app(stores.config, stores)
        yield Twins(app.test_client(), *kode)
        app.extensions["pdf_reader"].close()


def assert_only_text(html: str) -> None:
    """No payload stands in the page as it was sent; those with neither bracket nor quote are harmless by themselves."""
    assert [payload for payload in PAYLOADS if set("<>\"'") & set(payload) and payload in html] == []
    assert "5012" not in re.sub(r"[0-9a-f]{64}", "", html), "a template was run"


@pytest.mark.parametrize(
    "path",
    ["/n/{kode}", "/n/{kode}?tampil=teks", "/n/{kode}?q={word}", "/n/{kode}?tampil=teks&q={word}&hlm=3"],
)
def test_the_page_of_a_naskah_is_built_alike_for_payloads_and_words(twins: Twins, path: str) -> None:
    hostile = twins.client.get(path.format(kode=twins.hostile, word="jahatan"))
    plain = twins.client.get(path.format(kode=twins.plain, word="tenangan"))

    assert (hostile.status_code, plain.status_code) == (200, 200)
    assert "&lt;script&gt;alert(1)" in hostile.text
    assert shape(hostile.text) == shape(plain.text)
    assert_only_text(hostile.text)


@pytest.mark.parametrize("query", ["q={word}", "q={word}&urut=judul", 'q="{word}"'])
def test_results_highlights_and_facets_are_built_alike(twins: Twins, query: str) -> None:
    hostile = twins.client.get(f"/cari?{query.format(word='jahatan')}").text
    plain = twins.client.get(f"/cari?{query.format(word='tenangan')}").text

    assert "<mark>jahatan</mark>" in hostile
    assert 'name="mitra"' in hostile
    assert shape(hostile) == shape(plain)
    assert_only_text(hostile)


@pytest.mark.parametrize("path", ["/", "/cari", "/mitra", "/unit", "/negara", "/tahun", "/sitemap.xml"])
def test_lists_that_hold_both_show_text_alone(twins: Twins, path: str) -> None:
    answer = twins.client.get(path)

    assert answer.status_code == 200
    assert_only_text(answer.text)
    for tag, attributes in shape(answer.text):
        assert not [name for name in attributes if name.startswith("on")], tag
        assert tag not in ("iframe", "style", "base", "math", "x17")
        assert tag != "script" or "src" in attributes


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_a_payload_sent_as_the_search_text_stays_text(twins: Twins, number: int) -> None:
    for path in ("/cari", f"/n/{twins.hostile}"):
        answer = twins.client.get(path, query_string={"q": PAYLOADS[number]})

        assert answer.status_code in (200, 400)
        assert_only_text(answer.text)


def test_json_gives_back_what_was_stored_and_its_html_is_safe(twins: Twins) -> None:
    answer = twins.client.get(f"/api/v1/naskah/{twins.hostile}")
    item = twins.client.get("/api/v1/naskah?q=jahatan").json["items"][0]

    assert answer.mimetype == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert json.loads(answer.text)["subjek"] == list(PAYLOADS)
    assert item["kode"] == twins.hostile
    pieces = [*item["highlights"], *item["matched_fields"]]
    assert {one["field"] for one in item["matched_fields"]} >= {"judul", "mitra", "nomor", "ruang_lingkup"}
    assert {tag for one in pieces for tag in shape(one["html"])} == {("mark", ())}


def test_the_citation_holds_title_and_parties_as_text(twins: Twins) -> None:
    html = twins.client.get(f"/n/{twins.hostile}").text
    start = html.index('id="kutipan"')
    citation = html[start : html.index("</p>", start)]

    assert "jahatan &lt;script&gt;" in citation
    assert "<" not in citation


def test_no_page_carries_data_in_a_script_that_runs(twins: Twins) -> None:
    for path in (f"/n/{twins.hostile}", "/cari?q=jahatan", "/"):
        inline = re.findall(r"<script(?![^>]* src=)[^>]*>", twins.client.get(path).text)
        assert set(inline) <= {'<script type="application/ld+json">'}


def test_stored_words_stay_within_the_block_of_data(twins: Twins) -> None:
    html = twins.client.get(f"/n/{twins.hostile}").text
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)

    assert "<" not in block
    assert "jahatan <script>" in json.loads(block)["headline"]


def test_the_name_of_the_file_is_nowhere_and_the_download_has_one_of_ours(twins: Twins) -> None:
    answer = twins.client.get(f"/n/{twins.hostile}/naskah.pdf")

    assert re.fullmatch(r'attachment; filename="[A-Za-z0-9-]+\.pdf"', answer.headers["Content-Disposition"])
    answer.close()
