"""Proposals in tests: a receipt, a result and the record after them, each in one line."""

from dataclasses import replace
from datetime import date

from portal.domain.permissions import OPERATOR
from portal.domain.tenggat.clocks import Law
from portal.domain.usulan.fields import HasilFields, UsulanFields
from portal.domain.usulan.usulan import HasilUsulan, JenisUsulan
from portal.queries import usulan as stored
from portal.queries.usulan import UsulanDetail
from portal.services import usulan
from portal.wiring import Stores
from tests.factories.counter import HUKUM, at

RECEIVED = date(2026, 6, 12)
"""A Friday: a proposal received then is due on 29 June 2026, an exploration on 27 July 2026."""


def fields(**changes: object) -> UsulanFields:
    """A proposal of IMI, recorded on the day it was received."""
    base = UsulanFields(JenisUsulan.USULAN, "IMI", "Pemerintah Kabupaten Contoh", "Layanan paspor contoh", RECEIVED)
    return replace(base, **changes)  # type: ignore[arg-type]


def record(stores: Stores, day: str = "", **changes: object) -> str:
    """Record a receipt, on the day it was received unless another is named; gives back its number."""
    told = fields(**changes)
    with stores.database.transaction() as session:
        return usulan.record(session, told, at(day or told.received_on.isoformat()))


def close(
    stores: Stores, nomor: str, day: str = "2026-06-29", hasil: HasilUsulan = HasilUsulan.SELARAS, law: Law = HUKUM
) -> None:
    """Record a result on a day, as somebody who has just opened the page."""
    on = date.fromisoformat(day)
    told = HasilFields(hasil, on, "ND-CONTOH-1", on, "Catatan contoh.")
    version = find(stores, nomor).version
    with stores.database.transaction() as session:
        usulan.close(session, nomor, version, told, law, at(day))


def find(stores: Stores, nomor: str, today: str = "2026-06-15") -> UsulanDetail:
    """The record as it stands on a day."""
    with stores.database.reading() as session:
        return stored.find_usulan(session, nomor, OPERATOR, HUKUM, date.fromisoformat(today))
