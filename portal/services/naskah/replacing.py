"""Replacing: a naskah ends because another one stands in its place, and both say so.

Like an ending it is public with the next request, and so is the way from one to the other where both are public.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisAcara, JenisHubungan, Presisi
from portal.domain.naskah.family import PenggantianFields, Replacement, check_replacement
from portal.domain.naskah.status import Status
from portal.domain.permissions import Peran
from portal.errors import BadInputError, ConflictError
from portal.models.acara import Acara
from portal.models.hubungan import Hubungan
from portal.models.naskah import Naskah
from portal.services.acts import Act, flush_versioned, record, refuse
from portal.services.naskah import family
from portal.services.publication import acara

EDITORS = frozenset({Peran.PENGELOLA, Peran.BIRO})


def replace_by(session: Session, kode: str, fields: PenggantianFields, act: Act) -> None:
    """Record that the naskah `kode` is replaced from a day on.

    Raises FieldsRefusedError, BadInputError for a draft or an unfit replacement, ConflictError where it has ended,
    NotAllowedError or NotFoundError.
    """
    naskah = family.find_for_act(session, kode, act, *EDITORS)
    if naskah.ended_on is not None:
        raise ConflictError(f"Pengakhiran per {naskah.ended_on:%d-%m-%Y} sudah tercatat. Muat ulang halaman.")
    other = _replacement(session, naskah, fields.pengganti, act)
    signed_on = family.signed(naskah).on
    known = Replacement(family.signed(other), other.ended_on)
    refuse(check_replacement(fields, signed_on=signed_on, expires_on=naskah.expires_on, pengganti=known))
    _relate(session, naskah, other, act)
    naskah.ended_on, naskah.end_kind = fields.on, "diganti"
    session.add(
        Acara(
            naskah_id=naskah.id,
            jenis=JenisAcara.BERAKHIR,
            on=fields.on,
            presisi=Presisi.HARI,
            dokumen=other.kode,
            keterangan=fields.keterangan.strip(),
            recorded_at=act.now,
            recorded_by=act.actor.user_id,
        )
    )
    flush_versioned(session)
    acara.show_replacement(session, other.kode, naskah.kode)
    family.bring_up(session, naskah, act)
    after = {"ended_on": fields.on, "pengganti": other.kode, "keterangan": fields.keterangan.strip()}
    record(session, act, "keluarga.ganti", naskah, before={"ended_on": None}, after=after)


def _replacement(session: Session, naskah: Naskah, kode: str, act: Act) -> Naskah:
    other = session.scalar(select(Naskah).where(Naskah.kode == kode).with_for_update())
    if other is None or not act.actor.can_read(other.unit.kode):
        raise BadInputError("Naskah pengganti dengan kode itu tidak ditemukan. Periksa kodenya.", "pengganti")
    if other.id == naskah.id:
        raise BadInputError("Naskah tidak dapat menggantikan dirinya sendiri. Tulis kode penggantinya.", "pengganti")
    if other.status in (Status.DRAF, Status.DITARIK):
        raise BadInputError("Naskah pengganti itu belum dikirim atau sudah ditarik. Kirim dulu.", "pengganti")
    return other


def _relate(session: Session, naskah: Naskah, other: Naskah, act: Act) -> None:
    """Let the replacing naskah say what it replaces, if it does not yet."""
    query = select(Hubungan.id).where(
        Hubungan.naskah_id == other.id,
        Hubungan.target_id == naskah.id,
        Hubungan.jenis == JenisHubungan.PENGGANTI,
    )
    if session.scalar(query) is not None:
        return
    if not act.actor.peran_for(other.unit.kode) & EDITORS:
        message = f"{other.kode} belum menyebut naskah ini sebagai yang digantikan. Minta pengelolanya menambahkannya."
        raise BadInputError(message, "pengganti")
    session.add(Hubungan(naskah_id=other.id, target_id=naskah.id, jenis=JenisHubungan.PENGGANTI))
    other.updated_at = act.now
    flush_versioned(session)
    record(
        session, act, "keluarga.menggantikan", other, after={"hubungan": [f"{JenisHubungan.PENGGANTI}:{naskah.kode}"]}
    )
