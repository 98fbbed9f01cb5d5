"""Registered partners that a person may be told of: published ones, and those on naskah they may read."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.naskah import JenisMitra
from portal.domain.permissions import Actor
from portal.models.mitra import Mitra, MitraNama
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.terbitan import TerbitanPihak
from portal.models.unit import Unit
from portal.queries.worklist import readable


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
    own = (
        exists()
        .where(NaskahMitra.mitra_id == Mitra.id)
        .where(Naskah.id == NaskahMitra.naskah_id, Unit.id == Naskah.unit_id, readable(actor))
    )
    newest = select(func.max(MitraNama.id)).where(MitraNama.mitra_id == Mitra.id).correlate(Mitra).scalar_subquery()
    rows = session.execute(
        select(Mitra.slug, MitraNama.nama, Mitra.jenis, Mitra.negara)
        .join(MitraNama, MitraNama.id == newest)
        .where(Mitra.slug.in_(wanted), or_(exists().where(TerbitanPihak.mitra_slug == Mitra.slug), own))
    )
    return {row.slug: KnownPartner(row.slug, row.nama, row.jenis, row.negara) for row in rows}
