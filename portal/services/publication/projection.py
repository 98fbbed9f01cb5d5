"""The public projection: what the publish transaction copies, field by allow-listed field.

Only this folder writes these tables, and nothing public reads any other: both are import contracts. A column that is
not named here cannot leak.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import SQLColumnExpression, case, delete, func, insert, literal, select
from sqlalchemy.orm import Session

from portal.domain.language.judul import in_reading_case
from portal.domain.naskah.enumerations import (
    ReadingState,
    RecognitionState,
    Visibilitas,
)
from portal.domain.tanggal import Tanggal, last_signed, wib_today
from portal.domain.webhook import WebhookEvent
from portal.models.berkas import Berkas, Halaman
from portal.models.hubungan import Hubungan
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.terbitan import (
    Terbitan,
    TerbitanAcara,
    TerbitanBerkas,
    TerbitanDitarik,
    TerbitanHalaman,
    TerbitanHubungan,
    TerbitanPihak,
)
from portal.services import unit
from portal.services.publication import acara, changes, mitra, public_log, structure, versions
from portal.services.publication.files import PublicFiles
from portal.services.publication.tanda_tangan import public_text
from portal.services.webhook import telling

_COPIED = (
    "judul",
    "lingkup",
    "kategori",
    "tingkat",
    "bentuk",
    "nama_bentuk",
    "ruang_lingkup",
    "pendanaan",
    "subjek",
    "bahasa",
    "perjanjian_internasional",
    "effective_on",
    "expires_on",
    "is_open_ended",
    "ended_on",
    "end_kind",
)
_COPIED_PIHAK = (
    "urutan",
    "nama",
    "jenis",
    "negara",
    "nomor",
    "nomor_plain",
    "penanda_tangan",
    "jabatan",
    "signed_on",
    "signed_presisi",
    "tempat",
)


def write(session: Session, naskah: Naskah, files: PublicFiles, now: datetime) -> Terbitan:
    """Make the public rows of a naskah anew; earlier publications and withdrawals stay listed on its time line."""
    old = session.get(Terbitan, naskah.kode)
    times, first_at = (old.nomor_terbit, old.first_published_at) if old is not None else (0, now)
    history = acara.taken(session, naskah.kode)
    gone = session.get(TerbitanDitarik, naskah.kode)
    if gone is not None:
        times = max(times, gone.published_times)
        session.delete(gone)
    if old is not None:
        versions.keep(session, old, naskah, files, now)
    former = mitra.keys_of(session, naskah.kode)
    changes.note(session, naskah.kode)
    _erase(session, naskah.kode)
    mitra.give_keys(session, naskah.pihak_list)
    signed = last_signed(Tanggal(p.signed_on, p.signed_presisi) for p in naskah.pihak_list)
    row = Terbitan(
        kode=naskah.kode,
        signed_on=signed.on,
        signed_presisi=signed.presisi,
        unit_kode=naskah.unit.kode,
        unit_nama=unit.nama_on(naskah.unit, signed.on),
        is_metadata_only=naskah.visibilitas is Visibilitas.METADATA,
        first_published_at=first_at,
        published_at=now,
        nomor_terbit=times + 1,
        pihak_list=[_pihak(p) for p in naskah.pihak_list],
        hubungan_list=_relations(session, naskah),
        **({name: getattr(naskah, name) for name in _COPIED} | {"judul": in_reading_case(naskah.judul)}),
    )
    row.acara_list = acara.time_line(row, history, acara.of_office(session, naskah), wib_today(now))
    session.add(row)
    session.flush()
    if naskah.visibilitas is Visibilitas.PUBLIK:
        _copy_files(session, naskah, files)
        structure.derive(session, naskah.kode)
    # Names of partners before those of units, here and everywhere: nobody waits in a circle.
    mitra.write_labels(session, former | mitra.keys_of(session, naskah.kode))
    write_unit_name(session, naskah)
    session.flush()
    changes.note_published(session, naskah.kode)
    public_log.tell_published(session, row, now)
    telling.note(session, naskah.kode, WebhookEvent.TERBIT, now)
    return row


def write_unit_name(session: Session, naskah: Naskah) -> None:
    """Put down the name of today of the unit, for the lists and filters of the public."""
    mitra.put_names(session, "unit", {naskah.unit.kode: unit.nama_on(naskah.unit, None)})


def withdraw(session: Session, kode: str, *, now: datetime, alasan: str | None) -> bool:
    """Remove a naskah from the public; leaves a tombstone where `alasan` (its class) is given, nothing otherwise.

    Nothing means that an earlier tombstone goes too, and with it every public act. Gives back whether there was
    anything public.
    """
    row = session.get(Terbitan, kode)
    versions.forget(session, kode)
    if alasan is None:
        acara.forget(session, kode)
        public_log.forget_digests(session, kode)
        if (gone := session.get(TerbitanDitarik, kode)) is not None:
            session.delete(gone)
            changes.note(session, kode)
    if row is None:
        return False
    changes.note(session, kode)
    on = wib_today(now)
    if alasan is not None:
        public_log.end_digests(session, kode, now)
        session.merge(TerbitanDitarik(kode=kode, withdrawn_on=on, alasan=alasan, published_times=row.nomor_terbit))
        acara.keep(session, kode, withdrawn_on=on)
    former = mitra.keys_of(session, kode)
    _erase(session, kode)
    mitra.write_labels(session, former)
    public_log.tell_withdrawn(session, kode, now)
    if alasan is not None:
        telling.note(session, kode, WebhookEvent.DITARIK, now)
    return True


def change_reason(session: Session, kode: str, alasan: str) -> str | None:
    """Put another class of reason on a tombstone; gives back the earlier one, None where nothing was ever public."""
    gone = session.get(TerbitanDitarik, kode)
    if gone is None:
        return None
    before, gone.alasan = gone.alasan, alasan
    changes.note(session, kode)
    return before


def hide_files(session: Session, kode: str, now: datetime) -> None:
    """Leave the entry, take away its files and text. Edits that are not published yet stay private."""
    row = session.get(Terbitan, kode)
    if row is None:
        return
    row.is_metadata_only = True
    changes.note(session, kode)
    versions.forget(session, kode)
    session.flush()
    for table in (TerbitanHalaman, TerbitanBerkas):
        session.execute(delete(table).where(table.kode == kode).execution_options(synchronize_session="fetch"))
    public_log.tell_files_closed(session, row, now)
    session.expire(row)


def _erase(session: Session, kode: str) -> None:
    session.flush()
    for table in (TerbitanHalaman, TerbitanBerkas, TerbitanPihak, TerbitanHubungan, TerbitanAcara, Terbitan):
        session.execute(delete(table).where(table.kode == kode).execution_options(synchronize_session="fetch"))


def _pihak(pihak: NaskahMitra) -> TerbitanPihak:
    partner = pihak.mitra
    return TerbitanPihak(
        mitra_slug=partner.public_slug if partner else None,
        **{name: getattr(pihak, name) for name in _COPIED_PIHAK},
    )


def _relations(session: Session, naskah: Naskah) -> list[TerbitanHubungan]:
    rows = session.execute(
        select(Naskah.kode, Hubungan.jenis)
        .join(Hubungan, Hubungan.target_id == Naskah.id)
        .where(Hubungan.naskah_id == naskah.id)
        .order_by(Hubungan.id)
    )
    return [TerbitanHubungan(target_kode=kode, jenis=jenis) for kode, jenis in rows]


def _copy_files(session: Session, naskah: Naskah, files: PublicFiles) -> None:
    page = 0
    for number, berkas in enumerate(files.shown, start=1):
        session.add(
            TerbitanBerkas(
                kode=naskah.kode,
                urutan=number,
                jenis=berkas.jenis,
                bahasa=berkas.bahasa,
                sha256=berkas.sha256,
                size=berkas.size,
                pages=berkas.pages,
                tanda_tangan=public_text(session, berkas),
            )
        )
        if berkas.keadaan is not ReadingState.TERBACA:
            continue
        session.flush()
        page += _copy_pages(session, naskah.kode, berkas, page)


def _copy_pages(session: Session, kode: str, berkas: Berkas, before: int) -> int:
    """Copy the pages of a file behind those `before`, and say how many.

    The database does it in one breath: page by page, a long file would keep everybody else from saving for seconds.
    """
    untold = Halaman.pengenalan == RecognitionState.TANPA_MESIN
    told = case((untold, literal(RecognitionState.MENUNGGU, Halaman.pengenalan.type)), else_=Halaman.pengenalan)
    columns: dict[str, SQLColumnExpression[Any]] = {
        "kode": literal(kode),
        "nomor": before + func.row_number().over(order_by=Halaman.nomor),
        "teks": Halaman.teks,
        "asal": Halaman.asal,
        "pengenalan": told,
        "image_sha256": Halaman.image_sha256,
        "image_width": Halaman.image_width,
        "image_height": Halaman.image_height,
        "places": Halaman.places,
    }
    pages = select(*columns.values()).where(Halaman.berkas_id == berkas.id).order_by(Halaman.nomor)
    session.execute(insert(TerbitanHalaman).from_select(list(columns), pages))
    return session.scalar(select(func.count()).where(Halaman.berkas_id == berkas.id)) or 0


def public_state(state: RecognitionState) -> RecognitionState:
    """How far a page is recognised, as the public is told of it."""
    return RecognitionState.MENUNGGU if state is RecognitionState.TANPA_MESIN else state
