"""IIIF: the manifest of a naskah, the description of each page image, and the image itself as JPEG or WebP.

Level 0 of the Image API asks for a JPEG, and the portal keeps WebP: the JPEG is made when it is asked for.
"""

from io import BytesIO

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from PIL import Image

from portal.errors import NotFoundError
from portal.queries.public import terbitan
from portal.queries.public.images import PageImage, find_images
from portal.queries.public.values import Tombstone
from portal.web.context import public_reading, stores, today
from portal.web.delivery import PUBLISHED, Delivery, copies, deliver
from portal.web.drawn import drawn
from portal.web.public.exports import answer, gone
from portal.web.public.formats import iiif as formats
from portal.web.public.formats.record import Record

QUALITY = 82
MISSING = "Gambar halaman tidak ditemukan."
_WEBP, _JPEG = "image/webp", "image/jpeg"


def manifest(kode: str) -> ResponseReturnValue:
    """The pages of a naskah as canvases; not found where it shows none."""
    with public_reading() as session:
        found = terbitan.find_naskah(session, kode, today(), is_alone=True)
        if isinstance(found, Tombstone):
            return gone(found)
        images = find_images(session, kode)
    if not images:
        raise NotFoundError(MISSING)
    body = formats.manifest(Record(found, stores().config.base_url), images)
    return answer(body.encode(), formats.MANIFEST_TYPE, found)


def info(kode: str, nomor: int) -> ResponseReturnValue:
    """The description of one page image."""
    found = _image(kode, nomor)
    if isinstance(found, Tombstone):
        return gone(found)
    url = f"{stores().config.base_url}/n/{kode}"
    response = Response(formats.image_info(url, found), content_type=formats.INFO_TYPE)
    response.set_etag(found.sha256, weak=True)
    return response.make_conditional(request)


def base(kode: str, nomor: int) -> ResponseReturnValue:
    """The address of an image itself leads to its description, as the Image API asks."""
    found = _image(kode, nomor)
    if isinstance(found, Tombstone):
        return gone(found)
    return redirect(url_for("public.iiif_info", kode=kode, nomor=nomor), 303)


def image(kode: str, nomor: int, form: str) -> ResponseReturnValue:
    """One page image at its full size."""
    found = _image(kode, nomor)
    if isinstance(found, Tombstone):
        return gone(found)
    filename = f"{kode}-hlm-{nomor}.{form}"
    if form == "webp":
        return deliver(stores().derived, Delivery(found.sha256, None, _WEBP, filename, True, PUBLISHED))
    tagged = f"{found.sha256}-jpg"
    response = Response(content_type=_JPEG, status=304 if request.if_none_match.contains_weak(tagged) else 200)
    if response.status_code == 200:
        response.data = drawn().picture(f"jpeg {found.sha256}", lambda: _jpeg(found.sha256))
    response.set_etag(tagged)
    response.headers["Cache-Control"] = PUBLISHED
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response


def _image(kode: str, nomor: int) -> PageImage | Tombstone:
    with public_reading() as session:
        found = find_images(session, kode, nomor=nomor)
        if found:
            return found[0]
        return terbitan.tombstone(session, kode, MISSING)


def _jpeg(digest: str) -> bytes:
    out = BytesIO()
    with copies().open(stores().derived, digest) as file, Image.open(file, formats=("WEBP",)) as picture:
        picture.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
