"""Proposals and explorations abroad: the Biro records their receipt and their result, and takes either back.

The result is judged by its own day against the due date, which is kept with it: a later change of the calendar judges
nobody again (Pasal 16 ayat (2), Pasal 28 ayat (5)).
"""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.domain.permissions import Peran
from portal.domain.tanggal import wib_today
from portal.domain.tenggat.clocks import Law
from portal.domain.usulan.fields import HasilFields, UsulanFields, check_hasil, check_usulan
from portal.domain.usulan.usulan import HasilUsulan, JenisUsulan, UsulanFacts, due_for
from portal.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError
from portal.models.unit import Unit
from portal.models.user import User
from portal.models.usulan import PenerimaanUsulan
from portal.services import acts, mitra, penomoran
from portal.services.acts import Act, find_for, flush_versioned, refuse, require_seen

KIND = "usulan"
LONGEST_REASON = 1000
_TEXTS = ("calon_mitra", "perihal", "ruang_lingkup", "nomor_surat", "catatan")


def record(session: Session, fields: UsulanFields, act: Act) -> str:
    """Record a receipt; gives back its number. Its clock runs from the day of receipt.

    Raises FieldsRefusedError, BadInputError, NotAllowedError, NotFoundError, or ConflictError where its return was
    recorded before.
    """
    _require_biro(act)
    today = wib_today(act.now)
    refuse(check_usulan(fields, today, today))
    unit = _unit(session, fields.unit)
    row = PenerimaanUsulan(
        nomor=penomoran.next_number(session, "TTU", today.year, counter="tanda_terima_usulan"),
        previous_id=_returned(session, fields).id if fields.sebelumnya else None,
        recorded_at=act.now,
        recorded_by=act.actor.user_id,
        dokumen_nomor="",
        keterangan="",
        alasan_batal="",
    )
    _fill(session, row, fields, unit)
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise ConflictError(f"Kembalinya {fields.sebelumnya} baru saja dicatat orang lain. Muat ulang.") from error
    after = {"nomor_usulan": row.nomor, **_values(row, unit.kode)}
    if fields.sebelumnya:
        after["sebelumnya"] = fields.sebelumnya
    acts.record(session, act, "usulan.terima", _subject(row), after=after)
    return row.nomor


def update(session: Session, nomor: str, version: int, fields: UsulanFields, act: Act) -> None:
    """Correct what was told of a receipt that is still open. What it is the return of stays as it is.

    Raises FieldsRefusedError, BadInputError, NotAllowedError, NotFoundError or ConflictError.
    """
    row = _find_open(session, nomor, version, act)
    refuse(check_usulan(fields, wib_today(act.now), wib_today(row.recorded_at)))
    if row.previous_id is not None:
        _check_return(session.get_one(PenerimaanUsulan, row.previous_id), fields)
    unit = _unit(session, fields.unit)
    before = _values(row, _kode(session, row))
    _fill(session, row, fields, unit)
    flush_versioned(session)
    after = _values(row, unit.kode)
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    if changed:
        was, now = ({name: values[name] for name in changed if name in values} for values in (before, after))
        acts.record(session, act, "usulan.ubah", _subject(row), before=was, after=now)


def close(session: Session, nomor: str, version: int, fields: HasilFields, law: Law, act: Act) -> None:
    """Record the result. Of two people who do so at once the second gets a ConflictError.

    Raises FieldsRefusedError, NotAllowedError, NotFoundError or ConflictError.
    """
    row = _find_open(session, nomor, version, act)
    refuse(check_hasil(fields, row.jenis, row.received_on, wib_today(act.now)))
    due = due_for(UsulanFacts(row.jenis, row.received_on), law)
    row.hasil, row.hasil_on = fields.hasil, fields.on
    row.dokumen_nomor, row.dokumen_on = " ".join(fields.dokumen_nomor.split()), fields.dokumen_on
    row.keterangan = fields.keterangan.strip()
    row.closed_at, row.closed_by = act.now, act.actor.user_id
    row.due_on = due.due_on if due is not None else None
    row.kalender_version = law.kalender.version() if due is not None else None
    flush_versioned(session)
    acts.record(session, act, "usulan.hasil", _subject(row), after={**_result(row), "due_on": row.due_on})


def reopen(session: Session, nomor: str, version: int, alasan: str, act: Act) -> None:
    """Take a wrong result back: its clock goes on as if the result had not been.

    Raises BadInputError without a reason, NotAllowedError, NotFoundError, or ConflictError where there is no result,
    or where what was sent back has come in again meanwhile.
    """
    row = _find(session, nomor, version, act)
    if row.hasil is None:
        raise ConflictError("Hasilnya belum dicatat, jadi tidak ada yang dibuka lagi. Muat ulang halaman.")
    if (return_ := _return_of(session, row)) is not None:
        raise ConflictError(f"Berkas ini sudah diterima kembali sebagai {return_}. Batalkan dulu penerimaan itu.")
    reason = _reason(alasan, "alasan_buka", "Tulis mengapa hasilnya dibuka lagi.")
    before = _result(row)
    row.hasil = row.hasil_on = row.dokumen_on = row.closed_at = row.closed_by = None
    row.due_on = row.kalender_version = None
    row.dokumen_nomor = row.keterangan = ""
    flush_versioned(session)
    acts.record(session, act, "usulan.buka_lagi", _subject(row), before=before, after={"alasan_buka": reason})


def void(session: Session, nomor: str, version: int, alasan: str, act: Act) -> None:
    """Take a wrong record back: it stays to be seen, and no clock of it runs any more.

    Raises BadInputError without a reason, NotAllowedError, NotFoundError or ConflictError.
    """
    row = _find(session, nomor, version, act)
    if (return_ := _return_of(session, row)) is not None:
        raise ConflictError(f"Berkas ini sudah diterima kembali sebagai {return_}. Batalkan dulu penerimaan itu.")
    row.alasan_batal = _reason(alasan, "alasan_batal", "Tulis mengapa catatan ini dibatalkan.")
    row.voided_at, row.voided_by = act.now, act.actor.user_id
    flush_versioned(session)
    acts.record(session, act, "usulan.batal", _subject(row), after={"alasan_batal": row.alasan_batal})


def link(session: Session, nomor: str, version: int, kode: str, act: Act) -> None:
    """Name the naskah that came of it; an empty code takes the name away.

    Raises BadInputError for a naskah that is not there, NotAllowedError, NotFoundError or ConflictError.
    """
    row = _find(session, nomor, version, act)
    naskah_id = None
    if kode:
        try:
            naskah_id = find_for(session, kode, act.actor).id
        except NotFoundError as error:
            raise BadInputError(f"Naskah {kode} tidak ditemukan. Periksa kodenya.", "kode") from error
    if row.naskah_id == naskah_id:
        return
    row.naskah_id = naskah_id
    flush_versioned(session)
    acts.record(session, act, "usulan.naskah", _subject(row), after={"naskah": kode})


def _subject(row: PenerimaanUsulan) -> acts.Subject:
    return acts.Subject(KIND, row.nomor)


def _require_biro(act: Act) -> None:
    if Peran.BIRO not in act.actor.peran:
        raise NotAllowedError("Hanya Biro yang mencatat usulan dan hasil penjajakan.")


def _find(session: Session, nomor: str, version: int, act: Act) -> PenerimaanUsulan:
    """The record, locked, as the actor has seen it, unless it was voided."""
    row = _locked(session, nomor, act)
    require_seen(row, version)
    return row


def _find_open(session: Session, nomor: str, version: int, act: Act) -> PenerimaanUsulan:
    """The same while there is no result; whoever comes second is told of the first."""
    row = _locked(session, nomor, act)
    if row.hasil is not None:
        who = session.get(User, row.closed_by) if row.closed_by is not None else None
        by = f" oleh {who.nama}" if who is not None else ""
        raise ConflictError(f"Hasilnya sudah dicatat{by} pada {row.hasil_on:%d-%m-%Y}. Bila keliru, buka lagi dulu.")
    require_seen(row, version)
    return row


def _locked(session: Session, nomor: str, act: Act) -> PenerimaanUsulan:
    _require_biro(act)
    query = select(PenerimaanUsulan).where(PenerimaanUsulan.nomor == nomor)
    row = session.scalar(query.with_for_update())
    if row is None:
        raise NotFoundError("Catatan penerimaan tidak ditemukan.")
    if row.voided_at is not None:
        raise ConflictError(f"Catatan {nomor} sudah dibatalkan. Muat ulang halaman.")
    return row


def _returned(session: Session, fields: UsulanFields) -> PenerimaanUsulan:
    """The receipt this one is the return of."""
    query = select(PenerimaanUsulan).where(PenerimaanUsulan.nomor == fields.sebelumnya)
    row = session.scalar(query.with_for_update())
    if row is None or row.voided_at is not None or row.hasil is not HasilUsulan.DIKEMBALIKAN:
        raise BadInputError(f"Tidak ada catatan {fields.sebelumnya} yang dikembalikan.", "sebelumnya")
    _check_return(row, fields)
    if (return_ := _return_of(session, row)) is not None:
        raise ConflictError(f"Kembalinya {row.nomor} sudah dicatat sebagai {return_}.")
    return row


def _check_return(previous: PenerimaanUsulan, fields: UsulanFields) -> None:
    if previous.jenis is not fields.jenis or previous.hasil_on is None or fields.received_on < previous.hasil_on:
        raise BadInputError("Yang kembali harus sejenis dan diterima sesudah dikembalikan.", "received_on")


def _return_of(session: Session, row: PenerimaanUsulan) -> str | None:
    """Number of the standing receipt that is the return of this one."""
    query = select(PenerimaanUsulan.nomor)
    return session.scalar(query.where(PenerimaanUsulan.previous_id == row.id, PenerimaanUsulan.voided_at.is_(None)))


def _unit(session: Session, kode: str) -> Unit:
    unit = session.scalar(select(Unit).where(Unit.kode == kode))
    if unit is None:
        raise BadInputError("Unit itu tidak ada. Pilih dari daftar.", "unit")
    return unit


def _kode(session: Session, row: PenerimaanUsulan) -> str:
    return session.scalars(select(Unit.kode).where(Unit.id == row.unit_id)).one()


def _fill(session: Session, row: PenerimaanUsulan, fields: UsulanFields, unit: Unit) -> None:
    is_proposal = fields.jenis is JenisUsulan.USULAN
    row.jenis, row.unit_id, row.received_on, row.surat_on = fields.jenis, unit.id, fields.received_on, fields.surat_on
    for name in _TEXTS:
        setattr(row, name, getattr(fields, name).strip())
    row.calon_mitra = " ".join(fields.calon_mitra.split())
    # What Pasal 14 and 15 ask of a proposal says nothing of an exploration abroad.
    row.tingkat = fields.tingkat if is_proposal else None
    row.isi = tuple(one.value for one in fields.isi) if is_proposal else ()
    row.alasan_mundur = fields.alasan_mundur.strip()
    found = mitra.find(session, row.calon_mitra)
    row.mitra_id = found.id if found is not None else None


def _values(row: PenerimaanUsulan, unit: str) -> dict[str, object]:
    values: dict[str, object] = {
        "jenis_usulan": row.jenis,
        "unit": unit,
        "tingkat": row.tingkat,
        "received_on": row.received_on,
        "alasan_mundur": row.alasan_mundur,
        "surat_on": row.surat_on,
        "isi_usulan": list(row.isi),
    }
    values |= {name: getattr(row, name) for name in _TEXTS}
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _result(row: PenerimaanUsulan) -> dict[str, object]:
    values = {
        "hasil_usulan": row.hasil,
        "hasil_on": row.hasil_on,
        "dokumen_nomor": row.dokumen_nomor,
        "dokumen_on": row.dokumen_on,
        "keterangan": row.keterangan,
    }
    return {name: value for name, value in values.items() if value not in (None, "")}


def _reason(text: str, field: str, missing: str) -> str:
    if not text.strip():
        raise BadInputError(missing, field)
    if len(text) > LONGEST_REASON:
        raise BadInputError(f"Paling panjang {LONGEST_REASON} karakter.", field)
    return text.strip()
