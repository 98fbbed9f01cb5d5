"""Registered partners: whoever is public is known to all, others only to those who may read one of their naskah."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.naskah.fields import NaskahFields
from portal.models.mitra import Mitra, MitraNama
from portal.queries import mitra
from portal.queries.mitra import MitraChoice
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.readers import ABOVE, ADMIN, BESIDE, BIRO, OWN
from tests.queries.conftest import Ask


def with_mitra(nama: str, unit: str = "KANIM-A") -> NaskahFields:
    """A naskah of the unit with this partner."""
    ministry, partner = sample_fields().pihak
    return sample_fields(unit=unit, pihak=(ministry, replace(partner, nama=nama)))


def slug_of(desk: Desk, nama: str) -> str:
    with desk.stores.database.reading() as session:
        return session.scalars(select(Mitra.slug).join(MitraNama).where(MitraNama.nama == nama)).one()


def test_an_empty_register_knows_nobody(ask: Ask) -> None:
    assert ask(mitra.find_mitra, ["x"], BIRO) == ask(mitra.find_mitra, [], BIRO) == {}
    assert ask(mitra.search_mitra, "universitas", BIRO) == ()
    assert ask(mitra.find_near, "Universitas Contoh", BIRO) is None


def test_a_partner_of_a_draft_is_known_within_its_branch_and_a_published_one_to_all(
    desk: Desk, ask: Ask, cost: Callable[..., int]
) -> None:
    desk.draft(with_mitra("Universitas Tersembunyi"))
    desk.publish(with_mitra("Universitas Terbuka", "LAPAS-B"))
    hidden, public = slug_of(desk, "Universitas Tersembunyi"), slug_of(desk, "Universitas Terbuka")
    slugs = [hidden, public, "tidak-ada"]

    for actor, known in (
        (OWN, {hidden, public}), (ABOVE, {hidden, public}), (BIRO, {hidden, public}),
        (BESIDE, {public}), (ADMIN, {public}),
    ):  # fmt: skip
        assert set(ask(mitra.find_mitra, slugs, actor)) == known
        assert {one.slug for one in ask(mitra.search_mitra, "universitas", actor)} == known
    assert ask(mitra.find_mitra, [public], ADMIN)[public] == MitraChoice(
        public, "Universitas Terbuka", JenisMitra.PEMERINTAH_DAERAH, "ID"
    )
    assert cost(mitra.find_mitra, slugs, OWN) == cost(mitra.search_mitra, "universitas", OWN) == 2
    assert cost(mitra.find_mitra, [], OWN) == cost(mitra.search_mitra, "un", OWN) == 0


def test_typing_finds_from_three_letters_on_names_that_begin_so_first(desk: Desk, ask: Ask) -> None:
    for nama in ("Dinas Kota Contoh", "Kota Contoh", "Kota Arta", "Kabupaten Lain", "Kota_Lima"):
        desk.draft(with_mitra(nama))

    def found(text: str, **more: int) -> list[str]:
        return [one.nama for one in ask(mitra.search_mitra, text, OWN, **more)]

    assert found("  KOTA  ") == ["Kota Arta", "Kota Contoh", "Kota_Lima", "Dinas Kota Contoh"]
    assert found("kota   contoh") == ["Kota Contoh", "Dinas Kota Contoh"]
    assert found("kota", limit=2) == ["Kota Arta", "Kota Contoh"]
    assert found("ko") == found(" ko ") == found("k%a") == []
    assert found("ta_") == ["Kota_Lima"]


def test_at_most_so_many_are_offered(desk: Desk, ask: Ask) -> None:
    for number in range(mitra.MOST + 1):
        desk.draft(with_mitra(f"Kota Contoh {number}"))

    assert len(ask(mitra.search_mitra, "kota", OWN)) == mitra.MOST


def test_a_partner_is_known_as_naskah_write_it_and_not_as_the_register_does(desk: Desk, ask: Ask) -> None:
    desk.draft(with_mitra("Universitas Lama"))
    slug = slug_of(desk, "Universitas Lama")
    with desk.stores.database.transaction() as session:
        row = session.scalars(select(Mitra).where(Mitra.slug == slug)).one()
        row.nama_list.append(MitraNama(nama="Universitas Baru", starts_on=date(2026, 1, 1)))

    assert ask(mitra.find_mitra, [slug], OWN)[slug].nama == "Universitas Lama"
    assert [one.slug for one in ask(mitra.search_mitra, "lama", OWN)] == [slug]
    assert ask(mitra.search_mitra, "baru", OWN) == ()


def test_a_near_name_is_offered_the_same_one_is_not_and_never_one_of_another_unit(desk: Desk, ask: Ask) -> None:
    desk.draft(with_mitra("Universitas Gadjah Mada"))

    near = ask(mitra.find_near, "Universitas Gajah Mada", OWN)

    assert near is not None
    assert near.nama == "Universitas Gadjah Mada"
    assert ask(mitra.find_near, "Universitas Gajah Mada", BESIDE) is None
    assert ask(mitra.find_near, "UNIVERSITAS GADJAH MADA", OWN) is None
    assert ask(mitra.find_near, "Kabupaten Contoh", OWN) is ask(mitra.find_near, "Un", OWN) is None
