"""Current names of the units and mitra that have something published, for lists and filters of the public."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.models.naskah import Naskah
from portal.models.terbitan import TerbitanNama
from portal.services import mitra, unit


def write(session: Session, naskah: Naskah) -> None:
    """Put down the names of today of the unit and the partners.

    Two naskah of one unit may be published at the same moment: whoever comes second waits and writes over the first.
    """
    names = {("unit", naskah.unit.kode): unit.nama_on(naskah.unit, None)}
    for pihak in naskah.pihak_list:
        if pihak.mitra is not None:
            names["mitra", pihak.mitra.slug] = mitra.nama_on(pihak.mitra, None)
    # Always in one order, so that two who write the same names never wait for each other.
    rows = [{"jenis": jenis, "kunci": kunci, "nama": nama} for (jenis, kunci), nama in sorted(names.items())]
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(TerbitanNama).values(rows)
    session.execute(
        statement.on_conflict_do_update(index_elements=["jenis", "kunci"], set_={"nama": statement.excluded.nama})
    )
