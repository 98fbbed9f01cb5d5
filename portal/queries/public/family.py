"""The published family of a naskah: everything it hangs together with through published naskah alone.

What is not published is neither named nor walked through, so that nothing tells of it.
"""

from datetime import date
from typing import Any

from sqlalchemy import CTE, Row, case, literal, or_, select
from sqlalchemy.orm import Session

from portal.domain.naskah.family_tree import Tie
from portal.domain.naskah.masa_berlaku import masa_berlaku
from portal.domain.tanggal import Tanggal
from portal.models.terbitan import Terbitan, TerbitanHubungan
from portal.queries.public.values import PublicFamily, PublicMember

MOST_MEMBERS = 80
"""Members that are drawn; a family of more says so."""


def load_family(session: Session, kode: str, today: date) -> PublicFamily:
    """The family of a published naskah, in two questions whatever its size; in one where it stands alone."""
    reached = select(_reached(kode).c.kode)
    found = session.execute(
        select(TerbitanHubungan.kode, TerbitanHubungan.target_kode, TerbitanHubungan.jenis)
        .where(TerbitanHubungan.kode.in_(reached))
        .order_by(TerbitanHubungan.id)
    ).all()
    if not found:
        return PublicFamily(kode)
    rows = session.execute(
        select(*_COLUMNS)
        .where(Terbitan.kode.in_(reached))
        .order_by(Terbitan.kode != kode, Terbitan.signed_on.is_(None), Terbitan.signed_on, Terbitan.kode)
        .limit(MOST_MEMBERS + 1)
    ).all()
    members = [_member(row, today) for row in rows[:MOST_MEMBERS]]
    members.sort(key=lambda one: (one.signed.on is None, one.signed.on or today, one.kode))
    known = {one.kode: one for one in members}
    ties = tuple(Tie(*row) for row in found if row.kode in known and row.target_kode in known)
    return PublicFamily(kode, known, ties, len(rows) > MOST_MEMBERS)


def is_of_family(session: Session, kode: str, other: str) -> bool:
    """Whether two naskah hang together through published ones alone."""
    reached = _reached(kode)
    return session.scalar(select(reached.c.kode).where(reached.c.kode == other).limit(1)) is not None


def _reached(kode: str) -> CTE:
    """Codes of everything published that hangs together with `kode`, itself included."""
    reached = select(literal(kode).label("kode")).cte("keluarga", recursive=True)
    other = case((TerbitanHubungan.kode == reached.c.kode, TerbitanHubungan.target_kode), else_=TerbitanHubungan.kode)
    touches = or_(TerbitanHubungan.kode == reached.c.kode, TerbitanHubungan.target_kode == reached.c.kode)
    step = select(Terbitan.kode).join(TerbitanHubungan, touches).join(Terbitan, Terbitan.kode == other)
    return reached.union(step.select_from(reached))


_COLUMNS = (
    Terbitan.kode,
    Terbitan.judul,
    Terbitan.bentuk,
    Terbitan.nama_bentuk,
    Terbitan.unit_nama,
    Terbitan.signed_on,
    Terbitan.signed_presisi,
    Terbitan.effective_on,
    Terbitan.expires_on,
    Terbitan.is_open_ended,
    Terbitan.ended_on,
    Terbitan.end_kind,
)


def _member(row: Row[*tuple[Any, ...]], today: date) -> PublicMember:
    state = masa_berlaku(
        signed_on=row.signed_on,
        effective_on=row.effective_on,
        expires_on=row.expires_on,
        is_open_ended=row.is_open_ended,
        ended_on=row.ended_on,
        end_kind=row.end_kind,
        today=today,
    )
    signed = Tanggal(row.signed_on, row.signed_presisi)
    return PublicMember(row.kode, row.judul, row.bentuk, row.nama_bentuk, row.unit_nama, signed, state)
