"""The verbs of the counter in a test: receive, look, and ask the clock, on a given day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

from portal.domain.penerimaan import PenerimaanFields
from portal.domain.permissions import OPERATOR, Peran
from portal.domain.tenggat_naskah import Hukum, TenggatNaskah, tenggat_naskah
from portal.legal.load import load_calendar, load_rules
from portal.queries import original_dossier
from portal.queries.originals_values import AsliDossier
from portal.services import receiving
from portal.services.editing import Act
from tests.services.desk import Desk, person

T = TypeVar("T")
HUKUM = Hukum(load_rules(), load_calendar(), date(2025, 6, 2))
BIRO = person(Peran.BIRO, "BIRO")
UNIT = person(Peran.PENGELOLA, "IMI")
SIGNED, DUE = date(2026, 5, 4), date(2026, 5, 26)


def at(day: str, actor: object = BIRO) -> Act:
    """An act in the middle of a day of Jakarta."""
    return Act(actor, datetime.fromisoformat(f"{day}T05:00:00+00:00").astimezone(UTC))  # type: ignore[arg-type]


def do(desk: Desk, verb: Callable[..., T], *arguments: object, **more: object) -> T:
    with desk.stores.database.transaction() as session:
        return verb(session, *arguments, **more)


def receive(desk: Desk, kode: str, day: str = "2026-05-20", **changes: object) -> str:
    fields = replace(PenerimaanFields(date.fromisoformat(day)), **changes)  # type: ignore[arg-type]
    return do(desk, receiving.receive, kode, fields, HUKUM, at(str(changes.pop("today", day))))


def dossier(desk: Desk, kode: str) -> AsliDossier:
    with desk.stores.database.reading() as session:
        return original_dossier.find_asli(session, kode, OPERATOR)


def clocks(desk: Desk, kode: str, today: str = "2026-06-10") -> TenggatNaskah:
    return tenggat_naskah(dossier(desk, kode).naskah.fakta, HUKUM, date.fromisoformat(today))
