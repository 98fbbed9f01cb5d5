"""Published files and page images. Each request asks the database first: a withdrawal takes effect at once."""

from flask import Response, request

from portal.domain.berkas.filename import slug
from portal.queries.public import terbitan
from portal.web.context import stores, today
from portal.web.delivery import PUBLISHED, Delivery, deliver

PDF = "application/pdf"
IMAGE = "image/webp"


def file(kode: str) -> Response:
    """The main file of a naskah; `?buka=1` opens it in the browser instead of saving it."""
    return _send_file(kode, 1)


def file_numbered(kode: str, urutan: int) -> Response:
    """Another file of a naskah, by its place in the list."""
    return _send_file(kode, urutan)


def page_image(kode: str, nomor: int) -> Response:
    """The picture of one page."""
    with stores().database.reading() as session:
        pages = terbitan.find_pages(session, kode, first=nomor, last=nomor)
        if not pages or pages[0].image_sha256 is None:
            raise terbitan.absent(session, kode, "Gambar halaman tidak ditemukan.")
    digest = pages[0].image_sha256
    return deliver(stores().derived, Delivery(digest, None, IMAGE, f"{kode}-hlm-{nomor}.webp", True, PUBLISHED))


def _send_file(kode: str, urutan: int) -> Response:
    with stores().database.reading() as session:
        berkas = terbitan.find_berkas(session, kode, urutan)
        item = terbitan.load_items(session, [kode], today())[kode]
    part = "" if urutan == 1 else f"-berkas-{urutan}"
    filename = f"{kode}-{slug(item.judul)}{part}.pdf"
    is_inline = request.args.get("buka") == "1"
    return deliver(stores().objects, Delivery(berkas.sha256, berkas.size, PDF, filename, is_inline, PUBLISHED))
