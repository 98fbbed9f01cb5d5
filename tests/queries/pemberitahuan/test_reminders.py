"""What reminders are about: originals still out, agreements that end, PKS left alone, results that are owed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from portal.domain.naskah.enumerations import JenisHubungan, JenisUnit, Lingkup, Visibilitas
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import NaskahAsliState
from portal.domain.pemberitahuan.recipients import Officer, UnitNode
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.permissions import Peran
from portal.domain.tenggat.clocks import Law
from portal.domain.usulan.usulan import JenisUsulan
from portal.legal.load import load_kalender, load_rules
from portal.models.hubungan import Hubungan
from portal.models.naskah import Naskah
from portal.models.pemberitahuan import Pemberitahuan
from portal.models.unit import Unit
from portal.queries.pemberitahuan import reminders
from portal.services import usulan
from portal.wiring import Stores
from tests.factories.administration import add_user
from tests.factories.counter import at
from tests.factories.kepatuhan import Rak
from tests.factories.reminders import Reminders
from tests.factories.usulan import close, record
from tests.queries.conftest import Ask

TODAY = date(2026, 6, 15)
DAY = timedelta(days=1)
HUKUM = Law(load_rules(), load_kalender(), date(2025, 5, 22))
WHEN: dict[str, Any] = {"kalender": HUKUM.kalender, "today": TODAY, "effective_on": HUKUM.effective_on}


def change(stores: Stores, kode: str, **values: Any) -> None:
    with stores.database.transaction() as session:
        session.execute(update(Naskah).where(Naskah.kode == kode).values(**values))


def relate(stores: Stores, kode: str, jenis: JenisHubungan, target: str) -> None:
    """One naskah hangs on another."""
    with stores.database.transaction() as session:
        ids = dict(session.execute(select(Naskah.kode, Naskah.id)).all())
        session.execute(insert(Hubungan).values(naskah_id=ids[kode], target_id=ids[target], jenis=jenis))


def codes(found: tuple[reminders.ReminderSubject, ...]) -> list[str]:
    return [one.kode for one in found]


def test_an_empty_archive_reminds_nobody(ask: Ask) -> None:
    assert ask(reminders.open_naskah_asli, **WHEN) == ask(reminders.ending_naskah, TODAY) == ()
    assert ask(reminders.left_by_parent, TODAY) == ask(reminders.awaited_results, HUKUM) == ()
    assert ask(reminders.occasions_dealt_with) == frozenset()
    assert ask(reminders.load_people, TODAY) == ()


@pytest.mark.parametrize(
    ("told", "is_out"),
    [
        ({}, True),
        ({"status": Status.DRAF}, True),
        ({"status": Status.DITARIK}, False),
        ({"signed": None}, False),
        ({"signed": date(2019, 1, 1)}, False),
        ({"lingkup": Lingkup.DALAM_NEGERI}, False),
        ({"asli_on": TODAY}, False),
        ({"asli_on": TODAY, "hasil": NaskahAsliState.DIKEMBALIKAN}, True),
        ({"asli_on": TODAY, "hasil": NaskahAsliState.DITAHAN_KEMLU}, False),
        ({"asli_on": TODAY, "needs_dpr": True}, False),
    ],
)
def test_an_original_is_to_be_brought_as_long_as_its_clock_runs(
    stores: Stores, ask: Ask, told: dict[str, Any], is_out: bool
) -> None:
    kode = Rak(stores).add(**{"signed": date(2026, 6, 10)} | told)

    found = ask(reminders.open_naskah_asli, **WHEN)

    assert codes(found) == ([kode] if is_out else [])
    assert [one.signed_on for one in found] == [date(2026, 6, 10)] * is_out


def test_originals_are_told_by_code_with_what_a_letter_needs(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    rak = Rak(stores)
    signed = (date(2026, 6, 11), date(2026, 5, 4))
    secret = rak.add(signed=signed[0], visibilitas=Visibilitas.DIKECUALIKAN, judul="Rahasia")
    plain = rak.add(signed=signed[1], unit="PAS")

    first, second = ask(reminders.open_naskah_asli, **WHEN)

    assert (first.kode, first.is_secret, first.unit_nama) == (secret, True, "Direktorat Jenderal Imigrasi")
    assert (second.kode, second.is_secret, second.mitra) == (plain, False, ("Mitra Contoh",))
    assert codes(ask(reminders.open_naskah_asli, **WHEN, kode=plain)) == [plain]
    assert ask(reminders.open_naskah_asli, **WHEN | {"effective_on": None}) == ()
    assert cost(reminders.open_naskah_asli, **WHEN) == 3


@pytest.mark.parametrize(
    ("told", "is_ending"),
    [
        ({"expires_on": TODAY}, True),
        ({"expires_on": TODAY + reminders.LONGEST_NOTICE}, True),
        ({"expires_on": TODAY - DAY}, False),
        ({"expires_on": TODAY + reminders.LONGEST_NOTICE + DAY}, False),
        ({"expires_on": None}, False),
        ({"is_open_ended": True}, False),
        ({"ended_on": TODAY, "end_kind": "diakhiri"}, False),
        ({"ended_on": TODAY + DAY, "end_kind": "diakhiri"}, True),
        ({"status": Status.DRAF}, False),
        ({"status": Status.DITARIK}, False),
        ({"status": Status.DIKEMBALIKAN}, True),
        ({"status": Status.TERBIT}, True),
    ],
)
def test_an_agreement_ends_soon_that_was_handed_in_and_is_in_force(
    stores: Stores, ask: Ask, told: dict[str, Any], is_ending: bool
) -> None:
    kode = Rak(stores).add()
    change(stores, kode, **{"expires_on": TODAY + 9 * DAY} | told)

    found = ask(reminders.ending_naskah, TODAY)

    assert codes(found) == ([kode] if is_ending else [])
    assert all(one.ends_on == {"expires_on": TODAY + 9 * DAY, **told}["expires_on"] for one in found)


@pytest.mark.parametrize(
    ("jenis", "status", "is_continued"),
    [
        (JenisHubungan.PERPANJANGAN, Status.DIAJUKAN, True),
        (JenisHubungan.PENGGANTI, Status.TERBIT, True),
        (JenisHubungan.PERPANJANGAN, Status.DRAF, False),
        (JenisHubungan.PERUBAHAN, Status.TERBIT, False),
    ],
)
def test_whatever_was_extended_or_replaced_ends_for_nobody(
    stores: Stores, ask: Ask, cost: Callable[..., int], jenis: JenisHubungan, status: Status, is_continued: bool
) -> None:
    rak = Rak(stores)
    kode, successor, other = rak.add(expires_on=TODAY), rak.add(status=status), rak.add(expires_on=TODAY)
    relate(stores, successor, jenis, kode)

    assert codes(ask(reminders.ending_naskah, TODAY)) == ([other] if is_continued else [kode, other])
    assert cost(reminders.ending_naskah, TODAY) == 2


@pytest.mark.parametrize(
    ("parent", "child", "ends_on"),
    [
        ({"expires_on": TODAY - DAY}, {}, TODAY),
        ({"expires_on": TODAY}, {}, None),
        ({"ended_on": TODAY, "end_kind": "diakhiri"}, {}, TODAY),
        ({"ended_on": TODAY + DAY, "end_kind": "diakhiri"}, {}, None),
        ({"expires_on": TODAY - DAY}, {"expires_on": TODAY - DAY}, None),
        ({"expires_on": TODAY - DAY}, {"status": Status.DRAF}, None),
        ({"expires_on": TODAY - DAY}, {"status": Status.DITARIK}, None),
        ({"expires_on": TODAY - reminders.PARENT_ENDED_WITHIN - DAY}, {}, TODAY - reminders.PARENT_ENDED_WITHIN),
        ({"expires_on": TODAY - reminders.PARENT_ENDED_WITHIN - 2 * DAY}, {}, None),
    ],
)
def test_a_pks_is_left_alone_where_its_parent_lately_went_out_of_force(
    stores: Stores, ask: Ask, parent: dict[str, Any], child: dict[str, Any], ends_on: date | None
) -> None:
    rak = Rak(stores)
    induk, kode = rak.add(), rak.add()
    relate(stores, kode, JenisHubungan.INDUK, induk)
    change(stores, induk, **parent)
    change(stores, kode, **child or {"expires_on": None})

    found = ask(reminders.left_by_parent, TODAY)

    assert [(one.kode, one.parent_kode, one.ends_on) for one in found] == (
        [(kode, induk, ends_on)] if ends_on is not None else []
    )


def test_asked_for_one_pks_its_parent_may_have_ended_long_ago_and_it_may_be_a_draft(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    rak = Rak(stores)
    induk, kode, other = rak.add(expires_on=date(2019, 1, 1)), rak.add(status=Status.DRAF), rak.add()
    for one in (kode, other):
        relate(stores, one, JenisHubungan.INDUK, induk)
    amended = rak.add()
    relate(stores, amended, JenisHubungan.PERUBAHAN, induk)

    (found,) = ask(reminders.left_by_parent, TODAY, kode)

    assert (found.kode, found.ends_on, found.mitra) == (kode, date(2019, 1, 2), ("Mitra Contoh",))
    assert ask(reminders.left_by_parent, TODAY) == ask(reminders.left_by_parent, TODAY, amended) == ()
    assert cost(reminders.left_by_parent, TODAY, kode) == 2


def test_results_are_awaited_by_number_of_whatever_runs(stores: Stores, ask: Ask, cost: Callable[..., int]) -> None:
    first = record(stores, received_on=date(2026, 6, 12))
    second = record(stores, jenis=JenisUsulan.PENJAJAKAN, received_on=date(2026, 6, 1), unit="PAS")
    record(stores, received_on=date(2020, 1, 6))
    done, void = record(stores), record(stores)
    close(stores, done, "2026-06-15")
    with stores.database.transaction() as session:
        usulan.void(session, void, 1, "Keliru.", at("2026-06-15"))

    found = ask(reminders.awaited_results, HUKUM)

    assert [(one.kode, due.due_on) for one, due in found] == [
        (first, date(2026, 6, 29)), (second, date(2026, 7, 14)),
    ]  # fmt: skip
    subject = found[1][0]
    assert (subject.jenis_usulan, subject.received_on, subject.naskah_id) == (
        JenisUsulan.PENJAJAKAN, date(2026, 6, 1), None,
    )  # fmt: skip
    assert (subject.mitra, subject.unit_nama, subject.judul) == (
        ("Pemerintah Kabupaten Contoh",), "Direktorat Jenderal Pemasyarakatan", "Layanan paspor contoh",
    )  # fmt: skip
    assert cost(reminders.awaited_results, HUKUM) == 1


def test_occasions_of_the_schedule_are_dealt_with_and_those_by_hand_are_none(stores: Stores, ask: Ask) -> None:
    office = Reminders(stores)
    office.staff()
    office.naskah()
    office.write(date(2026, 12, 3))

    dealt_with = ask(reminders.occasions_dealt_with)

    assert dealt_with
    assert dealt_with == {row.kejadian for row in office.rows()}
    with stores.database.transaction() as session:
        session.execute(update(Pemberitahuan).values(jenis=ReminderKind.TEGUR))
    assert ask(reminders.occasions_dealt_with) == frozenset()


def test_the_tree_holds_every_unit_with_the_one_above(ask: Ask, cost: Callable[..., int]) -> None:
    units = ask(lambda session: dict(session.execute(select(Unit.kode, Unit.id)).all()))

    found = ask(reminders.load_tree)

    assert set(found) == set(units.values())
    assert found[units["KANIM-A"]] == UnitNode(units["KANIM-A"], units["IMI"], JenisUnit.UPT_KANIM)
    assert found[units["KEMEN"]].parent_id is None
    assert cost(reminders.load_tree) == 1


def test_people_are_written_to_in_their_role_of_today_while_their_account_is_open(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    Reminders(stores).staff()
    for nama, first, last in (("Akhir", TODAY - DAY, TODAY), ("Lewat", TODAY - 9 * DAY, TODAY - DAY)):
        add_user(stores, nama, ("IMI", first, last))
    add_user(stores, "Besok", ("IMI", TODAY + DAY, None))
    add_user(stores, "Tutup", ("IMI", TODAY, None), is_active=False)
    imi = ask(lambda session: session.scalars(select(Unit.id).where(Unit.kode == "IMI")).one())

    found = ask(reminders.load_people, TODAY)

    assert [one.email.partition("@")[0] for one in found] == [
        "imi",
        "dirjen",
        "kanim",
        "pas",
        "biro",
        "sesjen",
        "akhir",
    ]
    assert found[1] == Officer("dirjen@contoh.example", "Contoh Dirjen", imi, Peran.PIMPINAN)
    assert cost(reminders.load_people, TODAY) == 1
