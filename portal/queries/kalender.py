"""The office calendar as the portal counts by it: the rows of the database, year by year before those of the code."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.kalender import kalender as domain
from portal.domain.kalender.kalender import Kalender, StatusTahun
from portal.legal import load as legal
from portal.models.kalender import HariLibur, TahunKalender, UmpanKalender
from portal.models.unit import Unit
from portal.models.user import User
from portal.queries.naskah.worklist import current_name


def load_kalender(session: Session) -> Kalender:
    """The calendar that every deadline is counted by; its `version()` names it.

    A year with a row in the database is taken from there alone; any other from the data that travels with the code,
    and a year that is in neither is not decided. Raises ConfigError where the data of the code is damaged.
    """
    years = {row.tahun: row for row in session.scalars(select(TahunKalender))}
    if not years:
        return legal.load_kalender()
    days = session.scalars(select(HariLibur).order_by(HariLibur.tanggal)).all()
    shipped = legal.load_kalender()
    return Kalender(
        (
            *(libur for libur in shipped.days if libur.tanggal.year not in years),
            *(
                domain.HariLibur(row.tanggal, row.jenis, row.nama, row.dasar)
                for row in days
                if row.tanggal.year in years
            ),
        ),
        (
            *(year for year in shipped.years if year.tahun not in years),
            *(domain.TahunKalender(row.tahun, row.status, row.nomor_skb) for row in years.values()),
        ),
    )


def undecided_years(kalender: Kalender, first: int, last: int) -> tuple[int, ...]:
    """Those of the years from `first` to `last` whose decree is not entered: every deadline in them is provisional."""
    return tuple(year for year in range(first, last + 1) if not kalender.is_decided(year))


def year_of(kalender: Kalender, tahun: int) -> domain.TahunKalender:
    """What is known of a year; one without a row is `perkiraan`."""
    found = next((year for year in kalender.years if year.tahun == tahun), None)
    return found or domain.TahunKalender(tahun, StatusTahun.PERKIRAAN)


@dataclass(frozen=True)
class UmpanKalenderEntry:
    """A feed of due dates; its secret address is shown once, when it is made."""

    id: int
    unit_kode: str
    unit_nama: str
    created_at: datetime
    created_by: str
    revoked_at: datetime | None


def list_umpan_kalender(session: Session, units: frozenset[str] | None) -> tuple[UmpanKalenderEntry, ...]:
    """The feeds of these units (None: of all), the newest first."""
    query = (
        select(UmpanKalender, Unit.kode, current_name.label("unit_nama"), User.nama)
        .join(Unit, Unit.id == UmpanKalender.unit_id)
        .join(User, User.id == UmpanKalender.created_by)
        .order_by(UmpanKalender.revoked_at.is_not(None), UmpanKalender.created_at.desc(), UmpanKalender.id.desc())
        .limit(100)
    )
    if units is not None:
        query = query.where(Unit.kode.in_(units))
    return tuple(
        UmpanKalenderEntry(feed.id, kode, nama or kode, feed.created_at, creator, feed.revoked_at)
        for feed, kode, nama, creator in session.execute(query)
    )


def day_for(kalender: Kalender, day: date) -> domain.HariLibur | None:
    """The day off on this date, None for none."""
    return next((libur for libur in kalender.days if libur.tanggal == day), None)
