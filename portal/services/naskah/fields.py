"""A stored naskah as the values of its form: the way back from the database to what a person filled in."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah.fields import HubunganFields, NaskahFields
from portal.models.hubungan import Hubungan
from portal.models.naskah import Naskah
from portal.queries.naskah.dossier import build_fields


def to_fields(session: Session, naskah: Naskah) -> NaskahFields:
    """A stored naskah as the values of its form."""
    relations = session.execute(
        select(Hubungan.jenis, Naskah.kode)
        .join(Naskah, Naskah.id == Hubungan.target_id)
        .where(Hubungan.naskah_id == naskah.id)
        .order_by(Hubungan.id)
    )
    return build_fields(
        naskah,
        naskah.unit.kode,
        tuple(unit.kode for unit in naskah.co_pemrakarsa),
        naskah.pihak_list,
        tuple(HubunganFields(jenis, kode) for jenis, kode in relations),
    )
