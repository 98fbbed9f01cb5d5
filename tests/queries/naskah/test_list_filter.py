"""What narrows the list of naskah: each filter alone and together, and the years there are."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.naskah.enumerations import Bentuk, Presisi
from portal.domain.naskah.fields import NaskahFields
from portal.domain.naskah.status import Status
from portal.domain.tanggal import UNKNOWN, Tanggal
from portal.queries.naskah import worklist
from portal.queries.naskah.list_filter import ListFilter
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.readers import BESIDE, BIRO, OWN
from tests.queries.conftest import Ask

TODAY = date(2026, 11, 23)


def signed(fields: NaskahFields, *days: Tanggal) -> NaskahFields:
    """The same naskah, each party having signed on its day."""
    return replace(fields, pihak=tuple(replace(p, signed=day) for p, day in zip(fields.pihak, days, strict=True)))


@pytest.fixture
def codes(desk: Desk) -> dict[str, str]:
    """Four naskah by what is particular about them."""
    old, new = Tanggal(date(2024, 12, 31), Presisi.HARI), Tanggal(date(2025, 1, 2), Presisi.HARI)
    base = sample_fields(judul="Pelatihan")
    other = replace(base.pihak[1], nama="Universitas 50%_Contoh")
    made = {
        "last": signed(base, old, new),
        "year": signed(sample_fields(judul="Tahun saja"), Tanggal(date(2024, 1, 1), Presisi.TAHUN), UNKNOWN),
        "mou": sample_fields(judul="Nota", bentuk=Bentuk.NOTA_KESEPAHAMAN),
        "lapas": sample_fields(judul="Lapas", unit="LAPAS-B", pihak=(base.pihak[0], other)),
    }
    return {name: desk.draft(fields) for name, fields in made.items()}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (ListFilter(tahun=2025), {"last"}),
        (ListFilter(tahun=2024), {"year"}),
        (ListFilter(tahun=2026), {"mou", "lapas"}),
        (ListFilter(tahun=1999), set()),
        (ListFilter(bentuk=Bentuk.NOTA_KESEPAHAMAN), {"mou"}),
        (ListFilter(mitra="universitas"), {"lapas"}),
        (ListFilter(mitra="50%_"), {"lapas"}),
        (ListFilter(mitra="5_%"), set()),
        # The ministry is a party of every naskah, and a partner of none.
        (ListFilter(mitra="kementerian contoh"), set()),
        (ListFilter(unit="LAPAS-B", tahun=2026, mitra="contoh", status=Status.DRAF), {"lapas"}),
        (ListFilter(unit="LAPAS-B", tahun=2025), set()),
    ],
    # A set writes itself in another order every time, so it names no test.
    ids=lambda value: str(value) if isinstance(value, ListFilter) else None,
)
def test_each_filter_narrows_and_all_hold_together(
    ask: Ask, codes: dict[str, str], wanted: ListFilter, expected: set[str]
) -> None:
    page = ask(worklist.list_naskah, BIRO, wanted, 1, TODAY)

    assert {item.kode for item in page.items} == {codes[name] for name in expected}
    assert page.total == len(expected)


def test_no_filter_lets_anything_in(ask: Ask, codes: dict[str, str]) -> None:
    assert ask(worklist.list_naskah, OWN, ListFilter(unit="LAPAS-B"), 1, TODAY).total == 0
    assert ask(worklist.list_naskah, OWN, ListFilter(mitra="universitas"), 1, TODAY).total == 0


def test_the_years_are_those_of_what_may_be_read(ask: Ask, codes: dict[str, str]) -> None:
    assert ask(worklist.years_to_choose, BIRO) == (2026, 2025, 2024)
    assert ask(worklist.years_to_choose, BESIDE) == (2026,)
