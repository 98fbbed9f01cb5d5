"""Nothing of a non-public record reaches the public: not a word, a count, a suggestion, an order or a file.

The public crawls a portal, then records of every non-public kind are added, each full of a word of its own, and the
same crawl is made again: every answer must be the same byte for byte, its headers included. A second portal, in which
the confidential records came first, must give the same answers as one that never had any.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.domain.naskah.enumerations import JenisHubungan, JenisMitra, Presisi
from portal.domain.naskah.fields import HubunganFields, PihakFields
from portal.domain.tanggal import Tanggal
from portal.search.interface import SearchQuery
from portal.search.query import parse
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.wiring import opened_stores
from tests.factories.confidential import CANARIES, KINDS, Confidential, add_confidential
from tests.factories.naskah import Office, foreign_fields, sample_fields, set_up_units
from tests.fixtures.databases import fresh_database

PAGES = (
    "/",
    "/cari",
    "/mitra",
    "/unit",
    "/negara",
    "/tahun",
    "/tentang",
    "/sitemap.xml",
    "/robots.txt",
    "/healthz",
    "/api/v1/naskah",
    "/api/v1/openapi.json",
    "/masuk?next=/kerja/",
    "/tidak-ada",
)
FILTERS = (
    "unit=LAPAS-B", "unit=KANIM-A", "negara=KP", "negara=KR", "tahun=2025", "tahun=2026", "bentuk=nama_lain",
    "lingkup=luar_negeri", "status=berlaku", "dari=2025&sampai=2025",
)  # fmt: skip
WORDS = ("perlintasan", "perlintasn", "pertukaran data", "isi", "pelatihan petugap", "kerja sama", "halaman", "mip")
PER_KODE = (
    "/n/{}",
    "/n/{}?tampil=teks",
    "/n/{}?q=perlintasan",
    "/n/{}/naskah.pdf",
    "/n/{}/berkas/1.pdf",
    "/n/{}/berkas/2.pdf",
    "/n/{}/hlm/1.webp",
    "/n/{}/hlm/2.webp",
    "/api/v1/naskah/{}",
)
TOOK = re.compile(rb'"took_ms":\s*\d+')
TOKEN = re.compile(rb'name="csrf_token" value="[^"]+"')
QR = re.compile(rb'<svg class="qr".*?</svg>', re.S)
NEVER_COMPARED = {"Date", "Set-Cookie", "Last-Modified"}
"""When something public last changed; what changed it is compared with the pages themselves."""
Answer = tuple[int, bytes, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class House:
    """A portal and its public, by the names of its published naskah."""

    office: Office
    client: FlaskClient
    public: tuple[str, ...]


def queries() -> Iterator[str]:
    """Everything a curious visitor may type to coax a canary out."""
    yield from WORDS
    for canary in CANARIES.values():
        half = len(canary) // 2
        yield from (canary, canary[:-1] + "o", canary[1:], f"{canary[:half]}+{canary[half:]}", f"%22Isi+{canary}%22")
        yield from (f"{canary[:length]}*" for length in (3, 5, 9))
        yield from (f"perlintasn+{canary[:-1]}o", f"perlintasan+-{canary}", f"{canary}+OR+perlintasan")
        yield from (f"MIP.{canary}", f"77/{canary}/2025")


def addresses(kode_list: tuple[str, ...]) -> Iterator[str]:
    yield from PAGES
    for query in queries():
        yield f"/cari?q={query}"
        yield f"/api/v1/naskah?q={query}"
    for narrowed in (*FILTERS, *(f"mitra={canary}" for canary in CANARIES.values())):
        yield f"/cari?{narrowed}"
        if narrowed != "unit=LAPAS-B":
            yield f"/api/v1/naskah?{narrowed}&per_page=1"
    for order in ("terbaru", "terlama", "berakhir", "judul"):
        yield f"/cari?urut={order}"
        yield f"/api/v1/naskah?q=perlintasan&urut={order}"
    for kode in kode_list:
        yield from (pattern.format(kode) for pattern in PER_KODE)


def ask(client: FlaskClient, path: str, method: str = "GET") -> Answer:
    answer = client.open(path, method=method)
    body = answer.get_data()
    # How long a search took differs each time, and with it now and then the length of the answer.
    hidden = NEVER_COMPARED | ({"Content-Length"} if TOOK.search(body) or TOKEN.search(body) else set())
    headers = tuple(
        sorted(
            (name, value) for name, value in answer.headers if name not in hidden and not _is_of_version(name, value)
        )
    )
    answer.close()
    return answer.status_code, TOKEN.sub(b"", TOOK.sub(b"", body)), headers


def _is_of_version(name: str, value: str) -> bool:
    """A weak mark follows how often something public changed, such as a page that was theirs and went."""
    return name == "ETag" and value.startswith("W/")


def crawl(house: House) -> dict[str, Answer]:
    # Without a cookie, as most of the public comes; a page for a session is marked as kept by nobody.
    client = house.client.application.test_client(use_cookies=False)
    return {path: ask(client, path) for path in addresses(house.public)}


def differing(one: dict[str, Answer], other: dict[str, Answer]) -> list[str]:
    assert one.keys() == other.keys()
    return [path for path in one if one[path] != other[path]]


def publish_some(office: Office) -> tuple[str, ...]:
    """Naskah for everybody; their signing days differ, so that no order hangs on a drawn code."""
    foreign = office.publish(foreign_fields(bahasa=("id", "en")), pages=["Pertukaran data perlintasan", "Pasal 2"])
    signed = Tanggal(date(2025, 3, 3), Presisi.HARI)
    parties = (
        PihakFields("Kementerian Contoh", is_kementerian=True, signed=signed),
        PihakFields("Universitas Contoh", jenis=JenisMitra.LEMBAGA_NONPEMERINTAH, negara="ID", signed=signed),
    )
    child = sample_fields(
        judul="Pelatihan Petugas Perlintasan",
        pihak=parties,
        hubungan=(HubunganFields(JenisHubungan.PELAKSANA, foreign),),
    )
    return (
        foreign,
        office.publish(sample_fields(), pages=["Halaman pertukaran data perlintasan"]),
        office.publish(child, pages=["Pelatihan petugas perlintasan"]),
    )


@contextmanager
def open_house(folder: Path, *, secrets_first: bool = False) -> Iterator[House]:
    folder.mkdir()
    base = Config.from_env({"PORTAL_DATA_DIR": str(folder / "var"), "PORTAL_SECRET_KEY": "kunci-uji" * 8})
    base.data_dir.mkdir()
    with fresh_database(folder) as url, opened_stores(replace(base, database_url=url)) as stores:
        set_up_units(stores.database)
        office = Office(stores)
        if secrets_first:
            confidential = add_confidential(office)
            _take_off(office, confidential)
        app = create_app(stores.config, stores)
        yield House(office, app.test_client(), publish_some(office))
        app.extensions["pdf_reader"].close()


def _take_off(office: Office, confidential: Confidential) -> None:
    """Let the kinds that have a public page of their own leave it, so that a portal without them can be compared."""
    for kind in ("metadata", "disunting"):
        with office.stores.database.transaction() as session:
            act = office.act()
            verbs.withdraw(session, confidential.kode[kind], act, alasan=WithdrawalClass.KELIRU)
    office.drain()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A portal whose public naskah are there from the start."""
    with open_house(tmp_path_factory.mktemp("rumah") / "satu") as opened:
        yield opened


@pytest.fixture(scope="module")
def before(house: House) -> dict[str, Answer]:
    """What the public saw when there was nothing confidential."""
    return crawl(house)


@pytest.fixture(scope="module")
def confidential(house: House, before: dict[str, Answer]) -> Confidential:
    """The records that came afterwards."""
    assert before
    made = add_confidential(house.office)
    return made


def test_the_kinds_that_have_a_page_show_nothing_of_what_is_hidden(house: House, confidential: Confidential) -> None:
    for kind in ("metadata", "disunting", "ditarik"):
        for pattern in PER_KODE:
            status, body, headers = ask(house.client, pattern.format(confidential.kode[kind]))
            assert CANARIES[kind].encode() not in body.lower(), (kind, pattern)
            assert CANARIES[kind] not in str(headers).lower(), (kind, pattern)
            assert status in ({410, 404} if kind == "ditarik" else {200, 404}), (kind, pattern)
    file = house.client.get(f"/n/{confidential.kode['disunting']}/naskah.pdf")
    assert file.status_code == 200
    assert b"kolibri" not in file.data
    assert house.client.get(f"/n/{confidential.kode['metadata']}/naskah.pdf").status_code == 404


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_confidential_code_answers_exactly_as_an_unknown_one(
    house: House, confidential: Confidential, method: str
) -> None:
    taken = {*confidential.kode.values(), *house.public}
    unknown = next(kode for number in range(10_000, 99_999) if (kode := f"2026-{number}") not in taken)
    for pattern in PER_KODE:
        expected = ask(house.client, pattern.format(unknown), method)
        assert expected[0] == 404
        for kode in confidential.hidden:
            assert ask(house.client, pattern.format(kode), method) == expected, (pattern, kode)


def test_no_answer_but_their_own_pages_changes_when_confidential_records_come(
    house: House, before: dict[str, Answer], confidential: Confidential
) -> None:
    # Once the pages they rightly have are gone, nothing anywhere else may tell that there ever was anything.
    _take_off(house.office, confidential)

    assert differing(before, crawl(house)) == []
    assert len(before) > 300


def test_a_portal_that_began_with_confidential_records_gives_the_same_answers(tmp_path: Path) -> None:
    with open_house(tmp_path / "tanpa") as without, open_house(tmp_path / "dengan", secrets_first=True) as beside:
        masked = [
            {path: _masked(house, answer) for path, answer in _by_name(house).items()} for house in (without, beside)
        ]

    assert differing(masked[0], masked[1]) == []


def _by_name(house: House) -> dict[str, Answer]:
    """The crawl, with addresses that speak of the first, second and third naskah instead of their codes."""
    found = {}
    for path, answer in crawl(house).items():
        for number, kode in enumerate(house.public):
            path = path.replace(kode, f"KODE-{number}")
        found[path] = _masked(house, answer)
    return found


def _masked(house: House, answer: Answer) -> Answer:
    """Codes are drawn, instants are those of the moment, and a digest of a body follows both."""
    status, body, headers = answer
    for number, kode in enumerate(house.public):
        body = body.replace(kode.encode(), b"KODE-%d" % number)
        headers = tuple((name, value.replace(kode, f"KODE-{number}")) for name, value in headers)
    if QR.search(body):
        # The QR code draws the code, and another drawing has another length.
        body = QR.sub(b"", body)
        headers = tuple((name, value) for name, value in headers if name != "Content-Length")
    # The minute may turn between the two portals.
    body = re.sub(rb"\b\d\d\.\d\d WI(B|TA|T)\b", b"PUKUL", body)
    body = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)", b"SAAT", body)
    if b"<urlset" in body:
        body = b"\n".join(sorted(body.splitlines()))
    return status, body, headers


def test_staff_do_find_every_canary(house: House, confidential: Confidential) -> None:
    # Else everything above would hold of records that were never there.
    for kind in KINDS:
        found = house.office.stores.internal_index.search(SearchQuery(parse(CANARIES[kind]), today=clock.today()))
        assert [hit.kode for hit in found.hits] == [confidential.kode[kind]], kind
