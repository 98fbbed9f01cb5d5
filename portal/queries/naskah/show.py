"""Everything the portal holds of one naskah, as plain JSON values: for operators and scripts, never for the public.

The keys are a promise to scripts; what the reading of files found out is put together in `show_reading`.
"""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah.fields import COLUMNS
from portal.domain.publication.penahanan import HOLD_OWNERS
from portal.domain.tanggal import Tanggal, last_signed
from portal.errors import NotFoundError
from portal.models.acara import Acara
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas
from portal.models.hubungan import Hubungan
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.penahanan import Penahanan
from portal.models.penghitaman import KotakHitam, Penghitaman, SalinanHitam
from portal.models.retensi import Pembekuan, Retensi
from portal.models.riwayat_asal import RiwayatAsal
from portal.models.terbitan import Terbitan, TerbitanAcara, TerbitanBerkas
from portal.models.unit import Unit
from portal.queries.naskah import show_reading
from portal.queries.naskah.show_reading import Json, plain, plain_values

_AFTER = COLUMNS.index("is_open_ended") + 1
_FIELDS = tuple(
    name for name in (*COLUMNS[:_AFTER], "ended_on", "end_kind", *COLUMNS[_AFTER:]) if name != "visibilitas"
)
"""What a person fills in, with the ending beside the term; the visibility stands above, beside the state."""


def show_naskah(session: Session, kode: str) -> Json:
    """Fields, files with their reading and page texts, holds and acts of a naskah, published or not.

    Days are `TTTT-BB-HH`, instants UTC, sizes in bytes; `keyakinan` goes from 0 to 1. Raises NotFoundError.
    """
    naskah = session.scalar(select(Naskah).where(Naskah.kode == kode))
    if naskah is None:
        raise NotFoundError("Tidak ada naskah dengan kode ini.")
    public = session.get(Terbitan, naskah.kode)
    files = session.scalars(
        select(Berkas).where(Berkas.naskah_id == naskah.id).order_by(Berkas.urutan, Berkas.id)
    ).all()
    return {
        "kode": naskah.kode,
        "status": naskah.status.value,
        "visibilitas": naskah.visibilitas.value,
        "version": naskah.version,
        "created_at": plain(naskah.created_at),
        "updated_at": plain(naskah.updated_at),
        "submitted_at": plain(naskah.submitted_at),
        "nomor_tanda_terima": naskah.nomor_tanda_terima,
        "is_published": public is not None,
        "published_at": plain(public.published_at) if public is not None else None,
        "nomor_terbit": public.nomor_terbit if public is not None else None,
        "fields": _fields(session, naskah),
        "files": _files(session, naskah, files),
        "suggestions": show_reading.suggestions(session, files),
        "signatures": show_reading.signatures(session, files),
        "holds": _holds(session, naskah),
        "acts": _acts(session, naskah),
        "retensi": _retensi(session, naskah),
        "pembekuan": _pembekuan(session, naskah),
        "penghitaman": _penghitaman(session, naskah, files),
        "history": _history(session, naskah.kode),
    }


def _fields(session: Session, naskah: Naskah) -> Json:
    signed = last_signed(Tanggal(p.signed_on, p.signed_presisi) for p in naskah.pihak_list)
    return {
        **plain_values(naskah, _FIELDS),
        "unit": _unit(naskah.unit),
        "co_pemrakarsa": [_unit(unit) for unit in naskah.co_pemrakarsa],
        "signed_on": plain(signed.on),
        "signed_presisi": signed.presisi.value,
        "pihak": [_pihak(pihak) for pihak in naskah.pihak_list],
        "hubungan": _relations(session, naskah),
    }


def _unit(unit: Unit) -> Json:
    return {"kode": unit.kode, "nama": unit.nama_list[-1].nama if unit.nama_list else unit.kode}


def _pihak(pihak: NaskahMitra) -> Json:
    partner = pihak.mitra
    names = ("nama", "nomor", "penanda_tangan", "jabatan", "signed_on", "signed_presisi", "tempat")
    return {
        **plain_values(pihak, names),
        "is_kementerian": partner is None,
        "slug": partner.slug if partner else None,
        "jenis": pihak.jenis.value if pihak.jenis else None,
        "negara": pihak.negara,
    }


def _relations(session: Session, naskah: Naskah) -> list[Json]:
    outgoing = (
        select(Hubungan.jenis, Naskah.kode)
        .join(Naskah, Naskah.id == Hubungan.target_id)
        .where(Hubungan.naskah_id == naskah.id)
    )
    incoming = (
        select(Hubungan.jenis, Naskah.kode)
        .join(Naskah, Naskah.id == Hubungan.naskah_id)
        .where(Hubungan.target_id == naskah.id)
    )
    return [
        {"jenis": jenis.value, "arah": arah, "kode": kode}
        for arah, query in (("keluar", outgoing), ("masuk", incoming))
        for jenis, kode in session.execute(query.order_by(Hubungan.id))
    ]


def _files(session: Session, naskah: Naskah, files: Sequence[Berkas]) -> list[Json]:
    public = set(session.scalars(select(TerbitanBerkas.sha256).where(TerbitanBerkas.kode == naskah.kode)))
    return [
        {
            **plain_values(berkas, ("jenis", "nama", "bahasa", "sha256", "size", "uploaded_at")),
            "is_current": berkas.replaced_by_id is None,
            "is_public": berkas.replaced_by_id is None and berkas.sha256 in public,
            "reading": show_reading.reading(berkas),
            "pages": show_reading.pages(session, berkas),
        }
        for berkas in files
    ]


def _holds(session: Session, naskah: Naskah) -> list[Json]:
    rows = session.scalars(select(Penahanan).where(Penahanan.naskah_id == naskah.id).order_by(Penahanan.id))
    names = ("alasan", "opened_at", "tinjau_on", "closed_at", "is_answered", "jawaban")
    return [
        {
            **plain_values(row, names),
            "is_open": row.closed_at is None,
            "owners": [peran.value for peran in HOLD_OWNERS[row.alasan]],
        }
        for row in rows
    ]


def _acts(session: Session, naskah: Naskah) -> list[Json]:
    """Dated acts: those noted by staff, and those on the public time line."""
    own = session.scalars(select(Acara).where(Acara.naskah_id == naskah.id).order_by(Acara.id)).all()
    public = session.scalars(select(TerbitanAcara).where(TerbitanAcara.kode == naskah.kode).order_by(TerbitanAcara.id))
    names = ("jenis", "on", "presisi", "keterangan")
    listed = [{**plain_values(row, names), "is_public": False} for row in own]
    return listed + [{**plain_values(row, names), "is_public": True} for row in public]


def _retensi(session: Session, naskah: Naskah) -> Json | None:
    row = session.scalar(select(Retensi).where(Retensi.naskah_id == naskah.id))
    names = ("klasifikasi", "jra", "mulai_on", "aktif_tahun", "inaktif_tahun", "ends_on", "nasib_akhir", "keterangan")
    return None if row is None else plain_values(row, names)


def _pembekuan(session: Session, naskah: Naskah) -> list[Json]:
    rows = session.scalars(select(Pembekuan).where(Pembekuan.naskah_id == naskah.id).order_by(Pembekuan.id))
    names = ("alasan", "dokumen", "placed_at", "lifted_at", "alasan_lepas")
    return [{**plain_values(row, names), "is_open": row.lifted_at is None} for row in rows]


def _penghitaman(session: Session, naskah: Naskah, files: Sequence[Berkas]) -> list[Json]:
    """What was blackened on which page and why, and which copy was made from which original."""
    digests = {berkas.id: berkas.sha256 for berkas in files}
    plans = session.scalars(
        select(Penghitaman).where(Penghitaman.naskah_id == naskah.id).order_by(Penghitaman.id)
    ).all()
    wanted = [plan.id for plan in plans]
    boxes = defaultdict[int, list[Json]](list)
    for box in session.scalars(select(KotakHitam).where(KotakHitam.penghitaman_id.in_(wanted)).order_by(KotakHitam.id)):
        place = plain_values(box, ("nomor", "kiri", "atas", "kanan", "bawah", "alasan", "keterangan"))
        boxes[box.penghitaman_id].append({"berkas": digests.get(box.berkas_id), **place})
    copies = defaultdict[int, list[Json]](list)
    made = select(SalinanHitam).where(SalinanHitam.penghitaman_id.in_(wanted)).order_by(SalinanHitam.id)
    for copy in session.scalars(made):
        copies[copy.penghitaman_id].append(plain_values(copy, ("asli_sha256", "salinan_sha256", "pages")))
    names = ("keadaan", "keterangan", "created_at", "asked_at", "ended_at")
    return [{**plain_values(plan, names), "kotak": boxes[plan.id], "salinan": copies[plan.id]} for plan in plans]


def _history(session: Session, kode: str) -> list[Json]:
    rows = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.object_kind == "naskah", AuditEntry.object_key == kode)
        .order_by(AuditEntry.seq)
    )
    before = session.scalars(
        select(RiwayatAsal).where(RiwayatAsal.kode == kode).order_by(RiwayatAsal.asal, RiwayatAsal.seq)
    )
    return [plain_values(row, ("seq", "at", "action", "actor_email", "acting_for")) for row in (*before, *rows)]
