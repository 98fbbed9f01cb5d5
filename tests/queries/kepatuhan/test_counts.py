"""What the board only counts: domestic naskah handed in or not, foreign ones with their originals, both tracks."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import insert, select, update

from portal.domain.kasus.kemlu import KemluState
from portal.domain.kasus.pengesahan import PengesahanState
from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import NaskahAsliState
from portal.models.kasus import KasusKemlu
from portal.models.naskah import Naskah
from portal.queries.kepatuhan import counts
from portal.queries.kepatuhan.counts import BoardCounts, DomesticCounts, TrackCounts
from portal.wiring import Stores
from tests.factories.kepatuhan import INSTANT, Rak
from tests.factories.readers import ABOVE, ADMIN, BESIDE, BIRO, OWN
from tests.queries.conftest import Ask

DAY = date(2026, 5, 4)
DOMESTIC = {"lingkup": Lingkup.DALAM_NEGERI}


def set_up(stores: Stores, kode: str, **values: object) -> None:
    """Change the row of a naskah."""
    with stores.database.transaction() as session:
        session.execute(update(Naskah).where(Naskah.kode == kode).values(**values))


def begin_kemlu(stores: Stores, kode: str, keadaan: KemluState) -> None:
    """The case of a treaty at the foreign ministry."""
    with stores.database.transaction() as session:
        naskah_id = session.scalars(select(Naskah.id).where(Naskah.kode == kode)).one()
        session.execute(insert(KasusKemlu).values(naskah_id=naskah_id, version=1, keadaan=keadaan, opened_at=INSTANT))


def test_an_empty_archive_counts_nothing(ask: Ask) -> None:
    nothing = BoardCounts(DomesticCounts(0, 0), 0, 0, TrackCounts({}, 0, {}))

    assert ask(counts.load_counts, BIRO, None) == nothing
    assert ask(counts.list_domestic, BIRO, None, is_handed_in=True, limit=5, offset=0) == ()


def test_domestic_naskah_are_handed_in_or_not_and_merged_drafts_are_neither(stores: Stores, ask: Ask) -> None:
    rak = Rak(stores)
    for status in (Status.DIAJUKAN, Status.TERBIT, Status.DITARIK, Status.DRAF, Status.DIKEMBALIKAN):
        rak.add(**DOMESTIC, status=status)
    merged, old = rak.add(**DOMESTIC, status=Status.DITARIK), rak.add(**DOMESTIC, status=Status.DRAF)
    set_up(stores, merged, submitted_at=None)
    set_up(stores, old, created_at=INSTANT - timedelta(days=9))

    found = ask(counts.load_counts, BIRO, None)

    assert found.dalam_negeri == DomesticCounts(3, 3, INSTANT - timedelta(days=9))
    assert (found.foreign, found.foreign_received) == (0, 0)


def test_originals_are_counted_that_stand_and_took_the_thing_in(stores: Stores, ask: Ask) -> None:
    rak = Rak(stores)
    rak.add(signed=DAY)
    rak.add(signed=DAY, asli_on=DAY)
    rak.add(signed=DAY, asli_on=DAY, is_voided=True)
    rak.add(signed=DAY, asli_on=DAY, hasil=NaskahAsliState.HILANG)
    rak.add(signed=DAY, asli_on=DAY, hasil=NaskahAsliState.DITERIMA_DENGAN_CATATAN, dpr_on=DAY)

    found = ask(counts.load_counts, BIRO, None)

    assert (found.foreign, found.foreign_received) == (5, 2)
    assert found.dalam_negeri == DomesticCounts(0, 0)


def test_each_track_is_counted_by_step_and_treaties_without_a_case_have_not_begun(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    rak = Rak(stores)
    codes = [rak.add(needs_dpr=number < 2) for number in range(5)]
    for kode in codes[:4]:
        set_up(stores, kode, perjanjian_internasional=True)
    begin_kemlu(stores, codes[0], KemluState.DIKIRIM)
    begin_kemlu(stores, codes[1], KemluState.CTC_TERBIT)

    found = ask(counts.load_counts, BIRO, None).jalur

    assert found.kemlu == {KemluState.DIKIRIM: 1, KemluState.CTC_TERBIT: 1}
    assert found.kemlu_not_begun == 2
    assert found.pengesahan == {PengesahanState.MENYIAPKAN: 2}
    assert cost(counts.load_counts, BIRO, None) == 2


def test_everybody_counts_their_branch_and_of_it_the_units_asked_for(stores: Stores, ask: Ask) -> None:
    rak = Rak(stores)
    for unit in ("KANIM-A", "IMI", "LAPAS-B"):
        rak.add(**DOMESTIC, unit=unit)
        rak.add(unit=unit, needs_dpr=True, asli_on=DAY, signed=DAY)

    def counted(actor: object, *units: str) -> list[int]:
        found = ask(counts.load_counts, actor, frozenset(units) if units else None)
        return [
            found.dalam_negeri.handed_in, found.foreign, found.foreign_received, sum(found.jalur.pengesahan.values())
        ]  # fmt: skip

    assert counted(OWN) == counted(BESIDE) == [1] * 4
    assert counted(ABOVE) == [2] * 4
    assert counted(BIRO) == [3] * 4
    assert counted(ADMIN) == counted(OWN, "LAPAS-B") == [0] * 4
    assert counted(BIRO, "IMI", "LAPAS-B") == [2] * 4
    rows = ask(counts.list_domestic, ABOVE, None, is_handed_in=True, limit=9, offset=0)
    assert {row.unit for row in rows} == {"KANIM-A", "IMI"}


def test_domestic_naskah_are_listed_the_newest_handed_in_and_the_oldest_missing_first(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    rak = Rak(stores)
    handed_in = [rak.add(**DOMESTIC) for _ in range(3)]
    missing = [rak.add(**DOMESTIC, status=Status.DRAF) for _ in range(3)]
    rak.add()
    for number, (one, other) in enumerate(zip(handed_in, missing, strict=True)):
        set_up(stores, one, submitted_at=INSTANT + timedelta(days=number))
        set_up(stores, other, created_at=INSTANT - timedelta(days=number))

    def listed(is_handed_in: bool, limit: int = 9, offset: int = 0) -> list[str]:
        found = ask(counts.list_domestic, BIRO, None, is_handed_in=is_handed_in, limit=limit, offset=offset)
        return [row.kode for row in found]

    assert listed(True) == handed_in[::-1]
    assert listed(False) == missing[::-1]
    assert (listed(True, 1, 1), listed(True, 9, 3)) == ([handed_in[1]], [])
    assert cost(counts.list_domestic, BIRO, None, is_handed_in=True, limit=9, offset=0) == 1
