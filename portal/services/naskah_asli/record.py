"""What the verbs about originals share: finding the naskah, the row of its original, and the audit entry."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah_asli.penerimaan import NaskahAsliState
from portal.domain.permissions import Peran
from portal.errors import BadInputError, FieldsRefusedError, NotAllowedError, Problem, StaleVersionError
from portal.models.naskah import Naskah
from portal.models.naskah_asli import NaskahAsli
from portal.services import audit
from portal.services.naskah.editing import Act, find_for

STALE = "Catatan ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi."


def find_foreign(session: Session, kode: str, act: Act, *peran: Peran) -> Naskah:
    """A foreign naskah, locked, if the actor holds one of these roles towards it.

    Raises NotFoundError, NotAllowedError, or BadInputError for a domestic one, of which Pasal 39 ayat (4)
    does not speak.
    """
    naskah = find_for(session, kode, act.actor)
    if not act.actor.peran_for(naskah.unit.kode) & set(peran):
        raise NotAllowedError("Anda tidak berwenang mencatat naskah asli ini.")
    if naskah.lingkup is None:
        raise BadInputError("Lingkup naskah ini belum diisi. Lengkapi dulu datanya, lalu ulangi.", "lingkup")
    if naskah.lingkup is not Lingkup.LUAR_NEGERI:
        raise BadInputError(
            "Naskah ini Kerja Sama dalam negeri; penyampaian naskah asli (Pasal 39 ayat (4)) hanya untuk luar negeri.",
            "lingkup",
        )
    return naskah


def naskah_asli_of(session: Session, naskah: Naskah, act: Act) -> NaskahAsli:
    """The row of the original; opened now if nobody recorded anything before. The naskah must be locked."""
    row = session.scalar(select(NaskahAsli).where(NaskahAsli.naskah_id == naskah.id))
    if row is None:
        row = NaskahAsli(
            naskah_id=naskah.id,
            keadaan=NaskahAsliState.BELUM_DITERIMA,
            opened_at=act.now,
            opened_by=act.actor.user_id,
            keterangan_kirim="",
            arsip_tempat="",
            arsip_nomor="",
            arsip_klasifikasi="",
        )
        session.add(row)
        session.flush()
    return row


def require_seen(row: object | None, seen: int) -> None:
    """Raises StaleVersionError unless the actor has seen this state; 0 stands for "nothing recorded yet"."""
    version: int = getattr(row, "version", 0)
    if version != seen:
        raise StaleVersionError(STALE)


def touch(row: object, name: str) -> None:
    """Give the row a new version although none of its own columns changes: something that hangs on it does."""
    flag_modified(row, name)


def refuse(problems: Iterable[Problem]) -> None:
    """Raises FieldsRefusedError where there is a problem."""
    if found := tuple(problems):
        raise FieldsRefusedError(found)


def log(
    session: Session,
    naskah: Naskah,
    act: Act,
    action: str,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object],
) -> None:
    """One entry of the audit trail, in the history of the naskah."""
    audit.record(
        session,
        actor=act.actor,
        now=act.now,
        action=action,
        object_kind="naskah",
        object_key=naskah.kode,
        before=before or {},
        after=after,
        unit=naskah.unit.kode,
    )
