"""The list as rows of a table: what the filters leave, never more than may be read, in few questions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from portal.domain.naskah.enumerations import Presisi
from portal.domain.tanggal import Tanggal
from portal.queries.naskah import list_export
from portal.queries.naskah.list_filter import ListFilter
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.readers import ADMIN, BIRO, OWN
from tests.queries.conftest import Ask


def test_a_row_says_what_the_list_says(desk: Desk, ask: Ask) -> None:
    kode = desk.draft(sample_fields(judul="Pertukaran Data"))

    (row,) = ask(list_export.load_rows, BIRO, ListFilter(text="pertukaran"))

    assert (row.kode, row.judul, row.mitra) == (kode, "Pertukaran Data", ("Pemerintah Kabupaten Contoh",))
    assert row.nomor == ("MIP-1.HH.05.02 Tahun 2026", "100/KS/2026")
    assert (row.signed.on, row.submitted_at, row.nomor_tanda_terima) == (date(2026, 3, 12), None, None)


def test_no_more_rows_than_may_be_read(desk: Desk, ask: Ask) -> None:
    own = desk.draft(sample_fields(judul="Milik Kanim"))
    desk.draft(sample_fields(judul="Milik Lapas", unit="LAPAS-B"))

    for actor, wanted, expected in (
        (OWN, ListFilter(), {own}),
        (OWN, ListFilter(unit="LAPAS-B"), set()),
        (ADMIN, ListFilter(), set()),
    ):
        assert {row.kode for row in ask(list_export.load_rows, actor, wanted)} == expected
        assert ask(list_export.count_rows, actor, wanted) == len(expected)
    assert ask(list_export.count_rows, BIRO, ListFilter()) == 2


def test_any_number_of_rows_costs_two_questions(desk: Desk, cost: Callable[..., int]) -> None:
    for number in range(3):
        desk.draft(sample_fields(judul=f"Naskah {number}"))
    assert cost(list_export.load_rows, BIRO, ListFilter()) == 2
    assert cost(list_export.count_rows, BIRO, ListFilter()) == 1


def test_a_signature_known_by_its_year_is_no_first_of_january(desk: Desk, ask: Ask) -> None:
    signed = Tanggal(date(2017, 1, 1), Presisi.TAHUN)
    fields = sample_fields()
    desk.draft(replace(fields, pihak=tuple(replace(pihak, signed=signed) for pihak in fields.pihak)))

    (row,) = ask(list_export.load_rows, BIRO, ListFilter())

    assert row.signed == signed
