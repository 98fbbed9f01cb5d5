"""What reminders are about: originals, endings, PKS left by their parent, results the Biro owes; and who is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Row, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from portal.domain.kalender.kalender import Kalender
from portal.domain.kepatuhan.penyerahan import PenyerahanFacts
from portal.domain.naskah.enumerations import JenisHubungan
from portal.domain.naskah.judul import shown_judul
from portal.domain.naskah.masa_berlaku import last_day_in_force
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import NaskahAsliState, Penyampaian
from portal.domain.pemberitahuan.recipients import Officer, UnitNode, has_receiver, recipients
from portal.domain.pemberitahuan.reminders import EscalationLevel, ReminderKind
from portal.domain.permissions import SYSTEM_ACTOR, Peran
from portal.domain.tenggat.clocks import Law
from portal.domain.tenggat.tenggat import Tenggat
from portal.domain.usulan.usulan import JenisUsulan, UsulanFacts, due_for
from portal.models.hubungan import Hubungan
from portal.models.naskah import Naskah
from portal.models.pemberitahuan import Pemberitahuan
from portal.models.unit import Unit
from portal.models.user import Penugasan, User
from portal.models.usulan import PenerimaanUsulan
from portal.queries.batches import batched
from portal.queries.kepatuhan import kepatuhan
from portal.queries.kepatuhan.facts import may_not_leave
from portal.queries.masa_berlaku import has_ended, is_over_before
from portal.queries.naskah.mitra import mitra_of
from portal.queries.naskah.worklist import current_name, exemption_is_over, is_kept

STILL_OUT = (NaskahAsliState.BELUM_DITERIMA, NaskahAsliState.DIKEMBALIKAN)
"""Outcomes after which the unit still has to bring the original; what is held or lost is in the Biro's hands."""
LONGEST_NOTICE = timedelta(days=190)
"""A little more than the six months before an end."""
PARENT_ENDED_WITHIN = timedelta(days=90)
"""Of a parent that ended long ago, as in records taken over, the page tells; nobody is written to."""
_HANDED_IN = (Status.DIAJUKAN, Status.DIKEMBALIKAN, Status.TERBIT)
_WRITTEN_TO = (Peran.PENGELOLA, Peran.PIMPINAN, Peran.BIRO, Peran.PPID)


@dataclass(frozen=True)
class ReminderSubject:
    """A naskah as far as a notice needs it; or a proposal or exploration abroad, which then has a `jenis_usulan`."""

    naskah_id: int | None
    kode: str
    judul: str
    unit_id: int
    unit_nama: str
    is_secret: bool
    """Exempted from publication, or under an embargo: its title goes into no mail."""
    mitra: tuple[str, ...] = ()
    signed_on: date | None = None
    """Last signature, where its day is known."""
    ends_on: date | None = None
    """Last day of the agreement; of a parent, the first day without it."""
    parent_kode: str = ""
    usulan_id: int | None = None
    jenis_usulan: JenisUsulan | None = None
    received_on: date | None = None
    """Day of receipt of a proposal or an exploration abroad."""


def open_naskah_asli(
    session: Session, *, kalender: Kalender, today: date, effective_on: date | None, kode: str | None = None
) -> tuple[ReminderSubject, ...]:
    """Naskah whose original the unit still has to bring (Pasal 39 ayat (4)), by code: those of the compliance board.

    The clock runs in whatever state the record is, unless it was withdrawn.
    """
    facts = _facts_with_a_clock(session, kalender, today, effective_on, kode)
    out = {one.naskah_id: one for one in facts if one.keadaan_asli in STILL_OUT}
    rows = [
        row
        for chunk in batched(sorted(out))
        for row in session.execute(_select().where(Naskah.id.in_(chunk), Naskah.status != Status.DITARIK))
    ]
    partners = mitra_of(session, [row.id for row in rows])
    found = [_naskah(row, partners, signed_on=out[row.id].signed.on) for row in rows]
    return tuple(sorted(found, key=lambda perkara: perkara.kode))


def ending_naskah(session: Session, today: date) -> tuple[ReminderSubject, ...]:
    """Agreements handed in that end within the longest notice, without an extension or a successor."""
    successor = aliased(Naskah)
    is_continued = (
        exists()
        .where(
            Hubungan.target_id == Naskah.id,
            Hubungan.jenis.in_([JenisHubungan.PERPANJANGAN, JenisHubungan.PENGGANTI]),
            successor.id == Hubungan.naskah_id,
            successor.status.in_(_HANDED_IN),
        )
        .correlate(Naskah)
    )
    query = _select().where(
        Naskah.status.in_(_HANDED_IN),
        Naskah.expires_on.between(today, today + LONGEST_NOTICE),
        Naskah.is_open_ended.is_(False),
        ~has_ended(Naskah, today),
        ~is_continued,
    )
    rows = session.execute(query).all()
    partners = mitra_of(session, [row.id for row in rows])
    return tuple(_naskah(row, partners, ends_on=row.expires_on) for row in rows)


def left_by_parent(session: Session, today: date, kode: str | None = None) -> tuple[ReminderSubject, ...]:
    """PKS that go on while their parent (naskah induk) is no longer in force; `ends_on` is its first day without it.

    For letters only those that lost it lately; with `kode` the ones of that naskah, however long ago.
    """
    parent = aliased(Naskah)
    query = (
        _select()
        .add_columns(
            parent.kode.label("parent_kode"),
            parent.ended_on,
            parent.expires_on.label("parent_expires_on"),
        )
        .join(Hubungan, and_(Hubungan.naskah_id == Naskah.id, Hubungan.jenis == JenisHubungan.INDUK))
        .join(parent, parent.id == Hubungan.target_id)
        .where(is_over_before(parent, today), ~is_over_before(Naskah, today), Naskah.status != Status.DITARIK)
    )
    query = query.where(Naskah.status.in_(_HANDED_IN)) if kode is None else query.where(Naskah.kode == kode)
    rows = [
        (row, last_day + timedelta(days=1))
        for row in session.execute(query).all()
        if (last_day := last_day_in_force(row.parent_expires_on, row.ended_on)) is not None
    ]
    if kode is None:
        rows = [(row, on) for row, on in rows if today - on <= PARENT_ENDED_WITHIN]
    partners = mitra_of(session, [row.id for row, _ in rows])
    return tuple(_naskah(row, partners, ends_on=on, parent_kode=row.parent_kode) for row, on in rows)


def ended_exemptions(session: Session, today: date) -> tuple[ReminderSubject, ...]:
    """Naskah whose exemption is over, by code; `ends_on` is its last day."""
    rows = session.execute(_select().add_columns(Naskah.tinjau_on).where(exemption_is_over(today))).all()
    return tuple(_naskah(row, {}, ends_on=row.tinjau_on) for row in rows)


def subject_of(session: Session, kode: str) -> ReminderSubject:
    """A naskah the caller has been let to, as a letter speaks of it."""
    row = session.execute(_select().where(Naskah.kode == kode)).one()
    return _naskah(row, mitra_of(session, [row.id]))


def awaited_results(session: Session, law: Law) -> tuple[tuple[ReminderSubject, Tenggat], ...]:
    """Proposals and explorations abroad that have a due date and no result yet, by number: the Biro owes them.

    What was voided, or received before the regulation took effect, has no clock (Pasal 16 ayat (2), Pasal 28 ayat (5)).
    """
    rows = session.execute(
        select(PenerimaanUsulan, current_name.label("unit_nama"))
        .join(Unit, Unit.id == PenerimaanUsulan.unit_id)
        .where(PenerimaanUsulan.hasil.is_(None), PenerimaanUsulan.voided_at.is_(None))
        .order_by(PenerimaanUsulan.nomor)
    )
    found = []
    for usulan, unit_nama in rows:
        due = due_for(UsulanFacts(usulan.jenis, usulan.received_on), law)
        if due is not None:
            found.append((_usulan(usulan, unit_nama or ""), due))
    return tuple(found)


def occasions_dealt_with(session: Session) -> frozenset[str]:
    """Keys of all occasions of the schedule that were written to anybody or passed over."""
    manual = [jenis for jenis in ReminderKind if jenis.is_manual]
    return frozenset(
        session.scalars(select(Pemberitahuan.kejadian).where(Pemberitahuan.jenis.not_in(manual)).distinct())
    )


@dataclass(frozen=True)
class UnitWithoutReceiver:
    """A unit that owns agreements and has nobody who keeps them: where its letters go instead ("" for nobody)."""

    kode: str
    nama: str
    ke: str


def units_without_receiver(session: Session, today: date) -> tuple[UnitWithoutReceiver, ...]:
    """Units without a pengelola of their own that own a naskah, by name; one question for the tree and its people."""
    owns = exists().where(Naskah.unit_id == Unit.id, is_kept)
    held = _people(today).add_columns(Penugasan.id).order_by(None).subquery()
    person = (held.c.email, held.c.nama.label("orang"), held.c.peran)
    rows = session.execute(
        select(Unit.id, Unit.parent_id, Unit.jenis, Unit.kode, current_name.label("nama"), owns.label("owns"), *person)
        .outerjoin(held, held.c.unit_id == Unit.id)
        .order_by(held.c.id)
    ).all()
    tree = {row.id: UnitNode(row.id, row.parent_id, row.jenis) for row in rows}
    names = {row.id: row.nama or row.kode for row in rows}
    people = [Officer(row.email, row.orang, row.id, row.peran) for row in rows if row.email is not None]
    missing = {row.id: row.kode for row in rows if row.owns and not has_receiver(row.id, people)}
    found = []
    for id_, kode in missing.items():
        readers = recipients(id_, EscalationLevel.UNIT, tree, people)
        found.append(UnitWithoutReceiver(kode, names[id_], names[readers[0].unit_id] if readers else ""))
    return tuple(sorted(found, key=lambda unit: unit.nama.lower()))


def load_tree(session: Session) -> Mapping[int, UnitNode]:
    """All units by their number."""
    rows = session.execute(select(Unit.id, Unit.parent_id, Unit.jenis))
    return {id_: UnitNode(id_, parent_id, jenis) for id_, parent_id, jenis in rows}


def load_people(session: Session, today: date) -> tuple[Officer, ...]:
    """Everybody who may be written to today, in a steady order."""
    rows = session.execute(_people(today))
    return tuple(Officer(email, nama, unit_id, peran) for email, nama, unit_id, peran in rows)


def _people(today: date) -> Select[str, str, int, Peran]:
    return (
        select(User.email, User.nama, Penugasan.unit_id, Penugasan.peran)
        .join(Penugasan, Penugasan.user_id == User.id)
        .where(
            User.is_active,
            Penugasan.peran.in_(_WRITTEN_TO),
            Penugasan.starts_on <= today,
            or_(Penugasan.ends_on.is_(None), Penugasan.ends_on >= today),
        )
        .order_by(Penugasan.id)
    )


_Core = Row[int, str, str, int, bool, date | None, str]
_Partners = Mapping[int, tuple[str, ...]]


def _select() -> Select[int, str, str, int, bool, date | None, str]:
    return (
        select(
            Naskah.id,
            Naskah.kode,
            Naskah.judul,
            Naskah.unit_id,
            may_not_leave(Naskah).label("is_secret"),
            Naskah.expires_on,
            current_name.label("unit_nama"),
        )
        .join(Unit, Unit.id == Naskah.unit_id)
        .order_by(Naskah.kode)
    )


def _facts_with_a_clock(
    session: Session, kalender: Kalender, today: date, effective_on: date | None, kode: str | None
) -> list[PenyerahanFacts]:
    rows = kepatuhan.open_rows(
        session, SYSTEM_ACTOR, kalender=kalender, today=today, effective_on=effective_on, kode=kode
    )
    return [row.facts for row in rows if row.jenis is Penyampaian.ASLI]


def _naskah(
    row: _Core,
    partners: _Partners,
    *,
    signed_on: date | None = None,
    ends_on: date | None = None,
    parent_kode: str = "",
) -> ReminderSubject:
    return ReminderSubject(
        naskah_id=row.id,
        kode=row.kode,
        judul=shown_judul(row.judul),
        unit_id=row.unit_id,
        unit_nama=row.unit_nama or "",
        is_secret=bool(row.is_secret),
        mitra=tuple(partners.get(row.id, ())),
        signed_on=signed_on,
        ends_on=ends_on,
        parent_kode=parent_kode,
    )


def _usulan(usulan: PenerimaanUsulan, unit_nama: str) -> ReminderSubject:
    return ReminderSubject(
        naskah_id=None,
        kode=usulan.nomor,
        judul=usulan.perihal,
        unit_id=usulan.unit_id,
        unit_nama=unit_nama,
        is_secret=False,
        mitra=(usulan.calon_mitra,),
        usulan_id=usulan.id,
        jenis_usulan=usulan.jenis,
        received_on=usulan.received_on,
    )
