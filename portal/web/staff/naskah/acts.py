"""Actions on one naskah: each reads its few fields, calls one service, and goes back to the page with a notice."""

from collections.abc import Callable
from typing import TypedDict

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.publication.penahanan import HoldReason
from portal.errors import BadInputError, FieldsRefusedError, NotFoundError
from portal.queries.naskah import dossier as dossier_queries
from portal.services.acts import Act
from portal.services.berkas import reading
from portal.services.publication import penahanan, verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.web.context import actor, stores
from portal.web.staff import frame
from portal.web.staff.form import edit
from portal.web.staff.naskah import detail
from portal.web.typed import choice, clean, clean_line, read_day


def submit(kode: str) -> ResponseReturnValue:
    """Hand a naskah in as it is stored."""
    version = clean_line(request.form.get("version", ""))
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    try:
        with stores().database.transaction() as session:
            verbs.submit(session, kode, number, frame.act(), is_checked="is_checked" in request.form)
    except FieldsRefusedError as error:
        with stores().database.reading() as session:
            stored = dossier_queries.find_naskah(session, kode, actor())
        return edit.show_form(stored, edit.stored_form(stored), status=422, problems=error.problems)
    return frame.go("work.receipt", "terkirim", kode=kode)


def return_naskah(kode: str) -> ResponseReturnValue:
    """Ask the unit for a correction."""
    alasan = clean(request.form.get("alasan", ""))
    return _do(kode, "dikembalikan", lambda session, act: verbs.return_naskah(session, kode, alasan, act))


def withdraw(kode: str) -> ResponseReturnValue:
    """Take a naskah off the public pages."""
    return _do(kode, "ditarik", lambda session, act: verbs.withdraw(session, kode, act, **_reason()))


def explain_withdrawal(kode: str) -> ResponseReturnValue:
    """Give the reason of a withdrawal that was done without one, or correct it."""

    def verb(session: Session, act: Act) -> None:
        if not clean_line(request.form.get("kelas", "")):
            raise BadInputError("Pilih kelompok alasan.", "kelas")
        verbs.explain_withdrawal(session, kode, act, **_reason())

    return _do(kode, "alasan-ditarik", verb)


def reinstate(kode: str) -> ResponseReturnValue:
    """Give a withdrawn naskah back to its unit."""
    return _do(kode, "dibuka", lambda session, act: verbs.reinstate(session, kode, act))


def visibility(kode: str) -> ResponseReturnValue:
    """Change what the public may see."""

    def verb(session: Session, act: Act) -> None:
        level = choice(Visibilitas, clean_line(request.form.get("visibilitas", "")), "visibilitas", "keterbukaan")
        if level is None:
            raise BadInputError("Pilih tingkat keterbukaan.", "visibilitas")
        dasar = clean(request.form.get("dasar_visibilitas", ""))
        tinjau_on = read_day(request.form.get("tinjau_on", ""), "tinjau_on")
        verbs.set_visibility(session, kode, act, level=level, dasar=dasar, tinjau_on=tinjau_on)

    return _do(kode, "keterbukaan", verb)


def answer_hold(kode: str, alasan: str) -> ResponseReturnValue:
    """Answer what holds the publication."""
    try:
        reason = HoldReason(alasan)
    except ValueError as error:
        raise NotFoundError("Halaman tidak ditemukan.") from error
    jawaban = clean(request.form.get("jawaban", ""))

    def verb(session: Session, act: Act) -> None:
        try:
            penahanan.answer_hold(session, kode, reason, jawaban, act)
        except BadInputError as error:
            raise BadInputError(error.message, f"jawaban-{reason.value}") from error

    return _do(kode, "dijawab", verb)


def retry_reading(kode: str, berkas_id: int) -> ResponseReturnValue:
    """Read a file once more."""
    return _do(kode, "dibaca", lambda session, act: reading.read_again(session, kode, berkas_id, act))


class _Reason(TypedDict):
    alasan: WithdrawalClass
    penjelasan: str


def _reason() -> _Reason:
    wanted = choice(WithdrawalClass, clean_line(request.form.get("kelas", "")), "kelas", "alasan")
    penjelasan = clean(request.form.get("penjelasan", ""))
    return {"alasan": wanted or WithdrawalClass.BELUM_DISEBUTKAN, "penjelasan": penjelasan}


def _do(kode: str, pesan: str, verb: Callable[[Session, Act], None]) -> ResponseReturnValue:
    try:
        with stores().database.transaction() as session:
            verb(session, frame.act())
    except BadInputError as error:
        return detail.show_with_problem(kode, error.field or "isi", error.message, typed=request.form)
    return frame.go("work.detail", pesan, kode=kode)
