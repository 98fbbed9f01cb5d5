"""What a reader sees is read before it is public; what only the file holds is never quoted, and holds if it must."""

import io

import pikepdf
import pytest
from flask.testing import FlaskClient
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from portal import clock
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.models.berkas import Halaman
from portal.models.penahanan import Penahanan
from portal.models.terbitan import TerbitanHalaman
from portal.search.interface import SearchQuery
from portal.search.query import parse
from tests.factories import seen_pdf
from tests.factories.naskah import Office, sample_fields
from tests.factories.pdf import AGREEMENT_PAGE
from tests.factories.scan import INDONESIAN, blank_page, drawn_page, scan_pdf
from tests.factories.signing_in import entered

FOOTER = "Catatan: dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik. " * 4
NUMBER = "Nomor Induk Kependudukan\n3174051203850007\natas nama CONTOH"


def stamped_scan(text: str) -> bytes:
    """A scan with a long line of small print at its foot, written as text."""
    with pikepdf.open(io.BytesIO(scan_pdf([drawn_page(text, dpi=150)]))) as pdf:
        page = pdf.pages[0]
        page.contents_add(f"BT /Kaki 2.5 Tf 60 24 Td ({FOOTER}) Tj ET".encode())
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.add_resource(font, pikepdf.Name.Font, pikepdf.Name.Kaki)
        written = io.BytesIO()
        pdf.save(written)
        return written.getvalue()


def sealed_page(text: str) -> bytes:
    """A digital page with these words in a picture that covers about a hundredth of it."""
    written = io.BytesIO()
    canvas = Canvas(written)
    lines = canvas.beginText(72, 760)
    lines.textLines(AGREEMENT_PAGE)
    canvas.drawText(lines)
    seal = drawn_page(text, dpi=300).picture.crop((240, 270, 1080, 570))
    canvas.drawImage(ImageReader(seal), 350, 90, 140, 50)
    canvas.save()
    return written.getvalue()


def handed_in(office: Office, pdf: bytes) -> str:
    kode = office.upload(sample_fields(), pdf=pdf).kode
    office.submit(kode, is_checked=False)
    office.drain()
    return kode


def holds(office: Office) -> set[AlasanPenahanan]:
    with office.stores.database.reading() as session:
        return set(session.scalars(select(Penahanan.alasan).where(Penahanan.closed_at.is_(None))))


def public_text(office: Office) -> str:
    with office.stores.database.reading() as session:
        return "\n".join(session.scalars(select(TerbitanHalaman.teks)))


def found(office: Office, text: str) -> list[str]:
    return [hit.kode for hit in office.stores.public_index.search(SearchQuery(parse(text), today=clock.today())).hits]


def test_a_scan_under_a_long_printed_footer_is_read_and_found(office: Office) -> None:
    kode = handed_in(office, stamped_scan(INDONESIAN))

    assert holds(office) == set()
    assert public_text(office).startswith("PERJANJIAN KERJA SAMA CONTOH")
    assert public_text(office).strip().endswith(FOOTER.strip())
    assert found(office, "penyuluhan") == found(office, "elektronik") == [kode]


def test_a_number_in_the_picture_under_a_printed_footer_holds(office: Office) -> None:
    handed_in(office, stamped_scan(NUMBER))

    assert holds(office) == {AlasanPenahanan.DATA_PRIBADI}
    assert public_text(office) == ""


def test_a_number_in_a_small_seal_beside_good_text_holds(office: Office) -> None:
    handed_in(office, sealed_page(NUMBER))

    assert holds(office) == {AlasanPenahanan.DATA_PRIBADI}
    assert public_text(office) == ""


@pytest.mark.parametrize("build", [seen_pdf.unseen_pages()["the edge of what is shown"], seen_pdf.noted_pdf("Text")])
def test_a_number_that_nobody_sees_holds_and_is_never_quoted(build: bytes, office: Office) -> None:
    kode = handed_in(office, build)
    assert AlasanPenahanan.DATA_PRIBADI in holds(office)

    office.release(kode, holds(office))
    office.drain()

    assert public_text(office) == seen_pdf.SEEN
    assert found(office, "wolfram") == []
    assert found(office, "sepakat") == [kode]
    assert office.stores.internal_index.search(SearchQuery(parse("wolfram"), today=clock.today())).total == 0


@pytest.mark.parametrize("means", ["a bar drawn after", "a picture drawn after", "the colour of a bar drawn before"])
def test_words_that_a_bar_hides_and_the_file_gives_away_hold_and_are_told_to_staff_alone(
    means: str, office: Office, client: FlaskClient
) -> None:
    secret = "Jalan Kenanga tujuh, wolfram"
    kode = handed_in(office, seen_pdf.unseen_pages()[means].replace(seen_pdf.HIDDEN.encode(), secret.encode()))

    assert holds(office) == {AlasanPenahanan.DATA_PRIBADI}
    assert client.get(f"/n/{kode}").status_code == client.get(f"/n/{kode}/naskah.pdf").status_code == 404
    office.add_user("biro@contoh.example", Peran.BIRO, "KEMEN")
    entered(client, "biro@contoh.example")
    told = " ".join(client.get(f"/kerja/naskah/{kode}").text.split())
    assert "Tertutup di halaman, terbaca di berkas" in told
    assert secret in told


def test_a_line_in_a_wrongly_mapping_font_is_read_from_what_it_shows(office: Office) -> None:
    pdf = seen_pdf.wrongly_mapped_pdf("NOMOR HK.01.02 TAHUN 2026 BISMUT", AGREEMENT_PAGE)
    kode = handed_in(office, pdf)

    assert holds(office) == set()
    assert "TAHUN 2026 BISMUT" in public_text(office)
    assert AGREEMENT_PAGE in public_text(office)
    assert found(office, "bismut") == [kode]
    with office.stores.database.reading() as session:
        assert "QRPRU" in session.scalars(select(Halaman.teks_tersembunyi)).one()


@pytest.mark.parametrize("build", [seen_pdf.waiting_form_pdf(), scan_pdf([blank_page(), blank_page()])])
def test_what_is_no_naskah_is_held_and_says_so(build: bytes, office: Office) -> None:
    handed_in(office, build)

    assert AlasanPenahanan.BUKAN_NASKAH in holds(office)
