"""One naskah for staff: its page, how far its reading is, its files and page images."""

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from portal.domain.naskah.enumerations import ReadingState
from portal.domain.naskah.status import StatusWord
from portal.errors import NotFoundError, ObjectNotFoundError
from portal.queries.berkas import files as files_queries
from portal.queries.naskah import dossier
from portal.services import acts
from portal.web.context import actor, reading, stores
from portal.web.delivery import PRIVATE, Delivery, deliver
from portal.web.staff import frame
from portal.web.staff.naskah import kemiripan_card, page
from portal.web.words.labels.lookup import label
from portal.web.words.progress import progress_of, progress_text

PAGES_AT_ONCE = 60
"""Small pictures of one file on the page of a naskah; `?hlm=` turns to those around another page."""


def detail(kode: str) -> ResponseReturnValue:
    """The page of one naskah."""
    return page.show(kode)


def state(kode: str) -> Response:
    """How far the system is, for a script that asks now and then."""
    with reading() as session:
        found = dossier.find_state(session, kode, actor())
    files = [
        {
            "id": berkas.id,
            "nama": berkas.nama,
            "keadaan": berkas.keadaan.value,
            "teks": progress_text(berkas),
            "progress": progress_of(berkas)[0],
            "total": progress_of(berkas)[1],
            "terbaca": berkas.keadaan is ReadingState.TERBACA,
        }
        for berkas in found.berkas
        if not berkas.is_replaced
    ]
    is_done = not any(berkas.is_in_work for berkas in found.berkas if not berkas.is_replaced)
    kembar = kemiripan_card.address_of_warning(kode) if is_done else ""
    teks = label(found.status if found.called is StatusWord.STATUS else found.called)
    return jsonify(status=found.status.value, status_teks=teks, selesai=is_done, berkas=files, kembar=kembar)


def file(kode: str, berkas_id: int) -> Response:
    """The file as it was sent."""
    with reading() as session:
        found = files_queries.find_file(session, kode, berkas_id, actor())
    if request.method == "GET":
        # Every part counts: one byte left out must not make a download unseen. No trace, no file.
        with stores().database.transaction() as session:
            subject = acts.Subject("unduhan", f"{kode}/{berkas_id}")
            acts.record(session, frame.act(), "berkas.unduh", subject, after={"sha256": found.sha256})
    return deliver(
        stores().objects,
        Delivery(
            digest=found.sha256,
            size=found.size,
            mimetype="application/pdf",
            filename=f"{kode}-berkas-{berkas_id}.pdf",
            is_inline=True,
            cache_control=PRIVATE,
        ),
    )


def page_image(kode: str, berkas_id: int, nomor: int) -> Response:
    """The picture of a page."""
    with reading() as session:
        digest = files_queries.find_page_image(session, kode, berkas_id, nomor, actor())
    picture = Delivery(
        digest=digest,
        size=None,
        mimetype="image/webp",
        filename=f"{kode}-{berkas_id}-{nomor}.webp",
        is_inline=True,
        cache_control=PRIVATE,
    )
    try:
        return deliver(stores().derived, picture)
    except ObjectNotFoundError as error:
        # Derived pictures may be missing until they are made again; the original is not affected.
        raise NotFoundError("Gambar halaman tidak ditemukan.") from error
