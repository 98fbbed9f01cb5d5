"""Likely twins in tests: the same text taken in twice, what is seen of it, and a pair put aside."""

from typing import Any

from sqlalchemy import select

from portal import clock
from portal.domain.naskah.kemiripan import AlasanKemiripan
from portal.domain.permissions import Actor, Peran
from portal.models.kemiripan import Kemiripan
from portal.queries.kemiripan import SimilarNaskah, find_kemiripan
from portal.services import kemiripan
from tests.factories.desk import Desk, person
from tests.factories.naskah import sample_fields

OWNER = person(Peran.PENGELOLA, "KANIM-A")


def nameless(unit: str = "KANIM-A", **changes: Any) -> Any:
    """Fields that say nothing yet, as after an upload."""
    return sample_fields(unit=unit, pihak=(), **changes)


def take_in(desk: Desk, text: str, fields: Any = None, *, replaces: tuple[str, int] | None = None) -> tuple[str, int]:
    kode = replaces[0] if replaces else desk.draft(fields or nameless())
    accepted = desk.attach(kode, (text[:700], text[700:]), replaces=replaces[1] if replaces else None)
    refresh(desk, accepted.berkas_id)
    return kode, accepted.berkas_id


def scan(desk: Desk, fields: Any, text: str = "", nama: str = "naskah.pdf") -> str:
    """A draft with a file of this text, compared with all others."""
    kode = desk.draft(fields)
    if text:
        berkas_id = desk.attach(kode, (text[:700], text[700:]), nama=nama).berkas_id
        with desk.stores.database.transaction() as session:
            kemiripan.refresh(session, berkas_id, clock.utc_now())
    return kode


def bare(judul: str, unit: str = "KANIM-A") -> Any:
    return sample_fields(judul=judul, unit=unit, pihak=())


def refresh(desk: Desk, berkas_id: int) -> int:
    with desk.stores.database.transaction() as session:
        return kemiripan.refresh(session, berkas_id, desk.act().now)


def similar(desk: Desk, kode: str, actor: Actor = OWNER) -> tuple[SimilarNaskah, ...]:
    naskah_id = desk.naskah(kode).id
    with desk.stores.database.reading() as session:
        return find_kemiripan(session, naskah_id, actor).terbuka


def seen(desk: Desk, kode: str, actor: Actor = OWNER) -> list[tuple[str, tuple[AlasanKemiripan, ...]]]:
    return [(item.kode, item.alasan) for item in similar(desk, kode, actor)]


def dismiss(desk: Desk, kode: str, other: str, actor: Actor = OWNER) -> None:
    with desk.stores.database.transaction() as session:
        kemiripan.dismiss(session, kode, other, desk.act(actor))


def pairs(desk: Desk) -> list[Kemiripan]:
    with desk.stores.database.reading() as session:
        return list(session.scalars(select(Kemiripan)))
