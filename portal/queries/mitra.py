"""Registered partners that a person may be told of: published ones, and those on naskah they may read."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, case, exists, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.permissions import Actor
from portal.domain.suggestions.find.institution_names import find_registered
from portal.domain.suggestions.values import KnownMitra
from portal.models.mitra import Mitra, MitraNama
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.terbitan import TerbitanPihak
from portal.models.unit import Unit
from portal.queries.naskah.worklist import readable

SHORTEST = 3
"""Characters from which on typing finds anything."""
MOST = 8


@dataclass(frozen=True)
class KnownPartner:
    """A registered partner with its newest name."""

    slug: str
    nama: str
    jenis: JenisMitra | None
    negara: str | None


def find_partners(session: Session, slugs: Iterable[str], actor: Actor) -> dict[str, KnownPartner]:
    """Partners by their slug; one known only from another unit's draft is left out: it would tell of that draft."""
    wanted = sorted(set(slugs))
    if not wanted:
        return {}
    rows = session.execute(_known(actor).where(Mitra.slug.in_(wanted)))
    return {row.slug: KnownPartner(row.slug, row.nama, row.jenis, row.negara) for row in rows}


def search_partners(session: Session, text: str, actor: Actor, *, limit: int = MOST) -> tuple[KnownPartner, ...]:
    """Partners whose newest name holds what was typed, those that begin with it first."""
    wanted = " ".join(text.lower().split())
    if len(wanted) < SHORTEST:
        return ()
    name = func.lower(MitraNama.nama)
    query = _known(actor).where(name.contains(wanted, autoescape=True))
    begins = case((name.startswith(wanted, autoescape=True), 0), else_=1)
    rows = session.execute(query.order_by(begins, name).limit(limit))
    return tuple(KnownPartner(row.slug, row.nama, row.jenis, row.negara) for row in rows)


def find_near(session: Session, nama: str, actor: Actor) -> KnownPartner | None:
    """The only registered partner whose name is near to this one but not the same; None where there is none."""
    if len(nama) < SHORTEST:
        return None
    known = [KnownMitra(row.slug, (row.nama,), row.jenis, row.negara) for row in session.execute(_known(actor))]
    found = find_registered(nama, known)
    if found is None or found.name.casefold() == nama.casefold():
        return None
    return KnownPartner(found.mitra.slug, found.name, found.mitra.jenis, found.mitra.negara)


def _known(actor: Actor) -> Select[str, str, JenisMitra | None, str | None]:
    own = (
        exists()
        .where(NaskahMitra.mitra_id == Mitra.id)
        .where(Naskah.id == NaskahMitra.naskah_id, Unit.id == Naskah.unit_id, readable(actor))
    )
    newest = select(func.max(MitraNama.id)).where(MitraNama.mitra_id == Mitra.id).correlate(Mitra).scalar_subquery()
    return (
        select(Mitra.slug, MitraNama.nama, Mitra.jenis, Mitra.negara)
        .join(MitraNama, MitraNama.id == newest)
        .where(or_(exists().where(TerbitanPihak.mitra_slug == Mitra.slug), own))
    )
