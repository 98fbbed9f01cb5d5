"""What the verbs about originals share: their foreign naskah, and the row of its original, opened by the first."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah_asli.penerimaan import NaskahAsliState
from portal.domain.permissions import Peran
from portal.errors import BadInputError, NotAllowedError
from portal.models.naskah import Naskah
from portal.models.naskah_asli import NaskahAsli
from portal.services.acts import Act, find_for

NO_REASON = "Tulis mengapa catatan ini dibatalkan."


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


def open_naskah_asli(session: Session, naskah: Naskah, act: Act) -> NaskahAsli:
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
