"""Files of a naskah in tests: their roles, given by the unit, and the acts that were logged."""

from sqlalchemy import select

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.permissions import Actor, Peran
from portal.models.audit_entry import AuditEntry
from portal.queries.naskah import dossier
from portal.services.berkas import filing
from tests.factories.desk import Desk, person

OWNER = person(Peran.PENGELOLA, "KANIM-A")
BIRO = person(Peran.BIRO, "BIRO")
N, L, COPY = JenisBerkas.NASKAH, JenisBerkas.LAMPIRAN, JenisBerkas.SALINAN_PUBLIK


def role(desk: Desk, kode: str, berkas_id: int, jenis: JenisBerkas, seen: JenisBerkas, actor: Actor = OWNER) -> None:
    with desk.stores.database.transaction() as session:
        filing.assign_role(session, kode, berkas_id, jenis, "id", desk.act(actor), seen=seen)


def files(desk: Desk, kode: str) -> list[tuple[str, JenisBerkas]]:
    with desk.stores.database.reading() as session:
        found = dossier.find_naskah(session, kode, BIRO).current_berkas
        return [(berkas.nama, berkas.jenis) for berkas in found]


def actions(desk: Desk, kode: str) -> list[str]:
    with desk.stores.database.reading() as session:
        return list(session.scalars(select(AuditEntry.action).where(AuditEntry.object_key == kode)))
