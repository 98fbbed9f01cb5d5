"""Public acts of a naskah: publication, republication and withdrawal, listed on its time line as long as it is public.

While it is published they stand among its public rows; while it is withdrawn they wait beside the tombstone.
"""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisAcara
from portal.models.terbitan import TerbitanAcara, TerbitanRiwayat

KINDS = (JenisAcara.DITERBITKAN, JenisAcara.DITERBITKAN_ULANG, JenisAcara.DITARIK)

PublicAct = tuple[JenisAcara, date]


def taken(session: Session, kode: str) -> list[PublicAct]:
    """Every public act until now in its order; what waited beside a tombstone waits no longer."""
    found = _waiting(session, kode) + _shown(session, kode)
    forget(session, kode)
    return found


def keep(session: Session, kode: str, *, withdrawn_on: date) -> None:
    """Let the acts of a published naskah outlive its public rows, and add its withdrawal."""
    for jenis, on in [*_shown(session, kode), (JenisAcara.DITARIK, withdrawn_on)]:
        session.add(TerbitanRiwayat(kode=kode, jenis=jenis, on=on))
    session.flush()


def forget(session: Session, kode: str) -> None:
    """Leave no act behind that waits for a next publication."""
    session.execute(delete(TerbitanRiwayat).where(TerbitanRiwayat.kode == kode))


def _shown(session: Session, kode: str) -> list[PublicAct]:
    rows = session.execute(
        select(TerbitanAcara.jenis, TerbitanAcara.on)
        .where(TerbitanAcara.kode == kode, TerbitanAcara.jenis.in_(KINDS))
        .order_by(TerbitanAcara.id)
    )
    return [(jenis, on) for jenis, on in rows if on is not None]


def _waiting(session: Session, kode: str) -> list[PublicAct]:
    rows = session.execute(
        select(TerbitanRiwayat.jenis, TerbitanRiwayat.on)
        .where(TerbitanRiwayat.kode == kode)
        .order_by(TerbitanRiwayat.id)
    )
    return [(jenis, on) for jenis, on in rows]
