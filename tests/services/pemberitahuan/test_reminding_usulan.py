"""Reminders of results the Biro owes: proposals and explorations abroad, to the Biro, once, until there is a result."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.domain.naskah.enumerations import JenisUnit
from portal.domain.pemberitahuan.recipients import Officer, UnitNode, answerable
from portal.domain.pemberitahuan.reminders import EscalationLevel, ReminderKind
from portal.domain.permissions import Peran
from portal.domain.usulan.usulan import JenisUsulan
from portal.models.audit_entry import AuditEntry
from portal.models.pemberitahuan import LetterState
from portal.services import usulan
from portal.wiring import Stores
from tests.factories import usulan as usulan_module
from tests.factories.counter import at
from tests.factories.reminders import Reminders, address, text_of

DUE = date(2026, 6, 29)
"""Ten working days after Friday 12 June 2026."""
DUE_ABROAD = date(2026, 7, 27)
"""Thirty working days after it."""


@pytest.fixture
def office(stores: Stores) -> Reminders:
    """The office with people at every level."""
    made = Reminders(stores)
    made.staff()
    return made


def mornings(office: Reminders, due: date, *offsets: int) -> dict[int, list[str]]:
    """Whom each of these mornings wrote to, by its distance from the due date; one that wrote runs a second time."""
    written = {}
    for offset in offsets:
        if readers := office.run(due + timedelta(days=offset)):
            written[offset] = readers
            assert office.run(due + timedelta(days=offset)) == [], "a second run of the same day"
    return written


BIRO, HIGHER = ["biro"], ["biro", "sesjen"]


def test_pasal_16_ayat_2_the_biro_is_asked_for_a_result_before_and_after_its_day_and_never_twice(
    office: Reminders,
) -> None:
    usulan_module.record(office.stores)

    assert mornings(office, DUE, -8, -7, 1, 8) == {-7: BIRO, 1: BIRO, 8: HIGHER}


def test_pasal_28_ayat_5_an_exploration_abroad_is_asked_for_by_its_thirty_days(office: Reminders) -> None:
    usulan_module.record(office.stores, jenis=JenisUsulan.PENJAJAKAN)

    assert mornings(office, DUE_ABROAD, -8, -7, 1) == {-7: BIRO, 1: BIRO}
    assert "Analisis hasil penjajakan" in text_of(office.letters()[0])


def test_pasal_16_the_letter_says_what_is_owed_by_when_and_names_nothing_to_whom_may_not_know(
    office: Reminders,
) -> None:
    nomor = usulan_module.record(office.stores)
    office.run(DUE + timedelta(days=8))

    to = {letter["To"]: letter for letter in office.letters()}
    told = text_of(to[address("biro")])
    assert to[address("biro")]["Subject"] == "Hasil terlambat: “Layanan paspor contoh”"
    assert "Penyelarasan dengan rencana strategis untuk “Layanan paspor contoh” sudah lewat 6 hari kerja" in told
    assert "dari batas 29 Juni 2026. Sampaikan hasilnya menurut Pasal 17, lalu catat di portal." in told
    assert f"Nomor: {nomor}" in told
    assert "Calon mitra: Pemerintah Kabupaten Contoh Diterima: 12 Juni 2026" in told
    assert "Batas: Senin, 29 Juni 2026 (10 hari kerja, Pasal 16 ayat (2))" in told
    assert f"https://naskah.contoh.example/biro/usulan/{nomor}" in told
    for part in ("plain", "html"):
        other = text_of(to[address("sesjen")], part)
        assert f"usulan Kerja Sama {nomor}" in other
        assert "paspor" not in other
        assert "Kabupaten" not in other
    assert text_of(to[address("sesjen")]).count("Buka portal: https://naskah.contoh.example/kerja --") == 1


def _closed(stores: Stores, nomor: str) -> None:
    usulan_module.close(stores, nomor, "2026-06-24")


def _voided(stores: Stores, nomor: str) -> None:
    version = usulan_module.find(stores, nomor).version
    with stores.database.transaction() as session:
        usulan.void(session, nomor, version, "Salah catat.", at("2026-06-24"))


@pytest.mark.parametrize("end", [_closed, _voided])
def test_a_result_or_a_voided_record_takes_back_what_waits_and_asks_no_more(
    office: Reminders, end: Callable[[Stores, str], None]
) -> None:
    nomor = usulan_module.record(office.stores)
    office.write(DUE - timedelta(days=7))
    end(office.stores, nomor)

    assert mornings(office, DUE, -3, 1) == {}
    assert [row.state for row in office.rows()] == [LetterState.DILEWATI]


def test_a_result_that_is_opened_again_is_asked_for_again(office: Reminders) -> None:
    nomor = usulan_module.record(office.stores)
    _closed(office.stores, nomor)
    assert office.run(DUE - timedelta(days=3)) == []

    version = usulan_module.find(office.stores, nomor).version
    with office.stores.database.transaction() as session:
        usulan.reopen(session, nomor, version, "Salah catat.", at("2026-06-26"))

    assert office.run(DUE - timedelta(days=1)) == ["biro"]


def test_days_down_are_made_up_for_with_one_letter_and_the_trail_tells_of_it(office: Reminders) -> None:
    nomor = usulan_module.record(office.stores)

    assert office.run(DUE + timedelta(days=2)) == ["biro"]

    rows = office.rows()
    assert [row.jenis for row in rows if row.state is LetterState.TERKIRIM] == [ReminderKind.USULAN_TERLAMBAT]
    assert len([row for row in rows if row.state is LetterState.DILEWATI]) == 4
    assert {(row.naskah_id, row.usulan_id) for row in rows} == {(None, rows[0].usulan_id)}
    with office.stores.database.reading() as session:
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "usulan.pengingat"))
    assert (entry.actor_email, entry.object_kind, entry.object_key) == ("sistem", "usulan", nomor)


def test_what_was_received_before_the_regulation_took_effect_is_not_asked_for(office: Reminders) -> None:
    usulan_module.record(office.stores)
    office.effective_on = usulan_module.RECEIVED + timedelta(days=1)

    assert mornings(office, DUE, -7, 1) == {}


def test_without_an_account_of_the_biro_the_sekretaris_jenderal_is_told_at_once() -> None:
    units = {1: UnitNode(1, None, JenisUnit.ESELON1), 2: UnitNode(2, 1, JenisUnit.BIRO)}
    sesjen = Officer(address("sesjen"), "Sesjen", 1, Peran.PIMPINAN)
    karo = Officer(address("karo"), "Karo", 2, Peran.PIMPINAN)
    biro = Officer(address("biro"), "Biro", 2, Peran.BIRO)

    assert answerable(EscalationLevel.UNIT, units, (sesjen,)) == (sesjen,)
    assert answerable(EscalationLevel.UNIT, units, (sesjen, karo, biro)) == (biro,)
    assert answerable(EscalationLevel.ATASAN, units, (sesjen, karo, biro)) == (biro, karo, sesjen)
    assert answerable(EscalationLevel.UNIT, units, ()) == ()
