"""Naskah that may be the same agreement: a person's word that they are two, and the way to join them."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from portal.domain.berkas.arrangement import URUTAN_TERBIT, in_order
from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.whole_number import read_count
from portal.errors import BadInputError, ConflictError
from portal.queries.naskah import dossier
from portal.queries.naskah.values import StaffNaskah
from portal.services.berkas import joining
from portal.services.berkas.joining import BerkasRole
from portal.web.context import actor, reading
from portal.web.staff import frame, outcome
from portal.web.staff.naskah.kemiripan_card import DISMISS, RESTORE, is_joinable, judge
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.typed import clean_line
from portal.web.words.labels.lookup import label

REPLACE = "ganti"


def dismiss_kemiripan(kode: str, lain: str) -> ResponseReturnValue:
    """These are two agreements."""
    judge(kode, lain, DISMISS)
    return frame.go("work.detail", "bukan-kembaran", kode=kode)


def restore_kemiripan(kode: str, lain: str) -> ResponseReturnValue:
    """They may be one after all."""
    judge(kode, lain, RESTORE)
    return frame.go("work.detail", "mungkin-kembaran", kode=kode)


def join(kode: str, lain: str) -> ResponseReturnValue:
    """Show both naskah with their files, and let the files of the draft become files of the other."""
    with reading() as session:
        naskah = dossier.find_naskah(session, kode, actor())
        target = dossier.find_naskah(session, lain, actor())
    is_same_unit = naskah.unit_kode == target.unit_kode and naskah.kode != target.kode
    if not is_same_unit or not is_joinable(naskah.status, target.status, actor(), naskah.unit_kode):
        raise ConflictError("Hanya draf yang dapat digabungkan, dan hanya ke naskah lain dari unit yang sama.")
    if request.method != "POST":
        return _page(naskah, target)
    return outcome.carry_out(
        lambda session, act: joining.join(session, kode, lain, _roles(), act),
        done=outcome.to("work.detail", "digabung", kode=lain),
        refused=lambda refusal: _page(naskah, target, refusal),
        blame="berkas",
    )


def _page(naskah: StaffNaskah, target: StaffNaskah, refusal: Refusal = NOTHING_REFUSED) -> Response:
    replaceable = [b for b in in_order(target.current_berkas) if b.jenis is not JenisBerkas.SALINAN_PUBLIK]
    kinds = [(jenis.value, label(jenis)) for jenis in (*URUTAN_TERBIT, JenisBerkas.TELAAHAN)]
    return frame.show(
        "naskah/join",
        refusal.status,
        di="naskah",
        naskah=naskah,
        target=target,
        sumber=in_order(naskah.current_berkas),
        tujuan=in_order(target.current_berkas),
        peran_berkas=kinds,
        dapat_diganti=[(f"{REPLACE}:{berkas.id}", berkas.nama) for berkas in replaceable],
        salinan=JenisBerkas.SALINAN_PUBLIK,
        typed=request.form,
        problems=refusal.pairs(),
    )


def _roles() -> dict[int, BerkasRole]:
    """What each file becomes, by the fields `jadi-KEY`. Raises BadInputError."""
    found: dict[int, BerkasRole] = {}
    for name, value in request.form.items():
        prefix, _, key = name.partition("-")
        number = read_count(key, 10)
        if prefix != "jadi" or number is None:
            continue
        what, _, old = clean_line(value).partition(":")
        replaced = read_count(old, 10)
        if what == REPLACE and replaced is not None:
            found[number] = BerkasRole(JenisBerkas.NASKAH, replaced)
            continue
        try:
            found[number] = BerkasRole(JenisBerkas(what))
        except ValueError as error:
            raise BadInputError("Pilih peran berkas dari daftar.", name) from error
    if not found:
        raise BadInputError("Pilih peran setiap berkas dulu.", "berkas")
    return found
