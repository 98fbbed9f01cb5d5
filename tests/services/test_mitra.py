"""Mitra: one partner however its name is written, its names by the day, and an address of its own."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.domain.naskah.enumerations import JenisMitra, Presisi
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.tanggal import Tanggal
from portal.models.mitra import Mitra, MitraNama
from portal.models.terbitan import TerbitanPihak
from portal.queries.public.terbitan import browse_mitra, find_naskah
from portal.queries.public.values import PublicMitra
from portal.services.mitra import find_or_add
from portal.wiring import Stores
from tests.factories.desk import Desk, at_once, errors_of
from tests.factories.naskah import sample_fields
from tests.factories.public_view import withdraw

PARTNER = PihakFields("Pemerintah Kabupaten Contoh", jenis=JenisMitra.PEMERINTAH_DAERAH, negara="ID")


MINISTRY = PihakFields("Kementerian Contoh", is_kementerian=True)


def fields_with(nama: str, **changes: object) -> NaskahFields:
    signed = Tanggal(date(2026, 3, 12), Presisi.HARI)
    party = replace(PARTNER, **{"nama": nama, "signed": signed, **changes})  # type: ignore[arg-type]
    return sample_fields(pihak=(MINISTRY, party))


def public_key(desk: Desk, kode: str) -> str | None:
    with desk.stores.database.reading() as session:
        return session.scalar(
            select(TerbitanPihak.mitra_slug).where(TerbitanPihak.kode == kode, TerbitanPihak.urutan == 2)
        )


def labels(desk: Desk) -> list[str]:
    with desk.stores.database.reading() as session:
        return [entry.nama for entry in browse_mitra(session)]


def slug_of(stores: Stores, nama: str) -> str:
    with stores.database.transaction() as session:
        return find_or_add(session, replace(PARTNER, nama=nama)).slug


@pytest.mark.parametrize(
    "again",
    ["Pemerintah Kabupaten Contoh", "PEMERINTAH KABUPATEN CONTOH", "  pemerintah   kabupaten contoh "],
)
def test_capitals_and_blanks_make_no_other_partner(stores: Stores, again: str) -> None:
    assert slug_of(stores, PARTNER.nama) == slug_of(stores, again)


@pytest.mark.parametrize("nama", ["Österreichische Polizei", "Université d'Été", "Міграційна Служба", "한국 출입국"])
@pytest.mark.parametrize("write", [str, str.upper, str.lower])
def test_letters_beyond_a_to_z_make_no_other_partner_either(stores: Stores, nama: str, write: object) -> None:
    first = slug_of(stores, nama)

    assert slug_of(stores, write(nama)) == first  # type: ignore[operator]


def test_names_that_give_the_same_address_are_two_partners_in_the_order_of_their_publication(desk: Desk) -> None:
    names = ["Badan A/B", "Badan A-B", "Badan A B", "한국", "中国"]
    for nama in names:
        slug_of(desk.stores, nama)

    published = [desk.publish(fields_with(nama)) for nama in reversed(names)]

    assert [public_key(desk, kode) for kode in reversed(published)] == [
        "badan-a-b-3",
        "badan-a-b-2",
        "badan-a-b",
        "tanpa-nama-2",
        "tanpa-nama",
    ]


def test_class_and_country_are_those_of_the_naskah_that_is_published(desk: Desk) -> None:
    rival = replace(PARTNER, nama=PARTNER.nama.upper(), jenis=JenisMitra.ORGANISASI_INTERNASIONAL, negara="KP")
    desk.draft(sample_fields(unit="LAPAS-B", pihak=(MINISTRY, rival)))

    kode = desk.publish(fields_with(PARTNER.nama))

    with desk.stores.database.reading() as session:
        (party,) = find_naskah(session, kode, clock.today()).item.mitra
        assert party == PublicMitra(PARTNER.nama, "pemerintah-kabupaten-contoh", PARTNER.jenis, PARTNER.negara)
        assert [entry.nama for entry in browse_mitra(session)] == [PARTNER.nama]


def test_the_label_is_the_name_on_the_naskah_signed_last_and_follows_a_withdrawal(desk: Desk) -> None:
    newer = Tanggal(date(2026, 4, 1), Presisi.HARI)
    kept = desk.publish(fields_with(PARTNER.nama))
    later = desk.publish(fields_with(PARTNER.nama.upper(), signed=newer))
    assert labels(desk) == [PARTNER.nama.upper()]

    withdraw(desk, later)

    assert labels(desk) == [PARTNER.nama]
    assert public_key(desk, kept) == "pemerintah-kabupaten-contoh"


def test_an_older_name_still_finds_the_partner(stores: Stores) -> None:
    slug = slug_of(stores, "Kementerian Hukum dan HAM")
    with stores.database.transaction() as session:
        mitra = session.scalars(select(Mitra).where(Mitra.slug == slug)).one()
        mitra.nama_list.append(MitraNama(nama="Kementerian Hukum", starts_on=date(2024, 10, 21)))

    assert slug_of(stores, "kementerian hukum dan ham") == slug_of(stores, "Kementerian Hukum") == slug


def test_a_partner_whose_kind_nobody_knows_yet_is_registered_without_one(stores: Stores) -> None:
    with stores.database.transaction() as session:
        found = find_or_add(session, PihakFields("Mitra Tanpa Jenis"))

        assert (found.determined_jenis, [name.nama for name in found.nama_list]) == (None, ["Mitra Tanpa Jenis"])


def test_a_partner_named_by_many_at_the_same_moment_is_registered_once(desk: Desk) -> None:
    results = at_once([lambda: slug_of(desk.stores, "Mitra Serentak")] * 6)

    assert list(errors_of(results)) == []
    assert len(set(results)) == 1
    with desk.stores.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Mitra)) == 1
