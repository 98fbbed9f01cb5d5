"""Files that were once read wrongly, each from upload to search: what the public finds, and what staff are told.

The files in `failed_inputs` are invented. All go through one portal in one run of the worker, with the real engine.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal import clock
from portal.config import Config
from portal.domain.naskah.enumerations import RecognitionState
from portal.domain.naskah.fields import NaskahFields
from portal.domain.naskah.status import Status
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.domain.suggestions.filling import fill
from portal.models.berkas import Berkas, Halaman
from portal.models.naskah import Naskah
from portal.models.penahanan import Penahanan
from portal.services import saran
from portal.services.users import accounts
from portal.wiring import opened_stores
from tests.factories.naskah import Office, sample_fields, set_up_units
from tests.fixtures.databases import fresh_database
from tests.fixtures.markup import one_line

INPUTS = Path(__file__).with_name("failed_inputs")
NIK = "NIK 3174051203850007"
"""A made up number."""

SCANS = ("pindai-dengan-catatan-tte-panjang", "pindai-dua-tingkat-form", "anotasi-nik-di-pindai")
UNSEEN = {
    "teks-terpotong-cropbox": "lantanum",
    "teks-putih": "vanadium",
    "lapisan-mati": "yodium",
}
"""By file a word that it holds and does not show."""

WISHED = "teks-dua-kali diimpor"


@dataclass(frozen=True)
class Portal:
    """The portal after one run of the worker: the public's client, a pengelola's, and the codes by the file's name.

    The name of a copy with a personal number in the text that is not shown ends in ` nik`; WISHED came by a bulk import
    that is to publish what is sure.
    """

    office: Office
    public: FlaskClient
    staff: FlaskClient
    kode: dict[str, str]

    def found(self, words: str) -> set[str]:
        """The names of the files that the public finds."""
        return self._names(self.public, "/cari", words)

    def found_by_staff(self, words: str) -> set[str]:
        """The names of the files that their unit finds."""
        return self._names(self.staff, "/kerja/cari", words)

    def _names(self, client: FlaskClient, path: str, words: str) -> set[str]:
        page = client.get(path, query_string={"q": words})
        assert page.status_code == 200
        return {name for name, kode in self.kode.items() if re.search(rf'href="[^"]*/{kode}[/?"#]', page.text)}

    def public_text(self, name: str) -> str:
        """What the public page says in its view as text; empty while there is none."""
        page = self.public.get(f"/n/{self.kode[name]}?tampil=teks")
        assert page.status_code in (200, 404)
        return page.text if page.status_code == 200 else ""

    def staff_page(self, name: str) -> str:
        """What the unit is told."""
        return one_line(self.staff.get(f"/kerja/naskah/{self.kode[name]}").text)

    def holds(self, name: str) -> set[AlasanPenahanan]:
        """What holds it."""
        with self.office.stores.database.reading() as session:
            own = select(Penahanan.alasan).join(Naskah).where(Naskah.kode == self.kode[name])
            return set(session.scalars(own.where(Penahanan.closed_at.is_(None))))


def with_number(name: str) -> bytes:
    """The file with a personal number before the word that it does not show."""
    word = UNSEEN[name].encode()
    with pikepdf.open(INPUTS / f"{name}.pdf") as pdf:
        contents = pdf.pages[0].Contents
        contents.write(contents.read_bytes().replace(word, NIK.encode() + b" " + word))
        written = io.BytesIO()
        pdf.save(written)
        return written.getvalue()


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    from portal.app import create_app

    folder = tmp_path_factory.mktemp("masukan")
    base = Config.from_env({"PORTAL_DATA_DIR": str(folder / "var"), "PORTAL_SECRET_KEY": "kunci-uji" * 8})
    base.data_dir.mkdir()
    with fresh_database(folder) as url, opened_stores(replace(base, database_url=url)) as stores:
        set_up_units(stores.database)
        office = Office(stores)
        app = create_app(stores.config, stores)
        kode = {}
        for path in sorted(INPUTS.glob("*.pdf")):
            title = sample_fields(judul=f"Berkas {path.stem}")
            kode[path.stem] = office.upload(title, pdf=path.read_bytes(), nama=path.name).kode
        for name in UNSEEN:
            kode[f"{name} nik"] = office.upload(sample_fields(judul=f"Berkas {name}"), pdf=with_number(name)).kode
        for one in kode.values():
            office.submit(one, is_checked=False)
        # The same bytes are not taken twice; a remark behind the end changes nothing in them.
        again = (INPUTS / "teks-dua-kali.pdf").read_bytes() + b"% lagi\n"
        kode[WISHED] = office.upload(NaskahFields(judul="", unit="KANIM-A"), pdf=again).kode
        with stores.database.transaction() as session:
            saran.wish_publication(session, kode[WISHED], now=clock.utc_now())
        office.drain()
        yield Portal(office, app.test_client(), _signed_in(office, app.test_client()), kode)
        app.extensions["pdf_reader"].close()


def _signed_in(office: Office, client: FlaskClient) -> FlaskClient:
    actor = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    with office.stores.database.transaction() as session:
        token = accounts.start_session(session, actor.user_id or 0, device="uji", now=clock.utc_now())
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return client


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("pindai-dengan-catatan-tte-panjang", ("rubidium", "sesium"), id="a printed footer"),
        pytest.param("pindai-dua-tingkat-form", ("stronsium", "BSrE"), id="two forms deep"),
        pytest.param("kata-terpenggal", ("penyelundupan", '"penyelundupan manusia diatur"', "undang-undang"),
                     id="broken words"),
        pytest.param("judul-berspasi", ('"perjanjian kerja sama antara"', "timbal"), id="blanks between letters"),
        pytest.param("teks-dua-kali", ("intan",), id="drawn twice"),
        pytest.param("baris-nomor-salah-petakan", ("helium", "HK.01.02-7 helium"), id="a wrongly mapping font"),
        pytest.param("ekor-sesudah-eof", ("kapur",), id="zeros behind the end"),
        pytest.param("teks-terpotong-cropbox", ("perunggu",), id="cut away by the edge"),
        pytest.param("teks-putih", ("seng",), id="white text"),
        pytest.param("lapisan-mati", ("gipsum",), id="a layer switched off"),
    ],
)  # fmt: skip
def test_what_is_seen_is_published_and_found(name: str, words: tuple[str, ...], portal: Portal) -> None:
    assert portal.holds(name) == set()
    for word in words:
        assert name in portal.found(word)
        assert name in portal.found_by_staff(word)


@pytest.mark.parametrize("name", SCANS)
def test_a_page_that_is_a_picture_was_read_by_the_engine(name: str, portal: Portal) -> None:
    with portal.office.stores.database.reading() as session:
        rows = select(Halaman).join(Berkas).join(Naskah).where(Naskah.kode == portal.kode[name])
        pages = [(page.asal, page.pengenalan) for page in session.scalars(rows)]

    assert set(pages) == {("our_ocr", RecognitionState.SELESAI)}


@pytest.mark.parametrize(("name", "word"), UNSEEN.items())
def test_what_nobody_sees_is_neither_found_nor_quoted(name: str, word: str, portal: Portal) -> None:
    assert portal.found(word) == portal.found_by_staff(word) == set()
    assert "PERJANJIAN KERJA SAMA" in portal.public_text(name)
    assert word not in portal.public_text(name)


@pytest.mark.parametrize("name", UNSEEN)
def test_a_personal_number_that_nobody_sees_holds(name: str, portal: Portal) -> None:
    assert portal.holds(f"{name} nik") == {AlasanPenahanan.DATA_PRIBADI}
    assert portal.public_text(f"{name} nik") == ""


@pytest.mark.parametrize(
    ("name", "reasons", "told"),
    [
        pytest.param("anotasi-nik-di-pindai", {AlasanPenahanan.DATA_PRIBADI}, ("Ada nomor pribadi",),
                     id="a note on a scan"),
        pytest.param("xfa-penampung", {AlasanPenahanan.BUKAN_NASKAH}, ("Berkas tidak memuat naskah",),
                     id="a placeholder"),
        pytest.param("portofolio", {AlasanPenahanan.BUKAN_NASKAH, AlasanPenahanan.BERKAS_TERTANAM},
                     ("Ada berkas lain di dalam berkas", "naskah-1.pdf, naskah-2.pdf"), id="files in a file"),
    ],
)  # fmt: skip
def test_what_is_in_doubt_is_held_and_says_why(
    name: str, reasons: set[AlasanPenahanan], told: tuple[str, ...], portal: Portal
) -> None:
    assert portal.holds(name) == reasons
    assert portal.public_text(name) == ""
    page = portal.staff_page(name)
    assert [sentence for sentence in told if sentence not in page] == []


def test_a_note_on_a_digital_page_holds_and_is_found_once_a_person_answered(portal: Portal) -> None:
    name = "anotasi-nik-di-digital"
    assert portal.holds(name) == {AlasanPenahanan.DATA_PRIBADI}
    assert name not in portal.found("bismut")
    assert name in portal.found_by_staff("astatin")

    portal.office.release(portal.kode[name], {AlasanPenahanan.DATA_PRIBADI})
    portal.office.drain()

    assert portal.holds(name) == set()
    assert name in portal.found("bismut") & portal.found("astatin")


def test_a_file_with_files_in_it_waits_for_both_answers(portal: Portal) -> None:
    name = "portofolio"
    portal.office.release(portal.kode[name], {AlasanPenahanan.BUKAN_NASKAH})
    portal.office.drain()
    assert portal.holds(name) == {AlasanPenahanan.BERKAS_TERTANAM}
    assert portal.public_text(name) == ""

    portal.office.release(portal.kode[name], {AlasanPenahanan.BERKAS_TERTANAM})
    portal.office.drain()
    assert portal.holds(name) == set()


def test_a_block_drawn_twice_is_quoted_once(portal: Portal) -> None:
    assert portal.public_text("teks-dua-kali").count("PENYELENGGARAAN PELATIHAN INTAN") == 1


def test_the_number_in_a_wrongly_mapping_font_is_read_from_what_it_shows(portal: Portal) -> None:
    page = portal.public_text("baris-nomor-salah-petakan")

    assert "NOMOR: HK.01.02-7 TAHUN 2026" in page
    assert "QRPRU" not in page


def test_zeros_behind_the_end_cut_nothing_off(portal: Portal) -> None:
    assert "Berkas terpotong" not in portal.staff_page("ekor-sesudah-eof")


def test_a_heading_with_blanks_gives_a_title_with_its_blanks_in_place(portal: Portal) -> None:
    assert suggested(portal, "judul-berspasi").judul.upper() == "PENYELENGGARAAN PELATIHAN TIMBAL"


def test_a_block_drawn_twice_suggests_both_numbers_and_never_goes_out_without_them(portal: Portal) -> None:
    numbers = ["HK.01.02-7 TAHUN 2026", "77/UCN/PKS/2026"]

    assert [pihak.nomor.upper() for pihak in suggested(portal, "teks-dua-kali").pihak] == numbers
    with portal.office.stores.database.reading() as session:
        naskah = session.scalars(select(Naskah).where(Naskah.kode == portal.kode[WISHED])).one()
        stored = [pihak.nomor.upper() for pihak in naskah.pihak_list]
        assert naskah.status is Status.DRAF or stored == numbers


def suggested(portal: Portal, name: str) -> NaskahFields:
    """What a form that holds nothing but the file would be filled with."""
    with portal.office.stores.database.reading() as session:
        own = session.scalars(select(Berkas.id).join(Naskah).where(Naskah.kode == portal.kode[name])).one()
        return fill(NaskahFields(judul="", unit="KANIM-A"), saran.load(session, [own])[own], sure_only=False)
