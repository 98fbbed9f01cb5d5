"""The record of one original for the Biro: its page, a receipt voided, where it lies, its way into the archive."""

from collections.abc import Callable
from typing import TypeVar

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.errors import NotFoundError
from portal.queries.naskah_asli import dossier
from portal.services.acts import Act
from portal.services.naskah_asli import custody, penerimaan
from portal.web.context import actor, reading, stores, today
from portal.web.delivery import PRIVATE, Delivery, deliver
from portal.web.staff.naskah_asli import page
from portal.web.staff.reading import Reading, typed_form
from portal.web.typed import clean

F = TypeVar("F")


def show_naskah_asli(kode: str) -> ResponseReturnValue:
    """The record of one original."""
    return page.show(kode)


def void_penerimaan(kode: str, nomor: str) -> ResponseReturnValue:
    """Take a wrong receipt back."""
    alasan = clean(request.form.get("alasan_batal", ""))
    return page.act_on(
        kode, "batal", "batal-terima", lambda session, act: penerimaan.void(session, kode, nomor, alasan, act)
    )


def custody_link(kode: str) -> ResponseReturnValue:
    """Where the original lies from a day on, and who took it."""
    form = typed_form()
    fields = custody.CustodyFields(
        since_on=form.day("since_on", today()),
        tempat=form.line("tempat"),
        pemegang=form.line("pemegang"),
        is_at_kemlu="is_at_kemlu" in request.form,
        dokumen=form.line("dokumen"),
        keterangan=form.text("keterangan"),
    )
    return _record(kode, "tempat", form, custody.move_naskah_asli, fields)


def void_move(kode: str) -> ResponseReturnValue:
    """Take the newest move of the original back."""
    return page.take_back(kode, "batal-tempat", "langkah-batal", custody.take_back_move)


def archive(kode: str) -> ResponseReturnValue:
    """The transfer to the archive."""
    form = typed_form()
    fields = custody.ArchiveFields(
        on=form.day("arsip_on", today()),
        tempat=form.line("arsip_tempat"),
        nomor=form.line("arsip_nomor"),
        klasifikasi=form.line("arsip_klasifikasi"),
    )
    return _record(kode, "arsip", form, custody.archive_naskah_asli, fields)


def photo(kode: str, nomor: str) -> Response:
    """The photo of a handover."""
    with reading() as session:
        found = dossier.find_penerimaan_sheet(session, kode, nomor, actor()).penerimaan
    if found.foto_sha256 is None or found.foto_media is None:
        raise NotFoundError("Penerimaan ini tidak berfoto.")
    return deliver(
        stores().objects,
        Delivery(
            digest=found.foto_sha256,
            size=found.foto_size or 0,
            mimetype=found.foto_media,
            filename=f"{found.nomor}.{found.foto_media.partition('/')[2]}",
            is_inline=True,
            cache_control=PRIVATE,
        ),
    )


def _record(
    kode: str, name: str, form: Reading, verb: Callable[[Session, str, int, F, Act], object], fields: F
) -> ResponseReturnValue:
    """Write down what a form of the record says, unless somebody else was faster."""
    seen = form.version()

    def run(session: Session, act: Act) -> None:
        verb(session, kode, seen, fields, act)

    return page.act_on(kode, name, f"{name}-asli", run, form.problems)
