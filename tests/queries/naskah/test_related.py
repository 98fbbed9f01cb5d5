"""Naskah to tie to: one's own by all that is in them, those of others by what is published, and nothing else."""

from collections.abc import Callable
from dataclasses import replace

from portal.domain.naskah.fields import NaskahFields
from portal.queries.naskah import related
from portal.services.naskah import editing
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.readers import ABOVE, BESIDE, BIRO, OWN
from tests.queries.conftest import Ask


def named(judul: str, *, mitra: str = "Universitas Contoh", nomor: str = "77/UC/2026") -> NaskahFields:
    ministry, partner = sample_fields().pihak
    return sample_fields(judul=judul, pihak=(ministry, replace(partner, nama=mitra, nomor=nomor)))


def kode_of(found: tuple[related.NaskahChoice, ...]) -> list[str]:
    return [one.kode for one in found]


def test_a_draft_is_found_by_title_number_partner_and_code_within_its_branch_alone(
    desk: Desk, ask: Ask, cost: Callable[..., int]
) -> None:
    kode = desk.draft(named("Penelitian Bersama"))

    for text in ("penelitian", "77/UC", "77 uc 2026", "universitas c", kode):
        for reader in (OWN, ABOVE, BIRO):
            assert kode_of(ask(related.search_choices, text, reader)) == [kode], (text, reader)
        assert ask(related.search_choices, text, BESIDE) == ()
    assert ask(related.search_choices, "penelitian", OWN, other_than=kode) == ()
    assert ask(related.search_choices, "pe", OWN) == ask(related.search_choices, "100%_", OWN) == ()
    assert ask(related.load_choices, [kode], OWN)[kode].mitra == ("Universitas Contoh",)
    assert ask(related.load_choices, [kode, "2026-99999"], BESIDE) == ask(related.load_choices, [], OWN) == {}
    assert cost(related.search_choices, "penelitian", OWN) == 4


def test_another_unit_finds_what_is_published_and_only_by_its_published_words(desk: Desk, ask: Ask) -> None:
    kode = desk.publish(named("Judul Terbit"))
    with desk.stores.database.transaction() as session:
        editing.update_naskah(session, kode, desk.version(kode), named("Judul Sunting Rahasia"), desk.act())

    assert kode_of(ask(related.search_choices, "judul terbit", BESIDE)) == [kode]
    assert ask(related.search_choices, "rahasia", BESIDE) == ()
    assert ask(related.load_choices, [kode], BESIDE)[kode].judul == "Judul Terbit"
    assert ask(related.search_choices, "rahasia", OWN)[0].judul == "Judul Sunting Rahasia"
