"""Public queries: the rule of masa berlaku in SQL equals the rule in Python, and the figures agree with the lists."""

from datetime import UTC, date, datetime
from itertools import product

from sqlalchemy import select

from portal.domain.naskah.enumerations import Bentuk, Lingkup, Presisi
from portal.domain.naskah.masa_berlaku import masa_berlaku
from portal.models.terbitan import Terbitan
from portal.queries.public import terbitan
from portal.wiring import Stores
from tests.factories.naskah import Office, foreign_fields, sample_fields

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
