"""Acts on the family: public at once where they end a naskah, grounds internal, a wrong one voided (Pasal 36, 37)."""

from datetime import date

import pytest
from sqlalchemy import select

from portal import clock
from portal.domain.naskah.enumerations import AlasanPengakhiran, JenisAcara
from portal.domain.naskah.family import PengakhiranFields, RekomendasiFields
from portal.domain.permissions import Peran
from portal.errors import BadInputError, ConflictError, FieldsRefusedError, NotAllowedError, NotFoundError
from portal.models.audit_entry import AuditEntry
from portal.models.terbitan import TerbitanAcara
from portal.queries.naskah import family as family_queries
from portal.services.naskah import family
from tests.factories.desk import Desk, person

UNIT, BIRO, OTHER = person(Peran.PENGELOLA, "KANIM-A"), person(Peran.BIRO, "BIRO"), person(Peran.PENGELOLA, "LAPAS-B")
ENDING = PengakhiranFields(date(2026, 6, 1), (AlasanPengakhiran.PELANGGARAN,), "S-2", "ND-1")
LETTER = RekomendasiFields(date(2026, 6, 1), "S-1")


@pytest.fixture
def kode(desk: Desk) -> str:
    """A published naskah of KANIM-A, signed on 12 March 2026 until 12 March 2030."""
    return desk.publish()


def end(desk: Desk, kode: str, fields: PengakhiranFields = ENDING, actor: object = UNIT, **more: int) -> None:
    with desk.stores.database.transaction() as session:
        family.end(session, kode, fields, desk.act(actor), **more)  # type: ignore[arg-type]


def recommend(desk: Desk, kode: str, actor: object = BIRO, fields: RekomendasiFields = LETTER) -> None:
    with desk.stores.database.transaction() as session:
        family.recommend_extension(session, kode, fields, desk.act(actor))  # type: ignore[arg-type]


def void(desk: Desk, kode: str, alasan: str = "Keliru nomor.") -> None:
    with desk.stores.database.transaction() as session:
        family.void_ending(session, kode, alasan, desk.act(BIRO))


def public_end(desk: Desk, kode: str) -> tuple[object, object, list[date | None], list[str]]:
    row = desk.published(kode)
    assert row is not None
    with desk.stores.database.reading() as session:
        query = select(TerbitanAcara).where(TerbitanAcara.kode == kode, TerbitanAcara.jenis == JenisAcara.BERAKHIR)
        acts = session.scalars(query).all()
    return row.ended_on, row.end_kind, [act.on for act in acts], [act.keterangan for act in acts]


def test_an_ending_is_public_at_once_and_its_grounds_are_not_pasal_37(desk: Desk, kode: str) -> None:
    end(desk, kode)

    assert public_end(desk, kode) == (date(2026, 6, 1), "diakhiri", [date(2026, 6, 1)], [""])
    with desk.stores.database.reading() as session:
        act = family_queries.load_acts(session, desk.naskah(kode).id)[0]
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "keluarga.akhiri")).one()
    assert (act.alasan, act.dokumen, act.catatan_biro) == ((AlasanPengakhiran.PELANGGARAN,), "S-2", "ND-1")
    assert "pelanggaran" in entry.after


def test_an_edit_that_waits_stays_private_while_an_ending_shows(desk: Desk, kode: str) -> None:
    with desk.stores.database.transaction() as session:
        session.get_one(type(desk.naskah(kode)), desk.naskah(kode).id).judul = "Belum Terbit"

    end(desk, kode)

    row = desk.published(kode)
    assert row is not None
    assert row.judul == "Pertukaran Data Perlintasan"


def test_a_voided_ending_leaves_the_agreed_end_and_its_record(desk: Desk, kode: str) -> None:
    end(desk, kode)
    with pytest.raises(ConflictError, match="sudah tercatat"):
        end(desk, kode)

    void(desk, kode)

    assert public_end(desk, kode) == (None, None, [date(2030, 3, 12)], [""])
    with desk.stores.database.reading() as session:
        act = family_queries.load_acts(session, desk.naskah(kode).id)[0]
    assert (act.is_voided, act.alasan_batal) == (True, "Keliru nomor.")
    with pytest.raises(ConflictError):
        void(desk, kode)
    end(desk, kode)


def test_what_is_not_public_shows_nothing_and_a_draft_has_no_acts(desk: Desk) -> None:
    draft = desk.draft()
    with pytest.raises(BadInputError, match="masih draf"):
        end(desk, draft)

    desk.attach(draft, ["Pasal 1"])
    desk.office.submit(draft)
    end(desk, draft)

    assert desk.published(draft) is None
    assert desk.naskah(draft).end_kind == "diakhiri"


def test_only_the_biro_recommends_and_only_the_unit_or_the_biro_ends_pasal_36_37(desk: Desk, kode: str) -> None:
    with pytest.raises(NotAllowedError):
        recommend(desk, kode, UNIT)
    with pytest.raises(BadInputError, match="bukan berkas naskah ini"):
        end(desk, kode, berkas_id=999)
    with pytest.raises(FieldsRefusedError):
        end(desk, kode, PengakhiranFields(date(2026, 6, 1), (), ""))
    with pytest.raises(NotFoundError, match="tidak ditemukan"):
        end(desk, kode, actor=OTHER)
    assert desk.naskah(kode).ended_on is None


def test_a_recommendation_answers_the_warning_of_the_extension_pasal_36(desk: Desk, kode: str) -> None:
    def known() -> bool:
        with desk.stores.database.reading() as session:
            return family_queries.load_related(session, [kode, "2020-10000"], UNIT)[kode].has_rekomendasi

    assert not known()
    recommend(desk, kode)
    assert known()


def test_of_a_naskah_of_another_unit_only_the_published_is_told(desk: Desk, kode: str) -> None:
    hidden = desk.draft()
    end(desk, kode)

    with desk.stores.database.reading() as session:
        found = family_queries.load_related(session, [kode, hidden], OTHER)

    assert set(found) == {kode}
    assert found[kode].last_day == date(2026, 5, 31)
    assert found[kode].has_rekomendasi
    assert clock.today() > date(2026, 6, 1)
