"""Receiving: the Biro records what reached it of an original, and takes a wrong record back.

An arrival is judged by its own day, never by the day it was written down (Pasal 39 ayat (4)). The unit's declaration
that it was sent stops nothing.
"""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah.fields import NaskahFields
from portal.domain.naskah_asli.penerimaan import (
    DITERIMA,
    LONGEST,
    NaskahAsliState,
    PenerimaanContext,
    PenerimaanFields,
    Penyampaian,
    check_next,
    check_penerimaan,
    rangkap_words,
)
from portal.domain.permissions import Peran
from portal.domain.tanggal import last_signed, wib_today
from portal.domain.tenggat.clocks import Law, due_for
from portal.domain.webhook import WebhookEvent
from portal.errors import BadInputError, ConflictError, NotFoundError, Problem
from portal.models.naskah import Naskah
from portal.models.naskah_asli import Penerimaan
from portal.models.user import User
from portal.queries.naskah_asli.dossier import last_act_on
from portal.queries.naskah_asli.lists import load_clock_facts
from portal.services import penomoran
from portal.services.acts import Act, flush_versioned, record, refuse, require_reason, touch
from portal.services.copies import storing
from portal.services.copies.storing import Kept
from portal.services.naskah.editing import create_naskah
from portal.services.naskah_asli.custody import void_links
from portal.services.naskah_asli.opening import NO_REASON, find_foreign, open_naskah_asli
from portal.services.publication import acara
from portal.services.webhook import telling
from portal.storage.interface import ObjectStorage

_MAGIC = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
LARGEST_PHOTO = 8_000_000
"""Bytes of a photo of the handover."""


@dataclass(frozen=True)
class Photo:
    """A photo in the store of originals, with its media type."""

    kept: Kept
    media: str


def register_signing(session: Session, fields: NaskahFields, act: Act, *, is_day_unknown: bool = False) -> str:
    """A foreign naskah whose file is still to come: its clock runs from the signature. Gives back its code.

    `is_day_unknown`: an old naskah whose day nobody can tell; it has no clock until the Biro finds the day.
    Raises FieldsRefusedError, BadInputError or NotAllowedError.
    """
    problems = []
    if not fields.judul.strip():
        problems.append(Problem("judul", "Isi judul naskah."))
    if all(pihak.is_kementerian for pihak in fields.pihak):
        problems.append(Problem("mitra", "Isi nama mitra."))
    if last_signed(pihak.signed for pihak in fields.pihak).on is None and not is_day_unknown:
        problems.append(
            Problem("signed", "Isi tanggal penandatanganan, atau centang bahwa tanggalnya tidak diketahui.")
        )
    refuse(problems)
    if fields.lingkup is not Lingkup.LUAR_NEGERI:
        raise ValueError("only a foreign naskah has a clock")
    naskah = create_naskah(session, fields, act)
    open_naskah_asli(session, naskah, act)
    return naskah.kode


def declare_dispatch(session: Session, kode: str, on: date, keterangan: str, act: Act) -> None:
    """The unit says that it has sent the original, and how. It may say so again; the clock takes no notice.

    Raises NotFoundError, NotAllowedError, FieldsRefusedError or ConflictError once it was received.
    """
    naskah = find_foreign(session, kode, act, Peran.PENGELOLA, Peran.BIRO)
    row = open_naskah_asli(session, naskah, act)
    if row.keadaan in DITERIMA:
        raise ConflictError("Naskah asli ini sudah diterima Biro. Muat ulang halaman.")
    today, signed_on = wib_today(act.now), last_signed_on(session, naskah)
    problems = []
    if on > today:
        problems.append(Problem("dispatched_on", "Tanggal pengiriman tidak boleh setelah hari ini."))
    elif signed_on is not None and on < signed_on:
        problems.append(Problem("dispatched_on", "Tanggal pengiriman tidak boleh sebelum tanggal penandatanganan."))
    if len(keterangan) > LONGEST:
        problems.append(Problem("keterangan_kirim", f"Paling panjang {LONGEST} karakter."))
    refuse(problems)
    before = {"dispatched_on": row.dispatched_on, "keterangan_kirim": row.keterangan_kirim}
    row.dispatched_on, row.dispatched_at, row.dispatched_by = on, act.now, act.actor.user_id
    row.keterangan_kirim = keterangan.strip()
    flush_versioned(session)
    after = {"dispatched_on": on, "keterangan_kirim": row.keterangan_kirim}
    record(session, act, "asli.kirim", naskah, before=before, after=after)


def keep_photo(objects: ObjectStorage, data: bytes) -> Photo:
    """Store a photo of the handover. Raises BadInputError for anything that is no photo, StorageError."""
    media = next((name for magic, name in _MAGIC if data.startswith(magic)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        media = "image/webp"
    if not media:
        raise BadInputError("Foto harus berkas JPEG, PNG, atau WebP.", "foto")
    if len(data) > LARGEST_PHOTO:
        raise BadInputError(f"Foto paling besar {LARGEST_PHOTO // 1_000_000} MB.", "foto")
    return Photo(storing.keep(objects, BytesIO(data)), media)


def receive(
    session: Session, kode: str, fields: PenerimaanFields, law: Law, act: Act, *, foto: Photo | None = None
) -> str:
    """Record one outcome; gives back the number of its receipt.

    Of two people who receive the same original the second gets a ConflictError that names the first receipt. Raises
    FieldsRefusedError, BadInputError, NotAllowedError, NotFoundError or TransitionNotAllowedError.
    """
    naskah = find_foreign(session, kode, act, Peran.BIRO)
    standing = _standing(session, naskah, fields.jenis)
    if standing is not None and standing.hasil in DITERIMA:
        raise ConflictError(_already(session, standing))
    check_next(standing.hasil if standing is not None else NaskahAsliState.BELUM_DITERIMA, fields)
    facts = load_clock_facts(session, [naskah.id])[naskah.id]
    due = due_for(facts, fields.jenis, law)
    context = PenerimaanContext(wib_today(act.now), facts.signed.on, due.due_on if due is not None else None)
    refuse(check_penerimaan(fields, context))
    return _store(session, naskah, fields, context.due_on, law, act, foto).nomor


def void(session: Session, kode: str, nomor: str, alasan: str, act: Act) -> None:
    """Take a wrong receipt back: it stays to be seen, and the clock goes on as if it had not been.

    Raises NotFoundError, NotAllowedError, BadInputError without a reason, or ConflictError where it was voided before.
    """
    naskah = find_foreign(session, kode, act, Peran.BIRO)
    row = session.scalar(select(Penerimaan).where(Penerimaan.naskah_id == naskah.id, Penerimaan.nomor == nomor))
    if row is None:
        raise NotFoundError("Tanda terima tidak ditemukan.")
    if row.voided_at is not None:
        raise ConflictError(f"Penerimaan {nomor} sudah dibatalkan. Muat ulang halaman.")
    reason = require_reason(alasan, NO_REASON, LONGEST)
    is_asli_here = row.jenis is Penyampaian.ASLI and row.hasil in DITERIMA
    if is_asli_here and last_act_on(session, naskah.id, kemlu=True) is not None:
        raise ConflictError(
            "Naskah asli ini sudah dicatat dikirim ke Kementerian Luar Negeri. Batalkan dulu langkah-langkah itu."
        )
    row.voided_at, row.voided_by, row.alasan_batal = act.now, act.actor.user_id, reason
    session.flush()
    asli = open_naskah_asli(session, naskah, act)
    before = {"keadaan_asli": asli.keadaan, "nomor": nomor}
    if row.jenis is Penyampaian.ASLI:
        last = _standing(session, naskah, Penyampaian.ASLI)
        asli.keadaan = last.hasil if last is not None else NaskahAsliState.BELUM_DITERIMA
    touch(asli, "keadaan")
    flush_versioned(session)
    after = {"keadaan_asli": asli.keadaan, "alasan_batal": row.alasan_batal}
    acara.show_office(session, naskah)
    record(session, act, "asli.batal", naskah, before=before, after=after)
    if is_asli_here:
        void_links(session, naskah, asli, f"Penerimaan {nomor} dibatalkan: {reason}", act)


def last_signed_on(session: Session, naskah: Naskah) -> date | None:
    """The day of the last signature, as exact as it is known."""
    return load_clock_facts(session, [naskah.id])[naskah.id].signed.on


def _store(
    session: Session,
    naskah: Naskah,
    fields: PenerimaanFields,
    due_on: date | None,
    law: Law,
    act: Act,
    foto: Photo | None,
) -> Penerimaan:
    asli = open_naskah_asli(session, naskah, act)
    special = {"arrived_on", "rangkap", "sebab_terlambat", "jenis", "hasil"}
    texts = {
        name: getattr(fields, name).strip() for name in PenerimaanFields.__dataclass_fields__ if name not in special
    }
    is_late = due_on is not None and fields.arrived_on > due_on
    row = Penerimaan(
        naskah_id=naskah.id,
        jenis=fields.jenis,
        hasil=fields.hasil,
        nomor=penomoran.next_number(session, "TTA", wib_today(act.now).year, counter="tanda_terima_asli"),
        arrived_on=fields.arrived_on,
        recorded_at=act.now,
        recorded_by=act.actor.user_id,
        due_on=due_on,
        kalender_version=law.kalender.version() if due_on is not None else None,
        # A cause belongs to a delay: what came in time has none, whatever was chosen in the form.
        sebab_terlambat=fields.sebab_terlambat if is_late else None,
        rangkap=rangkap_words(fields.rangkap),
        foto_sha256=foto.kept.sha256 if foto is not None else None,
        foto_media=foto.media if foto is not None else None,
        foto_size=foto.kept.size if foto is not None else None,
        alasan_batal="",
        **texts,
    )
    session.add(row)
    if foto is not None:
        storing.note(session, foto.kept, act.now)
    before = {"keadaan_asli": asli.keadaan}
    if fields.jenis is Penyampaian.ASLI:
        asli.keadaan = fields.hasil
    touch(asli, "keadaan")
    try:
        flush_versioned(session)
    except IntegrityError as error:
        raise ConflictError("Naskah ini baru saja diterima orang lain. Muat ulang halaman.") from error
    after: dict[str, object] = {name: value for name, value in texts.items() if value}
    after |= {"nomor": row.nomor, "penyampaian": fields.jenis, "keadaan_asli": fields.hasil}
    after |= {"arrived_on": fields.arrived_on, "due_on": due_on, "sebab_terlambat": row.sebab_terlambat}
    acara.show_office(session, naskah)
    record(session, act, "asli.terima", naskah, before=before, after=after)
    if fields.jenis is Penyampaian.ASLI and fields.hasil in DITERIMA:
        telling.note(session, naskah.kode, WebhookEvent.ASLI_DITERIMA, act.now)
    return row


def _standing(session: Session, naskah: Naskah, jenis: Penyampaian) -> Penerimaan | None:
    """The newest receipt of this kind that was not voided."""
    query = select(Penerimaan).where(
        Penerimaan.naskah_id == naskah.id, Penerimaan.jenis == jenis, Penerimaan.voided_at.is_(None)
    )
    return session.scalars(query.order_by(Penerimaan.id.desc()).limit(1)).first()


def _already(session: Session, row: Penerimaan) -> str:
    who = session.get(User, row.recorded_by) if row.recorded_by is not None else None
    what = "Naskah asli" if row.jenis is Penyampaian.ASLI else "Naskah untuk DPR"
    by = f" oleh {who.nama}" if who is not None else ""
    return (
        f"{what} ini sudah dicatat diterima pada {row.arrived_on:%d-%m-%Y}{by} dengan nomor {row.nomor}."
        " Bila penerimaan itu keliru, batalkan dulu."
    )
