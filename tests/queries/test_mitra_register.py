"""The register of partners as the Biro reads it: by name, by pages, with the ways naskah write each."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from portal.errors import NotFoundError
from portal.queries import mitra_register
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.queries.conftest import Ask


def named(*names: str) -> tuple[object, ...]:
    first, second = sample_fields().pihak[:2]
    return tuple(replace(sample_fields(), pihak=(first, replace(second, nama=name))) for name in names)


def test_an_empty_register_has_no_entries(ask: Ask) -> None:
    found = ask(mitra_register.list_mitra, "", 1)

    assert (found.items, found.total) == ((), 0)


def test_entries_are_found_by_a_part_of_their_name_and_counted(desk: Desk, ask: Ask) -> None:
    for fields in named("Pemerintah Kota Contoh", "Universitas Contoh", "Universitas Contoh"):
        desk.draft(fields)  # type: ignore[arg-type]

    everything = ask(mitra_register.list_mitra, "", 1)
    universities = ask(mitra_register.list_mitra, "universitas", 1)

    assert [(one.nama, one.naskah) for one in everything.items] == [
        ("Pemerintah Kota Contoh", 1), ("Universitas Contoh", 2),
    ]  # fmt: skip
    assert [one.nama for one in universities.items] == ["Universitas Contoh"]
    assert ask(mitra_register.list_mitra, "100%", 1).total == 0


def test_a_record_shows_how_naskah_write_it_and_an_unknown_one_is_not_found(desk: Desk, ask: Ask) -> None:
    kode = desk.draft(named("Universitas Contoh")[0])  # type: ignore[arg-type]
    (entry,) = ask(mitra_register.list_mitra, "", 1).items

    record = ask(mitra_register.find_entry, entry.id)

    assert [(one.nama, one.count, one.kode) for one in record.spellings] == [("Universitas Contoh", 1, kode)]
    assert record.merged == ()
    with pytest.raises(NotFoundError):
        ask(mitra_register.find_entry, entry.id + 1)


def test_a_page_costs_as_many_questions_for_many_entries_as_for_one(desk: Desk, cost: Callable[..., int]) -> None:
    desk.draft(named("Mitra Nol")[0])  # type: ignore[arg-type]
    one = cost(mitra_register.list_mitra, "", 1)
    for fields in named(*(f"Mitra {number}" for number in range(1, 6))):
        desk.draft(fields)  # type: ignore[arg-type]

    assert cost(mitra_register.list_mitra, "", 1) == one
