"""Files of a naskah: their order, what each of them is, and the way of one file into another naskah."""

from collections.abc import Callable

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.naskah.kode import is_kode
from portal.errors import BadInputError, ConflictError
from portal.services.acts import Act
from portal.services.berkas import filing, joining
from portal.services.berkas.joining import BerkasRole
from portal.web.context import stores
from portal.web.staff import frame
from portal.web.staff.naskah import detail
from portal.web.staff.upload.upload import bahasa_of, jenis_of
from portal.web.typed import choice, clean_line

LONGEST_ORDER = 500
"""Files in one order at most; more is nothing that a page of ours has sent."""


def shift_file(kode: str, berkas_id: int) -> ResponseReturnValue:
    """One place up or down among the files of the same kind."""
    is_up = request.form.get("arah") == "naik"
    seen = _numbers(request.form.get("urutan", ""))

    def verb(session: Session, act: Act) -> None:
        filing.shift(session, kode, berkas_id, act, is_up=is_up, seen=seen)

    return _do(kode, berkas_id, "urutan", verb)


def file_role(kode: str, berkas_id: int) -> ResponseReturnValue:
    """What the file is to the naskah, and in which language it is."""

    def verb(session: Session, act: Act) -> None:
        jenis = jenis_of(clean_line(request.form.get("jenis", "")))
        bahasa = bahasa_of(request.form.get("bahasa", ""))
        seen = choice(JenisBerkas, clean_line(request.form.get("dari", "")), "jenis", "peran") or jenis
        filing.assign_role(session, kode, berkas_id, jenis, bahasa, act, seen=seen)

    return _do(kode, berkas_id, "peran-berkas", verb)


def move_file(kode: str, berkas_id: int) -> ResponseReturnValue:
    """Into a naskah that is there, named by its code."""
    tujuan = clean_line(request.form.get("tujuan", ""))

    def verb(session: Session, act: Act) -> None:
        if not is_kode(tujuan):
            raise BadInputError("Tulis kode naskah tujuan, misalnya 2026-48213.", "tujuan")
        jenis = jenis_of(clean_line(request.form.get("jenis", "")))
        joining.move_file(session, kode, berkas_id, tujuan, BerkasRole(jenis), act)

    return _do(kode, berkas_id, "pindah", verb)


def _do(kode: str, berkas_id: int, pesan: str, verb: Callable[[Session, Act], None]) -> ResponseReturnValue:
    try:
        with stores().database.transaction() as session:
            verb(session, frame.act())
    except BadInputError as error:
        field = f"{error.field or 'jenis'}-{berkas_id}"
        return detail.show_with_problem(kode, field, error.message, typed=request.form)
    except ConflictError as error:
        return detail.show_with_problem(kode, f"urutan-{berkas_id}", error.message, 409)
    return frame.go("work.detail", pesan, kode=kode, _anchor="j-berkas")


def _numbers(text: str) -> tuple[int, ...]:
    parts = clean_line(text).split()[:LONGEST_ORDER]
    return tuple(int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 11)
