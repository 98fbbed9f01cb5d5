"""Family: acts upon a naskah that change how long it holds, each with its document (Pasal 36 and 37).

A replacement is an ending without grounds: the document of its act is the code of the naskah that replaced it.
An ending is public with the next request, like a withdrawal; other changes that are not published yet stay private.
"""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisAcara, Presisi
from portal.domain.naskah.family import (
    LONGEST,
    PengakhiranFields,
    RekomendasiFields,
    check_ending,
    check_recommendation,
)
from portal.domain.naskah.status import Status
from portal.domain.permissions import Peran
from portal.domain.tanggal import Tanggal, last_signed, wib_today
from portal.errors import BadInputError, ConflictError, NotAllowedError
from portal.models.acara import Acara
from portal.models.berkas import Berkas
from portal.models.job import JobKind
from portal.models.naskah import Naskah
from portal.services import jobs
from portal.services.acts import Act, find_for, flush_versioned, record, refuse
from portal.services.publication import acara


def recommend_extension(session: Session, kode: str, fields: RekomendasiFields, act: Act) -> None:
    """Record the Biro's recommendation to extend this naskah (Pasal 36 ayat (2)).

    Raises FieldsRefusedError, BadInputError for a draft, NotAllowedError or NotFoundError.
    """
    naskah = find_for_act(session, kode, act, Peran.BIRO)
    refuse(check_recommendation(fields, signed_on=signed(naskah).on, today=wib_today(act.now)))
    session.add(
        Acara(
            naskah_id=naskah.id,
            jenis=JenisAcara.DIPERPANJANG,
            on=fields.on,
            presisi=Presisi.HARI,
            dokumen=fields.dokumen.strip(),
            keterangan=fields.keterangan.strip(),
            recorded_at=act.now,
            recorded_by=act.actor.user_id,
        )
    )
    after = {"on": fields.on, "dokumen": fields.dokumen.strip(), "keterangan": fields.keterangan.strip()}
    record(session, act, "keluarga.rekomendasi", naskah, after=after)


def end(session: Session, kode: str, fields: PengakhiranFields, act: Act, *, berkas_id: int | None = None) -> None:
    """End a naskah before or at its time (Pasal 37). A second ending is refused while the first one stands.

    Raises FieldsRefusedError, BadInputError, ConflictError, NotAllowedError or NotFoundError.
    """
    naskah = find_for_act(session, kode, act, Peran.PENGELOLA, Peran.BIRO)
    if naskah.ended_on is not None:
        raise ConflictError(f"Pengakhiran per {naskah.ended_on:%d-%m-%Y} sudah tercatat. Muat ulang halaman.")
    refuse(check_ending(fields, signed_on=signed(naskah).on, expires_on=naskah.expires_on))
    query = select(Berkas.id).where(Berkas.id == berkas_id, Berkas.naskah_id == naskah.id)
    if berkas_id is not None and session.scalar(query) is None:
        raise BadInputError("Berkas itu bukan berkas naskah ini. Pilih dari daftar.", "berkas_id")
    naskah.ended_on, naskah.end_kind = fields.on, "diakhiri"
    texts = {name: getattr(fields, name).strip() for name in ("dokumen", "catatan_biro", "keterangan")}
    session.add(
        Acara(
            naskah_id=naskah.id,
            jenis=JenisAcara.BERAKHIR,
            on=fields.on,
            presisi=Presisi.HARI,
            alasan=fields.alasan,
            berkas_id=berkas_id,
            recorded_at=act.now,
            recorded_by=act.actor.user_id,
            **texts,
        )
    )
    flush_versioned(session)
    bring_up(session, naskah, act)
    after: Mapping[str, object] = {"ended_on": fields.on, "alasan_akhir": list(fields.alasan), **texts}
    record(session, act, "keluarga.akhiri", naskah, before={"ended_on": None}, after=after)


def void_ending(session: Session, kode: str, alasan: str, act: Act) -> None:
    """Take a wrong ending back; its record stays to be seen.

    Raises BadInputError without a reason, ConflictError where none stands, NotAllowedError or NotFoundError.
    """
    naskah = find_for_act(session, kode, act, Peran.BIRO)
    query = select(Acara).where(
        Acara.naskah_id == naskah.id, Acara.jenis == JenisAcara.BERAKHIR, Acara.voided_at.is_(None)
    )
    row = session.scalars(query.order_by(Acara.id.desc())).first()
    if row is None or naskah.ended_on is None:
        raise ConflictError("Tidak ada pengakhiran yang tercatat. Muat ulang halaman.")
    if not alasan.strip() or len(alasan) > LONGEST:
        raise BadInputError("Tulis mengapa pengakhiran ini dibatalkan, paling panjang 1000 karakter.", "alasan_batal")
    before = {"ended_on": naskah.ended_on}
    if naskah.end_kind == "diganti":
        acara.hide_replacement(session, row.dokumen, naskah.kode)
    row.voided_at, row.alasan_batal = act.now, alasan.strip()
    naskah.ended_on = naskah.end_kind = None
    flush_versioned(session)
    bring_up(session, naskah, act)
    after = {"ended_on": None, "alasan_batal": row.alasan_batal}
    record(session, act, "keluarga.batal_akhiri", naskah, before=before, after=after)


def find_for_act(session: Session, kode: str, act: Act, *peran: Peran) -> Naskah:
    """The naskah for an act of its family. Raises NotFoundError, NotAllowedError, or BadInputError for a draft."""
    naskah = find_for(session, kode, act.actor)
    if not act.actor.peran_for(naskah.unit.kode) & set(peran):
        raise NotAllowedError("Anda tidak berwenang mencatat tindakan ini.")
    if naskah.status is Status.DRAF:
        raise BadInputError("Naskah ini masih draf. Kirim dulu naskahnya, lalu catat tindakan ini.", "on")
    return naskah


def signed(naskah: Naskah) -> Tanggal:
    """The date of its last signature, as exact as it is known."""
    return last_signed(Tanggal(p.signed_on, p.signed_presisi) for p in naskah.pihak_list)


def bring_up(session: Session, naskah: Naskah, act: Act) -> None:
    """Show the end that stands now wherever the naskah is shown."""
    acara.show_end(session, naskah.kode, naskah.ended_on, naskah.end_kind)
    jobs.enqueue(session, JobKind.INDEKS, naskah.id, now=act.now, priority=jobs.PRIORITY_NOW)
