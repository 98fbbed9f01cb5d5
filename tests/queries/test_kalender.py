"""The calendar that counts: the years of the database before those of the code; feeds for whoever may see them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from portal.domain.kalender.kalender import JenisLibur, StatusTahun
from portal.domain.kalender.kalender import TahunKalender as DomainYear
from portal.domain.permissions import Actor, Peran
from portal.legal.load import load_kalender
from portal.models.kalender import HariLibur, TahunKalender, UmpanKalender
from portal.models.unit import Unit
from portal.queries import kalender
from portal.wiring import Stores
from tests.factories.naskah import Office
from tests.queries.conftest import Ask

NOW = datetime(2026, 6, 15, 3, tzinfo=UTC)
OWN_DAY = date(2026, 7, 1)


def add_year(stores: Stores, tahun: int, *days: date, status: StatusTahun = StatusTahun.DITETAPKAN) -> None:
    with stores.database.transaction() as session:
        session.add(TahunKalender(tahun=tahun, status=status, nomor_skb="SKB-1", changed_at=NOW))
        add_days(session, *days)


def add_days(session, *days: date) -> None:  # type: ignore[no-untyped-def]
    for day in days:
        session.add(HariLibur(tanggal=day, jenis=JenisLibur.KHUSUS, nama="Pemilu", dasar="Keppres 1", changed_at=NOW))


def add_umpan_kalender(stores: Stores, unit: str, actor: Actor, *, hours: int = 0, is_revoked: bool = False) -> int:
    """One feed, made so many hours after NOW."""
    at = NOW + timedelta(hours=hours)
    with stores.database.transaction() as session:
        feed = UmpanKalender(
            unit_id=session.scalars(select(Unit.id).where(Unit.kode == unit)).one(), token_hash=f"{unit} {hours}",
            created_at=at, created_by=actor.user_id or 0, revoked_at=at if is_revoked else None,
        )  # fmt: skip
        session.add(feed)
        session.flush()
        return feed.id


def test_without_a_year_in_the_database_the_calendar_is_that_of_the_code(stores: Stores, ask: Ask) -> None:
    with stores.database.transaction() as session:
        add_days(session, OWN_DAY)

    assert ask(kalender.load_kalender).version() == load_kalender().version()


def test_a_year_of_the_database_replaces_that_of_the_code_and_leaves_the_others(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    shipped = load_kalender()
    add_year(stores, 2026, OWN_DAY)
    with stores.database.transaction() as session:
        add_days(session, date(2025, 7, 1))

    found = ask(kalender.load_kalender)

    assert [day.tanggal for day in found.days if day.tanggal.year == 2026] == [OWN_DAY]
    assert [day for day in found.days if day.tanggal.year == 2025] == [
        day for day in shipped.days if day.tanggal.year == 2025
    ]
    assert not found.is_workday(OWN_DAY)
    assert kalender.year_of(found, 2026) == DomainYear(2026, StatusTahun.DITETAPKAN, "SKB-1")
    assert kalender.year_of(found, 2025) == kalender.year_of(shipped, 2025)
    assert cost(kalender.load_kalender) == 2


def test_a_day_off_is_told_with_its_name_and_another_is_none(stores: Stores, ask: Ask) -> None:
    add_year(stores, 2026, OWN_DAY)
    found = ask(kalender.load_kalender)

    day = kalender.day_for(found, OWN_DAY)

    assert day is not None
    assert (day.nama, day.dasar, day.jenis) == ("Pemilu", "Keppres 1", JenisLibur.KHUSUS)
    assert kalender.day_for(found, OWN_DAY + timedelta(days=1)) is None


def test_a_year_without_a_decree_is_not_decided(stores: Stores, ask: Ask) -> None:
    add_year(stores, 2190, date(2190, 7, 1))
    add_year(stores, 2191, status=StatusTahun.PERKIRAAN)
    found = ask(kalender.load_kalender)

    assert kalender.undecided_years(found, 2189, 2192) == (2189, 2191, 2192)
    assert kalender.undecided_years(found, 2190, 2190) == ()
    assert kalender.year_of(found, 2192) == DomainYear(2192, StatusTahun.PERKIRAAN)


def test_feeds_are_those_of_the_units_asked_for_the_revoked_ones_last(
    office: Office, ask: Ask, cost: Callable[..., int]
) -> None:
    assert ask(kalender.list_umpan_kalender, None) == ()
    ani, stores = office.add_user("ani@contoh.example", Peran.BIRO, "BIRO"), office.stores
    old, new = add_umpan_kalender(stores, "IMI", ani), add_umpan_kalender(stores, "IMI", ani, hours=2)
    gone = add_umpan_kalender(stores, "IMI", ani, hours=3, is_revoked=True)
    beside = add_umpan_kalender(stores, "PAS", ani, hours=1)

    everything, own = ask(kalender.list_umpan_kalender, None), ask(kalender.list_umpan_kalender, frozenset({"IMI"}))

    assert [feed.id for feed in everything] == [new, beside, old, gone]
    assert [feed.id for feed in own] == [new, old, gone]
    assert [feed.revoked_at is None for feed in own] == [True, True, False]
    assert (own[0].unit_kode, own[0].unit_nama, own[0].created_by) == ("IMI", "Direktorat Jenderal Imigrasi", "Ani")
    assert ask(kalender.list_umpan_kalender, frozenset()) == ()
    assert cost(kalender.list_umpan_kalender, None) == 1
