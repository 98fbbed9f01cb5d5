"""What was published last: in the order of changes, narrowed by filters, page by page."""

from portal import clock
from portal.queries.public import feed
from portal.search.interface import Filters
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.desk import Desk
from tests.factories.naskah import foreign_fields, sample_fields


def latest(desk: Desk, filters: Filters | None = None, **how: object) -> list[str]:
    how = {"limit": 10, "offset": 0} | how
    with desk.stores.database.reading() as session:
        found = feed.latest(session, filters or Filters(), clock.today(), **how)  # type: ignore[arg-type]
        assert all(first <= changed for _, first, changed in found)
        return [item.kode for item, _, _ in found]


def test_the_newest_comes_first_and_pages_follow(desk: Desk) -> None:
    codes = [desk.publish(sample_fields(judul=f"Naskah {number}")) for number in range(3)]

    assert latest(desk) == codes[::-1]
    assert latest(desk, limit=2) + latest(desk, limit=2, offset=2) == codes[::-1]
    assert latest(desk, among=codes[:1]) == codes[:1]
    assert latest(desk, among=()) == []


def test_filters_leave_what_they_say(desk: Desk) -> None:
    kode = desk.publish()
    desk.draft(foreign_fields())

    for filters, is_found in (
        (Filters(lingkup=frozenset({"dalam_negeri"})), True),
        (Filters(lingkup=frozenset({"luar_negeri"})), False),
        (Filters(status=frozenset({"berlaku"})), True),
        (Filters(tahun=frozenset({"2025"})), False),
        (Filters(negara=frozenset({"ID"})), True),
        (Filters(unit=frozenset({"IMI"})), False),
        (Filters(year_from=2026, year_to=2026), True),
        (Filters(year_to=2025), False),
    ):
        assert latest(desk, filters) == ([kode] if is_found else [])
        with desk.stores.database.reading() as session:
            assert feed.count(session, filters, clock.today()) == is_found


def test_a_withdrawn_naskah_is_gone(desk: Desk) -> None:
    kode = desk.publish()
    with desk.stores.database.transaction() as session:
        verbs.withdraw(session, kode, desk.act(), alasan=WithdrawalClass.KELIRU)

    assert latest(desk) == []
