"""The public time line of a naskah: signature, entry into force, every publication and withdrawal, and its end.

Publications and withdrawals are listed as long as it is public. While it is published they stand among its public
rows; while it is withdrawn they wait beside the tombstone.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisAcara, Presisi
from portal.domain.naskah.masa_berlaku import end_shown
from portal.models.terbitan import Terbitan, TerbitanAcara, TerbitanRiwayat

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


def time_line(row: Terbitan, history: Sequence[PublicAct], today: date) -> list[TerbitanAcara]:
    """The time line of a naskah that is published today; `history` is what `taken` gave."""
    listed = [
        TerbitanAcara(jenis=JenisAcara.DITANDATANGANI, on=row.signed_on, presisi=row.signed_presisi, keterangan="")
    ]
    # A signature known by its year alone is not that of its first day.
    is_same_day = row.signed_presisi is Presisi.HARI and row.effective_on == row.signed_on
    if row.effective_on is not None and not is_same_day:
        listed.append(_day(JenisAcara.MULAI_BERLAKU, row.effective_on))
    kind = JenisAcara.DITERBITKAN if row.nomor_terbit == 1 else JenisAcara.DITERBITKAN_ULANG
    listed += [_day(jenis, on) for jenis, on in history]
    listed.append(_day(kind, today))
    end = end_shown(row.expires_on, row.ended_on)
    if end is not None:
        listed.append(_day(JenisAcara.BERAKHIR, end))
    return listed


def show_end(session: Session, kode: str, ended_on: date | None, end_kind: str | None) -> None:
    """Show the end that stands now, None for the one that was agreed; does nothing for what is not public.

    Nothing else is published by it. The grounds of an ending (Pasal 37 ayat (1)) stay internal: one of them is a
    breach by somebody.
    """
    row = session.get(Terbitan, kode)
    if row is None:
        return
    row.ended_on, row.end_kind = ended_on, end_kind
    session.flush()
    old = delete(TerbitanAcara).where(TerbitanAcara.kode == kode, TerbitanAcara.jenis == JenisAcara.BERAKHIR)
    session.execute(old.execution_options(synchronize_session="fetch"))
    end = end_shown(row.expires_on, ended_on)
    if end is not None:
        session.add(_day(JenisAcara.BERAKHIR, end, kode=kode))
    session.flush()
    session.expire(row, ["acara_list"])


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


def _day(jenis: JenisAcara, on: date, **values: str) -> TerbitanAcara:
    return TerbitanAcara(jenis=jenis, on=on, presisi=Presisi.HARI, keterangan="", **values)
