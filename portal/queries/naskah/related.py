"""Naskah that another may be tied to: found by code, title, number or partner among what a person may know of.

What the person's units keep is found by all of it; of other units only what is published, and only by that: a title
that stands in a record alone finds nothing there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.domain.naskah.status import Status
from portal.domain.permissions import Actor
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.terbitan import Terbitan, TerbitanPihak
from portal.models.unit import Unit
from portal.queries.naskah.list_filter import fits, holds_text
from portal.queries.naskah.worklist import readable

SHORTEST = 3
"""Characters from which on typing finds anything."""
MOST = 8


@dataclass(frozen=True)
class NaskahChoice:
    """A naskah to choose, in the words this person may read."""

    kode: str
    judul: str
    mitra: tuple[str, ...]


def search_choices(
    session: Session, text: str, actor: Actor, *, other_than: str = "", limit: int = MOST
) -> tuple[NaskahChoice, ...]:
    """Those whose code is `text`, or whose title, number or partner holds it; the newest first."""
    wanted = " ".join(text.lower().split())
    if len(wanted) < SHORTEST:
        return ()
    own = _own(actor).where(
        Naskah.status != Status.DITARIK,
        holds_text(wanted),
    )
    published = select(Terbitan.kode, Terbitan.judul).where(
        fits(
            wanted,
            Terbitan.kode,
            Terbitan.judul,
            TerbitanPihak.nama,
            TerbitanPihak.nomor_plain,
            TerbitanPihak.kode == Terbitan.kode,
        )
    )
    found: dict[str, str] = {}
    # What the person may read stands for itself; its published title may be an older one.
    for query, newest in ((own, Naskah.kode.desc()), (published, Terbitan.kode.desc())):
        for row in session.execute(query.order_by(newest).limit(limit + 1)):
            found.setdefault(row.kode, row.judul)
    found.pop(other_than, None)
    return _with_partners(session, dict(list(found.items())[:limit]), actor)


def load_choices(session: Session, kode_list: Iterable[str], actor: Actor) -> dict[str, NaskahChoice]:
    """Naskah by their code; what this person may not know of is left out."""
    wanted = sorted(set(kode_list))
    if not wanted:
        return {}
    published = session.execute(select(Terbitan.kode, Terbitan.judul).where(Terbitan.kode.in_(wanted)))
    titles = {row.kode: row.judul for row in published}
    titles |= {row.kode: row.judul for row in session.execute(_own(actor).where(Naskah.kode.in_(wanted)))}
    return {one.kode: one for one in _with_partners(session, titles, actor)}


def _own(actor: Actor) -> Select[*tuple[Any, ...]]:
    return select(Naskah.kode, Naskah.judul).join(Unit, Unit.id == Naskah.unit_id).where(readable(actor))


def _with_partners(session: Session, titles: dict[str, str], actor: Actor) -> tuple[NaskahChoice, ...]:
    if not titles:
        return ()
    published = (
        select(TerbitanPihak.kode, TerbitanPihak.nama)
        .where(TerbitanPihak.kode.in_(titles), TerbitanPihak.mitra_slug.is_not(None))
        .order_by(TerbitanPihak.kode, TerbitanPihak.urutan)
    )
    own = (
        select(Naskah.kode, NaskahMitra.nama)
        .join(NaskahMitra, NaskahMitra.naskah_id == Naskah.id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(readable(actor), Naskah.kode.in_(titles), NaskahMitra.mitra_id.is_not(None))
        .order_by(Naskah.kode, NaskahMitra.urutan)
    )
    partners = _grouped(session.execute(published).all()) | _grouped(session.execute(own).all())
    return tuple(NaskahChoice(kode, judul, partners.get(kode, ())) for kode, judul in titles.items())


def _grouped(rows: Sequence[Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kode, nama in rows:
        found[kode] = (*found.get(kode, ()), nama)
    return found
