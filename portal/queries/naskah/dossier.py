"""One naskah as staff see it: record, form, files, pages, holds, history.

Every query starts at `_visible`, where the access filter stands: another unit's record and an unknown code give the
same NotFoundError.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast

from sqlalchemy import Row, Select, case, exists, func, or_, select, union
from sqlalchemy.orm import Session, aliased

from portal.domain.naskah.enumerations import AlasanTanpaInduk, JenisUnit, Visibilitas
from portal.domain.naskah.fields import COLUMNS, HubunganFields, NaskahFields, PihakFields
from portal.domain.naskah.judul import shown_judul
from portal.domain.naskah.status import status_word
from portal.domain.permissions import Actor
from portal.domain.tanggal import Tanggal
from portal.errors import NotFoundError
from portal.models.audit_entry import AuditEntry
from portal.models.hubungan import Hubungan
from portal.models.naskah import Naskah, NaskahMitra, NaskahUnit
from portal.models.penahanan import Penahanan
from portal.models.riwayat_asal import RiwayatAsal
from portal.models.terbitan import Terbitan, TerbitanNama, TerbitanPihak
from portal.models.unit import Unit, UnitNama
from portal.models.user import User
from portal.queries import object_copies
from portal.queries.berkas.files import SYSTEM, load_files, with_pages
from portal.queries.naskah.values import (
    HistoryEntry,
    NaskahDossier,
    ReadingProgress,
    StaffHubungan,
    StaffNaskah,
    StaffPenahanan,
    TandaTerima,
)
from portal.queries.naskah.worklist import current_name, readable

HISTORY_LENGTH = 200

Core = Row[Naskah, str, JenisUnit, str, datetime, int, int]


_KNOWN_REASONS = {reason.value: reason for reason in AlasanTanpaInduk}


def find_dossier(session: Session, kode: str, actor: Actor) -> NaskahDossier:
    """Everything on the page of one naskah. Raises NotFoundError."""
    naskah = _naskah(session, kode, actor, with_text=True)
    holds, answers = _holds(session, naskah.id)
    return NaskahDossier(naskah, holds, answers, history_of(session, kode))


def find_naskah(session: Session, kode: str, actor: Actor) -> StaffNaskah:
    """One naskah with its form and files, without looking through the page texts. Raises NotFoundError."""
    return _naskah(session, kode, actor, with_text=False)


def find_state(session: Session, kode: str, actor: Actor) -> ReadingProgress:
    """State and reading progress of a naskah. Raises NotFoundError."""
    core = _find(session, kode, actor)
    naskah = core.Naskah
    called = status_word(
        naskah.status,
        is_exempt=naskah.visibilitas is Visibilitas.DIKECUALIKAN,
        was_handed_in=naskah.submitted_at is not None,
        is_voided=naskah.voided_at is not None,
    )
    return ReadingProgress(naskah.status, load_files(session, naskah.id), called)


def find_tanda_terima(session: Session, kode: str, actor: Actor) -> TandaTerima:
    """The receipt of a naskah that was handed in. Raises NotFoundError before that."""
    core = _find(session, kode, actor)
    naskah = core.Naskah
    if naskah.nomor_tanda_terima is None or naskah.submitted_at is None:
        raise NotFoundError("Naskah ini belum pernah dikirim, jadi belum ada tanda terimanya.")
    sender = session.execute(
        select(User.nama, AuditEntry.actor_email)
        .outerjoin(User, User.id == AuditEntry.actor_id)
        .select_from(AuditEntry)
        .where(AuditEntry.object_kind == "naskah", AuditEntry.object_key == kode, AuditEntry.action == "naskah.ajukan")
        .order_by(AuditEntry.seq.desc())
        .limit(1)
    ).first()
    files = tuple(b for b in load_files(session, naskah.id) if not b.is_replaced)
    return TandaTerima(
        nomor=naskah.nomor_tanda_terima,
        kode=kode,
        judul=shown_judul(naskah.judul),
        unit_nama=core.unit_nama or core.unit_kode,
        submitted_at=naskah.submitted_at,
        submitted_by=(sender.nama or sender.actor_email.capitalize()) if sender else SYSTEM,
        berkas=files,
        safety=object_copies.find_safety(session, [one.sha256 for one in files]),
    )


def changes_since(session: Session, kode: str, seq: int, actor: Actor) -> tuple[HistoryEntry, ...]:
    """What was done with the naskah after an entry of the audit trail. Raises NotFoundError."""
    _find(session, kode, actor)
    return tuple(entry for entry in history_of(session, kode) if entry.seq > seq)


def known_mitra(session: Session, actor: Actor, *, limit: int = 300) -> tuple[str, ...]:
    """Names of partners to complete what is typed: published ones, and those on naskah the actor may read.

    A partner known only from another unit's draft is left out: its name would tell of that draft.
    """
    is_public = exists().where(TerbitanPihak.mitra_slug == TerbitanNama.kunci)
    public = select(TerbitanNama.nama).where(TerbitanNama.jenis == "mitra", is_public)
    own = (
        select(NaskahMitra.nama)
        .join(Naskah, Naskah.id == NaskahMitra.naskah_id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(NaskahMitra.mitra_id.is_not(None), readable(actor))
    )
    both = union(public, own).subquery()
    return tuple(session.scalars(select(both.c.nama).order_by(both.c.nama).limit(limit)))


def _visible(actor: Actor) -> Select[Naskah, str, JenisUnit, str, datetime, int, int]:
    newest_entry = (
        select(func.max(AuditEntry.seq))
        .where(AuditEntry.object_kind == "naskah", AuditEntry.object_key == Naskah.kode)
        .correlate(Naskah)
        .scalar_subquery()
    )
    return (
        select(
            Naskah,
            Unit.kode.label("unit_kode"),
            Unit.jenis.label("unit_jenis"),
            current_name.label("unit_nama"),
            Terbitan.published_at,
            Terbitan.nomor_terbit,
            newest_entry.label("seen"),
        )
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(Terbitan, Terbitan.kode == Naskah.kode)
        .where(readable(actor))
    )


def _find(session: Session, kode: str, actor: Actor) -> Core:
    core = session.execute(_visible(actor).where(Naskah.kode == kode)).first()
    if core is None:
        raise NotFoundError("Naskah tidak ditemukan.")
    return core


def _naskah(session: Session, kode: str, actor: Actor, *, with_text: bool) -> StaffNaskah:
    co_unit = aliased(Unit)
    co_nama = (
        select(UnitNama.nama)
        .where(UnitNama.unit_id == co_unit.id)
        .order_by(UnitNama.starts_on.desc())
        .limit(1)
        .correlate(co_unit)
        .scalar_subquery()
    )
    # One row for each co-initiating unit; most naskah have none, and then there is one row all the same.
    rows = session.execute(
        _visible(actor)
        .add_columns(co_unit.kode.label("co_kode"), co_nama.label("co_nama"))
        .outerjoin(NaskahUnit, NaskahUnit.naskah_id == Naskah.id)
        .outerjoin(co_unit, co_unit.id == NaskahUnit.unit_id)
        .where(Naskah.kode == kode)
        .order_by(co_unit.id)
    ).all()
    if not rows:
        raise NotFoundError("Naskah tidak ditemukan.")
    core, naskah = rows[0], rows[0].Naskah
    co_units = [row for row in rows if row.co_kode is not None]
    relations = _relations(session, naskah.id, actor)
    files = with_pages(session, load_files(session, naskah.id), with_text=with_text)
    outgoing = tuple(HubunganFields(relation.jenis, relation.kode) for relation in relations if relation.is_outgoing)
    return StaffNaskah(
        id=naskah.id,
        kode=naskah.kode,
        version=naskah.version,
        seen=core.seen or 0,
        status=naskah.status,
        unit_kode=core.unit_kode,
        unit_nama=core.unit_nama or core.unit_kode,
        unit_jenis=core.unit_jenis,
        fields=_fields(session, naskah, core.unit_kode, tuple(row.co_kode for row in co_units), outgoing),
        co_pemrakarsa=tuple(row.co_nama or row.co_kode for row in co_units),
        alasan_status=naskah.alasan_status,
        ended_on=naskah.ended_on,
        end_kind=naskah.end_kind,
        updated_at=naskah.updated_at,
        submitted_at=naskah.submitted_at,
        nomor_tanda_terima=naskah.nomor_tanda_terima,
        published_at=core.published_at,
        nomor_terbit=core.nomor_terbit,
        hubungan=tuple(relation for relation in relations if relation.is_outgoing or relation.judul),
        berkas=files,
        is_voided=naskah.voided_at is not None,
    )


def _fields(
    session: Session, naskah: Naskah, unit: str, co_units: tuple[str, ...], relations: tuple[HubunganFields, ...]
) -> NaskahFields:
    parties = session.scalars(
        select(NaskahMitra).where(NaskahMitra.naskah_id == naskah.id).order_by(NaskahMitra.urutan)
    )
    return build_fields(naskah, unit, co_units, parties, relations)


def _reason(value: str) -> AlasanTanpaInduk:
    """The stored reason; one that no rule knows any more is kept as it is stored, to be seen and mended."""
    return _KNOWN_REASONS.get(value) or cast("AlasanTanpaInduk", value)


def build_fields(
    naskah: Naskah,
    unit: str,
    co_units: tuple[str, ...],
    parties: Iterable[NaskahMitra],
    relations: tuple[HubunganFields, ...],
) -> NaskahFields:
    """A stored naskah as the values of its form."""
    plain = {name: getattr(naskah, name) for name in COLUMNS if name != "alasan_tanpa_induk"}
    return NaskahFields(
        unit=unit,
        co_pemrakarsa=co_units,
        alasan_tanpa_induk=tuple(_reason(value) for value in naskah.alasan_tanpa_induk),
        pihak=tuple(
            PihakFields(
                nama=party.nama,
                is_kementerian=party.mitra_id is None,
                jenis=party.jenis,
                negara=party.negara,
                nomor=party.nomor,
                penanda_tangan=party.penanda_tangan,
                jabatan=party.jabatan,
                signed=Tanggal(party.signed_on, party.signed_presisi),
                tempat=party.tempat,
            )
            for party in parties
        ),
        hubungan=relations,
        **plain,
    )


def _relations(session: Session, naskah_id: int, actor: Actor) -> tuple[StaffHubungan, ...]:
    is_outgoing = Hubungan.naskah_id == naskah_id
    other_id = case((is_outgoing, Hubungan.target_id), else_=Hubungan.naskah_id)
    rows = session.execute(
        select(
            Hubungan.jenis,
            Hubungan.naskah_id,
            Naskah.kode,
            Naskah.judul,
            Unit.kode.label("unit_kode"),
            Terbitan.judul.label("public_judul"),
        )
        .join(Naskah, Naskah.id == other_id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .outerjoin(Terbitan, Terbitan.kode == Naskah.kode)
        .where(or_(is_outgoing, Hubungan.target_id == naskah_id))
        .order_by(Hubungan.id)
    )
    found = []
    for row in rows:
        may_read = actor.can_read(row.unit_kode)
        judul = shown_judul(row.judul) if may_read else row.public_judul or ""
        found.append(StaffHubungan(row.jenis, row.naskah_id == naskah_id, row.kode, judul, may_read))
    return tuple(found)


def _holds(session: Session, naskah_id: int) -> tuple[tuple[StaffPenahanan, ...], tuple[StaffPenahanan, ...]]:
    rows = session.execute(
        select(Penahanan, User.nama)
        .outerjoin(User, User.id == Penahanan.closed_by)
        .where(Penahanan.naskah_id == naskah_id, or_(Penahanan.closed_at.is_(None), Penahanan.is_answered.is_(True)))
        .order_by(Penahanan.id)
    )
    found = [
        StaffPenahanan(row.alasan, row.opened_at, row.tinjau_on, row.closed_at, nama or SYSTEM, row.jawaban)
        for row, nama in rows
    ]
    return (
        tuple(hold for hold in found if hold.closed_at is None),
        tuple(hold for hold in found if hold.closed_at is not None),
    )


def history_of(session: Session, key: str, kind: str = "naskah") -> tuple[HistoryEntry, ...]:
    """What was done with an object, newest first. Whether it may be shown was decided with the object."""
    rows = session.execute(
        select(AuditEntry, User.nama)
        .outerjoin(User, User.id == AuditEntry.actor_id)
        .where(AuditEntry.object_kind == kind, AuditEntry.object_key == key)
        .order_by(AuditEntry.seq.desc())
        .limit(HISTORY_LENGTH)
    )
    here = tuple(
        HistoryEntry(
            seq=entry.seq,
            at=entry.at,
            nama=nama or entry.actor_email.capitalize(),
            email=entry.actor_email,
            acting_for=entry.acting_for,
            action=entry.action,
            before=_values(entry.before),
            after=_values(entry.after),
        )
        for entry, nama in rows
    )
    return here + _history_elsewhere(session, key) if kind == "naskah" else here


def _history_elsewhere(session: Session, kode: str) -> tuple[HistoryEntry, ...]:
    """What was done with it in the portal that this one took it over from."""
    query = select(RiwayatAsal).where(RiwayatAsal.kode == kode).order_by(RiwayatAsal.at.desc(), RiwayatAsal.seq.desc())
    return tuple(
        HistoryEntry(
            seq=row.seq,
            at=row.at,
            nama=row.actor_email.capitalize(),
            email=row.actor_email,
            acting_for=row.acting_for,
            action=row.action,
            before=_values(row.before),
            after=_values(row.after),
        )
        for row in session.scalars(query.limit(HISTORY_LENGTH))
    )


def _values(text: str) -> Mapping[str, object]:
    values = json.loads(text)
    return values if isinstance(values, dict) else {}
