"""The version of what is public, and the list of changes: raised by everything that changes a public row."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from portal import clock
from portal.domain.naskah.enumerations import AlasanPengakhiran, JenisHubungan, JenisMitra, Visibilitas
from portal.domain.naskah.family import PengakhiranFields
from portal.domain.naskah.fields import HubunganFields, PihakFields
from portal.domain.naskah.public_change import PublicChange
from portal.models.mitra import Mitra
from portal.queries.public import changes
from portal.queries.public.values import PublicState
from portal.services import mitra_register
from portal.services.naskah import family
from portal.services.publication import structure, verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.public_view import BIRO, OWNER, SECRET, do, edit, set_level, withdraw
from tests.fixtures.public_writes import no_silent_changes

KABUPATEN = JenisMitra.PEMERINTAH_DAERAH


def version(desk: Desk) -> PublicState:
    with desk.stores.database.reading() as session:
        return changes.current(session)


def told(desk: Desk, nomor: int = 0) -> list[tuple[str, str]]:
    """What a mirror that knows everything up to a number is told: code and act, in order."""
    with desk.stores.database.reading() as session:
        return [(one.kode, one.tindakan.value) for one in changes.changed_after(session, nomor, limit=100)]


def republish(desk: Desk, kode: str, **fields: object) -> None:
    edit(desk, kode, **fields)
    desk.office.submit(kode)
    desk.advance(kode)


def test_a_portal_without_anything_public_has_a_version_and_no_changes(desk: Desk) -> None:
    desk.draft()

    assert version(desk).nomor == 0
    assert told(desk) == []


def test_every_public_act_raises_the_version_and_the_latest_of_a_code_is_listed(desk: Desk) -> None:
    kode, other = desk.publish(), desk.publish()
    first = version(desk)
    assert told(desk) == [(kode, "terbit"), (other, "terbit")]

    republish(desk, kode, judul="Judul lain")
    assert told(desk) == [(other, "terbit"), (kode, "terbit_ulang")]
    withdraw(desk, kode)
    assert told(desk, first.nomor) == [(kode, "ditarik")]
    do(desk, verbs.explain_withdrawal, kode, desk.act(), alasan=WithdrawalClass.PUTUSAN)
    assert told(desk, version(desk).nomor - 1) == [(kode, "ditarik")]
    assert version(desk).at >= first.at


def test_what_is_not_public_raises_nothing(desk: Desk) -> None:
    desk.publish()
    before = version(desk)

    kode = desk.draft(sample_fields(visibilitas=Visibilitas.DIKECUALIKAN, **SECRET))
    desk.attach(kode, ["Pasal 1"])
    desk.office.submit(kode)
    desk.advance(kode)
    set_level(desk, kode, Visibilitas.DIKECUALIKAN)

    assert version(desk) == before


def test_a_naskah_that_is_exempted_loses_its_line_and_copies_must_be_made_anew(desk: Desk) -> None:
    kode, other = desk.publish(), desk.publish()
    before = version(desk)
    set_level(desk, kode, Visibilitas.DIKECUALIKAN)

    assert told(desk) == [(other, "terbit")]
    assert version(desk).reset_nomor > before.nomor
    assert version(desk).nomor == version(desk).reset_nomor


def test_a_withdrawn_naskah_that_is_exempted_later_loses_its_tombstone_here_too(desk: Desk) -> None:
    kode = desk.publish()
    withdraw(desk, kode)
    do(desk, verbs.reinstate, kode, desk.act())
    set_level(desk, kode, Visibilitas.DIKECUALIKAN)

    assert told(desk) == []
    assert version(desk).reset_nomor == version(desk).nomor


def test_a_naskah_that_names_another_changes_with_it(desk: Desk) -> None:
    parent = desk.publish()
    child = desk.publish(sample_fields(hubungan=(HubunganFields(JenisHubungan.PELAKSANA, parent),)))
    assert sorted(told(desk)) == sorted([(parent, "perubahan"), (child, "terbit")])

    before = version(desk).nomor
    withdraw(desk, child)
    assert sorted(told(desk, before)) == sorted([(parent, "perubahan"), (child, "ditarik")])


def test_two_naskah_changed_in_one_transaction_have_numbers_of_their_own(desk: Desk) -> None:
    kode, other = desk.publish(), desk.publish()
    before = version(desk).nomor
    with desk.stores.database.transaction() as session:
        for one in (kode, other):
            verbs.withdraw(session, one, desk.act(), alasan=WithdrawalClass.KELIRU)

    assert version(desk).nomor == before + 2
    assert sorted(told(desk, before)) == sorted([(kode, "ditarik"), (other, "ditarik")])


def test_an_act_that_is_rolled_back_raises_nothing(desk: Desk) -> None:
    kode = desk.publish()
    before = version(desk)
    with desk.stores.database.reading() as session:
        verbs.withdraw(session, kode, desk.act(), alasan=WithdrawalClass.KELIRU)
        session.rollback()

    assert version(desk) == before


def test_instants_of_changes_never_go_back_when_the_clock_does(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    kode, act = desk.publish(), desk.act()
    before = version(desk)
    early = before.at.replace(year=2020)
    monkeypatch.setattr(clock, "utc_now", lambda: early)
    do(desk, verbs.withdraw, kode, act, alasan=WithdrawalClass.KELIRU)

    assert version(desk).at == before.at
    assert version(desk).nomor > before.nomor


def _end(desk: Desk, kode: str) -> None:
    ending = PengakhiranFields(date(2026, 6, 1), (AlasanPengakhiran.PELANGGARAN,), "S-2", "ND-1")
    do(desk, family.end, kode, ending, desk.act(OWNER))


def _determine(desk: Desk, kode: str) -> None:
    with desk.stores.database.reading() as session:
        row = session.scalars(select(Mitra).where(Mitra.public_slug.is_not(None))).first()
    assert row is not None
    wanted = mitra_register.Determination("Nama Pasti", JenisMitra.PEMERINTAH_DAERAH, "ID", "Diperiksa.")
    do(desk, mitra_register.determine, row.id, wanted, desk.act(BIRO))


ACTS: dict[str, Callable[[Desk, str], None]] = {
    "republished": lambda desk, kode: republish(desk, kode, judul="Judul lain"),
    "withdrawn": withdraw,
    "exempted": lambda desk, kode: set_level(desk, kode, Visibilitas.DIKECUALIKAN),
    "closed but for its entry": lambda desk, kode: set_level(desk, kode, Visibilitas.METADATA),
    "ended": _end,
    "partner determined": _determine,
    "structure derived": lambda desk, kode: do(desk, structure.derive, kode),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_whatever_changes_a_public_row_raises_the_version(desk: Desk, act: Callable[[Desk, str], None]) -> None:
    kode = desk.publish()
    before = version(desk).nomor
    with no_silent_changes(desk.stores.database.engine) as silent:
        act(desk, kode)

    assert silent == []
    assert version(desk).nomor > before


def test_every_kind_of_change_has_its_word() -> None:
    assert {one.value for one in PublicChange} == {"terbit", "terbit_ulang", "perubahan", "ditarik"}


def test_partners_merged_and_parted_change_the_naskah_they_stand_on(desk: Desk) -> None:
    signed = sample_fields().pihak[0].signed
    ours = PihakFields("Kementerian Contoh", is_kementerian=True, signed=signed)
    codes = [
        desk.publish(
            sample_fields(
                pihak=(ours, PihakFields(nama, jenis=JenisMitra.PEMERINTAH_DAERAH, negara="ID", signed=signed))
            )
        )
        for nama in ("Kabupaten Satu Contoh", "Kabupaten Dua Contoh")
    ]
    with desk.stores.database.reading() as session:
        source = session.scalars(select(Mitra.id).where(Mitra.public_slug == "kabupaten-satu-contoh")).one()
    for verb, more in ((mitra_register.merge, ("Kabupaten Dua Contoh",)), (mitra_register.part, ())):
        before = version(desk).nomor
        with no_silent_changes(desk.stores.database.engine) as silent:
            do(desk, verb, source, *more, "Satu lembaga.", desk.act(BIRO))
        assert silent == []
        assert codes[0] in [kode for kode, _ in told(desk, before)]
