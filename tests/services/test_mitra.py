"""Mitra: one partner however its name is written, its names by the day, and an address of its own."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.naskah.fields import PihakFields
from portal.errors import BadInputError
from portal.models.mitra import Mitra, MitraNama
from portal.services.mitra import find_or_add
from portal.wiring import Stores
from tests.factories.desk import Desk, at_once, errors_of

PARTNER = PihakFields("Pemerintah Kabupaten Contoh", jenis=JenisMitra.PEMERINTAH_DAERAH, negara="ID")


def slug_of(stores: Stores, nama: str) -> str:
    with stores.database.transaction() as session:
        return find_or_add(session, replace(PARTNER, nama=nama)).slug


@pytest.mark.parametrize(
    "again",
    ["Pemerintah Kabupaten Contoh", "PEMERINTAH KABUPATEN CONTOH", "  pemerintah   kabupaten contoh "],
)
def test_capitals_and_blanks_make_no_other_partner(stores: Stores, again: str) -> None:
    assert slug_of(stores, PARTNER.nama) == slug_of(stores, again) == "pemerintah-kabupaten-contoh"


@pytest.mark.parametrize("nama", ["Österreichische Polizei", "Université d'Été", "Міграційна Служба", "한국 출입국"])
@pytest.mark.parametrize("write", [str, str.upper, str.lower])
def test_letters_beyond_a_to_z_make_no_other_partner_either(stores: Stores, nama: str, write: object) -> None:
    first = slug_of(stores, nama)

    assert slug_of(stores, write(nama)) == first  # type: ignore[operator]


def test_names_that_give_the_same_address_are_two_partners(stores: Stores) -> None:
    names = ["Badan A/B", "Badan A-B", "Badan A B", "한국", "中国"]

    assert [slug_of(stores, nama) for nama in names] == [
        "badan-a-b",
        "badan-a-b-2",
        "badan-a-b-3",
        "tanpa-nama",
        "tanpa-nama-2",
    ]


def test_an_older_name_still_finds_the_partner(stores: Stores) -> None:
    slug = slug_of(stores, "Kementerian Hukum dan HAM")
    with stores.database.transaction() as session:
        mitra = session.scalars(select(Mitra).where(Mitra.slug == slug)).one()
        mitra.nama_list.append(MitraNama(nama="Kementerian Hukum", starts_on=date(2024, 10, 21)))

    assert slug_of(stores, "kementerian hukum dan ham") == slug_of(stores, "Kementerian Hukum") == slug


def test_a_new_partner_needs_its_kind(stores: Stores) -> None:
    with pytest.raises(BadInputError, match="jenis mitra"), stores.database.transaction() as session:
        find_or_add(session, PihakFields("Mitra Tanpa Jenis"))


def test_a_partner_named_by_many_at_the_same_moment_is_registered_once(desk: Desk) -> None:
    results = at_once([lambda: slug_of(desk.stores, "Mitra Serentak")] * 6)

    assert list(errors_of(results)) == []
    assert set(results) == {"mitra-serentak"}
    with desk.stores.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Mitra)) == 1
