"""The end of a published naskah, brought up to date in its public rows without publishing anything else."""

from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisAcara, Presisi
from portal.models.terbitan import Terbitan, TerbitanAcara


def bring_up(session: Session, kode: str, ended_on: date | None, end_kind: str | None) -> None:
    """Show the end that stands now, None for the one that was agreed; does nothing for what is not public.

    The grounds of an ending (Pasal 37 ayat (1)) stay internal: one of them is a breach by somebody.
    """
    row = session.get(Terbitan, kode)
    if row is None:
        return
    row.ended_on, row.end_kind = ended_on, end_kind
    session.flush()
    old = delete(TerbitanAcara).where(TerbitanAcara.kode == kode, TerbitanAcara.jenis == JenisAcara.BERAKHIR)
    session.execute(old.execution_options(synchronize_session="fetch"))
    end = ended_on or row.expires_on
    if end is not None:
        session.add(TerbitanAcara(kode=kode, jenis=JenisAcara.BERAKHIR, on=end, presisi=Presisi.HARI, keterangan=""))
    session.flush()
    session.expire(row, ["acara_list"])
