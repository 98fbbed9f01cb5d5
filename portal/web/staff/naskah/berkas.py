"""Files of a naskah: another one, their order, what each of them is, and the way of one file into another naskah."""

from collections.abc import Callable
from dataclasses import replace

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.naskah.kode import is_kode
from portal.domain.whole_number import read_count
from portal.errors import BadInputError, Problem
from portal.services.acts import Act
from portal.services.berkas import filing, joining
from portal.services.berkas.joining import BerkasRole
from portal.services.berkas.uploading import Target
from portal.web.staff import frame, outcome
from portal.web.staff.naskah import page
from portal.web.staff.outcome import Refusal
from portal.web.staff.upload import storing
from portal.web.typed import choice, clean_line

LONGEST_ORDER = 500
"""Files in one order at most; more is nothing that a page of ours has sent."""


def add_berkas(kode: str) -> ResponseReturnValue:
    """Another file for a naskah that is there: annex, translation, public copy, or one that replaces another."""
    files = storing.chosen_files()
    try:
        if len(files) != 1:
            raise BadInputError(storing.NO_FILE, "berkas")
        target = Target(
            kode=kode,
            jenis=_jenis(request.form.get("jenis", "")),
            bahasa=_bahasa(request.form.get("bahasa", "")),
            replaces=read_count(clean_line(request.form.get("replaces", ""))),
        )
        storing.store_sent("0", files[0], target)
    except BadInputError as error:
        return page.show(kode, outcome.refusal_of(error, "berkas"))
    return frame.go("work.detail", "berkas", kode=kode)


def shift_berkas(kode: str, berkas_id: int) -> ResponseReturnValue:
    """One place up or down among the files of the same kind."""
    is_up = request.form.get("arah") == "naik"
    seen = _order(request.form.get("urutan", ""))

    def verb(session: Session, act: Act) -> None:
        filing.shift(session, kode, berkas_id, act, is_up=is_up, seen=seen)

    return _act(kode, berkas_id, "urutan", verb)


def change_peran(kode: str, berkas_id: int) -> ResponseReturnValue:
    """What the file is to the naskah, and in which language it is."""

    def verb(session: Session, act: Act) -> None:
        jenis = _jenis(clean_line(request.form.get("jenis", "")))
        bahasa = _bahasa(request.form.get("bahasa", ""))
        seen = choice(JenisBerkas, clean_line(request.form.get("dari", "")), "jenis", "peran") or jenis
        filing.assign_role(session, kode, berkas_id, jenis, bahasa, act, seen=seen)

    return _act(kode, berkas_id, "peran-berkas", verb)


def move_berkas(kode: str, berkas_id: int) -> ResponseReturnValue:
    """Into a naskah that is there, named by its code."""
    tujuan = clean_line(request.form.get("tujuan", ""))

    def verb(session: Session, act: Act) -> None:
        if not is_kode(tujuan):
            raise BadInputError("Tulis kode naskah tujuan, misalnya 2026-48213.", "tujuan")
        jenis = _jenis(clean_line(request.form.get("jenis", "")))
        joining.move_file(session, kode, berkas_id, tujuan, BerkasRole(jenis), act)

    return _act(kode, berkas_id, "pindah", verb)


def _act(kode: str, berkas_id: int, notice: str, verb: Callable[[Session, Act], object]) -> ResponseReturnValue:
    def refused(refusal: Refusal) -> Response:
        # Every file has the same forms: their fields are told apart by its number.
        named = tuple(Problem(f"{one.field}-{berkas_id}", one.message) for one in refusal.problems)
        if refusal.status == 409:
            named = tuple(Problem(f"urutan-{berkas_id}", one.message) for one in refusal.problems)
            return page.show(kode, replace(refusal, problems=named))
        return page.show_refused(kode, replace(refusal, problems=named))

    return outcome.carry_out(
        verb, done=outcome.to("work.detail", notice, kode=kode, _anchor="j-berkas"), refused=refused, blame="jenis"
    )


def _jenis(text: str) -> JenisBerkas:
    try:
        return JenisBerkas(text)
    except ValueError as error:
        raise BadInputError("Pilih jenis berkas dari daftar.", "jenis") from error


def _bahasa(text: str) -> str:
    """The code of a language as typed, Indonesian where nothing was. Raises BadInputError."""
    text = clean_line(text).lower() or "id"
    if not (text.isascii() and text.isalpha() and 2 <= len(text) <= 3):
        raise BadInputError("Tulis kode bahasa dua huruf, misalnya en.", "bahasa")
    return text


def _order(text: str) -> tuple[int, ...]:
    found = (read_count(part, 10) for part in clean_line(text).split()[:LONGEST_ORDER])
    return tuple(number for number in found if number is not None)
