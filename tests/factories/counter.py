"""The counter of the Biro in tests: acts on a given day, receipts in one line, the clocks after them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

from portal.domain.naskah_asli.penerimaan import PenerimaanFields
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.domain.tenggat.clocks import Law, TenggatNaskah, tenggat_naskah
from portal.legal.load import load_kalender, load_rules
from portal.queries.naskah_asli import dossier as asli_dossier
from portal.queries.naskah_asli.values import NaskahAsliDossier
from portal.services.acts import Act
from portal.services.naskah_asli import penerimaan
from tests.factories.desk import Desk, person

T = TypeVar("T")
HUKUM = Law(load_rules(), load_kalender(), date(2025, 6, 2))
BIRO = person(Peran.BIRO, "BIRO")
UNIT = person(Peran.PENGELOLA, "IMI")


def at(day: str, actor: Actor = BIRO) -> Act:
    """An act in the middle of a day of Jakarta."""
    return Act(actor, datetime.fromisoformat(f"{day}T05:00:00+00:00").astimezone(UTC))


def do(desk: Desk, verb: Callable[..., T], *arguments: object, **more: object) -> T:
    """One verb in a transaction of its own."""
    with desk.stores.database.transaction() as session:
        return verb(session, *arguments, **more)


def receive(desk: Desk, kode: str, day: str = "2026-05-20", **changes: object) -> str:
    """Receive it on a day, recorded on that day; gives back the number."""
    fields = replace(PenerimaanFields(date.fromisoformat(day)), **changes)  # type: ignore[arg-type]
    return do(desk, penerimaan.receive, kode, fields, HUKUM, at(day))


def dossier(desk: Desk, kode: str) -> NaskahAsliDossier:
    """The record of the original."""
    with desk.stores.database.reading() as session:
        return asli_dossier.find_naskah_asli(session, kode, OPERATOR)


def clocks(desk: Desk, kode: str, today: str = "2026-06-10") -> TenggatNaskah:
    """How its clocks stand on a day."""
    return tenggat_naskah(dossier(desk, kode).naskah.facts, HUKUM, date.fromisoformat(today))
