"""What reminders to the Biro are about: proposals and explorations abroad whose result is still awaited."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.tenggat import Tenggat
from portal.domain.tenggat_naskah import Hukum
from portal.domain.usulan import FaktaUsulan, due_for
from portal.models.unit import Unit
from portal.models.usulan import PenerimaanUsulan
from portal.queries.reminders import Perkara
from portal.queries.worklist import current_name


def awaited_results(session: Session, hukum: Hukum) -> tuple[tuple[Perkara, Tenggat], ...]:
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
        due = due_for(FaktaUsulan(usulan.jenis, usulan.received_on), hukum)
        if due is not None:
            found.append((_perkara(usulan, unit_nama or ""), due))
    return tuple(found)


def _perkara(usulan: PenerimaanUsulan, unit_nama: str) -> Perkara:
    return Perkara(
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
