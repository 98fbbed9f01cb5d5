"""Published files and page images. Each request asks the database first: a withdrawal takes effect at once."""

from flask import Response, current_app, request
from sqlalchemy.orm import Session

from portal.domain.berkas.filename import slug
from portal.queries.public import terbitan, versions
from portal.queries.public.values import PublicBerkas
from portal.web.context import stores, today
from portal.web.delivery import PUBLISHED, Delivery, copies, deliver
from portal.web.drawn import Drawn
from portal.web.small_images import shrink
from portal.web.unduhan import count

PDF = "application/pdf"
IMAGE = "image/webp"
NO_IMAGE = "Gambar halaman tidak ditemukan."


def file(kode: str, versi: int | None = None) -> Response:
    """The main file of a naskah; `?buka=1` opens it in the browser instead of saving it."""
    return file_numbered(kode, 1, versi)


def file_numbered(kode: str, urutan: int, versi: int | None = None) -> Response:
    """Another file of a naskah, by its place in the list."""
    with stores().database.reading() as session:
        berkas, judul = _berkas(session, kode, urutan, versi)
    part = ("" if versi is None else f"-versi-{versi}") + ("" if urutan == 1 else f"-berkas-{urutan}")
    filename = f"{kode}-{slug(judul)}{part}.pdf"
    is_inline = request.args.get("buka") == "1"
    delivery = Delivery(berkas.sha256, berkas.size, PDF, filename, is_inline, PUBLISHED)
    return count(kode, deliver(stores().objects, delivery))


def page_image(kode: str, nomor: int, versi: int | None = None) -> Response:
    """The picture of one page."""
    digest = _image(kode, nomor, versi)
    return deliver(stores().derived, Delivery(digest, None, IMAGE, f"{kode}-hlm-{nomor}.webp", True, PUBLISHED))


def small_image(kode: str, nomor: int, versi: int | None = None) -> Response:
    """The same, small, for the lane beside the pages."""
    digest = _image(kode, nomor, versi)
    tag = f"{digest}-kecil"
    response = Response(content_type=IMAGE)
    response.set_etag(tag)
    response.headers["Cache-Control"] = PUBLISHED
    if request.if_none_match.contains_weak(tag):
        response.status_code = 304
        return response
    kept: Drawn = current_app.extensions["small_images"]
    response.data = kept.picture(digest, lambda: _small(digest))
    return response


def _small(digest: str) -> bytes:
    with copies().open(stores().derived, digest) as file:
        return shrink(file)


def _image(kode: str, nomor: int, versi: int | None) -> str:
    with stores().database.reading() as session:
        if versi is None:
            pages = terbitan.find_pages(session, kode, first=nomor, last=nomor)
        else:
            pages = versions.find_version_pages(session, kode, versi, first=nomor, last=nomor)
        if not pages or pages[0].image_sha256 is None:
            raise terbitan.absent(session, kode, NO_IMAGE)
    return pages[0].image_sha256


def _berkas(session: Session, kode: str, urutan: int, versi: int | None) -> tuple[PublicBerkas, str]:
    if versi is not None:
        return versions.find_version_berkas(session, kode, versi, urutan, today())
    berkas = terbitan.find_berkas(session, kode, urutan)
    return berkas, terbitan.load_items(session, [kode], today())[kode].judul
