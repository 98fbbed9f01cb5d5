"""The list of access keys: those of the units that somebody keeps, what still opens something first."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from portal.domain.permissions import Actor, Peran
from portal.models.kunci_akses import KunciAkses
from portal.models.unit import Unit
from portal.queries import kunci_akses
from portal.wiring import Stores
from tests.factories.naskah import Office
from tests.queries.conftest import Ask

NOW = datetime(2026, 6, 15, 3, tzinfo=UTC)
TODAY = NOW.date()


def add(stores: Stores, unit: str, maker: Actor, nama: str, *, ends_on: date = TODAY, is_ended: bool = False) -> None:
    with stores.database.transaction() as session:
        session.add(
            KunciAkses(
                unit_id=session.scalars(select(Unit.id).where(Unit.kode == unit)).one(),
                nama=nama,
                token_hash=nama,
                can_upload=True,
                can_read=False,
                ends_on=ends_on,
                created_at=NOW,
                created_by=maker.user_id or 0,
                ended_at=NOW if is_ended else None,
            )
        )


def test_each_sees_those_of_the_units_they_keep(
    office: Office, stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    people = {
        "own": office.add_user("own@contoh.go.id", Peran.PENGELOLA, "KANIM-A"),
        "above": office.add_user("above@contoh.go.id", Peran.PENGELOLA, "IMI"),
        "chief": office.add_user("chief@contoh.go.id", Peran.PIMPINAN, "IMI"),
        "ppid": office.add_user("ppid@contoh.go.id", Peran.PPID, "SETJEN"),
        "biro": office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO"),
        "admin": office.add_user("admin@contoh.go.id", Peran.ADMIN, "KEMEN"),
    }
    add(stores, "KANIM-A", people["own"], "satu")
    add(stores, "PAS", people["biro"], "dua")
    seen = {
        name: {one.nama for one in ask(kunci_akses.list_kunci_akses, actor, TODAY)} for name, actor in people.items()
    }

    assert seen == {
        "own": {"satu"},
        "above": {"satu"},
        "chief": set(),
        "ppid": set(),
        "biro": {"satu", "dua"},
        "admin": {"satu", "dua"},
    }
    assert cost(kunci_akses.list_kunci_akses, people["biro"], TODAY) == 1


def test_what_opens_something_stands_first_and_its_last_day_counts(office: Office, stores: Stores, ask: Ask) -> None:
    own = office.add_user("own@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    add(stores, "KANIM-A", own, "lewat", ends_on=TODAY - timedelta(days=1))
    add(stores, "KANIM-A", own, "diakhiri", is_ended=True)
    add(stores, "KANIM-A", own, "hari ini")
    found = ask(kunci_akses.list_kunci_akses, own, TODAY)

    assert (found[0].nama, found[0].is_over) == ("hari ini", False)
    assert {one.nama for one in found if one.is_over} == {"lewat", "diakhiri"}
    assert found[0].created_by == own.nama
    assert found[0].unit_nama
