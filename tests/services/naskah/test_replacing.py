"""A naskah that another one replaced: both say so, the public sees it at once, and the Biro may take it back."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from portal.domain.naskah.enumerations import JenisHubungan, Presisi
from portal.domain.naskah.family import PenggantianFields
from portal.domain.naskah.fields import PihakFields
from portal.domain.permissions import Actor, Peran
from portal.domain.tanggal import Tanggal
from portal.errors import BadInputError, ConflictError, FieldsRefusedError, NotAllowedError, NotFoundError
from portal.models.audit_entry import AuditEntry
from portal.models.hubungan import Hubungan
from portal.queries.naskah import family as family_queries
from portal.queries.public.family import load_family
from portal.services.naskah import family, replacing
from portal.services.publication import acara
from tests.factories.desk import Desk, person
from tests.factories.naskah import sample_fields

UNIT, BIRO, OTHER = person(Peran.PENGELOLA, "KANIM-A"), person(Peran.BIRO, "BIRO"), person(Peran.PENGELOLA, "LAPAS-B")
READER = person(Peran.PIMPINAN, "KANIM-A")
DAY = date(2026, 6, 9)


def newer(desk: Desk, unit: str = "KANIM-A", **changes: object) -> str:
    signed = Tanggal(DAY, Presisi.HARI)
    pihak: tuple[PihakFields, ...] = tuple(replace(one, signed=signed) for one in sample_fields().pihak)
    return desk.publish(sample_fields(judul="Naskah yang menggantikan", unit=unit, pihak=pihak, **changes))


@pytest.fixture
def kode(desk: Desk) -> str:
    """A published naskah of KANIM-A, signed on 12 March 2026 until 12 March 2030."""
    return desk.publish()


def replaced(desk: Desk, kode: str, by: str, on: date = DAY, actor: Actor = UNIT) -> None:
    with desk.stores.database.transaction() as session:
        replacing.replace_by(session, kode, PenggantianFields(on, by, "Cakupannya diperluas."), desk.act(actor))


def relations(desk: Desk) -> list[tuple[JenisHubungan, int]]:
    with desk.stores.database.reading() as session:
        return [(row.jenis, row.target_id) for row in session.scalars(select(Hubungan))]


def test_it_is_public_at_once_and_both_naskah_say_so(desk: Desk, kode: str) -> None:
    by = newer(desk)

    replaced(desk, kode, by)

    row = desk.published(kode)
    assert row is not None
    assert (row.ended_on, row.end_kind) == (DAY, "diganti")
    assert relations(desk) == [(JenisHubungan.PENGGANTI, desk.naskah(kode).id)]
    with desk.stores.database.reading() as session:
        act = family_queries.load_acts(session, desk.naskah(kode).id)[0]
        logged = session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("keluarga.%"))).all()
    assert (act.is_replacement, act.dokumen, act.on) == (True, by, DAY)
    assert sorted(logged) == ["keluarga.ganti", "keluarga.menggantikan"]


def public_way(desk: Desk, kode: str) -> list[tuple[str, str]]:
    with desk.stores.database.reading() as session:
        ties = load_family(session, kode, DAY).ties
        return [(one.kode, one.target) for one in ties if one.jenis is JenisHubungan.PENGGANTI]


def test_the_way_between_both_is_public_at_once_where_both_are_and_gone_when_taken_back(desk: Desk, kode: str) -> None:
    by, hidden = newer(desk), desk.draft(sample_fields(judul="Belum terbit"))
    assert public_way(desk, kode) == []
    replaced(desk, kode, by)
    assert public_way(desk, kode) == public_way(desk, by) == [(by, kode)]

    with desk.stores.database.transaction() as session:
        acara.show_replacement(session, hidden, kode)
        acara.show_replacement(session, by, hidden)
        acara.show_replacement(session, by, kode)
    assert public_way(desk, by) == [(by, kode)]

    with desk.stores.database.transaction() as session:
        family.void_ending(session, kode, "Keliru.", desk.act(BIRO))
    assert public_way(desk, kode) == public_way(desk, by) == []


def test_it_is_recorded_once_and_only_the_biro_takes_it_back(desk: Desk, kode: str) -> None:
    by = newer(desk)
    replaced(desk, kode, by)
    with pytest.raises(ConflictError, match="sudah tercatat"):
        replaced(desk, kode, by)
    with pytest.raises(NotAllowedError), desk.stores.database.transaction() as session:
        family.void_ending(session, kode, "Keliru.", desk.act(UNIT))

    with desk.stores.database.transaction() as session:
        family.void_ending(session, kode, "Keliru.", desk.act(BIRO))

    row = desk.published(kode)
    assert row is not None
    assert (row.ended_on, row.end_kind) == (None, None)
    replaced(desk, kode, by)
    assert len(relations(desk)) == 1


@pytest.mark.parametrize(
    ("on", "field"),
    [(date(2026, 3, 11), "on"), (date(2026, 6, 8), "on"), (date(2030, 3, 14), "on")],
    ids=["sebelum tanda tangan", "sebelum penggantinya ada", "sesudah masa berlaku"],
)
def test_a_day_that_cannot_be_is_refused(desk: Desk, kode: str, on: date, field: str) -> None:
    with pytest.raises(FieldsRefusedError) as refused:
        replaced(desk, kode, newer(desk), on)

    assert {problem.field for problem in refused.value.problems} == {field}


def test_what_cannot_replace_is_refused_and_named(desk: Desk, kode: str) -> None:
    ended = newer(desk)
    replaced(desk, ended, newer(desk, subjek=("lain",)))
    for by, told in (
        (kode, "dirinya sendiri"),
        ("2026-10000", "tidak ditemukan"),
        (desk.draft(), "belum dikirim"),
        (ended, "sudah tidak berlaku"),
    ):
        with pytest.raises(BadInputError, match=told):
            replaced(desk, kode, by)
    assert desk.naskah(kode).ended_on is None


def test_a_stranger_finds_nothing_a_reader_may_not_and_a_unit_writes_in_no_other_record(desk: Desk, kode: str) -> None:
    by = newer(desk)
    elsewhere = newer(desk, unit="LAPAS-B")
    with pytest.raises(NotFoundError):
        replaced(desk, kode, by, actor=OTHER)
    with pytest.raises(NotAllowedError):
        replaced(desk, kode, by, actor=READER)
    with pytest.raises(BadInputError, match="tidak ditemukan"):
        replaced(desk, kode, elsewhere)
    assert relations(desk) == []

    replaced(desk, kode, elsewhere, actor=BIRO)

    assert len(relations(desk)) == 1
