"""Public figures: only what is published counts, each naskah once a row, and each figure costs one question."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import update

from portal.domain.naskah.enumerations import Bentuk, JenisMitra, Presisi
from portal.domain.tanggal import Tanggal
from portal.models.terbitan import Terbitan
from portal.queries.public import statistik, terbitan
from portal.services import unduhan
from portal.wiring import Stores
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.public_view import withdraw
from tests.queries.conftest import Ask

TODAY = date(2026, 11, 23)


def test_forms_and_subjects_are_counted_in_one_spelling(desk: Desk, ask: Ask, cost: Callable[..., int]) -> None:
    other = sample_fields(bentuk=Bentuk.NAMA_LAIN, nama_bentuk="Memorandum Saling Pengertian", subjek=("HAM", "data"))
    desk.publish(other)
    desk.publish(replace(other, nama_bentuk="MEMORANDUM  Saling Pengertian", subjek=("ham",)))
    desk.publish(sample_fields(bentuk=Bentuk.NOTA_KESEPAHAMAN))
    gone = desk.publish(replace(other, nama_bentuk="Piagam", subjek=("rahasia",)))
    withdraw(desk, gone)

    named = [(entry.kunci, entry.nama, entry.count) for entry in ask(statistik.nama_bentuk)]
    subjects = [(entry.kunci, entry.count) for entry in ask(statistik.subjek)]

    assert ask(statistik.bentuk) == ((Bentuk.NAMA_LAIN, 2), (Bentuk.NOTA_KESEPAHAMAN, 1))
    assert named == [("memorandum saling pengertian", "Memorandum saling pengertian", 2)]
    assert [pair for pair in subjects if pair[0] in ("ham", "data", "rahasia")] == [("ham", 2), ("data", 1)]
    assert cost(statistik.bentuk) == cost(statistik.nama_bentuk) == cost(statistik.subjek) == 1


def test_a_naskah_counts_once_in_each_class_of_partner(desk: Desk, ask: Ask, cost: Callable[..., int]) -> None:
    ministry, partner = sample_fields().pihak
    bodies = [replace(partner, nama=f"Badan {n}", jenis=JenisMitra.ORGANISASI_INTERNASIONAL) for n in range(2)]
    desk.publish(sample_fields(pihak=(ministry, partner, *bodies)))

    assert dict(ask(statistik.jenis_mitra)) == {partner.jenis: 1, JenisMitra.ORGANISASI_INTERNASIONAL: 1}
    assert [(entry.nama, entry.count) for entry in ask(terbitan.browse_organisasi)] == [("Badan 0", 1), ("Badan 1", 1)]
    assert cost(statistik.jenis_mitra) == cost(terbitan.browse_organisasi) == 1


def test_the_time_to_publication_knows_only_exact_days(desk: Desk, ask: Ask, stores: Stores) -> None:
    ministry, partner = sample_fields().pihak
    for day, presisi in (
        (date(2026, 3, 1), Presisi.HARI),
        (date(2026, 3, 2), Presisi.HARI),
        (date(2026, 1, 1), "bulan"),
    ):
        signed = Tanggal(day, Presisi(presisi))
        desk.publish(sample_fields(pihak=tuple(replace(one, signed=signed) for one in (ministry, partner))))
    with stores.database.transaction() as session:
        # Half past midnight in Jakarta, still the day before in UTC.
        session.execute(update(Terbitan).values(first_published_at=datetime(2026, 3, 8, 17, 30, tzinfo=UTC)))

    found = ask(statistik.publication_time)

    assert found.steps == ((7, 1), (30, 1), (90, 0), (365, 0), (None, 0))
    assert found.median in (7, 8)


def test_what_was_fetched_is_told_of_published_naskah_by_month(desk: Desk, ask: Ask, stores: Stores) -> None:
    kept, gone = desk.publish(sample_fields(judul="Tetap")), desk.publish(sample_fields(judul="Ditarik"))
    with stores.database.transaction() as session:
        unduhan.add(session, {(kept, date(2026, 11, 1)): 2, (kept, date(2025, 12, 31)): 1, (gone, TODAY): 5})
        unduhan.add(session, {(kept, date(2026, 11, 1)): 3, (kept, date(2025, 11, 30)): 9, ("2026-99999", TODAY): 1})
    withdraw(desk, gone)

    found = ask(statistik.fetched, TODAY)

    assert len(found.months) == statistik.MONTHS
    assert (found.months[0], found.months[-1]) == (("2025-12", 1), ("2026-11", 5))
    assert [(entry.kunci, entry.count) for entry in found.most] == [(kept, 6)]
