"""Public queries: the rule of masa berlaku in SQL equals that in Python, and only what is published is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import select

from portal.domain.naskah.enumerations import Bentuk, JenisAcara, JenisHubungan, Lingkup, Presisi
from portal.domain.naskah.fields import HubunganFields
from portal.domain.naskah.masa_berlaku import masa_berlaku
from portal.domain.tanggal import Tanggal
from portal.errors import NotFoundError
from portal.models.terbitan import Terbitan
from portal.queries.public import terbitan
from portal.queries.public.values import HomeFigures, PublicNaskah, Tombstone
from portal.wiring import Stores
from tests.factories.desk import Desk
from tests.factories.naskah import Office, foreign_fields, sample_fields
from tests.factories.public_view import withdraw
from tests.fixtures.statements import counted
from tests.queries.conftest import Ask

TODAY = date(2026, 11, 23)
DAYS = (None, date(2026, 11, 22), TODAY, date(2026, 11, 24))
ENDS = ((None, None), ("diakhiri", TODAY), ("diganti", TODAY), ("diganti", date(2026, 11, 24)))


def _row(number: int, signed: date | None, effective: date | None, expires: date | None, is_open: bool) -> Terbitan:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Terbitan(
        kode=f"2026-{10000 + number}",
        judul="Contoh",
        lingkup=Lingkup.DALAM_NEGERI,
        bentuk=Bentuk.NOTA_KESEPAHAMAN,
        ruang_lingkup="",
        pendanaan="",
        subjek=(),
        bahasa=("id",),
        signed_on=signed,
        signed_presisi=Presisi.HARI if signed else Presisi.TIDAK_DIKETAHUI,
        effective_on=effective,
        expires_on=expires,
        is_open_ended=is_open,
        unit_kode="IMI",
        unit_nama="Imigrasi",
        is_metadata_only=False,
        first_published_at=at,
        published_at=at,
        nomor_terbit=1,
    )


def test_the_rule_in_sql_equals_the_rule_in_python_for_every_combination(stores: Stores) -> None:
    combinations = list(product(DAYS, DAYS, DAYS, (True, False), ENDS))
    with stores.database.transaction() as session:
        for number, (signed, effective, expires, is_open, (kind, ended)) in enumerate(combinations):
            row = _row(number, signed, effective, expires, is_open)
            row.end_kind, row.ended_on = kind, ended
            session.add(row)

    with stores.database.reading() as session:
        query = select(terbitan.masa_berlaku_sql(TODAY)).order_by(Terbitan.kode)
        by_sql = list(session.scalars(query))

    by_rule = [
        masa_berlaku(
            signed_on=signed,
            effective_on=effective,
            expires_on=expires,
            is_open_ended=is_open,
            ended_on=ended,
            end_kind=kind,  # type: ignore[arg-type]
            today=TODAY,
        ).value
        for signed, effective, expires, is_open, (kind, ended) in combinations
    ]
    assert by_sql == by_rule
    assert len(set(by_rule)) == 6


def test_home_figures_agree_with_the_lists_they_link_to(office: Office) -> None:
    office.publish(sample_fields(judul="Masih Berlaku"))
    office.publish(sample_fields(judul="Sudah Berakhir", expires_on=date(2026, 4, 1)))
    office.publish(foreign_fields())

    with office.stores.database.reading() as session:
        figures = terbitan.home_figures(session, TODAY)
        mitra = terbitan.browse_mitra(session)
        negara = terbitan.browse_negara(session)
        tahun = terbitan.browse_tahun(session)
        units = terbitan.browse_unit(session)

    assert (figures.total, figures.berlaku) == (3, 2)
    assert figures.mitra == len(mitra) == 2
    assert figures.negara == len(negara) == 1
    assert figures.unit == len(units) == 2
    assert [(entry.kunci, entry.count) for entry in tahun] == [("2026", 3)]
    assert sum(entry.count for entry in units) == figures.total


def test_an_empty_archive_has_figures_of_nothing_and_empty_lists(ask: Ask) -> None:
    assert ask(terbitan.home_figures, TODAY) == HomeFigures(0, 0, 0, 0, 0, 0, 0)
    assert ask(terbitan.count_all) == 0
    for browse in (terbitan.browse_mitra, terbitan.browse_unit, terbitan.browse_negara, terbitan.browse_tahun):
        assert ask(browse) == ()
    assert ask(terbitan.newest, TODAY, limit=5) == ask(terbitan.sitemap) == ask(terbitan.find_pages, "2026-10000") == ()
    assert ask(terbitan.load_items, ["2026-10000"], TODAY) == ask(terbitan.load_texts, ["2026-10000"]) == {}
    assert ask(terbitan.names, "unit", ["IMI"]) == ask(terbitan.names, "unit", []) == {}


def test_what_is_not_public_is_as_unknown_as_what_was_never_there(desk: Desk, ask: Ask) -> None:
    public, draft = desk.publish(), desk.draft()
    desk.attach(draft, ["Pasal rahasia"])
    waiting = desk.draft(foreign_fields())
    desk.attach(waiting, ["Pasal rahasia"])
    desk.office.submit(waiting, is_checked=False)
    desk.advance(waiting, waits_for_biro=True)

    for kode in (draft, waiting, "2026-00000"):
        with pytest.raises(NotFoundError):
            ask(terbitan.find_naskah, kode, TODAY)
        with pytest.raises(NotFoundError):
            ask(terbitan.find_berkas, kode)
    codes = [public, draft, waiting]
    assert set(ask(terbitan.load_items, codes, TODAY)) == set(ask(terbitan.load_texts, codes)) == {public}
    assert [kode for kode, _ in ask(terbitan.sitemap)] == [public]
    assert ask(terbitan.find_pages, draft) == ask(terbitan.find_pages, waiting) == ()
    assert [entry.kunci for entry in ask(terbitan.browse_unit)] == ["KANIM-A"]
    assert set(ask(terbitan.names, "unit", ["KANIM-A", "IMI"])) == {"KANIM-A"}


def test_the_page_of_a_naskah_shows_its_public_record_in_a_fixed_number_of_questions(
    desk: Desk, ask: Ask, cost: Callable[..., int]
) -> None:
    induk = desk.publish(sample_fields(judul="Induk"))
    relations = (HubunganFields(JenisHubungan.INDUK, induk), HubunganFields(JenisHubungan.PERPANJANGAN, induk))
    kode = desk.publish(sample_fields(hubungan=relations, subjek=("paspor",)), ["Pasal 1", "Pasal 2"])
    desk.draft(sample_fields(hubungan=relations[:1]))

    found, above = ask(terbitan.find_naskah, kode, TODAY), ask(terbitan.find_naskah, induk, TODAY)

    assert (found.item.judul, found.subjek, found.page_count) == ("Pertukaran Data Perlintasan", ("paspor",), 2)
    assert [pihak.slug is None for pihak in found.pihak] == [True, False]
    assert [(one.item.kode, one.is_outgoing) for one in found.hubungan] == [(induk, True)] * 2
    assert [(one.item.kode, one.is_outgoing) for one in above.hubungan] == [(kode, False)] * 2
    assert [act.jenis for act in above.acara][-1] is JenisAcara.DIPERPANJANG
    assert JenisAcara.DIPERPANJANG not in [act.jenis for act in found.acara]
    assert cost(terbitan.find_naskah, kode, TODAY) == cost(terbitan.find_naskah, induk, TODAY) == 6


def test_a_withdrawn_naskah_leaves_a_tombstone_and_no_relation(desk: Desk, ask: Ask) -> None:
    gone = desk.publish(sample_fields(judul="Hilang"))
    kode = desk.publish(sample_fields(hubungan=(HubunganFields(JenisHubungan.INDUK, gone),)))
    assert len(ask(terbitan.find_naskah, kode, TODAY).hubungan) == 1

    withdraw(desk, gone)

    found = ask(terbitan.find_naskah, gone, TODAY)
    assert (found.kode, found.alasan, type(found)) == (gone, "data_pribadi", Tombstone)
    assert ask(terbitan.find_naskah, kode, TODAY).hubungan == ()
    assert ask(terbitan.load_items, [gone, kode], TODAY).keys() == {kode}


def test_public_pages_and_files_come_in_order_and_in_part(desk: Desk, ask: Ask, cost: Callable[..., int]) -> None:
    kode, other = desk.publish(pages=[f"Pasal {n}" for n in range(1, 5)]), desk.publish(pages=["Lain"])

    def numbers(**part: int) -> list[int]:
        return [page.nomor for page in ask(terbitan.find_pages, kode, **part)]

    assert numbers() == [1, 2, 3, 4]
    assert (numbers(first=2, last=3), numbers(first=4), numbers(last=1), numbers(first=5)) == ([2, 3], [4], [1], [])
    assert ask(terbitan.load_texts, [other, kode]) == {
        kode: [(n, f"Pasal {n}") for n in range(1, 5)], other: [(1, "Lain")],
    }  # fmt: skip
    assert ask(terbitan.find_berkas, kode).urutan == 1
    assert ask(terbitan.find_berkas, kode).sha256 != ask(terbitan.find_berkas, other).sha256
    with pytest.raises(NotFoundError):
        ask(terbitan.find_berkas, kode, 2)
    assert cost(terbitan.find_pages, kode) == cost(terbitan.load_texts, [kode, other]) == 1


def test_the_newest_come_first_and_by_pages_with_as_many_questions(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    with stores.database.transaction() as session:
        for number in range(4):
            row = _row(number, date(2026, 1, 1), None, None, True)
            row.first_published_at = datetime(2026, 1, 1 + number // 2, tzinfo=UTC)
            session.add(row)

    def codes(limit: int, offset: int = 0) -> list[str]:
        return [item.kode for item in ask(terbitan.newest, TODAY, limit=limit, offset=offset)]

    assert codes(9) == ["2026-10002", "2026-10003", "2026-10000", "2026-10001"]
    assert (codes(2), codes(2, 2), codes(2, 4)) == (codes(9)[:2], codes(9)[2:], [])
    assert ask(terbitan.count_all) == 4
    assert cost(terbitan.newest, TODAY, limit=1) == cost(terbitan.newest, TODAY, limit=4) == 3
    assert cost(terbitan.load_items, codes(9), TODAY) == 3


@pytest.mark.parametrize(
    ("expires_on", "is_expiring", "days_left"),
    [
        (TODAY, 1, 0), (TODAY + timedelta(days=183), 1, 183),
        (TODAY + timedelta(days=184), 0, 184),
        (TODAY - timedelta(days=1), 0, None), (None, 0, None),
    ],
)  # fmt: skip
def test_days_are_left_to_what_is_in_force_with_an_end(
    stores: Stores, ask: Ask, expires_on: date | None, is_expiring: int, days_left: int | None
) -> None:
    with stores.database.transaction() as session:
        session.add(_row(1, date(2026, 1, 1), None, expires_on, expires_on is None))

    (item,) = ask(terbitan.newest, TODAY, limit=1)

    assert (ask(terbitan.home_figures, TODAY).expiring, item.days_left) == (is_expiring, days_left)


def test_lists_to_browse_are_in_their_order_and_count_each_naskah_once(
    desk: Desk, ask: Ask, cost: Callable[..., int]
) -> None:
    ministry, partner = sample_fields().pihak
    foreign = [replace(partner, nama=f"Lembaga {n}", negara=country) for n, country in enumerate(("MY", "MY", "KR"))]
    desk.publish(sample_fields(pihak=(ministry, partner)))
    desk.publish(sample_fields(pihak=(ministry, *foreign), unit="LAPAS-B"))
    old = Tanggal(date(2019, 1, 1), Presisi.TAHUN)
    desk.publish(sample_fields(pihak=tuple(replace(one, signed=old) for one in (ministry, foreign[2]))))

    def entries(browse: Callable[..., object]) -> list[tuple[str, int]]:
        return [(entry.nama, entry.count) for entry in ask(browse)]

    assert entries(terbitan.browse_negara) == [("KR", 2), ("MY", 1)]
    assert entries(terbitan.browse_tahun) == [("2026", 2), ("2019", 1)]
    assert entries(terbitan.browse_unit) == [
        ("Kantor Imigrasi Kelas I Contoh", 2), ("Lembaga Pemasyarakatan Kelas IIA Contoh", 1),
    ]  # fmt: skip
    assert entries(terbitan.browse_mitra) == [
        ("Lembaga 0", 1), ("Lembaga 1", 1), ("Lembaga 2", 2), ("Pemerintah Kabupaten Contoh", 1),
    ]  # fmt: skip
    slugs = [entry.kunci for entry in ask(terbitan.browse_mitra)]
    assert list(ask(terbitan.names, "mitra", slugs[:1]).values()) == ["Lembaga 0"]
    assert ask(terbitan.names, "unit", slugs) == {}
    for query in (terbitan.browse_negara, terbitan.browse_tahun, terbitan.browse_unit, terbitan.browse_mitra):
        assert cost(query) == 1
    assert cost(terbitan.home_figures, TODAY) == cost(terbitan.sitemap) == cost(terbitan.names, "mitra", slugs) == 1


def test_a_naskah_alone_is_the_same_without_relatives_and_acts_for_half_the_questions(office: Office) -> None:
    parent = office.publish(sample_fields(), pages=["satu"])
    hubungan = (HubunganFields(JenisHubungan.PELAKSANA, parent),)
    kode = office.publish(sample_fields(judul="Turunan", hubungan=hubungan), pages=["dua"])
    database = office.stores.database
    with database.reading() as session:
        whole = terbitan.find_naskah(session, kode, TODAY)
    with database.reading() as session, counted(database) as seen:
        alone = terbitan.find_naskah(session, kode, TODAY, is_alone=True)

    assert isinstance(whole, PublicNaskah)
    assert whole.hubungan
    assert alone == replace(whole, hubungan=(), acara=(), family=None)
    assert len(seen) == 3
