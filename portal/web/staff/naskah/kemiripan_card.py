"""What a page says of naskah that may be the same agreement: the warning, its mark in lists, and what to do of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for

from portal.domain.naskah.kode import is_kode
from portal.domain.naskah.status import Action, Status, allowed_actions
from portal.domain.permissions import Actor
from portal.errors import NotFoundError
from portal.queries.kemiripan import KemiripanFound, with_kemiripan
from portal.queries.naskah.values import StaffNaskah, WorkItem
from portal.services import kemiripan
from portal.web.context import actor, reading, stores
from portal.web.staff import frame

DISMISS, RESTORE = "bukan_kembaran", "mungkin_kembaran"
VERBS = {DISMISS: kemiripan.dismiss, RESTORE: kemiripan.restore}
"""What a person may say of a pair, by the button in the form of a naskah."""
UNDECIDED = (Status.DRAF, Status.DIKEMBALIKAN, Status.DIAJUKAN)
"""States in which a twin can still be joined, closed or sent back; later the sign would only stand in the way."""


def shown(naskah: StaffNaskah, kembar: KemiripanFound, viewer: Actor) -> Mapping[str, Any]:
    """What the warning needs: the twins, whether the viewer may judge them, and with which the draft may be joined."""
    peran = viewer.peran_for(naskah.unit_kode)
    may_judge = Action.EDIT in allowed_actions(naskah.status, peran)
    may_join = {
        serupa.kode
        for serupa in kembar.terbuka
        if serupa.status is not None
        and serupa.unit_kode == naskah.unit_kode
        and naskah.current_berkas
        and is_joinable(naskah.status, serupa.status, viewer, naskah.unit_kode)
    }
    return {"kembar": kembar, "may_judge": may_judge, "may_join": may_join}


def flagged(items: Iterable[WorkItem]) -> frozenset[str]:
    """Codes of the listed naskah on their way to publication that may be one with another."""
    open_items = [item.kode for item in items if item.status in UNDECIDED]
    if not open_items:
        return frozenset()
    with reading() as session:
        return with_kemiripan(session, open_items, actor())


def address_of_warning(kode: str) -> str:
    """Where the page of a naskah warns of a twin; "" where it does not."""
    with reading() as session:
        is_warned = kode in with_kemiripan(session, [kode], actor())
    return url_for("work.detail", kode=kode, _anchor="j-kembar") if is_warned else ""


def judge(kode: str, lain: str, verb: str) -> None:
    """Write down what a person says of a pair. Raises NotFoundError and what the service raises."""
    if not is_kode(lain):
        raise NotFoundError("Naskah tidak ditemukan.")
    with stores().database.transaction() as session:
        VERBS[verb](session, kode, lain, frame.act())


def is_joinable(status: Status, other: Status, viewer: Actor, unit: str) -> bool:
    """Whether a draft in the state `status` may give its files to a naskah of the same unit in the state `other`."""
    peran = viewer.peran_for(unit)
    return status is Status.DRAF and all(Action.EDIT in allowed_actions(one, peran) for one in (status, other))
