"""What reminders to the Biro are about: proposals and explorations abroad whose result is still awaited."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.tenggat.clocks import Law
from portal.domain.tenggat.tenggat import Tenggat
from portal.domain.usulan.usulan import UsulanFacts, due_for
from portal.models.unit import Unit
from portal.models.usulan import PenerimaanUsulan
from portal.queries.naskah.worklist import current_name
from portal.queries.pemberitahuan.reminders import ReminderSubject


def awaited_results(session: Session, hukum: Law) -> tuple[tuple[ReminderSubject, Tenggat], ...]:
    """What has a due date and no result yet, by number (Pasal 16 ayat (2), Pasal 28 ayat (5)).

    What was voided, or received before the regulation took effect, has no clock.
    """
    rows = session.execute(
        select(PenerimaanUsulan, current_name.label("unit_nama"))
        .join(Unit, Unit.id == PenerimaanUsulan.unit_id)
        .where(PenerimaanUsulan.hasil.is_(None), PenerimaanUsulan.voided_at.is_(None))
        .order_by(PenerimaanUsulan.nomor)
    )
    found = []
    for usulan, unit_nama in rows:
        due = due_for(UsulanFacts(usulan.jenis, usulan.received_on), hukum)
        if due is not None:
            found.append((_perkara(usulan, unit_nama or ""), due))
    return tuple(found)


def _perkara(usulan: PenerimaanUsulan, unit_nama: str) -> ReminderSubject:
    return ReminderSubject(
        naskah_id=None,
        kode=usulan.nomor,
        judul=usulan.perihal,
        unit_id=usulan.unit_id,
        unit_nama=unit_nama,
        is_secret=False,
        mitra=(usulan.calon_mitra,),
        usulan_id=usulan.id,
        jenis_usulan=usulan.jenis,
        received_on=usulan.received_on,
    )
