"""Related naskah and recorded acts: all of what the reader may read, of others what is published, newest act first."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from portal.domain.naskah.enumerations import AlasanPengakhiran, JenisAcara, Kategori
from portal.domain.naskah.family import PengakhiranFields, PenggantianFields, RekomendasiFields
from portal.domain.naskah.warnings import RelatedNaskah
from portal.domain.permissions import Peran
from portal.models.acara import Acara
from portal.models.naskah import Naskah
from portal.queries.naskah import family as family_queries
from portal.services.naskah import family, replacing
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.readers import ADMIN, BESIDE, BIRO, OWN
from tests.queries.conftest import Ask

SIGNED, ENDS = date(2026, 3, 12), date(2030, 3, 12)
ENDING = PengakhiranFields(date(2026, 6, 1), (AlasanPengakhiran.PELANGGARAN,), "S-2", "ND-1", "Contoh.")


def test_nothing_is_told_where_nothing_is_asked(ask: Ask, cost: Callable[..., int]) -> None:
    assert ask(family_queries.load_related, [], BIRO) == {}
    assert ask(family_queries.load_related, ["2020-10000"], BIRO) == {}
    assert cost(family_queries.load_related, [], BIRO) == 0


def test_of_a_draft_its_branch_knows_all_and_others_nothing(desk: Desk, ask: Ask, cost: Callable[..., int]) -> None:
    kode, other = desk.draft(sample_fields()), desk.draft(sample_fields(kategori=Kategori.UTAMA))

    assert ask(family_queries.load_related, [kode, other, kode], OWN) == {
        kode: RelatedNaskah(Kategori.TEKNIS, SIGNED, ENDS, has_rekomendasi=False),
        other: RelatedNaskah(Kategori.UTAMA, SIGNED, ENDS, has_rekomendasi=False),
    }
    for actor in (BESIDE, ADMIN):
        assert ask(family_queries.load_related, [kode, other], actor) == {}
    assert cost(family_queries.load_related, [kode, other], OWN) == 1


def test_of_a_public_naskah_others_know_what_is_public_and_not_what_was_changed_since(desk: Desk, ask: Ask) -> None:
    kode = desk.publish()
    with desk.stores.database.transaction() as session:
        family.recommend_extension(session, kode, RekomendasiFields(date(2026, 6, 1), "S-1"), desk.act())
        session.get_one(Naskah, desk.naskah(kode).id).expires_on = date(2031, 1, 1)

    own = ask(family_queries.load_related, [kode], OWN)[kode]
    beside = ask(family_queries.load_related, [kode], BESIDE)[kode]

    assert own == RelatedNaskah(Kategori.TEKNIS, SIGNED, date(2031, 1, 1), has_rekomendasi=True)
    assert (beside.kategori, beside.signed_on, beside.last_day) == (Kategori.TEKNIS, SIGNED, ENDS)


def test_the_acts_of_a_naskah_are_its_own_the_newest_first(desk: Desk, ask: Ask, cost: Callable[..., int]) -> None:
    ani = desk.office.add_user("ani@contoh.example", Peran.BIRO, "BIRO")
    kode, other = desk.publish(), desk.publish()
    assert ask(family_queries.load_acts, desk.naskah(kode).id) == ()
    with desk.stores.database.transaction() as session:
        family.recommend_extension(session, kode, RekomendasiFields(date(2026, 5, 1), "S-1"), desk.act(ani))
        family.end(session, kode, ENDING, desk.act())
        family.end(session, other, ENDING, desk.act())

    last, first = ask(family_queries.load_acts, desk.naskah(kode).id)

    assert (last.jenis, last.on, last.alasan) == (JenisAcara.BERAKHIR, ENDING.on, ENDING.alasan)
    assert (last.dokumen, last.catatan_biro, last.keterangan) == ("S-2", "ND-1", "Contoh.")
    assert (last.recorded_by, last.is_voided, last.is_replacement) == ("Sistem", False, False)
    assert (first.jenis, first.on, first.recorded_by) == (JenisAcara.DIPERPANJANG, date(2026, 5, 1), "Ani")
    assert first.is_replacement is False
    assert cost(family_queries.load_acts, desk.naskah(kode).id) == 1


def test_an_ending_without_grounds_is_a_replacement(desk: Desk, ask: Ask) -> None:
    kode, successor = desk.publish(), desk.publish()
    with desk.stores.database.transaction() as session:
        replacing.replace_by(session, kode, PenggantianFields(date(2026, 6, 1), successor), desk.act())

    (act,) = ask(family_queries.load_acts, desk.naskah(kode).id)

    assert (act.is_replacement, act.dokumen) == (True, successor)


def test_a_voided_recommendation_recommends_nothing(desk: Desk, ask: Ask) -> None:
    kode = desk.publish()
    with desk.stores.database.transaction() as session:
        family.recommend_extension(session, kode, RekomendasiFields(date(2026, 6, 1), "S-1"), desk.act())
    assert ask(family_queries.load_related, [kode], OWN)[kode].has_rekomendasi
    with desk.stores.database.transaction() as session:
        for act in session.scalars(select(Acara)):
            act.voided_at, act.alasan_batal = desk.act().now, "Keliru."

    assert not ask(family_queries.load_related, [kode], OWN)[kode].has_rekomendasi
    assert ask(family_queries.load_acts, desk.naskah(kode).id)[0].is_voided
