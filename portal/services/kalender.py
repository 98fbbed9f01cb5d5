"""The office calendar: taken over from the data of the code, changed with a look at what moves, never half.

A change is made on the version of the calendar that somebody has seen, so nobody overwrites a change unseen. Every
day and year that changes is one entry of the audit trail, and so is every open deadline that moves with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.domain.kalender import kalender as domain
from portal.domain.kalender.change import KalenderChange, KalenderDifference, differences
from portal.domain.kasus.kemlu import WATCHED
from portal.domain.kepatuhan.penyerahan import Penyerahan
from portal.domain.permissions import SYSTEM_ACTOR, Peran
from portal.domain.tanggal import wib_today
from portal.domain.tenggat.clocks import Law
from portal.domain.usulan.usulan import RULES
from portal.errors import BadInputError, ConflictError, NotAllowedError
from portal.legal import load as legal
from portal.models.kalender import HariLibur, TahunKalender
from portal.queries import kalender as stored
from portal.queries import usulan
from portal.queries.kepatuhan import kepatuhan
from portal.queries.naskah_asli import lists
from portal.queries.naskah_asli.values import WatchedKemlu
from portal.queries.usulan import UsulanItem
from portal.services.acts import Act, Subject, record

load_kalender = stored.load_kalender
"""The calendar every deadline is counted by, with its `version()`; see `portal.queries.kalender`."""

DAY_KIND, YEAR_KIND = "hari_libur", "tahun_kalender"


@dataclass(frozen=True)
class MovedTenggat:
    """An open handover whose due date a change moves."""

    row: Penyerahan
    before: date
    after: date


@dataclass(frozen=True)
class MovedUsulan:
    """The same of a proposal or of an exploration abroad that still awaits its result."""

    item: UsulanItem
    before: date
    after: date


@dataclass(frozen=True)
class MovedKemlu:
    """The same of the days at the foreign ministry: 7 to complete, 3 to issue the copy."""

    item: WatchedKemlu
    before: date
    after: date


@dataclass(frozen=True)
class KalenderPreview:
    """What a change would do, before it is made: to the calendar, and to the deadlines that are open today."""

    version: str
    """Of the calendar it was worked out on; the change is refused when that is no longer the one."""
    differences: tuple[KalenderDifference, ...]
    moved: tuple[MovedTenggat, ...]
    moved_usulan: tuple[MovedUsulan, ...]
    moved_kemlu: tuple[MovedKemlu, ...]
    open_count: int
    """Deadlines of every kind."""

    @property
    def moved_count(self) -> int:
        """How many of them move."""
        return len(self.moved) + len(self.moved_usulan) + len(self.moved_kemlu)


def seed(session: Session, *, now: datetime) -> int:
    """Take over the years of the code that have no row yet; gives back how many. Doing it twice changes nothing."""
    there = set(session.scalars(select(TahunKalender.tahun)))
    shipped = legal.load_kalender()
    new = [year for year in shipped.years if year.tahun not in there]
    for year in new:
        # Rows without their year were never counted: the year as it was shipped replaces them.
        first, last = date(year.tahun, 1, 1), date(year.tahun, 12, 31)
        session.execute(delete(HariLibur).where(HariLibur.tanggal.between(first, last)))
        _put_year(session, year, now, None)
    session.flush()
    wanted = {year.tahun for year in new}
    for libur in shipped.days:
        if libur.tanggal.year in wanted:
            _put_day(session, libur, now, None)
    session.flush()
    return len(new)


def preview(session: Session, perubahan: KalenderChange, act: Act, effective_on: date | None) -> KalenderPreview:
    """What the change would do. Raises BadInputError where it changes nothing, NotAllowedError."""
    _refuse_others(act)
    old = load_kalender(session)
    new = perubahan.apply(old)
    found = differences(old, new)
    if not found:
        raise BadInputError("Tidak ada yang berubah: kalender sudah seperti itu.")
    today = wib_today(act.now)
    # An admin reads no records, but has to see all that moves; what may be shown of it is for the page to say.
    rows = kepatuhan.open_rows(session, SYSTEM_ACTOR, kalender=old, today=today, effective_on=effective_on)
    law = Law(kepatuhan.rules(), new, effective_on)
    moved = tuple(one for row in rows if (one := _moved(row, law)) is not None)
    items = usulan.open_items(session, SYSTEM_ACTOR, Law(kepatuhan.rules(), old, effective_on), today)
    others = tuple(other for item in items if (other := _moved_usulan(item, law)) is not None)
    watched = lists.watched_kemlu(session)
    kemlu = tuple(there for one in watched if (there := _moved_kemlu(one, old, law)) is not None)
    return KalenderPreview(old.version(), found, moved, others, kemlu, len(rows) + len(items) + len(watched))


def change(
    session: Session, perubahan: KalenderChange, act: Act, *, version: str | None, effective_on: date | None
) -> KalenderPreview:
    """Make the change and log it, old and new, with every deadline that moves.

    `version` is that of the calendar somebody has seen (None: whatever it is now). Raises ConflictError where the
    calendar is another one by now, BadInputError where nothing would change, NotAllowedError.
    """
    seed(session, now=act.now)
    found = preview(session, perubahan, act, effective_on)
    if version is not None and version != found.version:
        raise ConflictError("Kalender sudah diubah orang lain sejak pratinjau. Periksa lagi dampaknya, lalu simpan.")
    for difference in found.differences:
        _store(session, difference, act)
    session.flush()
    after = load_kalender(session).version()
    for one in found.moved:
        record(
            session,
            act,
            "tenggat.geser",
            Subject("naskah", one.row.facts.kode),
            before={"jatuh_tempo": one.before, "penyerahan": one.row.jenis, "kalender": found.version},
            after={"jatuh_tempo": one.after, "penyerahan": one.row.jenis, "kalender": after},
        )
    for other in found.moved_usulan:
        record(
            session,
            act,
            "tenggat.geser",
            Subject("usulan", other.item.nomor),
            before={"jatuh_tempo": other.before, "kalender": found.version},
            after={"jatuh_tempo": other.after, "kalender": after},
        )
    for there in found.moved_kemlu:
        record(
            session,
            act,
            "tenggat.geser",
            Subject("naskah", there.item.kode),
            before={"jatuh_tempo": there.before, "keadaan_kemlu": there.item.keadaan, "kalender": found.version},
            after={"jatuh_tempo": there.after, "keadaan_kemlu": there.item.keadaan, "kalender": after},
        )
    return found


def _refuse_others(act: Act) -> None:
    if Peran.ADMIN not in act.actor.peran:
        raise NotAllowedError("Hanya admin yang mengubah kalender hari libur.")


def _moved(row: Penyerahan, new: Law) -> MovedTenggat | None:
    signed_on, before = row.facts.signed.on, row.due_on
    if signed_on is None or before is None:
        return None
    after = new.tenggat(row.jenis, signed_on).due_on
    return MovedTenggat(row, before, after) if after != before else None


def _moved_usulan(item: UsulanItem, new: Law) -> MovedUsulan | None:
    before = item.clock_state.due_on
    if before is None:
        return None
    after = new.count(RULES[item.jenis], item.facts.received_on).due_on
    return MovedUsulan(item, before, after) if after != before else None


def _moved_kemlu(item: WatchedKemlu, old: domain.Kalender, new: Law) -> MovedKemlu | None:
    rule = WATCHED[item.keadaan]
    before = Law(new.aturan, old, new.effective_on).count(rule, item.on).due_on
    after = new.count(rule, item.on).due_on
    return MovedKemlu(item, before, after) if after != before else None


def _store(session: Session, difference: KalenderDifference, act: Act) -> None:
    one = difference.after or difference.before
    if isinstance(one, domain.TahunKalender):
        if isinstance(difference.after, domain.TahunKalender):
            _put_year(session, difference.after, act.now, act.actor.user_id)
        kind = YEAR_KIND
    else:
        if isinstance(difference.after, domain.HariLibur):
            _put_day(session, difference.after, act.now, act.actor.user_id)
        else:
            session.execute(delete(HariLibur).where(HariLibur.tanggal == date.fromisoformat(difference.kunci)))
        kind = DAY_KIND
    verb = "tambah" if difference.before is None else "hapus" if difference.after is None else "ubah"
    record(
        session,
        act,
        f"libur.{verb}",
        Subject(kind, difference.kunci),
        before=_values(difference.before),
        after=_values(difference.after),
    )


def _values(one: domain.HariLibur | domain.TahunKalender | None) -> Mapping[str, object] | None:
    if one is None:
        return None
    if isinstance(one, domain.TahunKalender):
        return {"status": one.status, "nomor_skb": one.nomor_skb}
    return {"jenis": one.jenis, "nama": one.nama, "dasar": one.dasar}


def _put_day(session: Session, libur: domain.HariLibur, now: datetime, user_id: int | None) -> None:
    session.merge(
        HariLibur(
            tanggal=libur.tanggal,
            jenis=libur.jenis,
            nama=libur.nama,
            dasar=libur.dasar,
            changed_at=now,
            changed_by=user_id,
        )
    )


def _put_year(session: Session, year: domain.TahunKalender, now: datetime, user_id: int | None) -> None:
    session.merge(
        TahunKalender(
            tahun=year.tahun, status=year.status, nomor_skb=year.nomor_skb, changed_at=now, changed_by=user_id
        )
    )
