"""Naskah that may be the same agreement: the warning, a person's word that they are two, and the way to join them."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.berkas.arrangement import URUTAN_TERBIT, in_order
from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.naskah.kode import is_kode
from portal.domain.naskah.status import Action, Status, allowed_actions
from portal.domain.permissions import Actor
from portal.errors import BadInputError, ConflictError, NotFoundError
from portal.queries.kemiripan import Twin
from portal.queries.kemiripan_lists import with_twins
from portal.queries.naskah import dossier
from portal.queries.naskah.values import StaffNaskah, WorkItem
from portal.services import kemiripan
from portal.services.berkas import joining
from portal.services.berkas.joining import BerkasRole
from portal.web.context import actor, stores
from portal.web.staff import frame
from portal.web.typed import clean_line
from portal.web.words.labels.naskah import label

DISMISS, RESTORE = "bukan_kembaran", "mungkin_kembaran"
VERBS = {DISMISS: kemiripan.dismiss, RESTORE: kemiripan.restore}
"""What a person may say of a pair, by the button in the form of a naskah."""
REPLACE = "ganti"
UNDECIDED = (Status.DRAF, Status.DIKEMBALIKAN, Status.DIAJUKAN)
"""States in which a twin can still be joined, closed or sent back; later the sign would only stand in the way."""


def shown(naskah: StaffNaskah, kembar: Twin, viewer: Actor) -> Mapping[str, Any]:
    """What the warning needs: the twins, whether the viewer may judge them, and with which the draft may be joined."""
    peran = viewer.peran_for(naskah.unit_kode)
    may_judge = Action.EDIT in allowed_actions(naskah.status, peran)
    may_join = {
        serupa.kode
        for serupa in kembar.terbuka
        if serupa.status is not None
        and serupa.unit_kode == naskah.unit_kode
        and naskah.current_berkas
        and _is_joinable(naskah.status, serupa.status, viewer, naskah.unit_kode)
    }
    return {"kembar": kembar, "may_judge": may_judge, "may_join": may_join}


def flagged(items: Iterable[WorkItem]) -> frozenset[str]:
    """Codes of the listed naskah on their way to publication that may be one with another."""
    open_items = [item.kode for item in items if item.status in UNDECIDED]
    if not open_items:
        return frozenset()
    with stores().database.reading() as session:
        return with_twins(session, open_items, actor())


def address_of_warning(kode: str) -> str:
    """Where the page of a naskah warns of a twin; "" where it does not."""
    with stores().database.reading() as session:
        is_warned = kode in with_twins(session, [kode], actor())
    return url_for("work.detail", kode=kode, _anchor="j-kembar") if is_warned else ""


def dismiss_twin(kode: str, lain: str) -> ResponseReturnValue:
    """These are two agreements."""
    judge(kode, lain, DISMISS)
    return frame.go("work.detail", "bukan-kembaran", kode=kode)


def restore_twin(kode: str, lain: str) -> ResponseReturnValue:
    """They may be one after all."""
    judge(kode, lain, RESTORE)
    return frame.go("work.detail", "mungkin-kembaran", kode=kode)


def judge(kode: str, lain: str, verb: str) -> None:
    """Write down what a person says of a pair. Raises NotFoundError and what the service raises."""
    if not is_kode(lain):
        raise NotFoundError("Naskah tidak ditemukan.")
    with stores().database.transaction() as session:
        VERBS[verb](session, kode, lain, frame.act())


def join(kode: str, lain: str) -> ResponseReturnValue:
    """Show both naskah with their files, and let the files of the draft become files of the other."""
    with stores().database.reading() as session:
        naskah = dossier.find_naskah(session, kode, actor())
        target = dossier.find_naskah(session, lain, actor())
    is_same_unit = naskah.unit_kode == target.unit_kode and naskah.kode != target.kode
    if not is_same_unit or not _is_joinable(naskah.status, target.status, actor(), naskah.unit_kode):
        raise ConflictError("Hanya draf yang dapat digabungkan, dan hanya ke naskah lain dari unit yang sama.")
    if request.method != "POST":
        return _page(naskah, target)
    try:
        with stores().database.transaction() as session:
            joining.join(session, kode, lain, _roles(), frame.act())
    except BadInputError as error:
        return _page(naskah, target, 422, ((error.field or "berkas", error.message),))
    except ConflictError as error:
        return _page(naskah, target, 409, (("berkas", error.message),))
    return frame.go("work.detail", "digabung", kode=lain)


def _is_joinable(status: Status, other: Status, viewer: Actor, unit: str) -> bool:
    peran = viewer.peran_for(unit)
    return status is Status.DRAF and all(Action.EDIT in allowed_actions(one, peran) for one in (status, other))


def _page(
    naskah: StaffNaskah, target: StaffNaskah, status: int = 200, problems: tuple[tuple[str, str], ...] = ()
) -> Response:
    replaceable = [b for b in in_order(target.current_berkas) if b.jenis is not JenisBerkas.SALINAN_PUBLIK]
    kinds = [(jenis.value, label(jenis)) for jenis in (*URUTAN_TERBIT, JenisBerkas.TELAAHAN)]
    return frame.show(
        "naskah/join",
        status,
        di="naskah",
        naskah=naskah,
        target=target,
        sumber=in_order(naskah.current_berkas),
        tujuan=in_order(target.current_berkas),
        peran_berkas=kinds,
        dapat_diganti=[(f"{REPLACE}:{berkas.id}", berkas.nama) for berkas in replaceable],
        salinan=JenisBerkas.SALINAN_PUBLIK,
        typed=request.form,
        problems=problems,
    )


def _roles() -> dict[int, BerkasRole]:
    """What each file becomes, by the fields `jadi-KEY`. Raises BadInputError."""
    found: dict[int, BerkasRole] = {}
    for name, value in request.form.items():
        prefix, _, key = name.partition("-")
        if prefix != "jadi" or not (key.isascii() and key.isdigit() and len(key) < 11):
            continue
        what, _, old = clean_line(value).partition(":")
        if what == REPLACE and old.isascii() and old.isdigit() and len(old) < 11:
            found[int(key)] = BerkasRole(JenisBerkas.NASKAH, int(old))
            continue
        try:
            found[int(key)] = BerkasRole(JenisBerkas(what))
        except ValueError as error:
            raise BadInputError("Pilih peran berkas dari daftar.", name) from error
    if not found:
        raise BadInputError("Pilih peran setiap berkas dulu.", "berkas")
    return found
