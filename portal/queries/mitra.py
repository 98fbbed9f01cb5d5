"""Partners that a person may be told of: as they are published, else as they stand on naskah the person may read.

The register alone tells nothing: what another unit's draft says of a partner reaches nobody by way of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.permissions import Actor
from portal.domain.suggestions.values import KnownMitra
from portal.models.mitra import Mitra
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.terbitan import TerbitanNama, TerbitanPihak
from portal.models.unit import Unit
from portal.queries.naskah.worklist import readable

SHORTEST = 3
"""Characters from which on typing finds anything."""
MOST = 8


@dataclass(frozen=True)
class MitraChoice:
    """A partner as it may be told of; `slug` is its key within the work pages."""

    slug: str
    nama: str
    jenis: JenisMitra | None
    negara: str | None


def find_mitra(session: Session, slugs: Iterable[str], actor: Actor) -> dict[str, MitraChoice]:
    """Partners by their slug; one known only from another unit's draft is left out: it would tell of that draft."""
    wanted = sorted(set(slugs))
    if not wanted:
        return {}
    return {one.slug: one for one in _known(session, readable(actor), Mitra.slug.in_(wanted))}


def search_mitra(session: Session, text: str, actor: Actor, *, limit: int = MOST) -> tuple[MitraChoice, ...]:
    """Partners whose name holds what was typed, those that begin with it first."""
    wanted = " ".join(text.lower().split())
    if len(wanted) < SHORTEST:
        return ()
    found = [one for one in _known(session, readable(actor), holding=wanted) if wanted in one.nama.lower()]
    found.sort(key=lambda one: (not one.nama.lower().startswith(wanted), one.nama.lower()))
    return tuple(found[:limit])


def find_near(session: Session, nama: str, actor: Actor) -> MitraChoice | None:
    """The only partner whose name is near to this one but not the same; None where there is none."""
    if len(nama) < SHORTEST:
        return None
    known = [KnownMitra(one.slug, (one.nama,), one.jenis, one.negara) for one in _known(session, readable(actor))]
    # The rules of names are many, and a start does not wait for them.
    from portal.domain.suggestions.find.institution_names import find_registered

    found = find_registered(nama, known)
    if found is None or found.name.casefold() == nama.casefold():
        return None
    return MitraChoice(found.mitra.slug, found.name, found.mitra.jenis, found.mitra.negara)


def known_to_unit(session: Session, unit_id: int) -> tuple[KnownMitra, ...]:
    """The partners that names in a file of this unit are compared with: published ones, and those of the unit."""
    known = _known(session, Naskah.unit_id == unit_id)
    return tuple(KnownMitra(one.slug, (one.nama,), one.jenis, one.negara) for one in known)


def _known(
    session: Session, may_read: ColumnElement[bool], *chosen: ColumnElement[bool], holding: str = ""
) -> list[MitraChoice]:
    """Those that are `chosen`, and whose name may hold a text: databases know the small form of A to Z alone."""
    found: list[MitraChoice] = []
    for query, name in ((_published(), TerbitanNama.nama), (_own(may_read), NaskahMitra.nama)):
        fits = (func.lower(name).contains(holding, autoescape=True),) if holding else ()
        rows = session.execute(query.where(*chosen, *fits).order_by(Mitra.id))
        found += [MitraChoice(row.slug, row.nama, row.jenis, row.negara) for row in rows]
    return found


def _published() -> Select[*tuple[Any, ...]]:
    newest = (
        select(func.max(TerbitanPihak.id))
        .where(TerbitanPihak.mitra_slug == Mitra.public_slug)
        .correlate(Mitra)
        .scalar_subquery()
    )
    label = and_(TerbitanNama.jenis == "mitra", TerbitanNama.kunci == Mitra.public_slug)
    return (
        select(Mitra.slug, TerbitanNama.nama, TerbitanPihak.jenis, TerbitanPihak.negara)
        .join(TerbitanNama, label)
        .join(TerbitanPihak, TerbitanPihak.id == newest)
    )


def _own(may_read: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    newest = (
        select(func.max(NaskahMitra.id))
        .join(Naskah, Naskah.id == NaskahMitra.naskah_id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(NaskahMitra.mitra_id == Mitra.id, may_read)
        .correlate(Mitra)
        .scalar_subquery()
    )
    return (
        select(Mitra.slug, NaskahMitra.nama, NaskahMitra.jenis, NaskahMitra.negara)
        .join(NaskahMitra, NaskahMitra.id == newest)
        .where(~exists().where(TerbitanPihak.mitra_slug == Mitra.public_slug))
    )
