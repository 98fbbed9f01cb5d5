"""Earlier versions are asked for in few questions, and never without asking whether the naskah is public now."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete

from portal import clock
from portal.errors import NotFoundError
from portal.models.terbitan import Terbitan, TerbitanVersion
from portal.queries.public import versions
from portal.queries.public.record import pack
from tests.factories.desk import Desk
from tests.queries.conftest import Ask


def with_earlier(desk: Desk, pages: list[str]) -> str:
    """A published naskah with a version before it, of the same files."""
    kode = desk.publish(pages=pages)
    with desk.stores.database.transaction() as session:
        row = session.get(Terbitan, kode)
        assert row is not None
        at = row.published_at
        session.add(
            TerbitanVersion(
                kode=kode, nomor=1, published_at=at, replaced_at=clock.utc_now(), record=pack(row), has_pages=False
            )
        )
        row.nomor_terbit = 2
    return kode


def test_a_version_costs_the_same_however_many_pages_it_has(desk: Desk, cost: Callable[..., int]) -> None:
    short, long = with_earlier(desk, ["Satu"]), with_earlier(desk, [f"Halaman {n}" for n in range(20)])

    assert cost(versions.find_version, short, 1, clock.today()) == cost(versions.find_version, long, 1, clock.today())
    assert cost(versions.find_version, long, 1, clock.today()) == 2
    assert cost(versions.find_version_pages, long, 1) == 2
    assert cost(versions.list_versions, long) == cost(versions.newest_number, long) == 1


def test_a_version_left_behind_without_its_naskah_is_not_shown(desk: Desk, ask: Ask) -> None:
    kode = with_earlier(desk, [])
    with desk.stores.database.transaction() as session:
        session.execute(delete(TerbitanVersion).where(TerbitanVersion.kode != kode))
        row = session.get(Terbitan, kode)
        assert row is not None
        session.delete(row)

    assert ask(versions.list_versions, kode) == ()
    for question in (
        lambda session: versions.find_version(session, kode, 1, clock.today()),
        lambda session: versions.find_version_pages(session, kode, 1),
        lambda session: versions.find_version_berkas(session, kode, 1, 1, clock.today()),
        lambda session: versions.newest_number(session, kode),
    ):
        with pytest.raises(NotFoundError), desk.stores.database.reading() as session:
            question(session)
